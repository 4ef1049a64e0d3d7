import { describe, expect, test } from '@jest/globals';
import type { ObservedTopology } from '../../../../../src/app/ports/topology-observer.js';
import { PROTOCOL } from '../../../../../src/southbound/bgp-ls/codec/code-points.js';
import type { Nlri } from '../../../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { Tlv } from '../../../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { LinkStateRib } from '../../../../../src/southbound/bgp-ls/translate/link-state-rib.js';
import { from, link, node, to, topology } from '../../../../support/bgp-messages.js';

type Route = readonly [nlri: Nlri, ...tlvs: Tlv[]];

/** What is told after these announcements. */
function told(...routes: readonly Route[]): ObservedTopology {
  const rib = new LinkStateRib();
  for (const [nlri, ...tlvs] of routes) rib.announce(nlri, tlvs);
  return rib.takeChanges() ?? { nodes: [], links: [], withdrawnNodes: [], withdrawnLinks: [] };
}

const ids = (elements: readonly { readonly id: string }[]) => elements.map(({ id }) => id);
const metric = (value: number): Tlv => ({ kind: 'IgpMetric', value, octets: 3 });
const name = (text: string): Tlv => ({ kind: 'NodeName', name: { text } });

describe('ids', () => {
  test('of IS-IS and OSPF routers are their IGP router ids', () => {
    const ospf = { protocol: PROTOCOL.OSPF_V2 };
    expect(ids(told([node(0x1921_6800_1001)], [node('0a000001', ospf)]).nodes)).toEqual([
      '1921.6800.1001',
      '10.0.0.1',
    ]);
  });

  test('name the instance when it is not 0', () => {
    const place = { identifier: 7n };
    const { nodes, links } = told([node(1, place)], [link(1, 2, [from('10.0.0.1')], place)]);
    expect(ids(nodes)).toEqual(['7/0000.0000.0001']);
    expect(ids(links)).toEqual(['7/0000.0000.0001-7/0000.0000.0002@10.0.0.1']);
  });

  test('of links name the address at their beginning, or the interface', () => {
    const { links } = told(
      [link(1, 2, [from('10.0.0.1'), { kind: 'Ipv6InterfaceAddress', address: '2001:db8::1' }])],
      [link(1, 3, [{ kind: 'Ipv6InterfaceAddress', address: '2001:db8::1' }])],
      [link(1, 4, [{ kind: 'LinkIdentifiers', local: 17, remote: 0 }])],
      [link(1, 5)],
    );
    expect(ids(links)).toEqual([
      '0000.0000.0001-0000.0000.0002@10.0.0.1',
      '0000.0000.0001-0000.0000.0003@2001:db8::1',
      '0000.0000.0001-0000.0000.0004@#17',
      '0000.0000.0001-0000.0000.0005',
    ]);
    expect(links[2]).toMatchObject({ sourceInterface: 17 });
    expect(links[2]).not.toHaveProperty('targetInterface');
  });

  test('of routers with seven octets are taken when the last one is zero', () => {
    expect(ids(told([node('00000000000100')]).nodes)).toEqual(['0000.0000.0001']);
  });
});

describe('what is not taken', () => {
  test.each([
    ['other topologies', [link(1, 2, [from('10.0.0.1'), topology(2)])]],
    ['pseudonodes', [node('00000000000101')]],
    ['BGP egress peers', [node(1, { protocol: PROTOCOL.BGP })]],
    ['unknown types', [{ kind: 'Unknown', type: 99, bytes: Uint8Array.of(1) }]],
  ] as readonly (readonly [string, readonly Nlri[]])[])('%s', (_name, nlris) => {
    expect(told(...nlris.map((nlri): Route => [nlri]))).toMatchObject({ nodes: [], links: [] });
  });

  test('nodes without an IGP router id', () => {
    expect(told([{ ...node(1), local: [{ kind: 'AutonomousSystem', value: 1 }] }]).nodes).toEqual([]);
  });

  test('reserved bits of a topology id do not make it another topology', () => {
    expect(told([link(1, 2, [from('10.0.0.1'), topology(0x8000)])]).links.length).toBe(1);
  });
});

