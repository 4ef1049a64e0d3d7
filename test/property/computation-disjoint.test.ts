import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Disjointness, DisjointPairs } from '../../src/domain/computation/algorithm/disjoint-pair.js';
import { Reservations } from '../../src/domain/computation/graph/reservations.js';
import { buildTeGraph, type TeGraph } from '../../src/domain/computation/graph/te-graph.js';
import { ANY_LINK, LinkFilter } from '../../src/domain/computation/kernel/link-filter.js';
import { PointToPoint } from '../../src/domain/computation/kernel/point-to-point.js';
import { sumOf } from '../../src/domain/computation/objective/path-order.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { cases } from '../support/cases.js';

interface Drawn {
  readonly from: number;
  readonly to: number;
  readonly te: number;
  readonly wide?: number;
}

const graphOf = (count: number, drawn: readonly Drawn[]): TeGraph =>
  buildTeGraph(
    Array.from({ length: count }, (_, index) => ({ id: NodeId(`n${index}`), name: '' })),
    drawn.map(({ from, to, te, wide = 1 }, index) => ({
      id: LinkId(`l${String(index).padStart(2, '0')}`),
      source: NodeId(`n${from}`),
      target: NodeId(`n${to}`),
      teMetric: te,
      capacity: wide,
      reservable: wide,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );

/** Few values of the metric make many ties, 0 among them; some links are too narrow. */
const graphs = fc.tuple(fc.integer({ min: 3, max: 7 }), fc.constantFrom(1, 2, 10)).chain(([count, spread]) =>
  fc
    .array(
      fc.record({
        from: fc.nat(count - 1),
        to: fc.nat(count - 1),
        te: fc.nat(spread),
        wide: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 2 * count, maxLength: 3 * count },
    )
    .map((drawn) => graphOf(count, drawn)),
);

function simplePaths(graph: TeGraph, source: number, destination: number): number[][] {
  const found: number[][] = [];
  const extend = (node: number, visited: readonly number[], path: readonly number[]): void => {
    if (node === destination) found.push([...path]);
    else
      graph.links.forEach((link, index) => {
        const to = graph.target[index]!;
        if (graph.source[index] !== node || visited.includes(to) || link.reservable < 1) return;
        extend(to, [...visited, to], [...path, index]);
      });
  };
  extend(source, [source], []);
  return found;
}

const sequence = (links: readonly number[]): string =>
  links.map((link) => String(link).padStart(3, '0')).join(' ');

/** Every pair, the best first by what the order of pairs says. */
function bestPair(
  graph: TeGraph,
  source: number,
  destination: number,
  disjointness: Disjointness,
): readonly (readonly number[])[] | undefined {
  const paths = simplePaths(graph, source, destination);
  const inner = (links: readonly number[]) => links.slice(1).map((link) => graph.source[link]!);
  const share = (a: readonly number[], b: readonly number[]): boolean =>
    a.some((link) => b.includes(link)) ||
    (disjointness === 'node' && inner(a).some((node) => inner(b).includes(node)));
  let best: { readonly pair: readonly (readonly number[])[]; readonly key: readonly number[] } | undefined;
  for (const a of paths) {
    for (const b of paths) {
      if (a === b || share(a, b)) continue;
      const key = [sumOf(graph.teMetric, a) + sumOf(graph.teMetric, b), a.length + b.length];
      const order = best === undefined ? -1 : key[0]! - best.key[0]! || key[1]! - best.key[1]!;
      const isSmaller =
        best !== undefined &&
        (sequence(a) < sequence(best.pair[0]!) ||
          (sequence(a) === sequence(best.pair[0]!) && sequence(b) < sequence(best.pair[1]!)));
      if (order < 0 || (order === 0 && isSmaller)) best = { pair: [a, b], key };
    }
  }
  return best?.pair;
}

function pairOn(
  graph: TeGraph,
  source: number,
  destination: number,
  disjointness: Disjointness,
  pairs = new DisjointPairs(graph, new PointToPoint(graph)),
): readonly (readonly number[])[] | undefined {
  const filter = new LinkFilter(graph, new Reservations(graph));
  filter.load({ ...ANY_LINK, bandwidth: 1 }, [], []);
  const found = pairs.find({ weights: graph.teMetric, filter, source, destination, disjointness });
  return found.kind === 'found' ? found.paths : undefined;
}

describe('disjoint pairs against all pairs of simple paths', () => {
  test.each<Disjointness>(['link', 'node'])(
    'the best %s-disjoint pair, first of all that tie',
    (disjointness) => {
      fc.assert(
        fc.property(graphs, (graph) => {
          const pairs = new DisjointPairs(graph, new PointToPoint(graph));
          for (let destination = 1; destination < graph.nodes.length; destination++) {
            expect(pairOn(graph, 0, destination, disjointness, pairs)).toEqual(
              bestPair(graph, 0, destination, disjointness),
            );
          }
        }),
        { numRuns: cases(2000) },
      );
    },
  );

  test('bounds that metrics have outgrown give the same pair as fresh ones', () => {
    const changed = graphs.chain((graph) =>
      fc.record({
        graph: fc.constant(graph),
        link: fc.nat(graph.links.length),
        more: fc.integer({ min: 1, max: 5 }),
      }),
    );
    fc.assert(
      fc.property(changed, ({ graph, link, more }) => {
        if (link >= graph.links.length) return;
        const paths = new PointToPoint(graph);
        const pairs = new DisjointPairs(graph, paths);
        const destination = graph.nodes.length - 1;
        pairOn(graph, 0, destination, 'link', pairs);
        graph.teMetric[link]! += more;
        paths.weightChanged(graph.teMetric, link);
        for (const disjointness of ['link', 'node'] as const) {
          expect(pairOn(graph, 0, destination, disjointness, pairs)).toEqual(
            bestPair(graph, 0, destination, disjointness),
          );
        }
      }),
      { numRuns: cases(300) },
    );
  });
});

test('of pairs that tie the first, also where the way back passes two nodes of the other (found by seed 923761683)', () => {
  const links = [
    [2, 5, 0, 1],
    [5, 3, 0, 1],
    [4, 5, 1, 1],
    [4, 1, 0, 0],
    [0, 2, 1, 1],
    [0, 1, 2, 1],
    [1, 3, 0, 1],
    [0, 4, 0, 1],
  ] as const;
  const graph = graphOf(
    6,
    links.map(([from, to, te, wide]) => ({ from, to, te, wide })),
  );
  expect(pairOn(graph, 0, 3, 'node')).toEqual([
    [4, 0, 1],
    [5, 6],
  ]);
  expect(bestPair(graph, 0, 3, 'node')).toEqual(pairOn(graph, 0, 3, 'node'));
});

describe('a trap', () => {
  /** The best path alone, 0-1-2-3, cuts both others. */
  const trap = graphOf(
    4,
    [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
      [0, 2, 3],
      [1, 3, 3],
    ].map(([from, to, te]) => ({ from: from!, to: to!, te: te! })),
  );

  test.each<Disjointness>(['link', 'node'])(
    'does not hide the %s-disjoint pair around the best path',
    (disjointness) => {
      expect(pairOn(trap, 0, 3, disjointness)).toEqual([
        [0, 4],
        [3, 2],
      ]);
    },
  );

  test('a node that all paths pass leaves link-disjoint pairs, not node-disjoint ones', () => {
    const waist = graphOf(3, [
      { from: 0, to: 1, te: 1 },
      { from: 0, to: 1, te: 2 },
      { from: 1, to: 2, te: 1 },
      { from: 1, to: 2, te: 2 },
    ]);
    expect(pairOn(waist, 0, 2, 'link')).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(pairOn(waist, 0, 2, 'node')).toBeUndefined();
  });

  test('weights that are not whole numbers are said to be so', () => {
    trap.delay.fill(0.5);
    const filter = new LinkFilter(trap, new Reservations(trap));
    filter.load(ANY_LINK, [], []);
    const pairs = new DisjointPairs(trap, new PointToPoint(trap));
    const question = {
      weights: trap.delay,
      filter,
      source: 0,
      destination: 3,
      disjointness: 'link',
    } as const;
    expect(pairs.find(question)).toEqual({ kind: 'unranked' });
  });
});
