import type { Worker } from 'node:worker_threads';
import type { PathComputer } from '../../domain/computation/computer.js';
import { startThread } from '../start-thread.js';
import { PooledComputer } from './pooled-computer.js';
import type { Task, TaskTaker } from './task.js';
import { ComputationThread } from './thread.js';

export interface PoolOptions {
  /** Threads; each is started when there is something to do for it. */
  readonly workers: number;
  /** Questions go to threads that save this one so many milliseconds; 0: all of them. Default 1. */
  readonly worthwhile?: number;
  /** A thread has ended by itself; what it had in hand is computed by who asked. */
  readonly onLost: (detail: string) => void;
  /** Told how many questions were answered, and by whom. */
  readonly onAnswered?: (by: 'thread' | 'caller', questions: number) => void;
  /** Default: `worker.js` beside this module. */
  readonly startThread?: () => Worker;
}

/** After so many threads that ended before they had answered anything there is none again: something is wrong for good. */
const MOST_LOST = 5;

/** Of tasks that wait for a thread, per thread. What does not fit in is computed by who asks. */
const MOST_WAITING = 64;

/**
 * Threads that answer questions for any number of path computers. Which thread, or whether any, answers shows in time
 * alone: a question takes its state along, by version.
 */
export class ComputationPool implements TaskTaker {
  readonly worthwhile: number;
  readonly workers: number;
  readonly #options: PoolOptions;
  readonly #threads = new Set<ComputationThread>();
  readonly #waiting: Task[] = [];
  #lostInARow = 0;
  #isStopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.workers = options.workers;
    this.worthwhile = options.worthwhile ?? 1;
  }

  newComputer(): PathComputer {
    return new PooledComputer(this);
  }

  get room(): number {
    return this.#isStopped || this.#lostInARow >= MOST_LOST
      ? 0
      : this.workers * MOST_WAITING - this.#waiting.length;
  }

  give(task: Task): void {
    this.#waiting.push(task);
    this.#handOut();
  }

  answered(by: 'thread' | 'caller', questions: number): void {
    if (by === 'thread') this.#lostInARow = 0;
    this.#options.onAnswered?.(by, questions);
  }

  /** What is waiting or in hand ends as `lost`: whoever asked computes it. Ends the threads. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.end()));
    this.#dropWaiting();
  }

  #dropWaiting(): void {
    for (const { ended } of this.#waiting.splice(0)) ended('lost');
  }

  /** To the thread with least in hand; another thread is started as long as all have something. */
  #handOut(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#leastBusy();
      if (thread === undefined || thread.isFull) return;
      thread.take(this.#waiting.shift()!);
    }
  }

  #leastBusy(): ComputationThread | undefined {
    let least: ComputationThread | undefined;
    for (const thread of this.#threads) {
      if (least === undefined || thread.inHand < least.inHand) least = thread;
    }
    if ((least === undefined || least.inHand > 0) && this.#threads.size < this.workers) return this.#start();
    return least;
  }

  #start(): ComputationThread {
    const start = this.#options.startThread ?? (() => startThread(import.meta.url, { name: 'computation' }));
    const thread = new ComputationThread(start(), {
      ready: () => this.#handOut(),
      lost: (detail) => {
        // Its place is free: the next task starts another one.
        if (!this.#threads.delete(thread)) return;
        this.#lostInARow += 1;
        this.#options.onLost(detail);
        if (this.#lostInARow < MOST_LOST) this.#handOut();
        else this.#dropWaiting();
      },
    });
    this.#threads.add(thread);
    return thread;
  }
}
