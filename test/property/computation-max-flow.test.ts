import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowMeasure, FlowRequest, MaxFlow } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { cases } from '../support/cases.js';
import { type SmallNetwork, simplePaths, smallNetwork } from './computation-oracle.js';

const MEASURES: readonly FlowMeasure[] = ['UNRESERVED', 'CAPACITY', 'LINKS', 'NODES'];

function ask(network: SmallNetwork, more: Partial<FlowRequest> = {}): MaxFlow {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  const ends = { source: network.nodes[0]!.id, destination: network.nodes[1]!.id };
  const flow = computer.maxFlow({ ...ends, measure: 'UNRESERVED', priority: 7, links: {}, ...more });
  if (!flow.ok) throw new Error(flow.error);
  return flow.value;
}

const roomOf = (measure: FlowMeasure, link: TopologyLink): number =>
  measure === 'LINKS' ? 1 : measure === 'CAPACITY' ? link.capacity : link.reservable;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const usable = (links: readonly TopologyLink[]): TopologyLink[] =>
  links.filter(({ operational, source, target }) => operational && source !== target);

/** All sets with the first node and without the second: their room, their size, and the links that leave them. */
function allCuts({ nodes, links }: SmallNetwork, measure: FlowMeasure) {
  const others = nodes.slice(2);
  return Array.from({ length: 2 ** others.length }, (_, chosen) => {
    const side = new Set([
      nodes[0]!.id,
      ...others.filter((_node, at) => chosen & (1 << at)).map(({ id }) => id),
    ]);
    const cut = usable(links).filter(({ source, target }) => side.has(source) && !side.has(target));
    return { room: sum(cut.map((link) => roomOf(measure, link))), size: side.size, cut };
  });
}

/** Edmonds and Karp on a matrix, with no code or data structure of the engine's. */
function twinFlow({ nodes, links }: SmallNetwork, measure: FlowMeasure): number {
  const at = new Map(nodes.map(({ id }, index) => [id, index]));
  const left = nodes.map(() => nodes.map(() => 0));
  for (const link of usable(links))
    left[at.get(link.source)!]![at.get(link.target)!]! += roomOf(measure, link);
  for (let total = 0; ; ) {
    const from = new Map([[0, -1]]);
    for (const node of from.keys()) {
      left[node]!.forEach((room, next) => {
        if (room > 0 && !from.has(next)) from.set(next, node);
      });
    }
    if (!from.has(1)) return total;
    const steps: [number, number][] = [];
    for (let node = 1; node !== 0; node = from.get(node)!) steps.push([from.get(node)!, node]);
    const amount = Math.min(...steps.map(([a, b]) => left[a]![b]!));
    for (const [a, b] of steps) {
      left[a]![b]! -= amount;
      left[b]![a]! += amount;
    }
    total += amount;
  }
}

/** Amounts up to 2^50, where a wrong order of floating-point operations would show. */
const largeNetwork: fc.Arbitrary<SmallNetwork> = fc.integer({ min: 10, max: 40 }).chain((count) =>
  fc
    .array(
      fc.record({
        from: fc.nat(count - 1),
        to: fc.nat(count - 1),
        room: fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 2 ** 50 })),
      }),
      { minLength: 2 * count, maxLength: 6 * count },
    )
    .map((drawn) => ({
      nodes: Array.from({ length: count }, (_, index) => ({ id: NodeId(`n${index}`), name: '' })),
      links: drawn
        .filter(({ from, to }) => from !== to)
        .map(({ from, to, room }, index) => ({
          id: LinkId(`l${index}`),
          source: NodeId(`n${from}`),
          target: NodeId(`n${to}`),
          capacity: room,
          reservable: room,
          adminGroups: [],
          srlgs: [],
          operational: true,
        })),
    })),
);

