/** The two searches that meet. */
export const FORWARD = 0;
export const BACKWARD = 1;
export type Side = typeof FORWARD | typeof BACKWARD;

const VERSIONS = 4;
const LAST_VERSION = 0x7ffffff0;

/**
 * What is known of each node in one search from both ends, reused from search to search: an entry counts only if its
 * stamp is of the present version, so starting costs O(1). All of one node lies side by side in 32 bytes, as a search
 * touches nodes in no order that a processor could foresee.
 */
export class SearchedNodes {
  /** Per node two ranks in 16 bytes, then four words: a stamp per side, the way on, the state of the tree's path. */
  private readonly ranks: Float64Array;
  private readonly words: Int32Array;
  private version = 0;

  constructor(nodeCount: number) {
    this.ranks = new Float64Array(4 * nodeCount);
    this.words = new Int32Array(this.ranks.buffer);
  }

  start(): void {
    if (this.version >= LAST_VERSION) {
      this.words.fill(0);
      this.version = 0;
    }
    this.version += VERSIONS;
  }

  /** From the source, or to the destination; Infinity where not reached. */
  rank(side: Side, node: number): number {
    return this.words[8 * node + 4 + side]! >= this.version
      ? this.ranks[4 * node + side]!
      : Number.POSITIVE_INFINITY;
  }

  reach(side: Side, node: number, rank: number): void {
    this.ranks[4 * node + side] = rank;
    this.words[8 * node + 4 + side] = this.version;
  }

  isSettled(side: Side, node: number): boolean {
    return this.words[8 * node + 4 + side]! > this.version;
  }

  settle(side: Side, node: number): void {
    this.words[8 * node + 4 + side] = this.version + 1;
  }

  /** A settled node from which a best path goes on, as is found at the end. */
  mark(node: number): void {
    this.words[8 * node + 4 + FORWARD] = this.version + 2;
  }

  isMarked(node: number): boolean {
    return this.words[8 * node + 4 + FORWARD] === this.version + 2;
  }

  /** First link towards the destination, of a node reached backwards. */
  via(node: number): number {
    return this.words[8 * node + 6]!;
  }

  setVia(node: number, link: number): void {
    this.words[8 * node + 6] = link;
  }

  /** Whether it has been found out if the tree's path from the node may be used all along. */
  isJudged(node: number): boolean {
    return this.words[8 * node + 7]! >= this.version;
  }

  isClear(node: number): boolean {
    return this.words[8 * node + 7] === this.version + 1;
  }

  judge(node: number, isClear: boolean): void {
    this.words[8 * node + 7] = isClear ? this.version + 1 : this.version;
  }
}
