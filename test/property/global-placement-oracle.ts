import fc from 'fast-check';
import type { GlobalDemand, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import { buildTeGraph, type TeGraph } from '../../src/domain/computation/graph/te-graph.js';
import { LinkId, NodeId } from '../../src/domain/values/identifiers.js';

/** Random problems of placing many LSPs, and slow answers about them that share no code with the engine. */

const name = (index: number): string => `n${String(index).padStart(3, '0')}`;

export interface DrawnLink {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly metric: number;
}

/** Links keep their numbers: the graph numbers them by their ids. */
export function graphOf(nodeCount: number, links: readonly DrawnLink[]): TeGraph {
  return buildTeGraph(
    Array.from({ length: nodeCount }, (_, index) => ({ id: NodeId(name(index)), name: '' })),
    links.map(({ from, to, capacity, metric }, index) => ({
      id: LinkId(`l${String(index).padStart(4, '0')}`),
      source: NodeId(name(from)),
      target: NodeId(name(to)),
      igpMetric: metric,
      capacity,
      reservable: capacity,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );
}

export function problemOf(graph: TeGraph, demands: readonly GlobalDemand[]): GlobalProblem {
  return { graph, capacity: graph.reservable, metric: graph.igpMetric, demands };
}

export interface Drawn {
  readonly nodes: number;
  readonly links: number;
  /** Fewest and most. */
  readonly demands: readonly [number, number];
  readonly capacity: number;
  readonly bandwidth: number;
}

const linksOn = ({ nodes, links, capacity }: Drawn): fc.Arbitrary<DrawnLink[]> =>
  fc
    .array(
      fc.record({
        from: fc.nat(nodes - 1),
        step: fc.integer({ min: 1, max: nodes - 1 }),
        capacity: fc.integer({ min: 1, max: capacity }),
        metric: fc.nat(5),
      }),
      { minLength: nodes, maxLength: links },
    )
    .map((drawn) => drawn.map(({ from, step, ...rest }) => ({ from, to: (from + step) % nodes, ...rest })));

const demandsOn = ({ nodes, bandwidth, demands }: Drawn, linkCount: number): fc.Arbitrary<GlobalDemand[]> =>
  fc
    .array(
      fc.record({
        source: fc.nat(nodes - 1),
        step: fc.integer({ min: 1, max: nodes - 1 }),
        bandwidth: fc.nat(bandwidth),
        priority: fc.constantFrom(0, 3, 7),
        forbidden: fc.option(fc.nat(linkCount - 1), { freq: 4 }),
        bound: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 }),
        path: fc.option(fc.nat(20), { freq: 2 }),
      }),
      { minLength: demands[0], maxLength: demands[1] },
    )
    .map((drawn) =>
      drawn.map(({ source, step, forbidden, bound, path, ...rest }, index) => ({
        id: `d${index}`,
        source,
        destination: (source + step) % nodes,
        ...rest,
        ...(forbidden === null
          ? {}
          : { allowed: new Uint8Array(linkCount).fill(1).fill(0, forbidden, forbidden + 1) }),
        ...(bound === null ? {} : { metricBound: bound }),
        // For now which of its paths it is: made a path below.
        ...(path === null ? {} : { current: [path] }),
      })),
    );

/** Problems in which some demands are placed already, within the capacities. */
export const problems = (drawn: Drawn): fc.Arbitrary<GlobalProblem> =>
  linksOn(drawn).chain((links) =>
    demandsOn(drawn, links.length).map((demands) => {
      const problem = problemOf(graphOf(drawn.nodes, links), demands);
      const load = new Float64Array(links.length);
      const placed = demands.map((demand) => withCurrent(problem, demand, load));
      return { ...problem, demands: placed };
    }),
  );

function withCurrent(problem: GlobalProblem, demand: GlobalDemand, load: Float64Array): GlobalDemand {
  const { current, ...rest } = demand;
  const fitting = allPaths(problem, demand).filter((path) =>
    path.every((link) => load[link]! + demand.bandwidth <= problem.capacity[link]!),
  );
  if (current === undefined || fitting.length === 0) return rest;
  const path = fitting[current[0]! % fitting.length]!;
  for (const link of path) load[link]! += demand.bandwidth;
  return { ...rest, current: path };
}

/** Every simple path that the demand may use, link by link. */
export function allPaths(
  { graph, metric }: GlobalProblem,
  demand: GlobalDemand,
): readonly (readonly number[])[] {
  const from = (node: number, passed: readonly number[]): (readonly number[])[] => {
    if (node === demand.destination) return [[]];
    return graph.links.flatMap((_, link) => {
      const next = graph.target[link]!;
      if (graph.source[link] !== node || passed.includes(next) || demand.allowed?.[link] === 0) return [];
      return from(next, [...passed, next]).map((rest) => [link, ...rest]);
    });
  };
  const bound = demand.metricBound ?? Number.POSITIVE_INFINITY;
  return from(demand.source, [demand.source]).filter(
    (path) => sum(path.map((link) => metric[link]!)) <= bound,
  );
}

export type Paths = readonly (readonly number[] | undefined)[];

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function loads({ graph, demands }: GlobalProblem, paths: Paths): number[] {
  const load = graph.links.map(() => 0);
  demands.forEach(({ bandwidth }, index) => {
    for (const link of paths[index] ?? []) load[link]! += bandwidth;
  });
  return load;
}

export const isWithinCapacity = (problem: GlobalProblem, paths: Paths): boolean =>
  loads(problem, paths).every((load, link) => load === 0 || load <= problem.capacity[link]!);

export const utilizationOf = (problem: GlobalProblem, paths: Paths): number =>
  Math.max(
    0,
    ...loads(problem, paths).map((load, link) => (load === 0 ? 0 : load / problem.capacity[link]!)),
  );

export const metricOf = (problem: GlobalProblem, paths: Paths): number =>
  sum(paths.flatMap((path) => path ?? []).map((link) => problem.metric[link]!));

export const movesOf = ({ demands }: GlobalProblem, paths: Paths): number =>
  demands.filter(({ current }, index) => current !== undefined && current.join() !== paths[index]?.join())
    .length;

/** Bandwidth per priority, then how many: bigger is better at the first difference. */
export const placedOf = ({ demands }: GlobalProblem, paths: Paths): number[] => [
  ...[0, 3, 7].map((level) =>
    sum(
      demands.map(({ priority, bandwidth }, index) => (priority === level && paths[index] ? bandwidth : 0)),
    ),
  ),
  paths.filter((path) => path !== undefined).length,
];

/** Positive: `a` is better. Numbers that rounding may tell apart count as the same. */
export function compareVectors(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => Math.abs(value - b[index]!) > 1e-9);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** The best vector over all choices of simple paths within the capacities. */
export function bestOfAll(
  problem: GlobalProblem,
  vectorOf: (paths: Paths) => readonly number[] | undefined,
): readonly number[] | undefined {
  const options = problem.demands.map((demand) => [undefined, ...allPaths(problem, demand)]);
  let best: readonly number[] | undefined;
  const choose = (paths: Paths): void => {
    if (!isWithinCapacity(problem, paths)) return;
    const some = options[paths.length];
    if (some === undefined) {
      const vector = vectorOf(paths);
      if (vector !== undefined && (best === undefined || compareVectors(vector, best) > 0)) best = vector;
      return;
    }
    for (const path of some) choose([...paths, path]);
  };
  choose([]);
  return best;
}