describe('several protocols', () => {
  const l1 = { protocol: PROTOCOL.ISIS_L1 };

  test('make one node: each field from level 2, then level 1', () => {
    const routes: Route[] = [
      [node(1, l1), name('level-1'), { kind: 'LocalIpv4RouterId', address: '1.1.1.1' }],
      [node(1), name('level-2')],
    ];
    for (const order of [routes, routes.toReversed()]) {
      expect(told(...order).nodes).toEqual([
        {
          id: '0000.0000.0001',
          name: 'level-2',
          routerId: '1.1.1.1',
          igpAreas: ['isis-l1', 'isis-l2'],
        },
      ]);
    }
  });

  test('make one link, which stays until the last one withdraws it', () => {
    const rib = new LinkStateRib();
    const [one, other] = [link(1, 2, [from('10.0.0.1')]), link(1, 2, [from('10.0.0.1')], l1)];
    rib.announce(other, [metric(5), { kind: 'TeMetric', value: 7, octets: 4 }]);
    rib.announce(one, [metric(9)]);
    expect(rib.takeChanges()?.links).toMatchObject([{ igpMetric: 9, teMetric: 7 }]);
    rib.withdraw(one);
    expect(rib.takeChanges()?.links).toMatchObject([{ igpMetric: 5, teMetric: 7 }]);
    rib.withdraw(other);
    expect(rib.takeChanges()).toMatchObject({
      links: [],
      withdrawnLinks: ['0000.0000.0001-0000.0000.0002@10.0.0.1'],
    });
  });

  test('and several areas of OSPF are named', () => {
    const inArea = (address: string) => ({
      protocol: PROTOCOL.OSPF_V2,
      more: [{ kind: 'OspfAreaId', address }] as const,
    });
    const { nodes } = told([node('0a000001', inArea('0.0.0.1'))], [node('0a000001', inArea('0.0.0.0'))]);
    expect(nodes).toMatchObject([
      { id: '10.0.0.1', routerId: '10.0.0.1', igpAreas: ['ospfv2 0.0.0.0', 'ospfv2 0.0.0.1'] },
    ]);
  });
});

