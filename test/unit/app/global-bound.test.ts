import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundBeside, boundOf, gapTo } from '../../../src/app/global-bound.js';
import type { LinearSolver } from '../../../src/app/ports/linear-solver.js';
import { optimizeGlobally } from '../../../src/domain/computation/global/optimize.js';
import {
  GLOBAL_GOALS,
  type GlobalGoal,
  type GlobalProblem,
} from '../../../src/domain/computation/global/problem.js';
import { ThreadedLinearSolver } from '../../../src/main/linear-solver/threaded-solver.js';
import { graphOf, problemOf, problems } from '../../property/global-placement-oracle.js';
import { cases } from '../../support/cases.js';

const solver = new ThreadedLinearSolver();
afterAll(() => solver.stop());
const EFFORT = { timeLimit: 60_000 };

const answering = (
  outcome: Awaited<ReturnType<LinearSolver['solve']>>,
  mostColumns = 1_000,
): LinearSolver => ({
  mostColumns,
  solve: () => Promise.resolve(outcome),
});
const NEVER = answering({ kind: 'unsolved', reason: 'TIME_LIMIT', detail: '' });

/** Two ways from 0 to 1, each with room for half of what the two demands want together. */
const square = graphOf(4, [
  { from: 0, to: 2, capacity: 10, metric: 1 },
  { from: 2, to: 1, capacity: 10, metric: 1 },
  { from: 0, to: 3, capacity: 10, metric: 2 },
  { from: 3, to: 1, capacity: 10, metric: 2 },
]);
const wanting = (...bandwidths: number[]): GlobalProblem =>
  problemOf(
    square,
    bandwidths.map((bandwidth, index) => ({ id: `d${index}`, source: 0, destination: 1, bandwidth })),
  );
const placed = (problem: GlobalProblem, goal: GlobalGoal) =>
  optimizeGlobally(problem, goal, { seed: 1, steps: 500 });

describe('the bound of a global optimisation', () => {
  it('is that of the linear program where that says more', async () => {
    // Both have to cross the link from 2 to 3, which no node and no demand shows by itself.
    const barbell = graphOf(6, [
      { from: 0, to: 2, capacity: 100, metric: 1 },
      { from: 1, to: 2, capacity: 100, metric: 1 },
      { from: 2, to: 3, capacity: 10, metric: 1 },
      { from: 3, to: 4, capacity: 100, metric: 1 },
      { from: 3, to: 5, capacity: 100, metric: 1 },
    ]);
    const problem = problemOf(barbell, [
      { id: 'a', source: 0, destination: 4, bandwidth: 6 },
      { id: 'b', source: 1, destination: 5, bandwidth: 6 },
    ]);
    expect(await boundOf(problem, 'MIN_MAX_UTILIZATION', solver, EFFORT)).toEqual({
      value: expect.closeTo(1.2, 5),
      by: 'LINEAR_PROGRAM',
    });
    expect(await boundOf(problem, 'MAX_THROUGHPUT', solver, EFFORT)).toEqual({
      value: expect.closeTo(10, 4),
      by: 'LINEAR_PROGRAM',
    });
    const most = await boundOf(wanting(15, 15, 3), 'MAX_THROUGHPUT', solver, EFFORT);
    expect(most).toEqual({ value: 20, by: 'COMBINATORIAL' });
  });

  it('states the gap of an answer that can not be split', async () => {
    const problem = wanting(6, 6, 6);
    const bound = await boundOf(problem, 'MIN_MAX_UTILIZATION', solver, EFFORT);
    expect(bound.value).toBeCloseTo(0.9, 5);
    const answer = { ...placed(wanting(6, 6, 6), 'MIN_MAX_UTILIZATION'), optimal: false, utilization: 0.99 };
    expect(gapTo(bound, 'MIN_MAX_UTILIZATION', problem, answer)).toBeUndefined();
    const all = { ...answer, placed: 3, utilizationBound: 0.9 };
    expect(gapTo(bound, 'MIN_MAX_UTILIZATION', problem, all)).toBeCloseTo(0.1, 5);
    expect(gapTo(bound, 'MIN_MAX_UTILIZATION', problem, { ...all, optimal: true })).toBe(0);
  });

  it('is that of the search where it proved more', async () => {
    const problem = wanting(6, 6, 6);
    const bound = await boundOf(problem, 'MIN_MAX_UTILIZATION', NEVER, EFFORT);
    const answer = {
      ...placed(problem, 'MIN_MAX_UTILIZATION'),
      optimal: false,
      placed: 3,
      utilizationBound: 1.1,
    };
    expect(boundBeside(bound, 'MIN_MAX_UTILIZATION', answer)).toEqual({
      value: 1.1,
      by: 'SEARCH',
      because: 'TIME_LIMIT',
    });
    expect(gapTo(bound, 'MIN_MAX_UTILIZATION', problem, { ...answer, utilization: 1.21 })).toBeCloseTo(
      0.1,
      9,
    );
    expect(boundBeside(bound, 'MAX_THROUGHPUT', answer)).toBe(bound);
  });

  it('falls back to what demands and nodes need by themselves, and says why', async () => {
    const problem = wanting(6, 6);
    expect(await boundOf(problem, 'MIN_MAX_UTILIZATION', NEVER, EFFORT)).toEqual({
      value: 0.6,
      by: 'COMBINATORIAL',
      because: 'TIME_LIMIT',
    });
    const small = answering({ kind: 'solved', figure: 1 }, 3);
    expect(await boundOf(problem, 'MIN_MAX_UTILIZATION', small, EFFORT)).toMatchObject({
      because: 'TOO_LARGE',
    });
    expect(await boundOf(problem, 'MIN_TOTAL_METRIC', solver, EFFORT)).toEqual({
      value: 4,
      by: 'COMBINATORIAL',
      because: 'NO_MODEL',
    });
    expect(await boundOf(wanting(), 'MAX_THROUGHPUT', solver, EFFORT)).toEqual({
      value: 0,
      by: 'COMBINATORIAL',
    });
  });

  it('is never on the wrong side of the best placement', async () => {
    const small = problems({ nodes: 4, links: 7, demands: [1, 3], capacity: 9, bandwidth: 6 });
    await fc.assert(
      fc.asyncProperty(
        small,
        fc.constantFrom(...GLOBAL_GOALS),
        fc.boolean(),
        async (problem, goal, isSolved) => {
          const answer = placed(problem, goal);
          const bound = await boundOf(problem, goal, isSolved ? solver : NEVER, EFFORT);
          if (goal === 'MAX_THROUGHPUT') {
            expect(bound.value).toBeGreaterThanOrEqual(answer.placedBandwidth);
          } else if (answer.placed === problem.demands.length) {
            const figure = goal === 'MIN_TOTAL_METRIC' ? answer.totalMetric : answer.utilization;
            expect(bound.value).toBeLessThanOrEqual(figure + 1e-12);
          }
          const gap = gapTo(bound, goal, problem, { ...answer, optimal: false });
          expect(gap === undefined || gap >= 0).toBe(true);
        },
      ),
      { numRuns: cases(200) },
    );
  });
});
