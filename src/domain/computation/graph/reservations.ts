import type { TeGraph } from './te-graph.js';

export const PRIORITIES = 8;

/**
 * Unreserved bandwidth per link and setup priority, the eight values of RFC 3630 2.5.8: what the routers say is left, or
 * where they say nothing what is reservable, minus what holding priorities 0..p took that is not in it yet. All amounts are whole bit/s, so taking and giving back in any order is exact.
 * By priority, then by link, so that a search at one priority reads one dense row.
 */
export class Reservations {
  readonly unreserved: Float64Array;
  private readonly linkCount: number;

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

  /** May be negative. O(1). */
  available(link: number, priority: number): number {
    return this.unreserved[priority * this.linkCount + link]!;
  }

  /** Over all priorities. O(1). */
  reserved(link: number): number {
    return this.graph.reservable[link]! - this.available(link, PRIORITIES - 1);
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
   * Makes up to `bandwidth` more available on these links at every priority, but never more than is reservable, and
   * returns how to undo it. O(links).
   */
  lend(links: Iterable<number>, bandwidth: number): () => void {
    const lent: { readonly at: number; readonly amount: number }[] = [];
    for (const link of links) {
      for (let priority = 0; priority < PRIORITIES; priority++) {
        const at = priority * this.linkCount + link;
        const amount = Math.min(bandwidth, this.graph.reservable[link]! - this.unreserved[at]!);
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
