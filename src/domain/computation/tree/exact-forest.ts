import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from '../kernel/link-filter.js';
import type { SearchLabels } from '../kernel/shortest-path.js';

/** More terminals are never joined at once. */
export const MOST_TERMINALS = 10;
/** Merges of two subsets at a node, and entries of the table (16 bytes each), that one call may need at most. */
const MOST_MERGES = 2 ** 26;
const MOST_ENTRIES = 2 ** 21;

/** True if so many terminals in so large a network are within the limits of `ExactForest`. */
export const isWithinReach = (nodes: number, terminals: number): boolean =>
  terminals <= MOST_TERMINALS &&
  3 ** terminals * nodes <= MOST_MERGES &&
  2 ** terminals * nodes <= MOST_ENTRIES;

const IS_TERMINAL = -1;
/** An entry of `how` below this says which subset was split off: `SPLIT - how`. */
const SPLIT = -1;

/** For one subset of the terminals: what it costs to reach all of it from each node, and how. */
interface Row {
  readonly cost: Float64Array;
  readonly links: Int32Array;
  /** Link to take, or IS_TERMINAL, or which part of the subset is reached separately from here on. */
  readonly how: Int32Array;
  /** Nodes with an entry. */
  readonly known: number[];
}

interface Share {
  readonly cost: number;
  readonly links: number;
  /** The node that the subset is reached from, or the part that is reached from elsewhere. */
  readonly from: number;
  readonly part: number;
}

/**
 * The cheapest links that join every terminal to one of the given roots (which may be a whole tree): the dynamic program
 * over subsets of Dreyfus and Wagner (Networks 1, 1971), with the search of Erickson, Monma and Veinott (1987), in a
 * directed graph. Exact: lowest cost, then fewest links.
 *
 * PERF: O(3^k V + 2^k (V + E) log V) for k terminals; what lies above the ceiling, or further from a subset than the
 * nearest root, is not looked at. Arrays are reused from call to call.
 */
export class ExactForest {
  private readonly rows: Row[] = [];
  private readonly isRoot: Uint8Array;

  private readonly graph: TeGraph;
  private readonly labels: SearchLabels;

  constructor(graph: TeGraph, labels: SearchLabels) {
    this.graph = graph;
    this.labels = labels;
    this.isRoot = new Uint8Array(graph.nodes.length);
  }

  /**
   * The links, or undefined if there are none for `ceiling` or less. Roots and terminals are distinct nodes, and within
   * `isWithinReach`. The filter must be loaded.
   */
  join(
    weights: Float64Array,
    filter: LinkFilter,
    roots: readonly number[],
    terminals: readonly number[],
    ceiling: number,
  ): readonly number[] | undefined {
    for (const root of roots) this.isRoot[root] = 1;
    try {
      const all = 2 ** terminals.length - 1;
      const shares: (Share | undefined)[] = [];
      for (let subset = 1; subset <= all; subset++) {
        const divided = dividedShare(subset, shares);
        const reached = this.fillRow(
          weights,
          filter,
          terminals,
          subset,
          Math.min(ceiling, divided?.cost ?? ceiling),
        );
        shares[subset] = this.better(subset, divided, reached);
      }
      const found = shares[all];
      return found === undefined || found.cost > ceiling ? undefined : this.linksOf(shares, all);
    } finally {
      for (const root of roots) this.isRoot[root] = 0;
    }
  }

  private rowFor(subset: number): Row {
    const count = this.graph.nodes.length;
    const row = (this.rows[subset] ??= {
      cost: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
      links: new Int32Array(count),
      how: new Int32Array(count),
      known: [],
    });
    for (const node of row.known) row.cost[node] = Number.POSITIVE_INFINITY;
    row.known.length = 0;
    return row;
  }

  private fillRow(
    weights: Float64Array,
    filter: LinkFilter,
    terminals: readonly number[],
    subset: number,
    ceiling: number,
  ): number {
    const row = this.rowFor(subset);
    const single = (subset & (subset - 1)) === 0;
    if (single) this.put(row, terminals[31 - Math.clz32(subset)]!, 0, 0, IS_TERMINAL);
    else this.mergeParts(row, subset, ceiling);
    const root = this.spread(row, weights, filter, ceiling);
    this.forgetAbove(row, root < 0 ? ceiling : row.cost[root]!);
    return root;
  }

  /** What costs more than the whole subset from a root is of no use: the subset would rather be reached from there. */
  private forgetAbove(row: Row, limit: number): void {
    let kept = 0;
    for (const node of row.known) {
      if (row.cost[node]! > limit) row.cost[node] = Number.POSITIVE_INFINITY;
      else {
        row.known[kept] = node;
        kept += 1;
      }
    }
    row.known.length = kept;
  }

