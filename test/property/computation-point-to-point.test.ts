import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Reservations } from '../../src/domain/computation/graph/reservations.js';
import { buildTeGraph, type TeGraph } from '../../src/domain/computation/graph/te-graph.js';
import { BoundTrees } from '../../src/domain/computation/kernel/bound-trees.js';
import { ANY_LINK, LinkFilter } from '../../src/domain/computation/kernel/link-filter.js';
import { PointToPoint } from '../../src/domain/computation/kernel/point-to-point.js';
import {
  appendPath,
  SearchLabels,
  searchTowards,
} from '../../src/domain/computation/kernel/shortest-path.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';
import { cases } from '../support/cases.js';

const COUNT = 40;
/** Bigger than a head start and cheap to tie: where the ways part, several are usually equally good. */
const networks = fc
  .record({
    least: fc.nat(1),
    spread: fc.constantFrom(1, 3, 50),
    links: fc.array(
      fc.record({
        from: fc.nat(COUNT - 1),
        to: fc.nat(COUNT - 1),
        te: fc.nat(49),
        wide: fc.nat(4),
        isKnown: fc.nat(9),
        up: fc.nat(9),
      }),
      { minLength: COUNT, maxLength: 6 * COUNT },
    ),
  })
  .map(({ least, spread, links }) =>
    buildTeGraph(
      Array.from({ length: COUNT }, (_, index) => ({ id: NodeId(`n${index}`), name: '' })),
      links.map(({ from, to, te, wide, isKnown, up }, index) => ({
        id: LinkId(`l${(index * 37) % 1000}-${index}`),
        source: NodeId(`n${from}`),
        target: NodeId(`n${to}`),
        teMetric: least + (te % spread),
        ...(isKnown === 0 ? {} : { delay: te }),
        capacity: wide,
        reservable: wide,
        adminGroups: [],
        srlgs: [],
        operational: up > 0,
      })),
    ),
  );

const questions = fc.array(
  fc.record({
    source: fc.nat(COUNT - 1),
    destination: fc.nat(COUNT - 1),
    bandwidth: fc.nat(4),
    metric: fc.constantFrom('teMetric' as const, 'delay' as const, 'hop' as const),
    bannedNodes: fc.array(fc.nat(COUNT - 1), { maxLength: 2 }),
    bannedLinks: fc.array(fc.nat(COUNT - 1), { maxLength: 3 }),
  }),
  { minLength: 5, maxLength: 30 },
);

interface Twins {
  readonly graph: TeGraph;
  readonly filter: LinkFilter;
  readonly labels: SearchLabels;
}

const twinsOn = (graph: TeGraph): Twins => ({
  graph,
  filter: new LinkFilter(graph, new Reservations(graph)),
  labels: new SearchLabels(COUNT),
});

/** By the plain search backwards, which has a naive twin of its own. */
function pathOf(
  { graph, filter, labels }: Twins,
  weights: Float64Array,
  source: number,
  destination: number,
): readonly number[] | undefined {
  if (!searchTowards(graph, weights, filter, destination, source, labels)) return undefined;
  const links: number[] = [];
  appendPath(graph, labels, source, links);
  return links;
}

function expectSamePaths(
  twins: Twins,
  paths: PointToPoint,
  asked: readonly { source: number; destination: number; weights: Float64Array }[],
): void {
  for (const { source, destination, weights } of asked) {
    const links: number[] = [];
    const isThere = paths.append(weights, twins.filter, source, destination, links);
    expect(isThere ? links : undefined).toEqual(pathOf(twins, weights, source, destination));
  }
}

