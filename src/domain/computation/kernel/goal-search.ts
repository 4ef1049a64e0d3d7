import type { BoundTree } from './bound-trees.js';
import type { LinkFilter } from './link-filter.js';
import type { RankedArcs } from './ranked-arcs.js';
import { RankHeap } from './rank-heap.js';
import { BACKWARD, FORWARD, SearchedNodes } from './searched-nodes.js';

/** With a tree, so many nodes are settled from the source before any is from the destination. */
const HEAD_START = 24;

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
 * Two searches, from the source over `out` and from the destination over `into`, take turns. With a tree their keys are
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
 * the later of them was. Nothing depends on the order in which equal keys are popped.
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
  private readonly fromSource = new RankHeap();
  private readonly fromDestination = new RankHeap();
  private readonly noBounds: Float64Array;
  private readonly target: Int32Array;

  constructor(nodeCount: number, target: Int32Array) {
    this.nodes = new SearchedNodes(nodeCount);
    this.noBounds = new Float64Array(nodeCount);
    this.target = target;
  }

  /** True if the search from the destination knows the node's rank and its way on for good. */
  isFinal(node: number, tree: BoundTree | undefined): boolean {
    const key = this.nodes.rank(BACKWARD, node) - (tree === undefined ? 0 : tree.rank[node]!);
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
        : fromSource.top <= fromDestination.top;
      settled += fromTheSource ? this.settleForward(search, bounds) : this.settleBackward(search, bounds);
    }
    return settled;
  }

  private start({ source, destination }: Search, bounds: Float64Array): boolean {
    this.best = Number.POSITIVE_INFINITY;
    this.joints.length = 0;
    this.clearNodes.length = 0;
    this.fromSource.clear();
    this.fromDestination.clear();
    this.nodes.start();
    if (bounds[source] === Number.POSITIVE_INFINITY) return false;
    this.nodes.reach(FORWARD, source, 0);
    this.nodes.reach(BACKWARD, destination, 0);
    this.nodes.setVia(destination, -1);
    this.nodes.judge(destination, true);
    this.fromSource.push(bounds[source]!, source);
    this.fromDestination.push(0, destination);
    return true;
  }

  /** Takes the next node of the search from the source. Returns 1, or 0 if its entry was out of date. */
  private settleForward(search: Search, bounds: Float64Array): number {
    const { filter, arcs, tree } = search;
    const { nodes, fromSource } = this;
    const node = fromSource.pop();
    if (nodes.isSettled(FORWARD, node)) return 0;
    nodes.settle(FORWARD, node);
    const rank = nodes.rank(FORWARD, node);
    if (tree !== undefined && this.isClear(search, tree, node)) {
      if (this.isAsGood(rank + bounds[node]!)) this.clearNodes.push(node);
      return 1;
    }
    const { first, words, ranks } = arcs.out;
    const end = first[node + 1]!;
    for (let arc = first[node]!; arc < end; arc++) {
      const to = words[4 * arc]!;
      const offered = rank + ranks[2 * arc + 1]!;
      const present = nodes.rank(FORWARD, to);
      if (offered > present) continue;
      const joins = nodes.isSettled(BACKWARD, to);
      if (offered === present && !joins) continue;
      const key = offered + bounds[to]!;
      if (key > this.best || key === Number.POSITIVE_INFINITY) continue;
      const link = words[4 * arc + 1]!;
      if (!filter.admits(link)) continue;
      if (joins && this.isAsGood(offered + nodes.rank(BACKWARD, to))) this.joints.push(link);
      if (offered === present) continue;
      nodes.reach(FORWARD, to, offered);
      fromSource.push(key, to);
    }
    return 1;
  }

  /** Takes the next node of the search from the destination. Returns 1, or 0 if its entry was out of date. */
  private settleBackward(search: Search, bounds: Float64Array): number {
    const { filter, arcs, source } = search;
    const { nodes, fromDestination } = this;
    const node = fromDestination.pop();
    if (nodes.isSettled(BACKWARD, node)) return 0;
    nodes.settle(BACKWARD, node);
    const rank = nodes.rank(BACKWARD, node);
    const { first, words, ranks } = arcs.into;
    const end = first[node + 1]!;
    for (let arc = first[node]!; arc < end; arc++) {
      const from = words[4 * arc]!;
      const offered = rank + ranks[2 * arc + 1]!;
      const present = nodes.rank(BACKWARD, from);
      if (offered > present || offered === Number.POSITIVE_INFINITY) continue;
      const key = offered - bounds[from]!;
      if (key + bounds[source]! > this.best) continue;
      const link = words[4 * arc + 1]!;
      if (offered === present && nodes.via(from) < link && !nodes.isSettled(FORWARD, from)) continue;
      if (!filter.admits(link)) continue;
      if (nodes.isSettled(FORWARD, from) && this.isAsGood(offered + nodes.rank(FORWARD, from))) {
        this.joints.push(link);
      }
      if (offered < present) {
        nodes.reach(BACKWARD, from, offered);
        nodes.setVia(from, link);
        fromDestination.push(key, from);
      } else if (link < nodes.via(from)) nodes.setVia(from, link);
    }
    return 1;
  }

  /** Whether a path of this rank is to be noted; a better one makes what was noted before worthless. */
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
  return arcs.metric[link]! * arcs.scale + 1 + tree.rank[to]! === tree.rank[from];
}
