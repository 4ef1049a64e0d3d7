import { countsNodes, type DisjointnessConstraint } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { TeGraph } from '../graph/te-graph.js';
import { RankHeap } from '../kernel/rank-heap.js';
import { type FlowArcs, flowArcs } from './flow-arcs.js';
import { isEnd } from './risks.js';

/** `none`: so many paths can't exist, whichever of the members' ends they join. */
export type FlowFound = { readonly kind: 'none' } | Flow;

export interface Flow {
  readonly kind: 'flow';
  /** No set of paths shares less, or as little at a lower sum of weights. */
  readonly shared: number;
  readonly cost: number;
  /** The flow taken apart into one way per member; undefined where it joins the ends of different members. */
  readonly paths: readonly (readonly number[])[] | undefined;
}

/**
 * A minimum cost flow of one unit per member, from all sources to all destinations: first what the units share, then the sum
 * of weights. A further unit on a link, or through a node where nodes count, costs one for each that is there already.
 *
 * That leaves open which source goes with which destination, and knows no shared risk link groups, opposite directions,
 * bounds or label stacks: a bound on every answer, and often the answer itself. With strict disjointness a link or node
 * carries one unit. One search per member (successive best ways with potentials): O(members (V + E) log V).
 */
export function leastSharedFlow(board: Board, { level, strict }: DisjointnessConstraint): FlowFound {
  const flow = new UnitFlow(board, flowArcs(board), countsNodes(level), strict);
  return flow.run();
}

const NO_STATE = -1;

class UnitFlow {
  private readonly graph: TeGraph;
  private readonly board: Board;
  private readonly arcs: FlowArcs;
  private readonly strict: boolean;
  /** More than any sum of weights, so that what is shared counts first. */
  private readonly sharing: number;
  private readonly linkUnits: Int32Array;
  private readonly nodeUnits: Int32Array;
  /** 1: a second unit through the node is one that shares it. */
  private readonly counted: Uint8Array;
  private readonly started: boolean[];
  private readonly ended: boolean[];
  private readonly distance: Float64Array;
  private readonly potential: Float64Array;
  private readonly from: Int32Array;
  /** Which arc led to a state: a link, a node's own arc, or a member's; the state it came from says which direction. */
  private readonly by: Int32Array;
  private readonly heap = new RankHeap();
  private readonly settled: Uint8Array;
  private readonly start: number;
  private readonly end: number;

  constructor(board: Board, arcs: FlowArcs, nodesToo: boolean, strict: boolean) {
    const { graph } = board.network;
    const count = graph.nodes.length;
    this.graph = graph;
    this.board = board;
    this.arcs = arcs;
    this.strict = strict;
    this.sharing = 1 + board.members.length * count * arcs.heaviest;
    this.linkUnits = new Int32Array(graph.links.length);
    this.nodeUnits = new Int32Array(count);
    this.counted = new Uint8Array(count).fill(nodesToo ? 1 : 0);
    graph.nodes.forEach((_, node) => {
      if (board.members.filter(({ query }) => isEnd(query, node)).length > 1) this.counted[node] = 0;
    });
    this.started = board.members.map(() => false);
    this.ended = board.members.map(() => false);
    this.start = 2 * count;
    this.end = 2 * count + 1;
    this.distance = new Float64Array(2 * count + 2);
    this.potential = new Float64Array(2 * count + 2);
    this.from = new Int32Array(2 * count + 2);
    this.by = new Int32Array(2 * count + 2);
    this.settled = new Uint8Array(2 * count + 2);
  }

  run(): FlowFound {
    for (let unit = 0; unit < this.board.members.length; unit++) {
      if (!this.search()) return { kind: 'none' };
      this.augment();
    }
    const pairs = (units: number): number => (units * (units - 1)) / 2;
    let [shared, cost] = [0, 0];
    this.linkUnits.forEach((units, link) => {
      shared += pairs(units);
      if (units > 0) cost += units * this.arcs.weights[link]!;
    });
    this.nodeUnits.forEach((units, node) => {
      if (this.counted[node] === 1) shared += pairs(units);
    });
    return { kind: 'flow', shared, cost, paths: this.takeApart() };
  }

  private search(): boolean {
    const { heap, distance, potential, settled, start, end } = this;
    distance.fill(Number.POSITIVE_INFINITY);
    distance[start] = 0;
    heap.clear();
    heap.push(0, start);
    settled.fill(0);
    while (heap.size > 0) {
      const state = heap.pop();
      if (settled[state] === 1) continue;
      settled[state] = 1;
      if (state === end) break;
      this.expand(state);
    }
    const reached = distance[end]!;
    if (reached === Number.POSITIVE_INFINITY) return false;
    for (let state = 0; state < potential.length; state++) {
      potential[state]! += settled[state] === 1 ? Math.min(distance[state]!, reached) : reached;
    }
    return true;
  }