describe('maximum flow against all cuts', () => {
  test.each(['UNRESERVED', 'CAPACITY', 'LINKS'] as const)('%s is the smallest of all cuts', (measure) => {
    fc.assert(
      fc.property(smallNetwork(7), (network) => {
        const { amount } = ask(network, { measure });
        expect(amount).toBe(Math.min(...allCuts(network, measure).map(({ room }) => room)));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('the cut is the one with the fewest nodes on the source side, and is full', () => {
    fc.assert(
      fc.property(smallNetwork(7), (network) => {
        const { amount, cut } = ask(network);
        const smallest = allCuts(network, 'UNRESERVED').filter(({ room }) => room === amount);
        const [nearest] = smallest.sort((a, b) => a.size - b.size);
        expect(cut.map(({ link }) => link)).toEqual(nearest!.cut.map(({ id }) => id).sort());
        expect(sum(cut.map(({ available }) => available))).toBe(amount);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('node-disjoint paths are as many as the nodes and direct links without which there is none', () => {
    fc.assert(
      fc.property(smallNetwork(6), (network) => {
        const [source, destination] = [network.nodes[0]!.id, network.nodes[1]!.id];
        const { amount, cut, cutNodes } = ask(network, { measure: 'NODES' });
        expect(cut.length + cutNodes.length).toBe(amount);
        const without = (nodes: readonly string[], links: readonly string[]): SmallNetwork => ({
          nodes: network.nodes,
          links: network.links.filter(
            ({ id, source: from, target: to }) =>
              !links.includes(id) && !nodes.includes(from) && !nodes.includes(to),
          ),
        });
        const gone = cut.map(({ link }) => link);
        expect(simplePaths(without(cutNodes, gone), source, destination)).toEqual([]);
        // No fewer nodes would do.
        const inner = network.nodes.slice(2).map(({ id }) => id);
        for (let chosen = 0; chosen < 2 ** inner.length; chosen++) {
          const some = inner.filter((_, at) => chosen & (1 << at));
          if (some.length >= cutNodes.length) continue;
          expect(simplePaths(without(some, gone), source, destination).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: cases(2000) },
    );
  });
});

describe('maximum flow in larger networks', () => {
  test('is what an independent twin finds, and what the cut lets through', () => {
    fc.assert(
      fc.property(largeNetwork, fc.constantFrom(...MEASURES.slice(0, 3)), (network, measure) => {
        const { amount, cut } = ask(network, { measure });
        expect(amount).toBe(twinFlow(network, measure));
        expect(sum(cut.map(({ available }) => available))).toBe(amount);
      }),
      { numRuns: cases(300) },
    );
  });

  test('is carried by its paths: no link above its room, the widest first, all of it', () => {
    fc.assert(
      fc.property(fc.oneof(largeNetwork, smallNetwork(7)), (network) => {
        const { amount, paths } = ask(network);
        expect(sum(paths.map((path) => path.amount))).toBe(amount);
        const used = new Map<string, number>();
        for (const { amount: carried, path } of paths) {
          expect(carried).toBeGreaterThan(0);
          expect(new Set(path.nodes).size).toBe(path.nodes.length);
          expect([path.nodes[0], path.nodes.at(-1)]).toEqual([network.nodes[0]!.id, network.nodes[1]!.id]);
          for (const link of path.links) used.set(link, (used.get(link) ?? 0) + carried);
        }
        for (const link of network.links) {
          expect(used.get(link.id) ?? 0).toBeLessThanOrEqual(link.operational ? link.reservable : 0);
        }
        expect(paths.map((path) => path.amount)).toEqual(
          paths.map((path) => path.amount).toSorted((a, b) => b - a),
        );
      }),
      { numRuns: cases(300) },
    );
  });

  test('does not depend on the order in which the network was told', () => {
    fc.assert(
      fc.property(largeNetwork, fc.constantFrom(...MEASURES), (network, measure) => {
        const reversed = { nodes: network.nodes, links: network.links.toReversed() };
        expect(ask(reversed, { measure })).toEqual(ask(network, { measure }));
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('maximum flow', () => {
  const line = (id: string, from: string, to: string, room: number): TopologyLink => ({
    id: LinkId(id),
    source: NodeId(from),
    target: NodeId(to),
    capacity: 2 * room,
    reservable: room,
    adminGroups: room > 5 ? [3] : [],
    srlgs: [],
    operational: true,
  });
  const network: SmallNetwork = {
    nodes: ['A', 'Z', 'B', 'C'].map((id) => ({ id: NodeId(id), name: id })),
    links: [
      line('AB', 'A', 'B', 4),
      line('AC', 'A', 'C', 6),
      line('BZ', 'B', 'Z', 9),
      line('CZ', 'C', 'Z', 3),
      line('AZ', 'A', 'Z', 0),
    ],
  };

  test('counts what is left at the priority, and names full links in the cut', () => {
    const computer = createPathComputer();
    computer.setTopology(network.nodes, network.links);
    computer.setClaim('low', {
      holdingPriority: 4,
      source: 'A',
      routes: [{ bandwidth: 4, links: [LinkId('AB'), LinkId('BZ')] }],
    });
    const ends = { source: 'A', destination: 'Z', measure: 'UNRESERVED', links: {} } as const;
    expect(computer.maxFlow({ ...ends, priority: 4 })).toMatchObject({
      ok: true,
      value: { amount: 3, cut: [{ link: 'AB', available: 0 }, { link: 'AZ' }, { link: 'CZ', available: 3 }] },
    });
    expect(computer.maxFlow({ ...ends, priority: 3 })).toMatchObject({ ok: true, value: { amount: 7 } });
  });

  test('uses only the links that the request admits', () => {
    expect(ask(network, { links: { exclude: ['C'] } }).amount).toBe(4);
    expect(ask(network, { links: { excludeAny: [3] } }).amount).toBe(0);
    expect(ask(network, { links: { exclude: ['Z'] } })).toMatchObject({ amount: 0, cut: [] });
  });

  test('refuses ends that are not known, and a node with itself', () => {
    const computer = createPathComputer();
    computer.setTopology(network.nodes, network.links);
    const errorOf = (source: string, destination: string) => {
      const flow = computer.maxFlow({ source, destination, measure: 'LINKS', priority: 7, links: {} });
      return flow.ok ? undefined : flow.error;
    };
    expect([errorOf('X', 'A'), errorOf('A', 'X'), errorOf('A', 'A')]).toEqual([
      'UNKNOWN_SOURCE',
      'UNKNOWN_DESTINATION',
      'SAME_NODE',
    ]);
  });
});
