import { describe, expect, test } from '@jest/globals';
import type { Hop } from '../../../../src/domain/values/hop.js';
import { both, computerOf, drawn, link, node } from './network-of.js';

/** A - B - C - D in a row, A = B doubled, and a detour A - E - D. */
const NETWORK = drawn(
  both('AB'),
  both('AB2', { teMetric: 5 }),
  both('BC'),
  both('CD'),
  both('AE', { igpMetric: 100 }),
  both('ED', { igpMetric: 100 }),
);
const computer = computerOf(NETWORK);

const address = (text: string): Hop => ({ kind: 'address', address: text });
const far = (name: string): Hop => address(link(name).targetAddress ?? '');
const near = (name: string): Hop => address(link(name).sourceAddress ?? '');
const router = (name: string): Hop => address(node(name).routerId ?? '');

function linksOf(source: string, ...route: readonly Hop[]): unknown {
  const resolved = computer.resolve(source, route);
  return resolved.ok ? resolved.value.links : resolved.error;
}

describe('resolve', () => {
  test('takes the address of the far interface as the link that arrives there', () => {
    expect(linksOf('A', far('AB'), far('BC'), far('CD'))).toEqual(['AB', 'BC', 'CD']);
  });

  test('takes the address of the near interface as the link that leaves there', () => {
    expect(linksOf('A', near('AB'), near('BC'), near('CD'))).toEqual(['AB', 'BC', 'CD']);
  });

  test('takes router ids, and of parallel links the best by TE metric', () => {
    expect(linksOf('A', router('B'), router('C'))).toEqual(['AB2', 'BC']);
  });

  test('tolerates local then remote address, router id then interface, and the source itself', () => {
    expect(linksOf('A', near('AB'), far('AB'), near('BC'), far('BC'))).toEqual(['AB', 'BC']);
    expect(linksOf('A', router('B'), far('AB'), router('C'), far('BC'))).toEqual(['AB', 'BC']);
    expect(linksOf('A', router('A'), far('AB2'), router('B'), router('C'))).toEqual(['AB2', 'BC']);
    expect(linksOf('A', far('AB'), near('BA2'), far('BC'))).toEqual(['AB', 'BC']);
  });

  test('skips recorded labels', () => {
    expect(linksOf('A', far('AB'), { kind: 'label', label: 17 }, far('BC'))).toEqual(['AB', 'BC']);
  });

  test('fills what is loose or not adjacent along the IGP shortest path', () => {
    expect(linksOf('A', { kind: 'address', address: '10.0.0.68', loose: true })).toEqual(['AB', 'BC', 'CD']);
    expect(linksOf('A', router('D'))).toEqual(['AB', 'BC', 'CD']);
  });

  test('takes a prefix as any address inside', () => {
    expect(linksOf('A', { kind: 'address', address: '10.2.65.0', prefixLength: 24 }, far('BC'))).toEqual([
      'AB2',
      'BC',
    ]);
  });

  test('takes an unnumbered hop as its router', () => {
    expect(linksOf('A', { kind: 'unnumbered', routerId: '10.0.0.69', interfaceId: 4 })).toEqual(['AE']);
  });

  test('follows segments by label and by what they are said to stand for', () => {
    const adjacency: Hop = { kind: 'segment', label: link('AE').adjacencySid ?? 0 };
    expect(linksOf('A', adjacency, { kind: 'segment', label: 16068 })).toEqual(['AE', 'ED']);
    expect(linksOf('A', { kind: 'segment', index: 3, node: '10.0.0.67' })).toEqual(['AB', 'BC']);
    const { sourceAddress, targetAddress } = link('AB2');
    const named: Hop = { kind: 'segment', local: sourceAddress ?? '', remote: targetAddress ?? '' };
    expect(linksOf('A', named)).toEqual(['AB2']);
  });

  test('names the hop that it cannot resolve', () => {
    expect(linksOf('A', far('AB'), { kind: 'as', as: 65_000 })).toEqual({
      code: 'unresolved-hop',
      index: 1,
      what: 'AS 65000',
    });
    expect(linksOf('A', address('203.0.113.9'))).toMatchObject({ index: 0, what: '203.0.113.9' });
    expect(linksOf('Z', far('AB'))).toMatchObject({ index: -1, what: 'Z' });
    expect(linksOf('A', { kind: 'segment', index: 9 })).toMatchObject({
      index: 0,
      what: 'segment (index 9)',
    });
  });

  test('enters an autonomous system where the IGP reaches it first, and stays there until a hop leads on', () => {
    // A and B are of one, C, D and E of another.
    const nodes = NETWORK.nodes.map((one) => ({ ...one, asNumber: one.id < 'C' ? 65_001 : 65_002 }));
    const peering = computerOf({ ...NETWORK, nodes });
    const links = (...route: readonly Hop[]): unknown => {
      const resolved = peering.resolve('A', route);
      return resolved.ok ? resolved.value.links : resolved.error;
    };
    const [own, other] = ([65_001, 65_002] as const).map((as): Hop => ({ kind: 'as', as, loose: true }));
    expect(links(other!)).toEqual(['AB', 'BC']);
    expect(links(own!, other!, router('D'))).toEqual(['AB', 'BC', 'CD']);
    expect(links(far('AE'), other!, router('D'))).toEqual(['AE', 'ED']);
    expect(links({ kind: 'as', as: 65_003 }, router('D'))).toMatchObject({ index: 0, what: 'AS 65003' });
  });

  test('finds nodes by id, name, router id and interface address', () => {
    for (const reference of [
      'B',
      'router B',
      '10.0.0.66',
      link('AB').targetAddress ?? '',
      link('BC').sourceAddress ?? '',
    ]) {
      expect(computer.findNode(reference)?.id).toBe('B');
    }
    expect(computer.findNode('nobody')).toBeUndefined();
  });

  test('compares IPv6 addresses by value', () => {
    const links = [link('AB', { sourceAddress: '2001:db8::a', targetAddress: '2001:db8::b' })];
    const ipv6 = computerOf({ nodes: [node('A'), node('B')], links });
    expect(ipv6.findNode('2001:DB8:0::b')?.id).toBe('B');
    expect(ipv6.resolve('A', [{ kind: 'address', address: '2001:db8::', prefixLength: 64 }])).toMatchObject({
      ok: true,
      value: { links: ['AB'] },
    });
  });
});

