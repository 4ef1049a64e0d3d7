import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from './link-filter.js';

/**
 * Labels and heap of one search, reused from search to search: a label counts only if its stamp is that of the
 * present search, so starting costs O(1). 40 bytes per node.
 */
export class SearchLabels {
  /** Sum of the weights from the node to the target, valid where `reached`. */
  readonly cost: Float64Array;
  readonly hops: Int32Array;
  /** First link of the best path to the target; -1 at the target. */
  readonly via: Int32Array;
  /** Nodes in the order in which they were settled: by cost, then hops. */
  readonly order: Int32Array;
  settled = 0;
  private readonly stamp: Int32Array;
  private version = 0;
  /** Place in the heap, -1 once settled. */
  private readonly place: Int32Array;
  private readonly heap: Int32Array;
  private size = 0;

  constructor(nodeCount: number) {
    this.cost = new Float64Array(nodeCount);
    this.hops = new Int32Array(nodeCount);
    this.via = new Int32Array(nodeCount);
    this.order = new Int32Array(nodeCount);
    this.stamp = new Int32Array(nodeCount);
    this.place = new Int32Array(nodeCount);
    this.heap = new Int32Array(nodeCount);
  }

  reached(node: number): boolean {
    return this.stamp[node] === this.version;
  }

  /** Infinity where the target can't be reached from. */
  costFrom(node: number): number {
    return this.reached(node) ? this.cost[node]! : Number.POSITIVE_INFINITY;
  }

  /** No node is reached. */
  clear(): void {
    if (this.version === 0x7fffffff) {
      this.stamp.fill(0);
      this.version = 0;
    }
    this.version += 1;
    this.size = 0;
    this.settled = 0;
  }

  start(target: number): void {
    this.clear();
    this.improve(target, 0, 0, -1);
  }

  isOpen(node: number): boolean {
    return this.place[node]! >= 0;
  }

  /** Gives the node a better label; the caller has checked that it is better. */
  improve(node: number, cost: number, hops: number, via: number): void {
    if (this.stamp[node] !== this.version) {
      this.stamp[node] = this.version;
      this.place[node] = this.size;
      this.heap[this.size] = node;
      this.size += 1;
    }
    this.cost[node] = cost;
    this.hops[node] = hops;
    this.via[node] = via;
    this.rise(node);
  }

  /** The open node with the lowest cost, then hops; -1 when there is none. */
  settleNext(): number {
    if (this.size === 0) return -1;
    const node = this.heap[0]!;
    this.place[node] = -1;
    this.size -= 1;
    if (this.size > 0) this.sink(this.heap[this.size]!);
    this.order[this.settled] = node;
    this.settled += 1;
    return node;
  }

  private before(a: number, b: number): boolean {
    const difference = this.cost[a]! - this.cost[b]!;
    return difference < 0 || (difference === 0 && this.hops[a]! < this.hops[b]!);
  }

  private rise(node: number): void {
    const { heap, place } = this;
    let at = place[node]!;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above]!;
      if (!this.before(node, other)) break;
      heap[at] = other;
      place[other] = at;
      at = above;
    }
    heap[at] = node;
    place[node] = at;
  }

  /** Puts the node at the top and lets it sink to its place. */
  private sink(node: number): void {
    const { heap, place, size } = this;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && this.before(heap[below + 1]!, heap[below]!)) below += 1;
      const other = heap[below]!;
      if (!this.before(other, node)) break;
      heap[at] = other;
      place[other] = at;
      at = below;
    }
    heap[at] = node;
    place[node] = at;
  }
}

export const NO_STOP = -1;

/**
 * Dijkstra backwards from `target` over the links that the filter admits, until `stopAt` is settled (or, with
 * NO_STOP, until everything is). Following `via` from a settled node gives its best path to the target, where
 *
 *   best = lowest sum of weights, then fewest links, then lexicographically smallest sequence of link numbers.
 *
 * Searching backwards makes the last rule free: among links that continue a path equally well, the smallest number
 * wins, and as every equally good path has as many links, that is the smallest sequence. Weights are at least 0;
 * Infinity means unusable. Returns whether `stopAt` was reached.
 *
 * PERF: O((V + E) log V), no allocation. `labels` is the caller's, reused, and holds the result.
 */
export function searchTowards(
  graph: TeGraph,
  weights: Float64Array,
  filter: LinkFilter,
  target: number,
  stopAt: number,
  labels: SearchLabels,
): boolean {
  labels.start(target);
  return settle(graph, weights, filter, stopAt, labels, undefined);
}

/** Where a search towards several nodes ends, and what is still to come from there. */
export interface SearchEnd {
  readonly node: number;
  readonly cost: number;
  readonly hops: number;
}

/**
 * As `searchTowards`, to the best of several ends with what is still to come from each; ends at an infinite cost are
 * none. `through`: only its nodes may be on the way to the ends.
 */
export function searchTowardsAny(
  graph: TeGraph,
  weights: Float64Array,
  filter: LinkFilter,
  ends: readonly SearchEnd[],
  through: ReadonlySet<number> | undefined,
  labels: SearchLabels,
): void {
  labels.clear();
  for (const { node, cost, hops } of ends) {
    if (cost < Number.POSITIVE_INFINITY) labels.improve(node, cost, hops, -1);
  }
  settle(graph, weights, filter, NO_STOP, labels, through);
}

function settle(
  graph: TeGraph,
  weights: Float64Array,
  filter: LinkFilter,
  stopAt: number,
  labels: SearchLabels,
  through: ReadonlySet<number> | undefined,
): boolean {
  const { source, inFirst, inLink } = graph;
  const { cost, hops, via } = labels;
  for (let node = labels.settleNext(); node >= 0; node = labels.settleNext()) {
    if (node === stopAt) return true;
    const end = inFirst[node + 1]!;
    for (let arc = inFirst[node]!; arc < end; arc++) {
      const link = inLink[arc]!;
      const from = source[link]!;
      const newCost = cost[node]! + weights[link]!;
      const newHops = hops[node]! + 1;
      if (labels.reached(from)) {
        if (!labels.isOpen(from) || newCost > cost[from]!) continue;
        if (newCost === cost[from]!) {
          if (newHops > hops[from]!) continue;
          if (newHops === hops[from]! && link > via[from]!) continue;
        }
      }
      if (newCost === Number.POSITIVE_INFINITY || !filter.admits(link)) continue;
      if (through !== undefined && !through.has(from)) continue;
      labels.improve(from, newCost, newHops, link);
    }
  }
  return false;
}

/** Appends the links from a settled node to the target. O(links of the path). */
export function appendPath(graph: TeGraph, labels: SearchLabels, from: number, links: number[]): void {
  for (let link = labels.via[from]!; link >= 0; link = labels.via[graph.target[link]!]!) links.push(link);
}
