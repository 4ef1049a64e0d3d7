import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { optimizeGlobally } from '../../src/domain/computation/global/optimize.js';
import {
  type Effort,
  GLOBAL_GOALS,
  type GlobalGoal,
  type GlobalProblem,
} from '../../src/domain/computation/global/problem.js';
import { cases } from '../support/cases.js';
import {
  allPaths,
  bestOfAll,
  compareVectors,
  graphOf,
  isWithinCapacity,
  loads,
  metricOf,
  type Paths,
  placedOf,
  problemOf,
  problems,
  utilizationOf,
} from './global-placement-oracle.js';

const EFFORT: Effort = { seed: 7, steps: 3000 };

/** Few enough to try everything. */
const tiny = problems({ nodes: 4, links: 8, demands: [1, 4], capacity: 9, bandwidth: 6 });
/** Too many to try everything, and more than there is room for. */
const crowded = problems({ nodes: 7, links: 24, demands: [20, 40], capacity: 60, bandwidth: 12 });
/** Room for all, so that only utilisation and metric are at stake. */
const roomy = problems({ nodes: 7, links: 24, demands: [20, 40], capacity: 1000, bandwidth: 12 });

const goals = fc.constantFrom(...GLOBAL_GOALS);

const vectorOf = (problem: GlobalProblem, goal: GlobalGoal, paths: Paths): number[] => [
  ...placedOf(problem, paths),
  ...(goal === 'MIN_MAX_UTILIZATION' ? [-utilizationOf(problem, paths)] : []),
  -metricOf(problem, paths),
];

function expectValid(problem: GlobalProblem, paths: Paths): void {
  expect(isWithinCapacity(problem, paths)).toBe(true);
  paths.forEach((path, index) => {
    if (path === undefined) return;
    const allowed = allPaths(problem, problem.demands[index]!).map((links) => links.join());
    expect(allowed).toContain(path.join());
  });
}

