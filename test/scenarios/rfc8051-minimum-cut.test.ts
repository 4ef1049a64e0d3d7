import { describe, expect, test } from '@jest/globals';
import type { MaxFlow, PathComputer } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';

/** The network of RFC 8051 tables 3 and 7, by the ends of its links: capacity, the same both ways. */
const CAPACITIES: Readonly<Record<string, number>> = { AC: 10, BC: 10, CE: 5, CD: 10, DE: 10 };

function network(): PathComputer {
  const computer = createPathComputer();
  const nodes = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ id: NodeId(name), name }));
  const links = Object.entries(CAPACITIES).flatMap(([ends, capacity]) =>
    [ends, ends[1]! + ends[0]!].map((direction) => ({
      id: LinkId(direction),
      source: NodeId(direction[0]!),
      target: NodeId(direction[1]!),
      capacity,
      reservable: capacity,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );
  computer.setTopology(nodes, links);
  return computer;
}

function flow(computer: PathComputer, ends: string, priority = 7): MaxFlow {
  const [source = '', destination = ''] = ends;
  const found = computer.maxFlow({ source, destination, measure: 'UNRESERVED', priority, links: {} });
  if (!found.ok) throw new Error(found.error);
  return found.value;
}

const cutOf = ({ cut }: MaxFlow): readonly string[] => cut.map(({ link }) => link);

describe('RFC 8051 2, H8: the minimum cut set', () => {
  test.each<readonly [ends: string, amount: number, cut: readonly string[]]>([
    ['AE', 10, ['AC']],
    ['BE', 10, ['BC']],
    ['CE', 15, ['CD', 'CE']],
    ['DE', 15, ['CE', 'DE']],
    ['EA', 10, ['CA']],
    ['AB', 10, ['AC']],
  ])('of %s lets %d through, over %j', (ends, amount, cut) => {
    const found = flow(network(), ends);
    expect(found.amount).toBe(amount);
    expect(cutOf(found)).toEqual(cut);
  });

  test('isolates the source from the destination when it is removed, and no part of it does', () => {
    const isolated = (without: readonly string[]): boolean => {
      const left = { source: 'C', destination: 'E', measure: 'LINKS', priority: 7 } as const;
      const found = network().maxFlow({ ...left, links: { exclude: without } });
      return found.ok && found.value.amount === 0;
    };
    const cut = cutOf(flow(network(), 'CE'));
    expect(isolated(cut)).toBe(true);
    for (const kept of cut) expect(isolated(cut.filter((link) => link !== kept))).toBe(false);
  });

  test('moves to where LSPs have taken the bandwidth, at priorities at which they count', () => {
    const computer = network();
    const links = [LinkId('CD'), LinkId('DE')];
    computer.setClaim('one', { holdingPriority: 4, source: 'C', routes: [{ bandwidth: 7, links }] });
    expect(flow(computer, 'AE').amount).toBe(8);
    expect(cutOf(flow(computer, 'AE'))).toEqual(['CD', 'CE']);
    expect(flow(computer, 'AE', 3)).toEqual(flow(network(), 'AE', 3));
  });

  test('names the links that many pairs have in common: those to keep for the LSPs that need them', () => {
    const computer = network();
    computer.setClaim('one', {
      holdingPriority: 0,
      source: 'C',
      routes: [{ bandwidth: 7, links: [LinkId('CD'), LinkId('DE')] }],
    });
    const uses = new Map<string, number>();
    for (const ends of ['AE', 'BE', 'CE', 'AD', 'BD']) {
      for (const link of cutOf(flow(computer, ends))) uses.set(link, (uses.get(link) ?? 0) + 1);
    }
    const [most] = [...uses].toSorted(([, a], [, b]) => b - a);
    expect(most).toEqual(['CD', 5]);
  });
});
