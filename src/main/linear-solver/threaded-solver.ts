import type { Worker } from 'node:worker_threads';
import type {
  LinearEffort,
  LinearOutcome,
  LinearSolver,
  UnsolvedReason,
} from '../../app/ports/linear-solver.js';
import type { LinearModel } from '../../domain/computation/global/linear-model.js';
import { OnDemandThread } from '../on-demand-thread.js';
import { startThread } from '../start-thread.js';
import type { Reply, Request } from './protocol.js';

/** What HiGHS solves in seconds rather than minutes. */
const MOST_COLUMNS = 120_000;
/** The solver looks at its clock now and then only: so many milliseconds past the limit the thread is ended. */
const GRACE = 2_000;

export interface SolverOptions {
  /** Default 120,000. */
  readonly mostColumns?: number;
  /** Milliseconds past the time limit after which the thread is ended. */
  readonly grace?: number;
  /** Default: `worker.js` beside this module. */
  readonly startThread?: () => Worker;
}

interface Job {
  readonly model: LinearModel;
  readonly effort: LinearEffort;
  readonly ended: (outcome: LinearOutcome) => void;
}

const unsolved = (reason: UnsolvedReason, detail: string): LinearOutcome => ({
  kind: 'unsolved',
  reason,
  detail,
});

/**
 * HiGHS in a thread of its own, started for the first model. What can't be waited for any longer ends with its thread, as
 * nothing else stops the solver; the next model gets a new one.
 */
export class ThreadedLinearSolver implements LinearSolver {
  readonly mostColumns: number;
  readonly #grace: number;
  readonly #thread: OnDemandThread<Request, Reply>;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  /** Runs while a model is being solved. */
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: SolverOptions = {}) {
    this.mostColumns = options.mostColumns ?? MOST_COLUMNS;
    this.#grace = options.grace ?? GRACE;
    this.#thread = new OnDemandThread({
      start: options.startThread ?? (() => startThread(import.meta.url, { name: 'linear-solver' })),
      received: (reply) => {
        if (reply.kind === 'broken') this.#giveUp(unsolved('FAILED', reply.detail));
        else this.#finish(reply);
      },
      lost: (detail) => this.#finish(unsolved('FAILED', detail)),
    });
  }

  solve(model: LinearModel, effort: LinearEffort): Promise<LinearOutcome> {
    const columns = model.cost.length;
    if (columns > this.mostColumns) {
      const detail = `${columns} columns, of ${this.mostColumns} at most`;
      return Promise.resolve(unsolved('TOO_LARGE', detail));
    }
    const { signal } = effort;
    if (this.#isStopped || signal?.aborted === true) return Promise.resolve(unsolved('ABORTED', 'given up'));
    return new Promise((resolve) => {
      const aborted = (): void => this.#abort(job);
      const job: Job = {
        model,
        effort,
        ended: (outcome) => {
          signal?.removeEventListener('abort', aborted);
          resolve(outcome);
        },
      };
      signal?.addEventListener('abort', aborted);
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Gives up what is under way and ends the thread. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const job of this.#waiting.splice(0)) job.ended(unsolved('ABORTED', 'given up'));
    const ending = this.#thread.end();
    this.#finish(unsolved('ABORTED', 'given up'));
    await ending;
  }

  #next(): void {
    if (this.#running !== undefined) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      this.#thread.rest();
      return;
    }
    this.#running = job;
    const { timeLimit } = job.effort;
    this.#thread.ask({ model: job.model, timeLimit });
    this.#timer = setTimeout(
      () => this.#giveUp(unsolved('TIME_LIMIT', `not solved in ${timeLimit} ms`)),
      timeLimit + this.#grace,
    );
  }

  #abort(job: Job): void {
    if (job === this.#running) {
      this.#giveUp(unsolved('ABORTED', 'given up'));
      return;
    }
    const at = this.#waiting.indexOf(job);
    if (at >= 0) this.#waiting.splice(at, 1);
    job.ended(unsolved('ABORTED', 'given up'));
  }

  #giveUp(outcome: LinearOutcome): void {
    void this.#thread.end();
    this.#finish(outcome);
  }

  #finish(outcome: LinearOutcome): void {
    const job = this.#running;
    if (job === undefined) return;
    this.#running = undefined;
    clearTimeout(this.#timer);
    job.ended(outcome);
    this.#next();
  }
}
