import type { Clock, Timer } from '../../src/app/ports/clock.js';

interface Scheduled {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved. */
export class FakeClock implements Clock {
  readonly #scheduled = new Set<Scheduled>();
  #now: number;
  #order = 0;

  /** @param start milliseconds since 1970 */
  constructor(start = Date.UTC(2026, 2, 1, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(delay: number, callback: () => void): Timer {
    const scheduled = { at: this.#now + Math.max(0, delay), order: this.#order++, callback };
    this.#scheduled.add(scheduled);
    return { cancel: () => void this.#scheduled.delete(scheduled) };
  }

  /** Moves on; what falls due is called in the order of its time, with the clock at that time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#nextUntil(end); next !== undefined; next = this.#nextUntil(end)) {
      this.#scheduled.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** Instant of the earliest timer that has not fired. */
  nextDue(): number | undefined {
    return this.#nextUntil(Number.POSITIVE_INFINITY)?.at;
  }

  /** Timers that have not fired. */
  pending(): number {
    return this.#scheduled.size;
  }

  #nextUntil(end: number): Scheduled | undefined {
    let next: Scheduled | undefined;
    for (const timer of this.#scheduled)
      if (timer.at <= end && (next === undefined || isBefore(timer, next))) next = timer;
    return next;
  }
}

const isBefore = (a: Scheduled, b: Scheduled): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
