import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from '../kernel/link-filter.js';
import type { PointToPoint } from '../kernel/point-to-point.js';
import { RankHeap } from '../kernel/rank-heap.js';
import { type RankedArcs, UNUSABLE } from '../kernel/ranked-arcs.js';
import { FlowOfTwo } from './flow-of-two.js';

/** What two paths must not share: a link, or a node other than their ends (and so no link either). */
export type Disjointness = 'link' | 'node';

export type PairFound =
  | { readonly kind: 'found'; readonly paths: readonly [readonly number[], readonly number[]] }
  | { readonly kind: 'none' }
  /** The weights are not whole numbers, or too large for exact ranks: nothing was searched. */
  | { readonly kind: 'unranked' };

export interface PairQuestion {
  readonly weights: Float64Array;
  /** Loaded with what each of the two paths demands. */
  readonly filter: LinkFilter;
  readonly source: number;
  readonly destination: number;
  readonly disjointness: Disjointness;
}

const NO_LINK = -1;
/** So many nodes are settled before the search looks from the other end whether there is a second path at all. */
const HEAD_START = 32;

/**
 * Pairs of paths that share nothing, with the lowest sum of weights over both, then the fewest links over both, then the
 * lexicographically smallest first path and, after it, second path. The first path of a pair need not be the best path
 * alone: traps, where the best path alone leaves no room for another, are solved.
 *
 * A minimum cost flow of two units (Suurballe 1974): a best path, then a best way in what is left, which may give back
 * links of the first path. Nodes are split for node-disjoint pairs: a way that arrives at an inner node of the first
 * path may only go back along it. Both searches are led by the tree of the destination, whose bounds stay valid as potentials:
 * the first is Dijkstra on the costs reduced by them; adding min(distance, distance of the destination) to the potentials
 * makes the first path's links cost 0 both ways and keeps all others at 0 or more, also where the first search hasn't been.
 *
 * O((V + E) log V), usually far less; about 90 bytes per node.
 */
export class DisjointPairs {
  private readonly graph: TeGraph;
  private readonly paths: PointToPoint;
  private readonly heap = new RankHeap();
  private readonly first: Distances;
  private readonly second: Distances;
  /** Links of the first path that arrive at and leave each of its nodes. */
  private readonly arriving: Int32Array;
  private readonly leaving: Int32Array;
  private readonly seen: Int32Array;
  private readonly stack: number[] = [];

  constructor(graph: TeGraph, paths: PointToPoint) {
    const count = graph.nodes.length;
    this.graph = graph;
    this.paths = paths;
    this.first = new Distances(count);
    this.second = new Distances(2 * count);
    this.arriving = new Int32Array(count).fill(NO_LINK);
    this.leaving = new Int32Array(count).fill(NO_LINK);
    this.seen = new Int32Array(2 * count);
  }

  find(question: PairQuestion): PairFound {
    const { weights, source, destination } = question;
    const bounds = this.paths.boundsTowards(weights, destination);
    if (bounds === undefined) return { kind: 'unranked' };
    const { arcs, tree } = bounds;
    if (source === destination || tree.rank[source] === Number.POSITIVE_INFINITY) return { kind: 'none' };
    const search: PairSearch = { ...question, arcs, bounds: tree.rank, toFirst: Number.POSITIVE_INFINITY };
    if (!this.searchFirst(search)) return { kind: 'none' };
    const path = this.firstPath(search);
    for (const link of path) {
      this.leaving[this.graph.source[link]!] = link;
      this.arriving[this.graph.target[link]!] = link;
    }
    const isFound = this.searchSecond({ ...search, toFirst: this.first.distance[destination]! });
    const found: PairFound = isFound ? { kind: 'found', paths: this.pairOf(search, path) } : { kind: 'none' };
    for (const link of path) {
      this.leaving[this.graph.source[link]!] = NO_LINK;
      this.arriving[this.graph.target[link]!] = NO_LINK;
    }
    return found;
  }

