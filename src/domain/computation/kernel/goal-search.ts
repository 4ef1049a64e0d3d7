import type { BoundTree } from './bound-trees.js';
import { BucketQueue, type RankQueue } from './bucket-queue.js';
import type { LinkFilter } from './link-filter.js';
import { RankHeap } from './rank-heap.js';
import { type RankedArcs, UNUSABLE } from './ranked-arcs.js';
import { SearchedNodes } from './searched-nodes.js';

/** With a tree, so many nodes are settled from the source before any is from the destination. */
const HEAD_START = 8;

/** What is searched: from where to where, over which arcs, with which bounds if there are any. */
export interface Search {
  readonly arcs: RankedArcs;
  readonly filter: LinkFilter;
  readonly source: number;
  readonly destination: number;
  /** Towards the destination. */
  readonly tree: BoundTree | undefined;
}

/**
 * Finds the rank of the best path over the links that the filter admits, and what `appendBestPath` needs in order to name
 * the one path among those of that rank.
 *
 * Two searches, from the source over `out` and from the destination over `into`, take turns (without a tree whichever has fewer
 * nodes waiting). With a tree their keys are
 * `rank from source + h` and `rank to destination - h`, h being the tree's bound: Dijkstra on the costs reduced by h,
 * which are never negative, as a tree over more links, each no dearer than now, is consistent. Without one h is 0.
 *
 * A node is *clear* if the tree's path from it is admitted link by link and as good as the tree says. Then its bound is
 * what it needs, and the search from the source stops there: the rest of the way is known, and has the smallest numbers
 * too, as the tree's path is the first among those over all links.
 *
 * Stops when the keys at the two tops add up to more than the best rank K found so far. Then any path P of rank K has
 * been met: let v be the last of its nodes whose key from the source is below the top there. Either v or a node before
 * it is clear and was noted; or the node w after v has a key from the source not below the top, hence one from the
 * destination below the top there. So v and w are settled with exact ranks, and the link between them was noted when
 * the later of them was. Nothing depends on the order in which equal keys are popped. A node whose key and the top at the
 * other side add up to more than K lies on such a path only if the other side has settled it, so it need not be pushed else.
 *
 * If there is no path, the side that is walled in more tightly runs dry first: a blocked access costs little at either end.
 *
 * PERF: O((V + E) log V); no allocation, but that heaps and notes may grow.
 */
export class GoalSearch {
  readonly nodes: SearchedNodes;
  /** Rank of the best path; Infinity: there is none. */
  best = Number.POSITIVE_INFINITY;
  /** Links on paths of the best rank that join what both searches settled, and clear nodes on such paths. */
  readonly joints: number[] = [];
  readonly clearNodes: number[] = [];
  private readonly heaps = [new RankHeap(), new RankHeap()] as const;
  private readonly buckets = [new BucketQueue(), new BucketQueue()] as const;
  private fromSource: RankQueue = this.heaps[0];
  private fromDestination: RankQueue = this.heaps[1];
  private readonly noBounds: Float64Array;
  private readonly target: Int32Array;

  constructor(nodeCount: number, target: Int32Array) {
    this.nodes = new SearchedNodes(nodeCount);
    this.noBounds = new Float64Array(nodeCount);
    this.target = target;
  }

  /** True if the search from the destination knows the node's rank and its way on for good. */
  isFinal(node: number, tree: BoundTree | undefined): boolean {
    const key = this.nodes.rank(this.nodes.backward, node) - (tree === undefined ? 0 : tree.rank[node]!);
    return key < this.fromDestination.top;
  }

  /** Returns how many nodes were settled. */
  run(search: Search): number {
    const bounds = search.tree?.rank ?? this.noBounds;
    if (!this.start(search, bounds)) return 0;
    const { fromSource, fromDestination } = this;
    const isGuided = search.tree !== undefined;
    let settled = isGuided ? 0 : this.settleBackward(search, bounds);
    while (fromSource.size > 0 && fromDestination.size > 0) {
      if (fromSource.top + fromDestination.top > this.best) break;
      const fromTheSource = isGuided
        ? settled < HEAD_START || (settled & 1) === 0
        : fromSource.size <= fromDestination.size;
      settled += fromTheSource ? this.settleForward(search, bounds) : this.settleBackward(search, bounds);
    }
    return settled;
  }

  private start({ arcs, tree, source, destination }: Search, bounds: Float64Array): boolean {
    this.best = Number.POSITIVE_INFINITY;
    this.joints.length = 0;
    this.clearNodes.length = 0;
    this.prepareQueues(arcs, tree !== undefined);
    this.nodes.start();
    if (bounds[source] === Number.POSITIVE_INFINITY) return false;
    this.nodes.reach(this.nodes.forward, source, 0);
    this.nodes.reach(this.nodes.backward, destination, 0);
    this.nodes.via[destination] = -1;
    this.nodes.judge(destination, true);
    this.fromSource.push(bounds[source]!, source);
    this.fromDestination.push(0, destination);
    return true;
  }

