const VERSIONS = 4;
const LAST_VERSION = 0x7ffffff0;

/** What one side of a search knows of each node. 12 bytes per node. */
export interface Side {
  /** From the source, or to the destination; counts only if the stamp says so. */
  readonly rank: Float64Array;
  /** Below the version: not reached in this search. The version: reached. Above: settled. */
  readonly stamp: Int32Array;
}

/**
 * What is known of each node in one search from both ends, reused from search to search: an entry counts only if its
 * stamp is of the present version, so starting costs O(1). 32 bytes per node.
 *
 * PERF: inner loops read the arrays themselves, in local constants.
 */
export class SearchedNodes {
  version = 0;
  readonly forward: Side;
  readonly backward: Side;
  /** First link towards the destination, of nodes reached backwards. */
  readonly via: Int32Array;
  /** Whether the tree's path from a node may be used all along. */
  private readonly verdict: Int32Array;

  constructor(nodeCount: number) {
    this.forward = { rank: new Float64Array(nodeCount), stamp: new Int32Array(nodeCount) };
    this.backward = { rank: new Float64Array(nodeCount), stamp: new Int32Array(nodeCount) };
    this.via = new Int32Array(nodeCount);
    this.verdict = new Int32Array(nodeCount);
  }

  start(): void {
    if (this.version >= LAST_VERSION) {
      this.forward.stamp.fill(0);
      this.backward.stamp.fill(0);
      this.verdict.fill(0);
      this.version = 0;
    }
    this.version += VERSIONS;
  }

  /** Infinity where not reached. */
  rank(side: Side, node: number): number {
    return side.stamp[node]! >= this.version ? side.rank[node]! : Number.POSITIVE_INFINITY;
  }

  reach(side: Side, node: number, rank: number): void {
    side.rank[node] = rank;
    side.stamp[node] = this.version;
  }

  isSettled(side: Side, node: number): boolean {
    return side.stamp[node]! > this.version;
  }

  /** A node settled forwards from which a best path goes on, as is found at the end. */
  mark(node: number): void {
    this.forward.stamp[node] = this.version + 2;
  }

  isMarked(node: number): boolean {
    return this.forward.stamp[node] === this.version + 2;
  }

  isJudged(node: number): boolean {
    return this.verdict[node]! >= this.version;
  }

  isClear(node: number): boolean {
    return this.verdict[node] === this.version + 1;
  }

  judge(node: number, isClear: boolean): void {
    this.verdict[node] = isClear ? this.version + 1 : this.version;
  }
}