describe('the best path between two nodes', () => {
  const same = (prepare: (paths: PointToPoint, weights: Float64Array, destination: number) => void) =>
    fc.property(networks, questions, (graph, asked) => {
      const twins = twinsOn(graph);
      const paths = new PointToPoint(graph, new BoundTrees(COUNT, 12 * COUNT * 8));
      for (const { source, destination, bandwidth, metric, bannedNodes, bannedLinks } of asked) {
        const banned = bannedLinks.filter((link) => link < graph.links.length);
        const delayKnown = metric === 'delay';
        twins.filter.load({ ...ANY_LINK, bandwidth, delayKnown }, bannedNodes, banned);
        prepare(paths, graph[metric], destination);
        expectSamePaths(twins, paths, [{ source, destination, weights: graph[metric] }]);
      }
    });

  test('is that of the search backwards while trees come and go', () => {
    fc.assert(
      same(() => {}),
      { numRuns: cases(300) },
    );
  });

  test('is that of the search backwards when the destination always has a tree', () => {
    fc.assert(
      same((paths, weights, destination) => paths.boundsTowards(weights, destination)),
      { numRuns: cases(300) },
    );
  });

  test('is that of the search backwards while nothing is cached', () => {
    fc.assert(
      fc.property(networks, questions, (graph, asked) => {
        const twins = twinsOn(graph);
        for (const { source, destination, bandwidth, metric } of asked) {
          twins.filter.load({ ...ANY_LINK, bandwidth }, [], []);
          expectSamePaths(twins, new PointToPoint(graph), [{ source, destination, weights: graph[metric] }]);
        }
      }),
      { numRuns: cases(200) },
    );
  });

  test('weights that are not whole, or too large for ranks, are searched all the same', () => {
    fc.assert(
      fc.property(networks, questions, fc.constantFrom(0.5, 2 ** 47), (graph, asked, factor) => {
        graph.teMetric.forEach((value, link) => {
          graph.teMetric[link] = value * factor;
        });
        const twins = twinsOn(graph);
        const paths = new PointToPoint(graph);
        for (const { source, destination, bandwidth } of asked) {
          twins.filter.load({ ...ANY_LINK, bandwidth }, [], []);
          expectSamePaths(twins, paths, [{ source, destination, weights: graph.teMetric }]);
        }
      }),
      { numRuns: cases(50) },
    );
  });

  test('follows weights, states and reservable bandwidth that change link by link', () => {
    const changes = fc.array(
      fc.record({
        link: fc.nat(COUNT - 1),
        te: fc.oneof(fc.nat(3), fc.nat(60)),
        up: fc.boolean(),
        wide: fc.nat(4),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(networks, changes, questions, (graph, changed, asked) => {
        const reservations = new Reservations(graph);
        const twins = { ...twinsOn(graph), filter: new LinkFilter(graph, reservations) };
        const paths = new PointToPoint(graph);
        for (const { link, te, up, wide } of changed) {
          if (link >= graph.links.length) continue;
          graph.operational[link] = up ? 1 : 0;
          graph.teMetric[link] = te;
          reservations.unreserved[link] = wide;
          paths.weightChanged(graph.teMetric, link);
          for (const { source, destination, bandwidth } of asked.slice(0, 8)) {
            twins.filter.load({ ...ANY_LINK, bandwidth }, [], []);
            paths.boundsTowards(graph.teMetric, destination);
            expectSamePaths(twins, paths, [{ source, destination, weights: graph.teMetric }]);
          }
        }
      }),
      { numRuns: cases(200) },
    );
  });
});

describe('cached trees', () => {
  const line = (): TeGraph =>
    buildTeGraph(
      [0, 1, 2, 3].map((index) => ({ id: NodeId(`n${index}`), name: '' })),
      [
        [0, 1, 5],
        [1, 2, 5],
        [0, 2, 20],
        [2, 3, 1],
      ].map(([from, to, te], index) => ({
        id: LinkId(`l${index}`),
        source: NodeId(`n${from}`),
        target: NodeId(`n${to}`),
        teMetric: te!,
        capacity: 1,
        reservable: 1,
        adminGroups: [],
        srlgs: [],
        operational: true,
      })),
    );

  const changeTo = (link: number, value: number): { dropped: number; cost: number } => {
    const graph = line();
    const paths = new PointToPoint(graph);
    for (let node = 0; node < 4; node++) paths.boundsTowards(graph.teMetric, node);
    graph.teMetric[link] = value;
    const dropped = paths.weightChanged(graph.teMetric, link);
    const filter = new LinkFilter(graph, new Reservations(graph));
    filter.load(ANY_LINK, [], []);
    const links: number[] = [];
    paths.append(graph.teMetric, filter, 0, 3, links);
    return { dropped, cost: links.reduce((sum, at) => sum + graph.teMetric[at]!, 0) };
  };

  test('a metric that rises ends none', () => {
    expect(changeTo(1, 9)).toEqual({ dropped: 0, cost: 15 });
    expect(changeTo(1, 19)).toEqual({ dropped: 0, cost: 21 });
  });

  test('a metric that falls ends those that it makes wrong', () => {
    expect(changeTo(0, 4)).toEqual({ dropped: 3, cost: 10 });
    expect(changeTo(2, 11)).toEqual({ dropped: 0, cost: 11 });
    expect(changeTo(2, 10)).toEqual({ dropped: 2, cost: 11 });
    expect(changeTo(2, 9)).toEqual({ dropped: 2, cost: 10 });
  });

  test('a link that falls to a tie comes before one of a greater number', () => {
    const ends = [0, 1].map((index) => ({ id: NodeId(`n${index}`), name: '' }));
    const links = [7, 5].map((te, index) => ({
      id: LinkId(`l${index}`),
      source: NodeId('n0'),
      target: NodeId('n1'),
      teMetric: te,
      capacity: 1,
      reservable: 1,
      adminGroups: [],
      srlgs: [],
      operational: true,
    }));
    const graph = buildTeGraph(ends, links);
    const paths = new PointToPoint(graph);
    expect(paths.boundsTowards(graph.teMetric, 1)?.tree.via[0]).toBe(1);
    graph.teMetric[0] = 5;
    expect(paths.weightChanged(graph.teMetric, 0)).toBe(1);
    expect(paths.boundsTowards(graph.teMetric, 1)?.tree.via[0]).toBe(0);
  });

  test('no more are kept than the bytes allow, and those used last stay', () => {
    const graph = line();
    const trees = new BoundTrees(4, 2 * 12 * 4);
    const paths = new PointToPoint(graph, trees);
    const first = paths.boundsTowards(graph.teMetric, 0)?.tree;
    const second = paths.boundsTowards(graph.teMetric, 1)?.tree;
    expect(paths.boundsTowards(graph.teMetric, 0)?.tree).toBe(first);
    paths.boundsTowards(graph.teMetric, 2);
    expect(trees.count).toBe(2);
    expect(paths.boundsTowards(graph.teMetric, 0)?.tree).toBe(first);
    expect(paths.boundsTowards(graph.teMetric, 1)?.tree).not.toBe(second);
  });
});