  private put(row: Row, node: number, cost: number, links: number, how: number): void {
    if (row.cost[node] === Number.POSITIVE_INFINITY) row.known.push(node);
    row.cost[node] = cost;
    row.links[node] = links;
    row.how[node] = how;
  }

  /** At each node the best division of the subset into two parts that are both reached from there. */
  private mergeParts(row: Row, subset: number, ceiling: number): void {
    const lowest = subset & -subset;
    for (let part = (subset - 1) & subset; part > 0; part = (part - 1) & subset) {
      if ((part & lowest) === 0) continue;
      const one = this.rows[part]!;
      const other = this.rows[subset ^ part]!;
      for (const node of one.known) {
        const cost = one.cost[node]! + other.cost[node]!;
        if (cost > ceiling || cost > row.cost[node]! || cost === Number.POSITIVE_INFINITY) continue;
        const links = one.links[node]! + other.links[node]!;
        if (cost === row.cost[node]! && links >= row.links[node]!) continue;
        this.put(row, node, cost, links, SPLIT - part);
      }
    }
  }

  /** Dijkstra backwards from all nodes that have an entry, until a root is settled, which is returned; -1: none is. */
  private spread(row: Row, weights: Float64Array, filter: LinkFilter, ceiling: number): number {
    const { labels, graph } = this;
    if (row.known.length === 0) return -1;
    row.known.forEach((node, at) => {
      if (at === 0) labels.start(node);
      labels.improve(node, row.cost[node]!, row.links[node]!, row.how[node]!);
    });
    for (let node = labels.settleNext(); node >= 0; node = labels.settleNext()) {
      const cost = labels.cost[node]!;
      if (labels.via[node]! >= 0) this.put(row, node, cost, labels.hops[node]!, labels.via[node]!);
      if (this.isRoot[node] === 1) return node;
      for (let arc = graph.inFirst[node]!; arc < graph.inFirst[node + 1]!; arc++) {
        const link = graph.inLink[arc]!;
        const newCost = cost + weights[link]!;
        if (newCost > ceiling || newCost === Number.POSITIVE_INFINITY) continue;
        const from = graph.source[link]!;
        const newLinks = labels.hops[node]! + 1;
        if (labels.reached(from)) {
          if (!labels.isOpen(from) || newCost > labels.cost[from]!) continue;
          if (newCost === labels.cost[from]! && newLinks > labels.hops[from]!) continue;
          if (newCost === labels.cost[from]! && newLinks === labels.hops[from]! && link >= labels.via[from]!)
            continue;
        }
        if (filter.admits(link)) labels.improve(from, newCost, newLinks, link);
      }
    }
    return -1;
  }

  /** The subset from the root that was reached, or divided. */
  private better(subset: number, divided: Share | undefined, root: number): Share | undefined {
    if (root < 0) return divided;
    const { cost, links } = this.rows[subset]!;
    const whole = { cost: cost[root]!, links: links[root]!, from: root, part: 0 };
    return divided === undefined || isBetter(whole, divided) ? whole : divided;
  }

  private linksOf(shares: readonly (Share | undefined)[], all: number): readonly number[] {
    const links: number[] = [];
    const open: { subset: number; node: number }[] = [];
    const divide = (subset: number): void => {
      const share = shares[subset]!;
      if (share.part === 0) open.push({ subset, node: share.from });
      else {
        divide(share.part);
        divide(subset ^ share.part);
      }
    };
    divide(all);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const how = this.rows[next.subset]!.how[next.node]!;
      if (how >= 0) {
        links.push(how);
        open.push({ subset: next.subset, node: this.graph.target[how]! });
      } else if (how !== IS_TERMINAL) {
        const part = SPLIT - how;
        open.push({ subset: part, node: next.node }, { subset: next.subset ^ part, node: next.node });
      }
    }
    return links;
  }
}

const isBetter = (a: Share, b: Share): boolean => a.cost < b.cost || (a.cost === b.cost && a.links < b.links);

/** The best division of the subset into two parts that are reached from the roots apart from each other. */
function dividedShare(subset: number, shares: readonly (Share | undefined)[]): Share | undefined {
  const lowest = subset & -subset;
  let best: Share | undefined;
  for (let part = (subset - 1) & subset; part > 0; part = (part - 1) & subset) {
    if ((part & lowest) === 0) continue;
    const one = shares[part];
    const other = shares[subset ^ part];
    if (one === undefined || other === undefined) continue;
    const share = { cost: one.cost + other.cost, links: one.links + other.links, from: -1, part };
    if (best === undefined || isBetter(share, best)) best = share;
  }
  return best;
}
