import { RankHeap } from './rank-heap.js';
import { type RankedArcs, UNUSABLE } from './ranked-arcs.js';

/**
 * The best paths from everywhere to one node if every link could be used, those that are down too. What it says of a node
 * is a lower bound under any reservation, exclusion or failure, and stays one when a metric rises: see `BoundTrees`.
 */
export interface BoundTree {
  /** Rank of the best path from a node; Infinity: there is none. */
  readonly rank: Float64Array;
  /** Its first link, the smallest number if several are equally good; -1 at the destination and where there is no path. */
  readonly via: Int32Array;
  readonly destination: number;
  readonly arcs: RankedArcs;
  /** Greater: used later. */
  lastUse: number;
}

/** Trees are kept up to this many bytes in total, but one at least: all of 3,000 nodes, 50 of 200,000 nodes. */
export const CACHED_BYTES = 128 * 2 ** 20;

const BYTES_PER_NODE = 12;

/**
 * Bound trees by metric and destination; the one used longest ago makes room for a new one.
 *
 * Bandwidth, affinities, exclusions, failures and repairs of links don't concern them. A metric that rises leaves them valid bounds,
 * though a path of the tree that takes the link is no longer as good as the tree says, which who reads a tree must check
 * link by link. A metric that falls, or a new link, ends exactly those trees in which the link would be, or tie with, the
 * best way on: `linkChanged` finds them in O(trees).
 */
export class BoundTrees {
  /** Per metric by destination. */
  private readonly trees = new Map<RankedArcs, (BoundTree | undefined)[]>();
  private readonly all = new Set<BoundTree>();
  private uses = 0;
  private readonly heap = new RankHeap();
  private readonly most: number;
  private readonly nodeCount: number;

  constructor(nodeCount: number, cachedBytes = CACHED_BYTES) {
    this.nodeCount = nodeCount;
    this.most = Math.max(1, Math.floor(cachedBytes / (BYTES_PER_NODE * Math.max(1, nodeCount))));
  }

  get count(): number {
    return this.all.size;
  }

  /** The tree if it is there. O(1). */
  known(arcs: RankedArcs, destination: number): BoundTree | undefined {
    const tree = this.trees.get(arcs)?.[destination];
    if (tree !== undefined) tree.lastUse = this.uses++;
    return tree;
  }

  /** O((V + E) log V) if it isn't there yet. */
  towards(arcs: RankedArcs, destination: number): BoundTree {
    const known = this.known(arcs, destination);
    if (known !== undefined) return known;
    if (this.all.size >= this.most) this.dropOldest();
    const tree = this.build(arcs, destination);
    let ofMetric = this.trees.get(arcs);
    if (ofMetric === undefined) {
      ofMetric = Array.from({ length: this.nodeCount }, (): BoundTree | undefined => undefined);
      this.trees.set(arcs, ofMetric);
    }
    ofMetric[destination] = tree;
    this.all.add(tree);
    return tree;
  }

  /** To be told when the link's cost in these arcs has changed. Returns how many trees it ended. */
  linkChanged(arcs: RankedArcs, link: number, source: number, target: number): number {
    const rank = arcs.metric[link]! * arcs.scale + 1;
    let dropped = 0;
    for (const tree of this.all) {
      if (tree.arcs !== arcs) continue;
      const isOnTree = tree.via[source] === link;
      const offered = rank + tree.rank[target]!;
      if (offered > tree.rank[source]! || (isOnTree && offered === tree.rank[source])) continue;
      if (offered === Number.POSITIVE_INFINITY) continue;
      this.drop(tree);
      dropped += 1;
    }
    return dropped;
  }

  /** Returns how many there were. */
  dropAll(arcs: RankedArcs): number {
    const trees = [...this.all].filter((tree) => tree.arcs === arcs);
    for (const tree of trees) this.drop(tree);
    this.trees.delete(arcs);
    return trees.length;
  }

  private dropOldest(): void {
    let oldest: BoundTree | undefined;
    for (const tree of this.all) {
      if (oldest === undefined || tree.lastUse < oldest.lastUse) oldest = tree;
    }
    if (oldest !== undefined) this.drop(oldest);
  }

  private drop(tree: BoundTree): void {
    this.all.delete(tree);
    this.trees.get(tree.arcs)![tree.destination] = undefined;
  }

  /**
   * Dijkstra backwards. As every link adds to the rank, all links that continue equally well have been looked at before
   * a node is settled, so that the smallest of them wins whatever the order.
   */
  private build(arcs: RankedArcs, destination: number): BoundTree {
    const { first, ends, costs, link } = arcs.into;
    const { scale } = arcs;
    const { heap } = this;
    const rank = new Float64Array(this.nodeCount).fill(Number.POSITIVE_INFINITY);
    const via = new Int32Array(this.nodeCount).fill(-1);
    rank[destination] = 0;
    heap.clear();
    heap.push(0, destination);
    while (heap.size > 0) {
      const key = heap.top;
      const node = heap.pop();
      if (key > rank[node]!) continue;
      const end = first[node + 1]!;
      for (let arc = first[node]!; arc < end; arc++) {
        const cost = costs[2 * arc + 1]!;
        if (cost === UNUSABLE) continue;
        const from = ends[2 * arc]!;
        const offered = key + cost * scale + 1;
        const present = rank[from]!;
        if (offered > present) continue;
        if (offered < present) {
          rank[from] = offered;
          via[from] = link[arc]!;
          heap.push(offered, from);
        } else if (link[arc]! < via[from]!) via[from] = link[arc]!;
      }
    }
    return { rank, via, destination, arcs, lastUse: this.uses++ };
  }
}