describe('a LAN', () => {
  const LAN = '00000000000201';
  const attached = (router: number, address: string): Nlri => link(router, LAN, [from(address)]);
  const member = (router: number): Nlri => link(LAN, router);
  const THREE: readonly Route[] = [
    [attached(1, '10.0.0.1'), metric(10)],
    [attached(2, '10.0.0.2'), metric(20)],
    [attached(3, '10.0.0.3'), metric(30)],
    [member(1), metric(0)],
    [member(2), metric(0)],
    [member(3), metric(0)],
  ];

  test('links its routers with each other, at the cost to the pseudonode', () => {
    const { links } = told(...THREE);
    const short = links.map(({ id, sourceAddress, targetAddress, igpMetric }) =>
      [id, sourceAddress, targetAddress, igpMetric].join(' '),
    );
    expect(short.sort()).toEqual([
      '0000.0000.0001-0000.0000.0002@10.0.0.1 10.0.0.1 10.0.0.2 10',
      '0000.0000.0001-0000.0000.0003@10.0.0.1 10.0.0.1 10.0.0.3 10',
      '0000.0000.0002-0000.0000.0001@10.0.0.2 10.0.0.2 10.0.0.1 20',
      '0000.0000.0002-0000.0000.0003@10.0.0.2 10.0.0.2 10.0.0.3 20',
      '0000.0000.0003-0000.0000.0001@10.0.0.3 10.0.0.3 10.0.0.1 30',
      '0000.0000.0003-0000.0000.0002@10.0.0.3 10.0.0.3 10.0.0.2 30',
    ]);
  });

  test('is the same in any order', () => {
    const sorted = (routes: readonly Route[]) =>
      told(...routes).links.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(sorted(THREE.toReversed())).toEqual(sorted(THREE));
    const [a, b, c, d, e, f] = THREE as [Route, Route, Route, Route, Route, Route];
    expect(sorted([d, b, f, a, e, c])).toEqual(sorted(THREE));
  });

  test('loses the links of a router that leaves', () => {
    const rib = new LinkStateRib();
    for (const [nlri, ...tlvs] of THREE) rib.announce(nlri, tlvs);
    rib.takeChanges();
    rib.withdraw(attached(3, '10.0.0.3'));
    const first = rib.takeChanges();
    expect(first?.withdrawnLinks.toSorted()).toEqual([
      '0000.0000.0003-0000.0000.0001@10.0.0.3',
      '0000.0000.0003-0000.0000.0002@10.0.0.3',
    ]);
    // The others still reach it for the pseudonode, but nobody tells its address any more.
    expect(first?.links.map(({ targetAddress }) => targetAddress)).toEqual([undefined, undefined]);
    rib.withdraw(member(3));
    expect(rib.takeChanges()?.withdrawnLinks.toSorted()).toEqual([
      '0000.0000.0001-0000.0000.0003@10.0.0.1',
      '0000.0000.0002-0000.0000.0003@10.0.0.2',
    ]);
    for (const [nlri] of THREE) rib.withdraw(nlri);
    expect(rib.takeChanges()).toMatchObject({ withdrawnLinks: { length: 2 } });
    expect(rib.size).toBe(0);
  });

  test('gives each neighbour its own adjacency segment', () => {
    const segment = (neighbor: number, value: number): Tlv => ({
      kind: 'LanAdjacencySid',
      flags: 0x30,
      weight: 0,
      neighbor: Uint8Array.of(0, 0, 0, 0, 0, neighbor),
      sid: { kind: 'label', value },
    });
    const { links } = told(
      [attached(1, '10.0.0.1'), metric(10), segment(2, 24_012), segment(3, 24_013)],
      ...THREE.slice(1),
    );
    const labels = links.flatMap(({ id, adjacencySid }) =>
      adjacencySid === undefined ? [] : [`${id} ${adjacencySid}`],
    );
    expect(labels.sort()).toEqual([
      '0000.0000.0001-0000.0000.0002@10.0.0.1 24012',
      '0000.0000.0001-0000.0000.0003@10.0.0.1 24013',
    ]);
  });

  test('of OSPF is known by its designated router and that one’s address', () => {
    const ospf = { protocol: PROTOCOL.OSPF_V2 };
    const lan = '0a00000102020202';
    const { links } = told(
      [link('0a000001', lan, [from('2.2.2.2')], ospf), metric(1)],
      [link('0a000002', lan, [from('2.2.2.3')], ospf), metric(2)],
      [link(lan, '0a000001', [], ospf), metric(0)],
      [link(lan, '0a000002', [], ospf), metric(0)],
    );
    expect(ids(links).sort()).toEqual(['10.0.0.1-10.0.0.2@2.2.2.2', '10.0.0.2-10.0.0.1@2.2.2.3']);
  });

  test('has a bounded number of routers', () => {
    const rib = new LinkStateRib();
    for (let router = 1; router <= 300; router++) {
      rib.announce(attached(router, `10.0.${router >> 8}.${router & 255}`), []);
      rib.announce(member(router), []);
    }
    expect(rib.takeChanges()?.links.length).toBe(256 * 255);
  });
});

describe('changes', () => {
  test('are told whole, and only where something changed', () => {
    const rib = new LinkStateRib();
    const nlri = link(1, 2, [from('10.0.0.1'), to('10.0.0.2')]);
    rib.announce(node(1), [name('R1')]);
    rib.announce(nlri, [metric(1)]);
    rib.takeChanges();
    rib.announce(nlri, [metric(2)]);
    rib.announce(node(1), [name('R1')]);
    expect(rib.takeChanges()).toEqual({
      nodes: [],
      links: [
        {
          id: '0000.0000.0001-0000.0000.0002@10.0.0.1',
          source: '0000.0000.0001',
          target: '0000.0000.0002',
          sourceAddress: '10.0.0.1',
          targetAddress: '10.0.0.2',
          igpMetric: 2,
          operational: true,
        },
      ],
      withdrawnNodes: [],
      withdrawnLinks: [],
    });
  });

  test('that come and go between two looks are not told', () => {
    const rib = new LinkStateRib();
    rib.announce(node(1), []);
    rib.withdraw(node(1));
    expect(rib.takeChanges()).toBeUndefined();
  });

  test('know an NLRI again whatever the order of its descriptors was', () => {
    const rib = new LinkStateRib();
    const more = [{ kind: 'AutonomousSystem', value: 65_000 }] as const;
    rib.announce(node(1, { more }), []);
    rib.announce(node(1, { more }), [name('R1')]);
    expect(rib.size).toBe(1);
  });
});
