import { type ArcLengths, ArcSearch } from './arc-search.js';
import type { Budget } from './budget.js';
import type { Instance } from './instance.js';
import type { Routing } from './routing.js';

/** A reroute must lower the sum of prices by more than rounding can pretend. */
const NOTICEABLE = 1e-9;
/** Weights tried for a path within a metric bound. */
const BOUND_ROUNDS = 6;
const BOUND_GROWTH = 8;

/** Moves single demands to cheaper paths, always judging by the present prices. */
export class Rerouter {
  readonly search: ArcSearch;
  private readonly instance: Instance;
  private readonly routing: Routing;
  private readonly budget: Budget;
  /** Arcs found last, the last one first. */
  private readonly found: Int32Array;
  private readonly blended: Float64Array;
  private readonly noFactor: Float64Array;
  /** By arc: the number of the present comparison if the arc is on the old path, that plus 1 if on both. */
  private readonly mark: Int32Array;
  private markNow = 0;
  /** What `compare` found last. */
  private cost = 0;
  private relief = 0;
  private tightest = 0;

  constructor(routing: Routing, budget: Budget) {
    this.routing = routing;
    this.budget = budget;
    this.instance = routing.instance;
    this.search = new ArcSearch(this.instance);
    this.found = new Int32Array(this.instance.nodeCount + 1);
    this.blended = new Float64Array(this.instance.arcCount);
    this.noFactor = new Float64Array(this.instance.classInverse.length);
    this.mark = new Int32Array(this.instance.arcCount);
  }

  /** Shortest paths at the present prices for all demands that start where this one does and keep to the same mask. */
  growTree(demand: number): void {
    const { source, maskOf, masks } = this.instance;
    this.budget.steps += 1;
    this.search.tree(source[demand]!, this.routing.length, masks[maskOf[demand]!]);
  }

  /** The same by metric alone. */
  growMetricTree(demand: number): void {
    const { source, maskOf, masks, metric } = this.instance;
    this.budget.steps += 1;
    this.search.tree(source[demand]!, metric, masks[maskOf[demand]!]);
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
    this.compare(demand, count);
    if (!this.isBetter() || !this.keepsBound(demand, count)) return false;
    this.moveTo(demand, count);
    return true;
  }

  /**
   * Moves the demand to the path of the tree, gives it that path or leaves it out, whichever is best if carrying a
   * bit/s is worth `worth`, but without loading an arc above its capacity. True if anything was changed.
   */
  settleByTree(demand: number, worth: number): boolean {
    const target = this.instance.target[demand]!;
    const bandwidth = this.instance.bandwidth[demand]!;
    const isReached = this.search.distance[target]! < Number.POSITIVE_INFINITY;
    const count = isReached ? this.search.trace(target, this.found) : 0;
    this.compare(demand, count);
    const fits = count > 0 && this.tightest >= bandwidth && this.keepsBound(demand, count);
    if (!this.routing.isPlaced(demand)) {
      if (!fits || this.cost >= worth * bandwidth) return false;
      this.routing.place(demand, this.found, count, true);
      return true;
    }
    if (fits && this.isBetter()) {
      this.moveTo(demand, count);
      return true;
    }
    if (this.relief <= worth * bandwidth) return false;
    this.routing.remove(demand);
    return true;
  }

  private moveTo(demand: number, count: number): void {
    this.routing.remove(demand);
    this.routing.place(demand, this.found, count, true);
  }

  /**
   * Moves the demand to the path that is cheapest for its bandwidth, if that lowers the sum of prices. `need`: the
   * bandwidth that each arc of it must have free; negative: none. O((V + E) log V).
   */
  moveBySearch(demand: number, need: number): boolean {
    const count = this.searchWithout(demand, need);
    if (count === 0) return false;
    this.compare(demand, count);
    if (!this.isBetter()) return false;
    this.moveTo(demand, count);
    return true;
  }

  /** What `moveBySearch` would save; 0 if nothing. */
  gainBySearch(demand: number): number {
    const count = this.searchWithout(demand, -1);
    if (count === 0) return 0;
    this.compare(demand, count);
    return Math.max(0, this.relief - this.cost);
  }

  /** Arcs of the cheapest path that the demand may use, as if it had none, in `found`; 0: there is none. */
  private searchWithout(demand: number, need: number): number {
    const { routing } = this;
    const bandwidth = this.instance.bandwidth[demand]!;
    if (bandwidth === 0) return this.cheapestByMetric(demand);
    routing.setFactors(bandwidth);
    routing.shift(demand, -1);
    let count = this.searchOnce(demand, need, routing.offset);
    if (count > 0 && !this.keepsBound(demand, count)) count = this.searchWithinBound(demand, need);
    routing.shift(demand, 1);
    return count;
  }

