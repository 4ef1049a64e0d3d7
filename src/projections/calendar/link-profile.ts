import { type Step, StepFunction } from './step-function.js';

const PRIORITIES = 8;

/**
 * The bandwidth that bookings take of one link over time: for each holding priority in use what priorities up to it take
 * together, so that a setup priority reads one function. One priority in use costs one function; n cost n, and what is added at
 * the most important one is added to all. Whole bit/s, instants in ms, intervals without their end.
 */
export class LinkProfile {
  readonly #levels: (StepFunction | undefined)[] = Array.from({ length: PRIORITIES }, () => undefined);
  /** Intervals by holding priority. */
  readonly #intervals: number[] = Array.from({ length: PRIORITIES }, () => 0);

  /** True if no interval is left. */
  get isEmpty(): boolean {
    return this.#intervals.every((count) => count === 0);
  }

  /** Breakpoints of all functions. */
  get size(): number {
    return this.#levels.reduce((sum, level) => sum + (level?.size ?? 0), 0);
  }

  get bytes(): number {
    return this.#levels.reduce((sum, level) => sum + (level?.bytes ?? 0), 0);
  }

  /** O(levels in use), each as `StepFunction.add`; the first interval of a priority copies the next more important level. */
  add(holdingPriority: number, start: number, end: number, bandwidth: number): void {
    if (this.#intervals[holdingPriority] === 0) {
      this.#levels[holdingPriority] = this.#seenAt(holdingPriority)?.copy() ?? new StepFunction();
    }
    this.#intervals[holdingPriority]! += 1;
    this.#shift(holdingPriority, start, end, bandwidth);
  }

  /** Takes back what `add` was told with the same values. */
  remove(holdingPriority: number, start: number, end: number, bandwidth: number): void {
    this.#shift(holdingPriority, start, end, -bandwidth);
    this.#intervals[holdingPriority]! -= 1;
    if (this.#intervals[holdingPriority] === 0) this.#levels[holdingPriority] = undefined;
  }

  /** The most that a setup priority finds taken between `from` and, not including, `to`. */
  peak(setupPriority: number, from: number, to: number): number {
    return this.#seenAt(setupPriority)?.peak(from, to) ?? 0;
  }

  peakEver(setupPriority: number): number {
    return this.#seenAt(setupPriority)?.peakEver() ?? 0;
  }

  /** See `StepFunction.lastAbove`. */
  lastAbove(setupPriority: number, most: number, from: number, to: number): number | undefined {
    const seen = this.#seenAt(setupPriority);
    if (seen === undefined) return most < 0 ? Number.POSITIVE_INFINITY : undefined;
    return seen.lastAbove(most, from, to);
  }

  steps(setupPriority: number, from: number, to: number): readonly Step[] {
    return (this.#seenAt(setupPriority) ?? new StepFunction()).steps(from, to);
  }

  /** Peaks between `from` and, not including, `to` for setup priorities 0 to 7; each level is asked once. */
  peaks(from: number, to: number): readonly number[] {
    let peak = 0;
    return this.#levels.map((level) => {
      peak = level?.peak(from, to) ?? peak;
      return peak;
    });
  }

  #seenAt(setupPriority: number): StepFunction | undefined {
    for (let priority = setupPriority; priority >= 0; priority--) {
      const level = this.#levels[priority];
      if (level !== undefined) return level;
    }
    return undefined;
  }

  #shift(holdingPriority: number, start: number, end: number, bandwidth: number): void {
    for (let priority = holdingPriority; priority < PRIORITIES; priority++) {
      this.#levels[priority]?.add(start, end, bandwidth);
    }
  }
}
