import { ArcSearch } from './arc-search.js';
import type { Instance } from './instance.js';
import type { Routing } from './routing.js';

/** A reroute must lower the sum of prices by more than rounding can pretend. */
const NOTICEABLE = 1e-9;

/** Moves single demands to cheaper paths, always judging by the present prices. */
export class Rerouter {
  readonly search: ArcSearch;
  /** Searches so far: the measure of effort. */
  steps = 0;
  private readonly instance: Instance;
  private readonly routing: Routing;
  private readonly found: Int32Array;
  /** By arc: the number of the present comparison if the arc is on the old path, that plus 1 if on both. */
  private readonly mark: Int32Array;
  private markNow = 0;

  constructor(routing: Routing) {
    this.routing = routing;
    this.instance = routing.instance;
    this.search = new ArcSearch(this.instance);
    this.found = new Int32Array(this.instance.nodeCount + 1);
    this.mark = new Int32Array(this.instance.arcCount);
  }

  /** Shortest paths at the present prices from where the demands of the group start. */
  growTree(group: number): void {
    const { groupFirst, groupDemand, source, maskOf, masks } = this.instance;
    const demand = groupDemand[groupFirst[group]!]!;
    this.steps += 1;
    this.search.tree(source[demand]!, this.routing.length, masks[maskOf[demand]!]);
  }

  /** Gives a demand without a path the one of the tree, if there is one that keeps to the metric bound. */
  placeByTree(demand: number): boolean {
    const target = this.instance.target[demand]!;
    if (this.search.distance[target] === Number.POSITIVE_INFINITY) return false;
    const count = this.search.trace(target, this.found);
    if (!this.keepsBound(demand, count)) return false;
    this.routing.place(demand, this.found, count, true);
    return true;
  }

  /** What the demand's path costs at the present prices of `length`. */
  presentLength(demand: number): number {
    const { pool, pathAt, pathLength, length } = this.routing;
    const from = pathAt[demand]!;
    let sum = 0;
    for (let at = from; at < from + pathLength[demand]!; at++) sum += length[pool[at]!]!;
    return sum;
  }

  /** Moves the demand to the path of the tree if that lowers the sum of prices. The tree may be of earlier prices. */
  moveByTree(demand: number): boolean {
    const count = this.search.trace(this.instance.target[demand]!, this.found);
    if (this.gainOf(demand, count) <= 0 || !this.keepsBound(demand, count)) return false;
    this.routing.remove(demand);
    this.routing.place(demand, this.found, count, true);
    return true;
  }

  /**
   * Moves the demand to the path that is cheapest for its bandwidth, if that lowers the sum of prices. `need`: the bandwidth that each
   * arc of it must have free; negative: none. O((V + E) log V).
   */
  moveBySearch(demand: number, need: number): boolean {
    const count = this.searchWithout(demand, need);
    if (count === 0 || this.gainOf(demand, count) <= 0 || !this.keepsBound(demand, count)) return false;
    this.routing.remove(demand);
    this.routing.place(demand, this.found, count, true);
    return true;
  }

  /** Arcs of the cheapest path as if the demand had none, in `found`; 0: there is none. */
  private searchWithout(demand: number, need: number): number {
    const { routing } = this;
    const { source, target, maskOf, masks, bandwidth } = this.instance;
    this.steps += 1;
    routing.setFactors(bandwidth[demand]!);
    routing.shift(demand, -1);
    const reached = this.search.path(source[demand]!, target[demand]!, routing, need, masks[maskOf[demand]!]);
    routing.shift(demand, 1);
    return reached ? this.search.trace(target[demand]!, this.found) : 0;
  }

  /** Gives a demand without a path its cheapest one. */
  placeBySearch(demand: number, need: number): boolean {
    const count = this.searchWithout(demand, need);
    if (count === 0 || !this.keepsBound(demand, count)) return false;
    this.routing.place(demand, this.found, count, true);
    return true;
  }

  /** By how much the sum of prices would fall if the demand moved to the arcs found. */
  private gainOf(demand: number, count: number): number {
    const { routing, found, mark } = this;
    const bandwidth = this.instance.bandwidth[demand]!;
    this.markNow += 2;
    const from = routing.pathAt[demand]!;
    const to = from + routing.pathLength[demand]!;
    for (let at = from; at < to; at++) mark[routing.pool[at]!] = this.markNow;
    let cost = 0;
    for (let at = 0; at < count; at++) {
      const arc = found[at]!;
      if (mark[arc] === this.markNow) mark[arc] = this.markNow + 1;
      else cost += routing.burden(arc, bandwidth);
    }
    let relief = 0;
    for (let at = from; at < to; at++) {
      const arc = routing.pool[at]!;
      if (mark[arc] === this.markNow) relief += routing.relief(arc, bandwidth);
    }
    return relief * (1 - NOTICEABLE) - cost;
  }

  private keepsBound(demand: number, count: number): boolean {
    const bound = this.instance.metricBound[demand]!;
    if (bound === Number.POSITIVE_INFINITY) return true;
    let metric = 0;
    for (let at = 0; at < count; at++) metric += this.instance.metric[this.found[at]!]!;
    return metric <= bound;
  }
}
