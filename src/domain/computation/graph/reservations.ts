import type { TeGraph } from './te-graph.js';

export const PRIORITIES = 8;

/**
 * Unreserved bandwidth per link and setup priority, the eight values of RFC 3630 2.5.8: what the routers say is left, or
 * where they say nothing what is reservable, minus what holding priorities 0..p took that is not in it yet. All amounts are whole bit/s, so taking and giving back in any order is exact.
 * By priority, then by link, so that a search at one priority reads one dense row.
 */
/** What bookings take of a link within some interval, by setup priority. */
type BookedWithin = (link: number, setupPriority: number) => number;

/** What is booked for an interval, as far as it was asked for. */
interface Interval {
  readonly booked: BookedWithin;
  /** Per element of `unreserved`: 1 if what is booked is taken off it. */
  readonly isSettled: Uint8Array;
  readonly settled: { readonly at: number; readonly amount: number }[];
}

/**
 * Bookings count in two ways. What they take at worst from now on is taken off `unreserved` as any reservation. While a
 * computation for an interval runs, what they take within it counts instead: taken off when the link is first read by
 * `available`, so that an element of `unreserved` itself may be more than there is until then, and never less.
 */
export class Reservations {
  readonly unreserved: Float64Array;
  private readonly linkCount: number;
  /** What is booked from now on, arranged as `unreserved`; made when first needed. */
  private standing: Float64Array | undefined;
  private interval: Interval | undefined;

  private readonly graph: TeGraph;

  constructor(graph: TeGraph) {
    this.graph = graph;
    this.linkCount = graph.links.length;
    this.unreserved = new Float64Array(PRIORITIES * this.linkCount);
    for (let priority = 0; priority < PRIORITIES; priority++) {
      this.unreserved.set(graph.reservable, priority * this.linkCount);
    }
    graph.links.forEach(({ unreserved }, link) => {
      unreserved?.forEach((left, priority) => {
        if (priority < PRIORITIES) this.unreserved[priority * this.linkCount + link] = left;
      });
    });
  }

  /** May be negative. O(1), and what it costs to learn what is booked. */
  available(link: number, priority: number): number {
    const at = priority * this.linkCount + link;
    if (this.interval !== undefined && this.interval.isSettled[at] === 0) {
      this.settle(this.interval, at, link, priority);
    }
    return this.unreserved[at]!;
  }

  /** Over all priorities, without what is booked. O(1). */
  reserved(link: number): number {
    return this.graph.reservable[link]! - this.unbooked(link, PRIORITIES - 1);
  }

  /** What would be available if nothing were booked. O(1). */
  unbooked(link: number, priority: number): number {
    return this.available(link, priority) + this.standingOf(link, priority);
  }

  /** What is booked of the link at worst from now on. O(1). */
  standingOf(link: number, priority: number): number {
    return this.standing?.[priority * this.linkCount + link] ?? 0;
  }

  /** Replaces what is booked of the link from now on; undefined: nothing is. O(1). */
  setStanding(link: number, byPriority: readonly number[] | undefined): void {
    if (byPriority === undefined && this.standing === undefined) return;
    this.standing ??= new Float64Array(this.unreserved.length);
    for (let priority = 0; priority < PRIORITIES; priority++) {
      const at = priority * this.linkCount + link;
      const amount = byPriority?.[priority] ?? 0;
      this.unreserved[at]! -= amount - this.standing[at]!;
      this.standing[at] = amount;
    }
  }

  /** True while what is booked is that of an interval, so that only `available` knows it. */
  get isWithinInterval(): boolean {
    return this.interval !== undefined;
  }

  /**
   * Runs with what is booked within an interval in place of what is booked from now on. Not to be nested. O(links) if anything is
   * booked from now on, and O(1) for each link and priority that is read.
   */
  within<Outcome>(booked: BookedWithin, run: () => Outcome): Outcome {
    const { standing, unreserved } = this;
    standing?.forEach((amount, at) => {
      unreserved[at]! += amount;
    });
    const interval: Interval = { booked, isSettled: new Uint8Array(unreserved.length), settled: [] };
    this.interval = interval;
    try {
      return run();
    } finally {
      this.interval = undefined;
      for (const { at, amount } of interval.settled) unreserved[at]! += amount;
      standing?.forEach((amount, at) => {
        unreserved[at]! -= amount;
      });
    }
  }

  private settle({ booked, isSettled, settled }: Interval, at: number, link: number, priority: number): void {
    const amount = booked(link, priority);
    isSettled[at] = 1;
    if (amount === 0) return;
    this.unreserved[at]! -= amount;
    settled.push({ at, amount });
  }

  /** Where in `unreserved` these links have their values. */
  cellsOf(links: ReadonlySet<number>): Int32Array {
    const cells = new Int32Array(PRIORITIES * links.size);
    let count = 0;
    for (const link of links) {
      for (let priority = 0; priority < PRIORITIES; priority++) {
        cells[count++] = priority * this.linkCount + link;
      }
    }
    return cells;
  }

  /** The link can carry so much more than before, or less if negative. O(1). */
  widen(link: number, bandwidth: number): void {
    for (let priority = 0; priority < PRIORITIES; priority++) {
      this.unreserved[priority * this.linkCount + link]! += bandwidth;
    }
  }

  /** A negative amount gives back. O(1). */
  take(link: number, holdingPriority: number, bandwidth: number): void {
    for (let priority = holdingPriority; priority < PRIORITIES; priority++) {
      this.unreserved[priority * this.linkCount + link]! -= bandwidth;
    }
  }

  /**
   * Makes up to `bandwidth` more available on these links at every priority, but never more than is reservable and not
   * booked, and returns how to undo it. O(links).
   */
  lend(links: Iterable<number>, bandwidth: number): () => void {
    const lent: { readonly at: number; readonly amount: number }[] = [];
    for (const link of links) {
      for (let priority = 0; priority < PRIORITIES; priority++) {
        const at = priority * this.linkCount + link;
        const taken = this.graph.reservable[link]! - this.unbooked(link, priority);
        const amount = Math.min(bandwidth, taken);
        if (amount <= 0) continue;
        this.unreserved[at]! += amount;
        lent.push({ at, amount });
      }
    }
    return () => {
      for (const { at, amount } of lent) this.unreserved[at]! -= amount;
    };
  }
}