  private searchFirst({ arcs, bounds, filter, source, destination }: PairSearch): boolean {
    const { heap, first } = this;
    const { distance, stamp } = first;
    const { first: row, ends, costs, link: links } = arcs.out;
    heap.clear();
    first.start();
    first.improve(source, 0, NO_LINK, source);
    heap.push(0, source);
    while (heap.size > 0) {
      const node = heap.pop();
      if (node === destination) return true;
      if (!first.settle(node)) continue;
      const settled = distance[node]!;
      for (let arc = row[node]!; arc < row[node + 1]!; arc++) {
        const cost = costs[2 * arc + 1]!;
        const to = ends[2 * arc]!;
        if (cost === UNUSABLE || bounds[to] === Number.POSITIVE_INFINITY) continue;
        const offered = settled + cost * arcs.scale + 1 - bounds[node]! + bounds[to]!;
        if (stamp[to]! >= first.version && offered >= distance[to]!) continue;
        if (!filter.admits(links[arc]!)) continue;
        first.improve(to, offered, links[arc]!, node);
        heap.push(offered, to);
      }
    }
    return false;
  }

  private firstPath({ source, destination }: PairSearch): readonly number[] {
    const path: number[] = [];
    for (let node = destination; node !== source; node = this.first.from[node]!)
      path.push(this.first.by[node]!);
    return path.reverse();
  }

  /** In what the first path leaves. A state is a node, or the number of nodes + an inner node of the first path arrived at. */
  private searchSecond(search: PairSearch): boolean {
    const { heap, second } = this;
    const { source, destination } = search;
    heap.clear();
    second.start();
    second.improve(source, 0, NO_LINK, source);
    heap.push(0, source);
    this.stack.length = 0;
    this.stack.push(destination);
    this.seen[destination] = second.version;
    let settled = 0;
    while (heap.size > 0) {
      const state = heap.pop();
      if (state === destination) return true;
      if (!second.settle(state)) continue;
      this.goBack(state);
      if (state < this.graph.nodes.length) this.goOn(search, state);
      settled += 1;
      if (settled > HEAD_START && !this.isStillPossible(search)) return false;
    }
    return false;
  }

  /** Along the first path, against its direction: its links cost 0. */
  private goBack(state: number): void {
    const count = this.graph.nodes.length;
    const link = this.arriving[state < count ? state : state - count]!;
    if (link !== NO_LINK) this.offer(state, this.graph.source[link]!, link, this.second.distance[state]!);
  }

  private goOn(search: PairSearch, node: number): void {
    const { arcs, bounds, filter, toFirst } = search;
    const { first: row, ends, costs, link: links } = arcs.out;
    const settled = this.second.distance[node]!;
    const here = this.first.capped(node, toFirst) - bounds[node]!;
    for (let arc = row[node]!; arc < row[node + 1]!; arc++) {
      const cost = costs[2 * arc + 1]!;
      const to = ends[2 * arc]!;
      const link = links[arc]!;
      if (cost === UNUSABLE || bounds[to] === Number.POSITIVE_INFINITY || this.leaving[node] === link)
        continue;
      const offered = settled + cost * arcs.scale + 1 + here - this.first.capped(to, toFirst) + bounds[to]!;
      const state = this.stateOnArrival(search, to);
      if (this.second.isNoBetter(state, offered) || !filter.admits(link)) continue;
      this.offer(node, state, link, offered);
    }
  }

  private offer(from: number, state: number, link: number, distance: number): void {
    if (this.second.isNoBetter(state, distance)) return;
    this.second.improve(state, distance, link, from);
    this.heap.push(distance, state);
  }

  private stateOnArrival({ disjointness, destination }: PairSearch, node: number): number {
    const isInner = this.arriving[node] !== NO_LINK && node !== destination;
    return disjointness === 'node' && isInner ? this.graph.nodes.length + node : node;
  }