  /** Reduced costs may be 0, for which buckets aren't fit. */
  private prepareQueues({ scale, largest }: RankedArcs, isGuided: boolean): void {
    if (isGuided || largest === 0) {
      [this.fromSource, this.fromDestination] = this.heaps;
      for (const heap of this.heaps) heap.clear();
    } else {
      [this.fromSource, this.fromDestination] = this.buckets;
      for (const queue of this.buckets) queue.prepare(scale, largest);
    }
  }

  /** Takes the next node of the search from the source. Returns 1, or 0 if its entry was out of date. */
  private settleForward(search: Search, bounds: Float64Array): number {
    const { filter, tree } = search;
    const { scale } = search.arcs;
    const { fromSource, nodes } = this;
    const { rank, stamp } = nodes.forward;
    const { rank: rankBehind, stamp: stampBehind } = nodes.backward;
    const { first, ends, costs, link: links } = search.arcs.out;
    const { version } = nodes;
    const node = fromSource.pop();
    if (stamp[node]! > version) return 0;
    stamp[node] = version + 1;
    const settled = rank[node]!;
    if (tree !== undefined && this.isClear(search, tree, node)) {
      if (this.isAsGood(settled + bounds[node]!)) this.clearNodes.push(node);
      return 1;
    }
    const behind = this.fromDestination.top;
    const end = first[node + 1]!;
    for (let arc = first[node]!; arc < end; arc++) {
      const to = ends[arc << 1]!;
      const cost = costs[(arc << 1) + 1]!;
      const offered = settled + cost * scale + 1;
      const isReached = stamp[to]! >= version;
      if (isReached && offered > rank[to]!) continue;
      const joins = stampBehind[to]! > version;
      if (isReached && offered === rank[to]! && !joins) continue;
      const key = tree === undefined ? offered : offered + bounds[to]!;
      if (cost === UNUSABLE || key === Number.POSITIVE_INFINITY) continue;
      if (key > this.best || (!joins && key + behind > this.best)) continue;
      const link = links[arc]!;
      if (!filter.admits(link)) continue;
      if (stampBehind[to]! >= version && this.isAsGood(offered + rankBehind[to]!) && joins)
        this.joints.push(link);
      if (isReached && offered === rank[to]!) continue;
      rank[to] = offered;
      stamp[to] = version;
      fromSource.push(key, to);
    }
    return 1;
  }

  /** Takes the next node of the search from the destination. Returns 1, or 0 if its entry was out of date. */
  private settleBackward(search: Search, bounds: Float64Array): number {
    const { filter, tree } = search;
    const { scale } = search.arcs;
    const { fromDestination, nodes } = this;
    const { rank, stamp } = nodes.backward;
    const { rank: rankBehind, stamp: stampBehind } = nodes.forward;
    const { first, ends, costs, link: links } = search.arcs.into;
    const { version, via } = nodes;
    const node = fromDestination.pop();
    if (stamp[node]! > version) return 0;
    stamp[node] = version + 1;
    const settled = rank[node]!;
    const behind = this.fromSource.top;
    const end = first[node + 1]!;
    for (let arc = first[node]!; arc < end; arc++) {
      const from = ends[arc << 1]!;
      const cost = costs[(arc << 1) + 1]!;
      const offered = settled + cost * scale + 1;
      const isReached = stamp[from]! >= version;
      if (isReached && offered > rank[from]!) continue;
      const joins = stampBehind[from]! > version;
      const link = links[arc]!;
      const isEqual = isReached && offered === rank[from]!;
      if (isEqual && !joins && via[from]! < link) continue;
      const key = tree === undefined ? offered : offered - bounds[from]!;
      if (cost === UNUSABLE || (!joins && key + behind > this.best) || !filter.admits(link)) continue;
      if (stampBehind[from]! >= version && this.isAsGood(offered + rankBehind[from]!) && joins)
        this.joints.push(link);
      if (isEqual) {
        if (link < via[from]!) via[from] = link;
        continue;
      }
      rank[from] = offered;
      stamp[from] = version;
      via[from] = link;
      fromDestination.push(key, from);
    }
    return 1;
  }

  /** Whether this rank, of a path that was met, is the best so far; a better one makes what was noted before worthless. */
  private isAsGood(rank: number): boolean {
    if (rank > this.best) return false;
    if (rank < this.best) {
      this.best = rank;
      this.joints.length = 0;
      this.clearNodes.length = 0;
    }
    return true;
  }

  /** Follows the tree until a link that can't be used, or a node that was judged before. Amortised O(1). */
  private isClear({ arcs, filter }: Search, tree: BoundTree, node: number): boolean {
    const { nodes, target } = this;
    let at = node;
    while (!nodes.isJudged(at)) {
      const link = tree.via[at]!;
      if (isTight(arcs, tree, link, at, target[link]!) && filter.admits(link)) at = target[link]!;
      else nodes.judge(at, false);
    }
    const isClear = nodes.isClear(at);
    for (let passed = node; passed !== at; passed = target[tree.via[passed]!]!) nodes.judge(passed, isClear);
    return isClear;
  }
}

/** True if the link is now as good as when the tree was built; it may have become dearer. */
export function isTight(arcs: RankedArcs, tree: BoundTree, link: number, from: number, to: number): boolean {
  const offered = arcs.metric[link]! * arcs.scale + 1 + tree.rank[to]!;
  return offered === tree.rank[from];
}