describe('claims by route', () => {
  test('a link of several routes counts once, with the largest of their bandwidths', () => {
    const own = computerOf(NETWORK);
    own.setClaim('lsp', {
      holdingPriority: 3,
      source: '10.0.0.65',
      routes: [
        { bandwidth: 30, hops: [far('AB'), far('BC')] },
        { bandwidth: 40, hops: [far('AB2'), far('BC'), far('CD')] },
      ],
    });
    const reserved = ['AB', 'AB2', 'BC', 'CD'].map((id) => own.reserved(link(id).id));
    expect(reserved).toEqual([30, 40, 40, 40]);
    expect([2, 3, 7].map((priority) => own.available(link('BC').id, priority))).toEqual([100, 60, 60]);
    expect(own.claimedPath('lsp')).toMatchObject({ nodes: ['A', 'B', 'C'], links: ['AB', 'BC'] });
    own.clearClaim('lsp');
    expect(own.reserved(link('BC').id)).toBe(0);
  });

  test('what lies before and behind a hop that cannot be resolved is taken, what lies between is not', () => {
    const own = computerOf(NETWORK);
    own.setClaim('lsp', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 1, hops: [far('AB'), { kind: 'as', as: 1 }, far('CD')] }],
    });
    expect(['AB', 'BC', 'CD'].map((id) => own.reserved(link(id).id))).toEqual([1, 0, 1]);
    expect(own.claimedPath('lsp')).toBeUndefined();
  });

  test('a claim stays on a link that goes down, and is lost with one that is gone', () => {
    const own = computerOf(NETWORK);
    own.setClaim('lsp', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 1, hops: [far('AB'), far('BC')] }],
    });
    own.setTopology(
      NETWORK.nodes,
      NETWORK.links.map((one) => (one.id === 'BC' ? { ...one, operational: false } : one)),
    );
    expect(own.ownersOver(link('BC').id)).toEqual(['lsp']);
    expect(own.claimedPath('lsp')?.links).toEqual(['AB', 'BC']);
    own.setTopology(
      NETWORK.nodes,
      NETWORK.links.filter(({ id }) => id !== 'BC'),
    );
    expect(own.ownersOver(link('BC').id)).toEqual([]);
    expect(own.reserved(link('AB').id)).toBe(1);
  });

  test('a segment list moves with the IGP shortest path', () => {
    const own = computerOf(NETWORK);
    own.setClaim('lsp', {
      holdingPriority: 7,
      source: 'A',
      routes: [{ bandwidth: 1, hops: [{ kind: 'segment', label: 16068 }] }],
    });
    expect(own.claimedPath('lsp')?.nodes).toEqual(['A', 'B', 'C', 'D']);
    own.setTopology(
      NETWORK.nodes,
      NETWORK.links.map((one) => (one.id === 'BC' ? { ...one, operational: false } : one)),
    );
    expect(own.claimedPath('lsp')?.nodes).toEqual(['A', 'E', 'D']);
  });
});

describe('pin', () => {
  const RSVP = { setupType: 'RSVP_TE' } as const;
  const pinned = (...waypoints: readonly string[]): unknown => {
    const result = computer.pin('A', waypoints, RSVP);
    return result.ok ? result.value.path.links : result.error;
  };

  test('follows node ids, names, router ids, link ids and addresses', () => {
    expect(pinned('A', 'B', 'router C', '10.0.0.68')).toEqual(['AB2', 'BC', 'CD']);
    expect(pinned('AB', 'B', link('BC').targetAddress ?? '', link('CD').sourceAddress ?? '')).toEqual([
      'AB',
      'BC',
      'CD',
    ]);
    expect(pinned(link('AB').sourceAddress ?? '', link('AB').targetAddress ?? '', 'C')).toEqual(['AB', 'BC']);
  });

  test('gives the strict hops of the links', () => {
    expect(computer.pin('A', ['AB', 'C'], RSVP)).toMatchObject({ value: { route: [far('AB'), far('BC')] } });
  });

  test('refuses what is not adjacent, not known, down, or passed twice', () => {
    expect(pinned('B', 'D')).toMatchObject({ index: 1, what: 'no link from B to D' });
    expect(pinned('B', 'CD')).toMatchObject({ index: 1, what: 'CD does not start at B' });
    expect(pinned('nobody')).toMatchObject({ index: 0, what: 'nobody is not known' });
    expect(pinned('B', 'A')).toMatchObject({ index: 1, what: 'A is passed twice' });
    expect(pinned('A')).toMatchObject({ index: 0, what: 'the path leads nowhere' });
    const down = computerOf(drawn([link('AB', { operational: false })]));
    expect(down.pin('A', ['B'], RSVP)).toMatchObject({ error: { index: 0, what: 'AB is down' } });
  });

  test('refuses a label stack that the head-end cannot push', () => {
    const signalling = { setupType: 'SR_MPLS', maximumSidDepth: 1 } as const;
    expect(computer.pin('A', ['E', 'D'], signalling)).toMatchObject({
      error: { code: 'unresolved-hop', what: 'the path needs 2 labels, the head-end pushes 1' },
    });
  });
});
