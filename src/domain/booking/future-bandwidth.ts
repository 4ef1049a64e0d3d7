import type { LinkId } from '../values/identifiers.js';
import type { AdmittedOccurrence, Interval } from './booking-ask.js';

/** PORT: what bookings take of links over time, in whole bit/s, as far as a setup priority can't preempt it. */
export interface FutureBandwidth {
  /** The most that is taken at any instant between `from` and, not including, `to`. */
  peak(link: LinkId, setupPriority: number, from: number, to: number): number;
  /**
   * When the last stretch ends that begins before `to`, ends after `from` and takes more than `most` throughout, which may be
   * after `to`; undefined: nothing in [from, to) takes more.
   */
  lastAbove(link: LinkId, setupPriority: number, most: number, from: number, to: number): number | undefined;
}

/**
 * The first start from `from` on for which an interval of the duration finds no more than `most` taken; Infinity: there is none
 * until `latest`. O(stretches above `most`), each as `lastAbove`.
 */
export function firstFit(
  future: FutureBandwidth,
  link: LinkId,
  setupPriority: number,
  most: number,
  from: number,
  latest: number,
  duration: number,
): number {
  let start = from;
  while (start <= latest) {
    const above = future.lastAbove(link, setupPriority, most, start, start + duration);
    if (above === undefined) return start;
    start = above;
  }
  return Number.POSITIVE_INFINITY;
}

interface Placed extends Interval {
  readonly bandwidth: number;
}

/** What is taken once some occurrences of the same booking, which don't preempt each other, are there too. */
export class WithOccurrences implements FutureBandwidth {
  readonly #future: FutureBandwidth;
  readonly #placed = new Map<LinkId, Placed[]>();

  constructor(future: FutureBandwidth) {
    this.#future = future;
  }

  add({ start, end, bandwidth, path }: AdmittedOccurrence): void {
    for (const link of path.path.links) {
      const placed = this.#placed.get(link) ?? [];
      placed.push({ start, end, bandwidth });
      this.#placed.set(link, placed);
    }
  }

  peak(link: LinkId, setupPriority: number, from: number, to: number): number {
    const placed = this.#placed.get(link);
    if (placed === undefined) return this.#future.peak(link, setupPriority, from, to);
    let peak = 0;
    for (const { start, end, taken } of piecesOf(placed, from, to)) {
      const others = this.#future.peak(link, setupPriority, Math.max(start, from), Math.min(end, to));
      peak = Math.max(peak, taken + others);
    }
    return peak;
  }

  lastAbove(link: LinkId, setupPriority: number, most: number, from: number, to: number): number | undefined {
    const placed = this.#placed.get(link);
    if (placed === undefined) return this.#future.lastAbove(link, setupPriority, most, from, to);
    for (const { start, end, taken } of piecesOf(placed, from, to).reverse()) {
      const [begin, finish] = [Math.max(start, from), Math.min(end, to)];
      const above = this.#future.lastAbove(link, setupPriority, most - taken, begin, finish);
      if (above !== undefined) return Math.min(above, end);
    }
    return undefined;
  }
}

/** The stretches that reach into [from, to), in order, in each of which the placed take the same. O(placed^2). */
function piecesOf(
  placed: readonly Placed[],
  from: number,
  to: number,
): (Interval & { readonly taken: number })[] {
  const instants = [...new Set(placed.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const starts = [Number.NEGATIVE_INFINITY, ...instants];
  return starts.flatMap((start, at) => {
    const end = starts[at + 1] ?? Number.POSITIVE_INFINITY;
    if (end <= from || start >= to) return [];
    const there = placed.filter((one) => one.start <= start && one.end > start);
    return [{ start, end, taken: there.reduce((sum, { bandwidth }) => sum + bandwidth, 0) }];
  });
}
