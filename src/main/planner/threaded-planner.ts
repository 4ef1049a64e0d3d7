import type { Worker } from 'node:worker_threads';
import type { Planner } from '../../app/ports/planner.js';
import type { Effort, GlobalProblem } from '../../domain/computation/global/problem.js';
import type { Reoptimization, ReoptimizationWish } from '../../domain/computation/global/reoptimization.js';
import { OnDemandThread } from '../on-demand-thread.js';
import { startThread } from '../start-thread.js';
import type { Reply, Request } from './protocol.js';

export interface PlannerOptions {
  /** Default: `worker.js` beside this module. */
  readonly startThread?: () => Worker;
}

interface Waiting {
  readonly resolve: (reoptimization: Reoptimization) => void;
  readonly reject: (error: Error) => void;
}

/** The planner in a thread of its own, started for the first plan. One that is lost takes its plans with it; the next plan gets a new one. */
export class ThreadedPlanner implements Planner {
  readonly #thread: OnDemandThread<Request, Reply>;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #isStopped = false;

  constructor(options: PlannerOptions = {}) {
    this.#thread = new OnDemandThread({
      start: options.startThread ?? (() => startThread(import.meta.url, { name: 'planner' })),
      received: (reply) => this.#answered(reply),
      lost: (detail) => this.#giveUp(detail),
    });
  }

  reoptimize(
    problem: GlobalProblem,
    wish: ReoptimizationWish,
    effort: Omit<Effort, 'stop'>,
  ): Promise<Reoptimization> {
    if (this.#isStopped) return Promise.reject(new Error('the planner is stopped'));
    const id = ++this.#last;
    this.#thread.ask({ id, problem: sendable(problem), wish, effort });
    return new Promise<Reoptimization>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Gives up what is under way and ends the thread. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const ending = this.#thread.end();
    this.#giveUp('the planner is stopped');
    await ending;
  }

  #answered(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'planned') waiting?.resolve(reply.reoptimization);
    else waiting?.reject(new Error(reply.detail));
    if (this.#waiting.size === 0) this.#thread.rest();
  }

  #giveUp(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }
}

/** Flexible algorithms forward where no plan leads, and what they weigh links by can't be copied. */
const sendable = (problem: GlobalProblem): GlobalProblem => ({
  ...problem,
  graph: { ...problem.graph, algorithms: new Map() },
});
