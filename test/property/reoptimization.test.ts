import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Effort, GlobalProblem } from '../../src/domain/computation/global/problem.js';
import {
  REOPTIMIZATION_SCOPES,
  type Reoptimization,
  type ReoptimizationWish,
} from '../../src/domain/computation/global/reoptimization.js';
import { reoptimize } from '../../src/domain/computation/global/reoptimize.js';
import { cases } from '../support/cases.js';
import {
  misplaced,
  overloadsInRandomInterleaving,
  type PlayedNetwork,
} from '../support/move-order-simulator.js';
import {
  bestOfAll,
  isWithinCapacity,
  metricOf,
  movesOf,
  type Paths,
  problems,
  sum,
  utilizationOf,
} from './global-placement-oracle.js';

const EFFORT: Effort = { seed: 7, steps: 1500 };
const tiny = problems({ nodes: 4, links: 8, demands: [1, 4], capacity: 9, bandwidth: 6 });
const crowded = problems({ nodes: 7, links: 24, demands: [15, 30], capacity: 60, bandwidth: 12 });

const GOALS = ['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'] as const;
const wishes: fc.Arbitrary<ReoptimizationWish> = fc.record(
  {
    goal: fc.constantFrom(...GOALS),
    scope: fc.constantFrom(...REOPTIMIZATION_SCOPES),
    maxMoves: fc.nat(4),
    minGainPerMove: fc.constantFrom(0, 0.01, 0.1),
    mayMove: fc.subarray(Array.from({ length: 30 }, (_, index) => `d${index}`)).map((ids) => new Set(ids)),
    order: fc.record({ allowRelease: fc.boolean() }),
  },
  { requiredKeys: ['goal', 'scope'] },
);

/** Where everybody is once the plan is carried out. */
function endOf({ demands }: GlobalProblem, outcome: Reoptimization): Paths {
  const places = new Map<string, readonly number[] | undefined>(
    demands.map(({ id, current }) => [id, current]),
  );
  if (outcome.kind === 'plan') for (const { lsp, to } of outcome.order.steps) places.set(lsp, to?.path);
  return demands.map(({ id }) => places.get(id));
}

const networkOf = ({ capacity, demands }: GlobalProblem): PlayedNetwork => ({
  capacity: [...capacity],
  background: [...capacity].map(() => 0),
  present: new Map(
    demands.flatMap(({ id, current, bandwidth }) =>
      current === undefined ? [] : [[id, { path: current, bandwidth }]],
    ),
  ),
});

const bandwidthOf = ({ demands }: GlobalProblem, paths: Paths): number =>
  sum(demands.map(({ bandwidth }, index) => (paths[index] === undefined ? 0 : bandwidth)));

/** What the goal thinks of the paths: more is better. */
function valueOf(problem: GlobalProblem, { goal }: ReoptimizationWish, paths: Paths): number {
  if (goal === 'MIN_MAX_UTILIZATION') return -utilizationOf(problem, paths);
  if (goal === 'MAX_THROUGHPUT') {
    return bandwidthOf(problem, paths) / (sum(problem.demands.map(({ bandwidth }) => bandwidth)) || 1);
  }
  const before = problem.demands.map(({ current }) => current);
  const kept = paths.map((path, index) => (before[index] === undefined ? undefined : path));
  return -metricOf(problem, kept) / (metricOf(problem, before) || 1);
}

describe('a reoptimization', () => {
  test('can be carried out without overload and ends where it says', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), wishes, fc.infiniteStream(fc.nat()), (problem, wish, drawn) => {
        const outcome = reoptimize(problem, wish, EFFORT);
        const ends = endOf(problem, outcome);
        expect(isWithinCapacity(problem, ends)).toBe(true);
        problem.demands.forEach(({ current }, index) => {
          if (current !== undefined) expect(ends[index]).toBeDefined();
        });
        if (outcome.kind === 'none') return;
        const below = (limit: number): number => drawn.next().value! % limit;
        expect(misplaced(networkOf(problem), outcome.order.steps)).toEqual([]);
        expect(overloadsInRandomInterleaving(networkOf(problem), outcome.order.steps, below).happenings).toBe(
          0,
        );
        expect(outcome.after.utilization).toBeCloseTo(utilizationOf(problem, ends), 9);
        expect(outcome.moved.length).toBe(movesOf(problem, ends));
        if (ends.includes(undefined)) return;
        expect(outcome.utilizationBound).toBeLessThanOrEqual(outcome.after.utilization + 1e-9);
      }),
      { numRuns: cases(600) },
    );
  });

  test('keeps to its budget of moves and to those that may move, and is for the better', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), wishes, (problem, wish) => {
        fc.pre(wish.scope !== 'PREDICTABLE');
        const outcome = reoptimize(problem, wish, EFFORT);
        const ends = endOf(problem, outcome);
        expect(movesOf(problem, ends)).toBeLessThanOrEqual(wish.maxMoves ?? problem.demands.length);
        problem.demands.forEach(({ id, current }, index) => {
          if (wish.mayMove?.has(id) === false) expect(ends[index]).toEqual(current);
        });
        const before = problem.demands.map(({ current }) => current);
        const placed = bandwidthOf(problem, ends) - bandwidthOf(problem, before);
        expect(placed).toBeGreaterThanOrEqual(0);
        if (outcome.kind === 'plan' && outcome.setUp.length === 0) expect(outcome.gain).toBeGreaterThan(0);
      }),
      { numRuns: cases(600) },
    );
  });

  test('makes no move that could be left out', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), wishes, (problem, { mayMove: _, ...wish }) => {
        fc.pre(wish.scope !== 'PREDICTABLE');
        const ends = endOf(problem, reoptimize(problem, wish, EFFORT));
        problem.demands.forEach(({ current }, index) => {
          if (current === undefined || current.join() === ends[index]?.join()) return;
          const without = ends.map((path, at) => (at === index ? current : path));
          if (!isWithinCapacity(problem, without)) return;
          const loss = valueOf(problem, wish, ends) - valueOf(problem, wish, without);
          expect(loss).toBeGreaterThan(0);
          expect(loss).toBeGreaterThanOrEqual((wish.minGainPerMove ?? 0) - 1e-9);
        });
      }),
      { numRuns: cases(600) },
    );
  });

  test('of few LSPs is globally as good as the best of all placements', () => {
    fc.assert(
      fc.property(tiny, fc.constantFrom(...GOALS), (drawn, goal) => {
        const problem = { ...drawn, demands: drawn.demands.filter(({ current }) => current !== undefined) };
        const wish: ReoptimizationWish = { goal, scope: 'GLOBAL', order: { allowRelease: true } };
        const ends = endOf(problem, reoptimize(problem, wish, EFFORT));
        const best = bestOfAll(problem, (paths) =>
          paths.includes(undefined) ? undefined : [valueOf(problem, wish, paths)],
        );
        if (best !== undefined) expect(valueOf(problem, wish, ends)).toBeCloseTo(best[0]!, 9);
      }),
      { numRuns: cases(400) },
    );
  });

  test('does not depend on the order in which the LSPs are given', () => {
    fc.assert(
      fc.property(fc.oneof(tiny, crowded), wishes, (problem, wish) => {
        const other = { ...problem, demands: [...problem.demands].reverse() };
        const [first, second] = [problem, other].map((given) => reoptimize(given, wish, EFFORT));
        expect(endOf(other, second!).toReversed()).toEqual(endOf(problem, first!));
        expect(second!.kind === 'plan' && second!.order).toEqual(first!.kind === 'plan' && first!.order);
      }),
      { numRuns: cases(200) },
    );
  });
});
