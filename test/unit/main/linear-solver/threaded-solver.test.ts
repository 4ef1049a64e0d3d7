import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { maxThroughputModel, minMaxModel } from '../../../../src/domain/computation/global/linear-model.js';
import {
  type SolverOptions,
  ThreadedLinearSolver,
} from '../../../../src/main/linear-solver/threaded-solver.js';
import { startThread } from '../../../../src/main/start-thread.js';
import { graphOf, problemOf } from '../../../property/global-placement-oracle.js';

const SOLVER = new URL('../../../../src/main/linear-solver/threaded-solver.ts', import.meta.url).href;

/** From 0 to 1 directly, and over 2. */
const triangle = graphOf(3, [
  { from: 0, to: 1, capacity: 10, metric: 1 },
  { from: 0, to: 2, capacity: 5, metric: 1 },
  { from: 2, to: 1, capacity: 20, metric: 1 },
]);
const from0to1 = (bandwidth: number) =>
  problemOf(triangle, [{ id: 'a', source: 0, destination: 1, bandwidth }]);
const model = minMaxModel(from0to1(9));
const EFFORT = { timeLimit: 60_000 };

const evaluated = (source: string): Worker =>
  new Worker(`const { parentPort } = require('node:worker_threads'); ${source}`, { eval: true });
const silent = (): Worker => evaluated("parentPort.on('message', () => undefined)");

const running: ThreadedLinearSolver[] = [];
afterEach(async () => {
  for (const solver of running.splice(0)) await solver.stop();
});

function solverWith(options: SolverOptions = {}): ThreadedLinearSolver {
  const solver = new ThreadedLinearSolver(options);
  running.push(solver);
  return solver;
}

/** The first thread is another one; those after it are real. */
function firstOf(first: () => Worker): () => Worker {
  let started = 0;
  return () => (started++ === 0 ? first() : startThread(SOLVER, {}));
}

describe('the linear solver', () => {
  it('solves models one after the other, each in its own unit', async () => {
    const solver = solverWith();
    const outcomes = await Promise.all([
      solver.solve(model, EFFORT),
      solver.solve(maxThroughputModel(from0to1(40)), EFFORT),
    ]);
    const figures = outcomes.map((outcome) => (outcome.kind === 'solved' ? outcome.figure : outcome.reason));
    expect(figures).toEqual([expect.closeTo(0.6, 9), expect.closeTo(-15, 9)]);
  });

  it('says of a model without a solution that it has none, and goes on', async () => {
    const solver = solverWith();
    const impossible = { ...model, columnUpper: new Float64Array(model.cost.length) };
    expect(await solver.solve(impossible, EFFORT)).toMatchObject({ reason: 'INFEASIBLE' });
    expect(await solver.solve(model, EFFORT)).toMatchObject({ kind: 'solved' });
  });

  it('does not begin a model that is too large', async () => {
    const startNothing = (): Worker => {
      throw new Error('a thread was started');
    };
    const solver = solverWith({ mostColumns: 2, startThread: startNothing });
    expect(await solver.solve(model, EFFORT)).toMatchObject({ kind: 'unsolved', reason: 'TOO_LARGE' });
  });

  it('ends a thread that does not keep to the time, and starts another one', async () => {
    const solver = solverWith({ grace: 0, startThread: firstOf(silent) });
    const late = solver.solve(model, { timeLimit: 20 });
    const next = solver.solve(model, EFFORT);
    expect(await late).toMatchObject({ reason: 'TIME_LIMIT' });
    expect(await next).toMatchObject({ kind: 'solved' });
  });

  it('gives up at once what is aborted, under way or waiting', async () => {
    const solver = solverWith({ startThread: firstOf(silent) });
    const [first, second] = [new AbortController(), new AbortController()];
    const underWay = solver.solve(model, { ...EFFORT, signal: first.signal });
    const waiting = solver.solve(model, { ...EFFORT, signal: second.signal });
    const last = solver.solve(model, EFFORT);
    second.abort();
    expect(await waiting).toMatchObject({ reason: 'ABORTED' });
    first.abort();
    expect(await underWay).toMatchObject({ reason: 'ABORTED' });
    expect(await last).toMatchObject({ kind: 'solved' });
    expect(await solver.solve(model, { ...EFFORT, signal: first.signal })).toMatchObject({
      reason: 'ABORTED',
    });
  });

  it('says that it failed when the thread ends or breaks, and starts another one', async () => {
    for (const source of [
      "parentPort.on('message', () => process.exit(3))",
      "parentPort.on('message', () => parentPort.postMessage({ kind: 'broken', detail: 'code 3' }))",
    ]) {
      const solver = solverWith({ startThread: firstOf(() => evaluated(source)) });
      const failed = await solver.solve(model, EFFORT);
      expect(failed).toMatchObject({ reason: 'FAILED', detail: expect.stringContaining('code 3') });
      expect(await solver.solve(model, EFFORT)).toMatchObject({ kind: 'solved' });
    }
  });

  it('gives up everything when it is stopped', async () => {
    const solver = solverWith({ startThread: silent });
    const outcomes = [solver.solve(model, EFFORT), solver.solve(model, EFFORT)];
    await solver.stop();
    for (const outcome of [...outcomes, solver.solve(model, EFFORT)])
      expect(await outcome).toMatchObject({ reason: 'ABORTED' });
  });
});
