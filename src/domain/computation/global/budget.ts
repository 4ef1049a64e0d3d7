import type { Effort } from './problem.js';

/** Counts path searches, and says when it is time to end. */
export class Budget {
  /** Path searches so far, a whole tree counting as one. */
  steps = 0;
  private readonly limit: number;
  private readonly stop: (() => boolean) | undefined;
  private ended = false;

  constructor({ steps, stop }: Effort) {
    this.limit = steps;
    this.stop = stop;
  }

  /** Once true, always true. */
  isSpent(): boolean {
    this.ended ||= this.steps >= this.limit || this.stop?.() === true;
    return this.ended;
  }
}