  /** A state is a node arrived at, or the number of nodes + a node to leave from. */
  private expand(state: number): void {
    const { graph } = this;
    const count = graph.nodes.length;
    if (state === this.start) {
      this.board.members.forEach(({ query: { source } }, member) => {
        const entry = this.counted[source] === 1 ? source : count + source;
        if (this.started[member] !== true) this.offer(state, entry, member, 0);
      });
      return;
    }
    const isLeaving = state >= count;
    const node = isLeaving ? state - count : state;
    this.board.members.forEach(({ query: { destination } }, member) => {
      const exits = isLeaving === (this.counted[destination] === 1);
      if (node === destination && exits && this.ended[member] !== true)
        this.offer(state, this.end, member, 0);
    });
    if (isLeaving) this.expandLeaving(state, node);
    else this.expandArriving(state, node);
  }

  private expandLeaving(state: number, node: number): void {
    const { graph, linkUnits, arcs } = this;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const link = graph.outLink[arc]!;
      const units = linkUnits[link]!;
      const most = this.strict ? Math.min(1, arcs.capacity[link]!) : arcs.capacity[link]!;
      if (units >= most) continue;
      this.offer(state, graph.target[link]!, link, arcs.weights[link]! + units * this.sharing);
    }
    const units = this.nodeUnits[node]!;
    if (units > 0) this.offer(state, node, node, -(units - 1) * this.counted[node]! * this.sharing);
  }

  private expandArriving(state: number, node: number): void {
    const { graph, linkUnits, nodeUnits, counted } = this;
    const count = graph.nodes.length;
    const most = this.strict && counted[node] === 1 ? 1 : this.board.members.length;
    const through = nodeUnits[node]!;
    if (through < most) this.offer(state, count + node, node, through * counted[node]! * this.sharing);
    for (let arc = graph.inFirst[node]!; arc < graph.inFirst[node + 1]!; arc++) {
      const link = graph.inLink[arc]!;
      const units = linkUnits[link]!;
      if (units === 0) continue;
      const given = this.arcs.weights[link]! + (units - 1) * this.sharing;
      this.offer(state, count + graph.source[link]!, link, -given);
    }
  }

  private offer(from: number, to: number, by: number, cost: number): void {
    const { distance, potential } = this;
    // A weight that isn't whole may make a reduced cost a trifle negative: what is settled stays.
    if (this.settled[to] === 1) return;
    const offered = distance[from]! + cost + potential[from]! - potential[to]!;
    if (offered >= distance[to]!) return;
    distance[to] = offered;
    this.from[to] = from;
    this.by[to] = by;
    this.heap.push(offered, to);
  }

  private augment(): void {
    const count = this.graph.nodes.length;
    for (let state = this.end; state !== this.start; ) {
      const before = this.from[state]!;
      const by = this.by[state]!;
      if (state === this.end) this.ended[by] = true;
      else if (before === this.start) this.started[by] = true;
      else if (Math.abs(state - before) === count && by === state % count) {
        this.nodeUnits[by]! += state > before ? 1 : -1;
      } else this.linkUnits[by]! += state < count ? 1 : -1;
      state = before;
    }
  }

  /** One way after the other, each with the fewest links of those left; cycles without cost may stay behind. */
  private takeApart(): readonly (readonly number[])[] | undefined {
    const left = this.linkUnits.slice();
    const paths: (readonly number[])[] = [];
    for (const [member, { query }] of this.board.members.entries()) {
      const path = this.wayIn(left, member, query.source, query.destination);
      if (path === undefined) return undefined;
      for (const link of path) left[link]! -= 1;
      paths.push(path);
    }
    return paths;
  }

  private wayIn(
    left: Int32Array,
    member: number,
    source: number,
    destination: number,
  ): readonly number[] | undefined {
    const { graph } = this;
    const via = new Map<number, number>([[source, NO_STATE]]);
    const queue = [source];
    for (const node of queue) {
      for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
        const link = graph.outLink[arc]!;
        const to = graph.target[link]!;
        if (left[link] === 0 || via.has(to) || !this.arcs.admits(member, link)) continue;
        via.set(to, link);
        queue.push(to);
      }
    }
    if (!via.has(destination)) return undefined;
    const path: number[] = [];
    for (let node = destination; node !== source; node = graph.source[path.at(-1)!]!)
      path.push(via.get(node)!);
    return path.reverse();
  }
}