describe('global placement', () => {
  test('of few demands is the best of all placements, for every goal', () => {
    fc.assert(
      fc.property(tiny, goals, (problem, goal) => {
        const answer = optimizeGlobally(problem, goal, EFFORT);
        expectValid(problem, answer.paths);
        const best = bestOfAll(problem, (paths) => vectorOf(problem, goal, paths));
        expect(compareVectors(vectorOf(problem, goal, answer.paths), best!)).toBe(0);
        expect(answer.optimal).toBe(true);
      }),
      { numRuns: cases(6000) },
    );
  });

  test('uses simple, allowed paths within capacity and metric bound', () => {
    fc.assert(
      fc.property(fc.oneof(crowded, roomy), goals, (problem, goal) => {
        const { paths } = optimizeGlobally(problem, goal, { seed: 1, steps: 1000 });
        expectValid(problem, paths);
      }),
      { numRuns: cases(60) },
    );
  });

  test('states what its paths amount to', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), goals, (problem, goal) => {
        const answer = optimizeGlobally(problem, goal, { seed: 1, steps: 500 });
        const { paths } = answer;
        expect(answer.utilization).toBeCloseTo(utilizationOf(problem, paths), 12);
        expect(answer.totalMetric).toBe(metricOf(problem, paths));
        expect(answer.placed).toBe(paths.filter((path) => path !== undefined).length);
        expect(answer.moves.map(({ demand, path }) => [demand.id, path])).toEqual(
          problem.demands.flatMap(({ id, current }, index) =>
            current?.join() === paths[index]?.join() ? [] : [[id, paths[index]]],
          ),
        );
        if (paths.every((path) => path !== undefined)) {
          expect(answer.utilizationBound).toBeLessThanOrEqual(answer.utilization * (1 + 1e-12));
        }
      }),
      { numRuns: cases(100) },
    );
  });

  test('gives the same answer for the same seed and steps', () => {
    fc.assert(
      fc.property(fc.oneof(crowded, roomy), goals, fc.nat(), (problem, goal, seed) => {
        const effort = { seed, steps: 800 };
        expect(optimizeGlobally(problem, goal, effort)).toEqual(optimizeGlobally(problem, goal, effort));
      }),
      { numRuns: cases(30) },
    );
  });

  test('gives every demand the same path in every order of demands', () => {
    const shuffled = fc.oneof(tiny, crowded).chain((problem) =>
      fc.record({
        problem: fc.constant(problem),
        order: fc.shuffledSubarray([...problem.demands.keys()], { minLength: problem.demands.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, goals, ({ problem, order }, goal) => {
        const effort = { seed: 3, steps: 800 };
        const { paths } = optimizeGlobally(problem, goal, effort);
        const demands = order.map((index) => problem.demands[index]!);
        const other = optimizeGlobally({ ...problem, demands }, goal, effort);
        expect(other.paths).toEqual(order.map((index) => paths[index]));
      }),
      { numRuns: cases(60) },
    );
  });

  test('is never worse than the current paths', () => {
    fc.assert(
      fc.property(fc.oneof(crowded, roomy), goals, fc.nat(300), (problem, goal, steps) => {
        const answer = optimizeGlobally(problem, goal, { seed: 5, steps });
        const current = problem.demands.map((demand) => demand.current);
        const [after, before] = [answer.paths, current].map((paths) => vectorOf(problem, goal, paths));
        expect(compareVectors(after!, before!)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: cases(80) },
    );
  });

  test('moves nothing when the current paths are the best', () => {
    fc.assert(
      fc.property(tiny, goals, (problem, goal) => {
        const { paths } = optimizeGlobally(problem, goal, EFFORT);
        const placed = problem.demands.map((demand, index) => ({ ...demand, current: paths[index] ?? [] }));
        const again = optimizeGlobally({ ...problem, demands: placed }, goal, EFFORT);
        expect(again.paths).toEqual(paths);
        expect(again.moves).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });

  test('ends when it is told to stop', () => {
    fc.assert(
      fc.property(crowded, goals, fc.nat(5), (problem, goal, looks) => {
        let asked = 0;
        const stop = (): boolean => ++asked > looks;
        const { paths } = optimizeGlobally(problem, goal, { seed: 1, steps: Number.MAX_SAFE_INTEGER, stop });
        expectValid(problem, paths);
      }),
      { numRuns: cases(20) },
    );
  });
});

/** From node 0 to node 1 over middle nodes, one for each capacity. */
function parallelRoutes(capacities: readonly number[]) {
  return graphOf(
    capacities.length + 2,
    capacities.flatMap((capacity, index) => [
      { from: 0, to: index + 2, capacity, metric: 1 },
      { from: index + 2, to: 1, capacity, metric: 1 },
    ]),
  );
}

const across = (bandwidths: readonly number[], priority = 7, prefix = 'd') =>
  bandwidths.map((bandwidth, index) => ({
    id: `${prefix}${index}`,
    source: 0,
    destination: 1,
    bandwidth,
    priority,
  }));

describe('search for a global placement', () => {
  test('finds the best of all placements nearly always', () => {
    const some = problems({ nodes: 5, links: 12, demands: [3, 5], capacity: 9, bandwidth: 6 });
    const drawn = fc.sample(some, { numRuns: cases(100) });
    for (const goal of GLOBAL_GOALS) {
      const missed = drawn.filter((problem) => {
        const { paths, optimal } = optimizeGlobally(problem, goal, { ...EFFORT, mostPlacements: 0 });
        const best = bestOfAll(problem, (choice) => vectorOf(problem, goal, choice))!;
        const difference = compareVectors(vectorOf(problem, goal, paths), best);
        expect(difference).toBeLessThanOrEqual(0);
        if (optimal) expect(difference).toBe(0);
        return difference < 0;
      });
      expect(missed.length).toBeLessThanOrEqual(cases(3));
    }
  });

  test('of nothing, or where nothing leads anywhere, places nothing', () => {
    const nowhere = graphOf(2, []);
    for (const goal of GLOBAL_GOALS) {
      expect(optimizeGlobally(problemOf(nowhere, []), goal, EFFORT)).toMatchObject({
        paths: [],
        utilization: 0,
      });
      const lost = optimizeGlobally(problemOf(nowhere, across([1, 2])), goal, EFFORT);
      expect(lost).toMatchObject({ paths: [undefined, undefined], placed: 0, moves: [] });
      const many = optimizeGlobally(
        problemOf(nowhere, across(Array.from({ length: 30 }, () => 1))),
        goal,
        EFFORT,
      );
      expect(many).toMatchObject({ placed: 0, utilization: 0 });
    }
  });

  test('loads parallel routes evenly', () => {
    const bandwidths = Array.from({ length: 60 }, (_, index) => 1 + (index % 5));
    const problem = problemOf(parallelRoutes([100, 100, 100]), across(bandwidths));
    const { utilization, optimal } = optimizeGlobally(problem, 'MIN_MAX_UTILIZATION', EFFORT);
    expect(optimal).toBe(false);
    expect(utilization).toBe(0.6);
  });

  test('finds the bound of the cut by itself and stops there', () => {
    const problem = problemOf(parallelRoutes([100, 50, 50]), across(Array.from({ length: 100 }, () => 1)));
    const answer = optimizeGlobally(problem, 'MIN_MAX_UTILIZATION', { seed: 1, steps: 1e6 });
    expect(answer.utilization).toBe(0.5);
    expect(answer.utilizationBound).toBe(0.5);
    expect(answer.steps).toBeLessThan(1000);
  });

  test('fills what there is when not all have room', () => {
    const problem = problemOf(
      parallelRoutes([20, 20, 20]),
      across(Array.from({ length: 60 }, (_, at) => 1 + (at % 4))),
    );
    for (const goal of GLOBAL_GOALS) {
      expect(optimizeGlobally(problem, goal, EFFORT).placedBandwidth).toBe(60);
    }
  });

  test('never leaves a high priority out for low ones', () => {
    const low = across(Array.from({ length: 40 }, () => 1));
    const high = across([7, 7], 2, 'high');
    const problem = problemOf(parallelRoutes([10, 8]), [...low, ...high]);
    const { paths, placedBandwidth } = optimizeGlobally(problem, 'MAX_THROUGHPUT', EFFORT);
    expect(paths.slice(-2).every((path) => path !== undefined)).toBe(true);
    expect(placedBandwidth).toBe(18);
  });

  test('prefers demands over one scarce link to those over two', () => {
    const graph = graphOf(3, [
      { from: 0, to: 1, capacity: 20, metric: 1 },
      { from: 1, to: 2, capacity: 20, metric: 1 },
    ]);
    const between = (source: number, destination: number, id: string) =>
      Array.from({ length: 20 }, (_, index) => ({ id: `${id}${index}`, source, destination, bandwidth: 1 }));
    const demands = [...between(0, 2, 'long'), ...between(0, 1, 'first'), ...between(1, 2, 'second')];
    const problem = problemOf(graph, demands);
    expect(optimizeGlobally(problem, 'MAX_THROUGHPUT', EFFORT).placedBandwidth).toBe(40);
  });

  test('takes the cheapest paths when they have room', () => {
    const capacities = [100, 100];
    const graph = parallelRoutes(capacities);
    const metric = Float64Array.from([1, 1, 5, 5]);
    const problem = { ...problemOf(graph, across(Array.from({ length: 50 }, () => 2))), metric };
    const { totalMetric, optimal } = optimizeGlobally(problem, 'MIN_TOTAL_METRIC', EFFORT);
    expect(totalMetric).toBe(100);
    expect(optimal).toBe(true);
  });

  test('sends as few as possible over the dear route when the cheap one is too narrow', () => {
    const graph = parallelRoutes([60, 100]);
    const metric = Float64Array.from([1, 1, 5, 5]);
    const problem = { ...problemOf(graph, across(Array.from({ length: 50 }, () => 2))), metric };
    const { paths, totalMetric } = optimizeGlobally(problem, 'MIN_TOTAL_METRIC', EFFORT);
    expect(loads(problem, paths)).toEqual([60, 60, 40, 40]);
    expect(totalMetric).toBe(30 * 2 + 20 * 10);
  });

  test('places demands without bandwidth even when there is no time for the others', () => {
    const weightless = across(Array.from({ length: 30 }, () => 0));
    const heavy = across([8, 8, 8], 7, 'heavy');
    const problem = problemOf(parallelRoutes([10, 5]), [...weightless, ...heavy]);
    for (const goal of GLOBAL_GOALS) {
      const { paths } = optimizeGlobally(problem, goal, { seed: 1, steps: 1e9, stop: () => true });
      expect(paths.filter((path) => path !== undefined).length).toBe(31);
    }
  });

  test('gives a demand without bandwidth its cheapest path, over full links too', () => {
    const graph = parallelRoutes([10, 10]);
    const metric = Float64Array.from([1, 1, 5, 5]);
    const demands = [...across([10, ...Array.from({ length: 20 }, () => 0)])];
    const { paths } = optimizeGlobally({ ...problemOf(graph, demands), metric }, 'MAX_THROUGHPUT', EFFORT);
    expect(paths.slice(1).every((path) => path?.join() === '0,1')).toBe(true);
  });
});
