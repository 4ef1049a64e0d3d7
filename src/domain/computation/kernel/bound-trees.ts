import { type RankedArcs, UNUSABLE } from './ranked-arcs.js';
import { RankHeap } from './rank-heap.js';

/**
 * The best paths from everywhere to one node if every link could be used, those that are down too. What it says of a node
 * is a lower bound under any reservation, exclusion or failure, and stays one when a metric rises: see `BoundTrees`.
 */
export interface BoundTree {
  /** Rank of the best path from a node; Infinity: there is none. */
  readonly rank: Float64Array;
  /** Its first link, the smallest number if several are equally good; -1 at the destination and where there is no path. */
  readonly via: Int32Array;
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
  private readonly trees = new Map<RankedArcs, Map<number, BoundTree>>();
  /** Trees in the order of their last use, for all metrics together. */
  private readonly byUse = new Map<BoundTree, { readonly arcs: RankedArcs; readonly destination: number }>();
  private readonly heap = new RankHeap();
  private readonly most: number;
  private readonly nodeCount: number;

  constructor(nodeCount: number, cachedBytes = CACHED_BYTES) {
    this.nodeCount = nodeCount;
    this.most = Math.max(1, Math.floor(cachedBytes / (BYTES_PER_NODE * Math.max(1, nodeCount))));
  }

  get count(): number {
    return this.byUse.size;
  }

  /** The tree if it is there. O(1). */
  known(arcs: RankedArcs, destination: number): BoundTree | undefined {
    const tree = this.trees.get(arcs)?.get(destination);
    if (tree !== undefined) this.used(tree, arcs, destination);
    return tree;
  }

  /** O((V + E) log V) if it isn't there yet. */
  towards(arcs: RankedArcs, destination: number): BoundTree {
    const known = this.known(arcs, destination);
    if (known !== undefined) return known;
    if (this.byUse.size >= this.most) this.drop(this.byUse.keys().next().value as BoundTree);
    const tree = this.build(arcs, destination);
    const ofMetric = this.trees.get(arcs) ?? new Map<number, BoundTree>();
    this.trees.set(arcs, ofMetric);
    ofMetric.set(destination, tree);
    this.used(tree, arcs, destination);
    return tree;
  }

  /** To be told when the link's cost in these arcs has changed. Returns how many trees it ended. */
  linkChanged(arcs: RankedArcs, link: number, source: number, target: number): number {
    const rank = arcs.metric[link]! * arcs.scale + 1;
    let dropped = 0;
    for (const tree of this.trees.get(arcs)?.values() ?? []) {
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
    const trees = [...(this.trees.get(arcs)?.values() ?? [])];
    for (const tree of trees) this.drop(tree);
    this.trees.delete(arcs);
    return trees.length;
  }

  private used(tree: BoundTree, arcs: RankedArcs, destination: number): void {
    const entry = this.byUse.get(tree) ?? { arcs, destination };
    this.byUse.delete(tree);
    this.byUse.set(tree, entry);
  }

  private drop(tree: BoundTree): void {
    const { arcs, destination } = this.byUse.get(tree)!;
    this.byUse.delete(tree);
    this.trees.get(arcs)?.delete(destination);
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
    return { rank, via };
  }
}