  private searchOnce(demand: number, need: number, offset: Float64Array): number {
    const { price, factor, room } = this.routing;
    return this.searchBy(demand, need, { price, factor, offset, room });
  }

  private searchBy(demand: number, need: number, lengths: ArcLengths): number {
    const { source, target, maskOf, masks } = this.instance;
    this.budget.steps += 1;
    const mask = masks[maskOf[demand]!];
    const reached = this.search.path(source[demand]!, target[demand]!, lengths, need, mask);
    return reached ? this.search.trace(target[demand]!, this.found) : 0;
  }

  /**
   * The metric is weighed in, the more the more often its bound is exceeded (a Lagrangian relaxation), and in the end
   * it counts alone. So a path within the bound is found if there is one, but it need not be the cheapest that is.
   */
  private searchWithinBound(demand: number, need: number): number {
    const { metric, metricBound, target } = this.instance;
    const { offset, price, room } = this.routing;
    const { blended } = this;
    let weight = (this.search.distance[target[demand]!]! + Number.MIN_VALUE) / (metricBound[demand]! || 1);
    for (let round = 0; round < BOUND_ROUNDS; round++) {
      for (let arc = 0; arc < offset.length; arc++) blended[arc] = offset[arc]! + weight * metric[arc]!;
      const count = this.searchOnce(demand, need, blended);
      if (count === 0 || this.keepsBound(demand, count)) return count;
      weight *= BOUND_GROWTH;
    }
    const closed = Number.POSITIVE_INFINITY;
    for (let arc = 0; arc < offset.length; arc++)
      blended[arc] = price[arc] === closed ? closed : metric[arc]!;
    const count = this.searchBy(demand, need, {
      price: metric,
      factor: this.noFactor,
      offset: blended,
      room,
    });
    return count > 0 && this.keepsBound(demand, count) ? count : 0;
  }

  /** For a demand that takes nothing, so that only the metric counts. */
  private cheapestByMetric(demand: number): number {
    const target = this.instance.target[demand]!;
    this.growMetricTree(demand);
    if (this.search.distance[target] === Number.POSITIVE_INFINITY) return 0;
    const count = this.search.trace(target, this.found);
    return this.keepsBound(demand, count) ? count : 0;
  }

  /** Gives a demand without a path its cheapest one. */
  placeBySearch(demand: number, need: number): boolean {
    const count = this.searchWithout(demand, need);
    if (count > 0) this.routing.place(demand, this.found, count, true);
    return count > 0;
  }

  /**
   * What the arcs found would cost the demand beside its present ones, what leaving those would save, and the least
   * room found.
   */
  private compare(demand: number, count: number): void {
    const { routing, found, mark } = this;
    const bandwidth = this.instance.bandwidth[demand]!;
    this.advanceMark();
    const from = routing.pathAt[demand]!;
    const to = from + routing.pathLength[demand]!;
    for (let at = from; at < to; at++) mark[routing.pool[at]!] = this.markNow;
    this.cost = 0;
    this.relief = 0;
    this.tightest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < count; at++) {
      const arc = found[at]!;
      if (mark[arc] === this.markNow) {
        mark[arc] = this.markNow + 1;
        continue;
      }
      this.cost += routing.burden(arc, bandwidth);
      if (routing.room[arc]! < this.tightest) this.tightest = routing.room[arc]!;
    }
    for (let at = from; at < to; at++) {
      const arc = routing.pool[at]!;
      if (mark[arc] === this.markNow) this.relief += routing.relief(arc, bandwidth);
    }
  }

  private isBetter(): boolean {
    return this.relief * (1 - NOTICEABLE) > this.cost;
  }

  /** True if the demand would have a path in the empty network. */
  fitsAlone(demand: number): boolean {
    const { source, target, bandwidth, metric, metricBound, capacity, background, maskOf, masks } =
      this.instance;
    this.budget.steps += 1;
    const room = capacity.map((bits, arc) => bits - background[arc]!);
    const lengths = { price: metric, factor: this.noFactor, offset: metric, room };
    const mask = masks[maskOf[demand]!];
    const isFound = this.search.path(source[demand]!, target[demand]!, lengths, bandwidth[demand]!, mask);
    return isFound && this.search.distance[target[demand]!]! <= metricBound[demand]!;
  }

  private advanceMark(): void {
    if (this.markNow > 0x7ffffff0) {
      this.mark.fill(0);
      this.markNow = 0;
    }
    this.markNow += 2;
  }

  private keepsBound(demand: number, count: number): boolean {
    const bound = this.instance.metricBound[demand]!;
    if (bound === Number.POSITIVE_INFINITY) return true;
    let metric = 0;
    for (let at = 0; at < count; at++) metric += this.instance.metric[this.found[at]!]!;
    return metric <= bound;
  }
}
