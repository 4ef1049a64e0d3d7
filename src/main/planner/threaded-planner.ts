import type { Worker } from 'node:worker_threads';
import type { Planner } from '../../app/ports/planner.js';
import type { Effort, GlobalProblem } from '../../domain/computation/global/problem.js';
import type { Reoptimization, ReoptimizationWish } from '../../domain/computation/global/reoptimization.js';
import { startThread } from '../start-thread.js';
import type { Reply, Request } from './protocol.js';

/** An idle thread gives its memory back after so many milliseconds. */
const IDLE_TIME = 30_000;

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
  readonly #options: PlannerOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;
  #isStopped = false;

  constructor(options: PlannerOptions = {}) {
    this.#options = options;
  }

  reoptimize(
    problem: GlobalProblem,
    wish: ReoptimizationWish,
    effort: Omit<Effort, 'stop'>,
  ): Promise<Reoptimization> {
    if (this.#isStopped) return Promise.reject(new Error('the planner is stopped'));
    const id = ++this.#last;
    const request: Request = { id, problem: sendable(problem), wish, effort };
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(request, []);
    return new Promise<Reoptimization>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  /** Gives up what is under way and ends the thread. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const ending = this.#endThread();
    this.#giveUp('the planner is stopped');
    await ending;
  }

  #start(): Worker {
    const worker = (this.#options.startThread ?? (() => startThread(import.meta.url, { name: 'planner' })))();
    let detail: string | undefined;
    worker.on('error', (error) => {
      detail = String(error);
    });
    worker.on('exit', (code) => {
      if (worker !== this.#worker) return;
      this.#worker = undefined;
      this.#giveUp(detail ?? `the thread ended with code ${code}`);
    });
    worker.on('message', (reply: Reply) => this.#answered(reply));
    return worker;
  }

  #answered(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.kind === 'planned') waiting?.resolve(reply.reoptimization);
    else waiting?.reject(new Error(reply.detail));
    if (this.#waiting.size === 0) this.#endWhenIdle();
  }

  #giveUp(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }

  #endWhenIdle(): void {
    this.#worker?.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#endThread(), IDLE_TIME).unref();
  }

  async #endThread(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    await worker?.terminate();
  }
}

/** Flexible algorithms forward where no plan leads, and what they weigh links by can't be copied. */
const sendable = (problem: GlobalProblem): GlobalProblem => ({
  ...problem,
  graph: { ...problem.graph, algorithms: new Map() },
});
