import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inlinePlanner } from '../../../../src/app/reoptimization/inline-planner.js';
import {
  REOPTIMIZATION_SCOPES,
  type ReoptimizationWish,
} from '../../../../src/domain/computation/global/reoptimization.js';
import { ThreadedPlanner } from '../../../../src/main/planner/threaded-planner.js';
import { startThread } from '../../../../src/main/start-thread.js';
import { graphOf, problemOf, problems } from '../../../property/global-placement-oracle.js';
import { cases } from '../../../support/cases.js';

const PLANNER = new URL('../../../../src/main/planner/threaded-planner.ts', import.meta.url).href;
const EFFORT = { seed: 3, steps: 500 };
const WISH: ReoptimizationWish = { goal: 'MIN_TOTAL_METRIC', scope: 'INCREMENTAL' };

const planner = new ThreadedPlanner();
afterAll(() => planner.stop());

/** A thread that ends as soon as it is asked. */
const ending = (): Worker =>
  new Worker(
    "require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of memory'); })",
    { eval: true },
  );

const crowded = problems({ nodes: 7, links: 24, demands: [5, 20], capacity: 60, bandwidth: 12 });
const square = graphOf(3, [
  { from: 0, to: 1, capacity: 10, metric: 1 },
  { from: 0, to: 2, capacity: 10, metric: 1 },
  { from: 2, to: 1, capacity: 10, metric: 1 },
]);
const problem = problemOf(square, [{ id: 'a', source: 0, destination: 1, bandwidth: 5, current: [1, 2] }]);

describe('the planner in its thread', () => {
  it('answers what the engine answers, to the letter', async () => {
    const goal = fc.constantFrom('MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC');
    const wishes: fc.Arbitrary<ReoptimizationWish> = fc.record(
      { goal, scope: fc.constantFrom(...REOPTIMIZATION_SCOPES), maxMoves: fc.nat(4) },
      { requiredKeys: ['goal', 'scope'] },
    );
    await fc.assert(
      fc.asyncProperty(crowded, wishes, async (given, wish) => {
        const [threaded, inline] = await Promise.all([
          planner.reoptimize(given, wish, EFFORT),
          inlinePlanner.reoptimize(given, wish, EFFORT),
        ]);
        expect(threaded).toStrictEqual(inline);
      }),
      { numRuns: cases(60) },
    );
  });

  it('plans on a graph with flexible algorithms too', async () => {
    const weightOf = () => 1;
    const graph = { ...square, algorithms: new Map([[128, { weights: new Float64Array(3), weightOf }]]) };
    expect(await planner.reoptimize({ ...problem, graph }, WISH, EFFORT)).toMatchObject({ kind: 'plan' });
  });

  it('that is lost takes its plan with it, and the next plan gets a new one', async () => {
    let started = 0;
    const other = new ThreadedPlanner({
      startThread: () => (started++ === 0 ? ending() : startThread(PLANNER, {})),
    });
    await expect(other.reoptimize(problem, WISH, EFFORT)).rejects.toThrow('out of memory');
    expect(await other.reoptimize(problem, WISH, EFFORT)).toMatchObject({ kind: 'plan', moved: ['a'] });
    await other.stop();
  });

  it('gives up what is under way when it is stopped, and takes nothing more', async () => {
    const other = new ThreadedPlanner();
    const underWay = other.reoptimize(problem, WISH, EFFORT);
    const given = expect(underWay).rejects.toThrow('the planner is stopped');
    await other.stop();
    await given;
    await expect(other.reoptimize(problem, WISH, EFFORT)).rejects.toThrow('the planner is stopped');
  });
});
