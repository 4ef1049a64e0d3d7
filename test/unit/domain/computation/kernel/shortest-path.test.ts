import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Reservations } from '../../../../../src/domain/computation/graph/reservations.js';
import { buildTeGraph, type TeGraph } from '../../../../../src/domain/computation/graph/te-graph.js';
import { ANY_LINK, LinkFilter } from '../../../../../src/domain/computation/kernel/link-filter.js';
import {
  appendPath,
  NO_STOP,
  SearchLabels,
  searchTowards,
} from '../../../../../src/domain/computation/kernel/shortest-path.js';
import { LinkId, NodeId } from '../../../../../src/domain/values/identifiers.js';
import { cases } from '../../../../support/cases.js';

const COUNT = 60;

/** Large enough for the heap to be deep, with weights small enough for many ties, 0 included. */
const graphs = fc
  .array(fc.record({ from: fc.nat(COUNT - 1), to: fc.nat(COUNT - 1), te: fc.nat(3), wide: fc.nat(3) }), {
    minLength: COUNT,
    maxLength: 5 * COUNT,
  })
  .map((drawn) =>
    buildTeGraph(
      Array.from({ length: COUNT }, (_, index) => ({ id: NodeId(`n${index}`), name: '' })),
      drawn.map(({ from, to, te, wide }, index) => ({
        id: LinkId(`l${index}`),
        source: NodeId(`n${from}`),
        target: NodeId(`n${to}`),
        teMetric: te,
        capacity: wide,
        reservable: wide,
        adminGroups: [],
        srlgs: [],
        operational: true,
      })),
    ),
  );

interface Best {
  readonly cost: number;
  readonly hops: number;
}

/** Cost, then hops, from every node to the target by relaxing all links until nothing changes. */
function naiveTowards(graph: TeGraph, target: number): ReadonlyMap<number, Best> {
  const best = new Map<number, Best>([[target, { cost: 0, hops: 0 }]]);
  for (let changed = true; changed; ) {
    changed = false;
    graph.links.forEach((link, index) => {
      const beyond = best.get(graph.target[index]!);
      if (link.reservable < 1 || beyond === undefined) return;
      const offered = { cost: beyond.cost + (link.teMetric ?? 0), hops: beyond.hops + 1 };
      const known = best.get(graph.source[index]!);
      const better =
        known === undefined ||
        offered.cost < known.cost ||
        (offered.cost === known.cost && offered.hops < known.hops);
      if (better) best.set(graph.source[index]!, offered);
      changed ||= better;
    });
  }
  return best;
}

/** From the source always the smallest link that keeps to the best cost and hops. */
function naivePath(
  graph: TeGraph,
  best: ReadonlyMap<number, Best>,
  source: number,
  target: number,
): number[] {
  const links: number[] = [];
  for (let node = source; node !== target; node = graph.target[links.at(-1)!]!) {
    const { cost, hops } = best.get(node)!;
    const next = graph.links.findIndex((link, index) => {
      const beyond = best.get(graph.target[index]!);
      return (
        graph.source[index] === node &&
        link.reservable >= 1 &&
        beyond?.cost === cost - (link.teMetric ?? 0) &&
        beyond.hops === hops - 1
      );
    });
    links.push(next);
  }
  return links;
}

test('searchTowards gives costs, hops and the first of the best paths as the naive twin does', () => {
  const labels = new SearchLabels(COUNT);
  fc.assert(
    fc.property(graphs, fc.nat(COUNT - 1), fc.nat(COUNT - 1), (graph, source, target) => {
      const filter = new LinkFilter(graph, new Reservations(graph));
      filter.load({ ...ANY_LINK, bandwidth: 1 }, [], []);
      const best = naiveTowards(graph, target);
      searchTowards(graph, graph.teMetric, filter, target, NO_STOP, labels);
      for (let node = 0; node < COUNT; node++) {
        expect(labels.costFrom(node)).toBe(best.get(node)?.cost ?? Number.POSITIVE_INFINITY);
        if (best.has(node)) expect(labels.hops[node]).toBe(best.get(node)!.hops);
      }
      const reached = searchTowards(graph, graph.teMetric, filter, target, source, labels);
      expect(reached).toBe(best.has(source));
      if (!reached) return;
      const path: number[] = [];
      appendPath(graph, labels, source, path);
      expect(path).toEqual(naivePath(graph, best, source, target));
    }),
    { numRuns: cases(200) },
  );
});