  /**
   * One step of a walk backwards from the destination through all states from which it can be reached; false when there
   * are no more and the source isn't among them. A destination that is walled in is found out at once in this way.
   */
  private isStillPossible(search: PairSearch): boolean {
    const { source, target, inFirst, inLink, nodes } = this.graph;
    const { version } = this.second;
    if (this.seen[search.source] === version) return true;
    const state = this.stack.pop();
    if (state === undefined) return false;
    const node = state < nodes.length ? state : state - nodes.length;
    const next = state < nodes.length ? this.leaving[node]! : NO_LINK;
    if (next !== NO_LINK) {
      this.see(target[next]!);
      this.see(this.stateOnArrival(search, target[next]!));
    }
    if (this.stateOnArrival(search, node) !== state) return true;
    for (let arc = inFirst[node]!; arc < inFirst[node + 1]!; arc++) {
      const link = inLink[arc]!;
      const isFree = this.leaving[source[link]!] !== link;
      if (isFree && this.seen[source[link]!] !== version && search.filter.admits(link))
        this.see(source[link]!);
    }
    return true;
  }

  private see(state: number): void {
    if (this.seen[state] === this.second.version) return;
    this.seen[state] = this.second.version;
    this.stack.push(state);
  }

  private pairOf(
    search: PairSearch,
    path: readonly number[],
  ): readonly [readonly number[], readonly number[]] {
    const { arcs, bounds, filter, source, destination, disjointness } = search;
    const count = this.graph.nodes.length;
    const links = new Set(path);
    for (let state = destination; state !== source; state = this.second.from[state]!) {
      const link = this.second.by[state]!;
      if (!links.delete(link)) links.add(link);
    }
    const toFirst = this.first.distance[destination]!;
    const toSecond = this.second.distance[destination]!;
    const inner = new Set(path.slice(1).map((link) => this.graph.source[link]!));
    const isSplit = disjointness === 'node';
    const potential = (state: number): number => {
      const node = state < count ? state : state - count;
      // From where a node is left the way back leads to where it is arrived at, which the search passes over.
      const left = this.second.capped(node, toSecond);
      const isArrival = state >= count && inner.has(node);
      const reached = isArrival ? Math.min(left, this.second.capped(state, toSecond)) : left;
      return this.first.capped(node, toFirst) + reached - bounds[node]!;
    };
    return new FlowOfTwo(
      { graph: this.graph, arcs, filter, source, destination, isSplit, potential },
      links,
    ).paths();
  }
}

interface PairSearch extends PairQuestion {
  readonly arcs: RankedArcs;
  /** By node: the rank that is still needed at least. */
  readonly bounds: Float64Array;
  /** Reduced distance of the destination in the first search. */
  readonly toFirst: number;
}

/** Labels of one search by state, reused: they count if their stamp is of the present version. 20 bytes per state. */
class Distances {
  version = 0;
  readonly distance: Float64Array;
  readonly stamp: Int32Array;
  /** Link by which, and state from which, the label came. */
  readonly by: Int32Array;
  readonly from: Int32Array;

  constructor(states: number) {
    this.distance = new Float64Array(states);
    this.stamp = new Int32Array(states);
    this.by = new Int32Array(states);
    this.from = new Int32Array(states);
  }

  start(): void {
    if (this.version > 0x7ffffff0) {
      this.stamp.fill(0);
      this.version = 0;
    }
    this.version += 2;
  }

  isNoBetter(state: number, distance: number): boolean {
    return this.stamp[state]! >= this.version && distance >= this.distance[state]!;
  }

  improve(state: number, distance: number, by: number, from: number): void {
    this.distance[state] = distance;
    this.stamp[state] = this.version;
    this.by[state] = by;
    this.from[state] = from;
  }

  /** False if it was settled before. */
  settle(state: number): boolean {
    if (this.stamp[state]! > this.version) return false;
    this.stamp[state] = this.version + 1;
    return true;
  }

  /** No more than `most`, which is what a state counts that wasn't reached. */
  capped(state: number, most: number): number {
    return this.stamp[state]! >= this.version ? Math.min(this.distance[state]!, most) : most;
  }
}
