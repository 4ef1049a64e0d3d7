/** What orders the nodes that a search has reached. A node may be in it several times. */
export interface RankQueue {
  readonly size: number;
  /** No key in it is lower; Infinity when it is empty. */
  readonly top: number;
  push(key: number, node: number): void;
  /** A node with the lowest key, as far as the queue tells keys apart; there must be one. */
  pop(): number;
}

/** Largest metric for which buckets are used: 256 KiB of them. */
export const MOST_BUCKETS = 2 ** 16;

/**
 * Queue of nodes by the cost in their rank, the number of links left out: one bucket per unit of cost, used in a circle,
 * so that all keys present must lie within the number of buckets (Dial 1969). A word of bits tells where buckets aren't empty.
 * Fit for a search in which every link costs at least 1, as then no node depends on another one of its bucket.
 *
 * PERF: O(1) per entry, and O(cost / 32) in all to step over empty buckets. 8 bytes per entry, which are kept.
 */
export class BucketQueue implements RankQueue {
  size = 0;
  private scale = 1;
  private inverse = 1;
  private mask = 31;
  private cost = 0;
  /** First entry of each bucket, valid if the bucket's bit is set. */
  private heads = new Int32Array(32);
  private bits = new Int32Array(1);
  private nodes = new Int32Array(1024);
  private nexts = new Int32Array(1024);
  private used = 0;

  /** Empties it, for ranks of this scale that differ by at most `largest` units of cost. O(buckets / 32). */
  prepare(scale: number, largest: number): void {
    if (largest >= this.heads.length) {
      this.heads = new Int32Array(2 ** Math.ceil(Math.log2(largest + 1)));
      this.bits = new Int32Array(this.heads.length >>> 5);
      this.mask = this.heads.length - 1;
    } else if (this.size > 0) this.bits.fill(0);
    this.scale = scale;
    this.inverse = 1 / scale;
    this.size = 0;
    this.used = 0;
    this.cost = 0;
  }

  get top(): number {
    if (this.size === 0) return Number.POSITIVE_INFINITY;
    this.advance();
    return this.cost * this.scale;
  }

  push(key: number, node: number): void {
    const entry = this.used++;
    if (entry === this.nodes.length) this.grow();
    const bucket = (key * this.inverse) & this.mask;
    const word = bucket >>> 5;
    const bit = 1 << (bucket & 31);
    this.nodes[entry] = node;
    this.nexts[entry] = (this.bits[word]! & bit) === 0 ? -1 : this.heads[bucket]!;
    this.heads[bucket] = entry;
    this.bits[word]! |= bit;
    this.size += 1;
  }

  pop(): number {
    this.advance();
    const bucket = this.cost & this.mask;
    const entry = this.heads[bucket]!;
    const next = this.nexts[entry]!;
    if (next < 0) this.bits[bucket >>> 5]! &= ~(1 << (bucket & 31));
    else this.heads[bucket] = next;
    this.size -= 1;
    return this.nodes[entry]!;
  }

  /** To the first bucket from the present one on that isn't empty. */
  private advance(): void {
    const { bits, mask } = this;
    for (;;) {
      const bucket = this.cost & mask;
      const ahead = bits[bucket >>> 5]! >>> (bucket & 31);
      if (ahead !== 0) {
        this.cost += 31 - Math.clz32(ahead & -ahead);
        return;
      }
      this.cost += 32 - (bucket & 31);
    }
  }

  private grow(): void {
    const { nodes, nexts } = this;
    this.nodes = new Int32Array(2 * nodes.length);
    this.nexts = new Int32Array(2 * nexts.length);
    this.nodes.set(nodes);
    this.nexts.set(nexts);
  }
}
