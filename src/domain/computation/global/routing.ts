import type { Instance } from './instance.js';

/** Beyond this the price of an overloaded arc grows no further: it is prohibitive already, and sums stay finite. */
const STEEPEST = 300;
/** What the metric weighs beside the price of a full arc: it decides only where nothing is short. */
const METRIC_WEIGHT = 1e-6;

export type ArcWeights = 'BY_ARC' | 'BY_CAPACITY';

/**
 * Which demand is on which arcs, the load of each arc, and its price
 *
 *   exp(steepness * (utilisation / reference - 1))
 *
 * whose sum over all arcs, weighted as asked for, is what a reroute must lower. The steeper, the more it is the price
 * of the most utilised arc alone.
 *
 * Weighted by arc, it is about utilisation. Weighted by capacity, it is about bandwidth: then a bit/s costs 1 on a
 * full arc of any capacity, which is what carrying it is worth.
 */
export class Routing {
  readonly instance: Instance;
  /** Bit/s. Sums of whole numbers, so exact whatever the order of coming and going. */
  readonly load: Float64Array;
  /** Capacity minus load. */
  readonly room: Float64Array;
  readonly price: Float64Array;
  /** Per arc, what a small demand pays for it: for trees, which many demands share. */
  readonly length: Float64Array;
  readonly offset: Float64Array;
  /** By capacity class, for the demand given to `setFactors`. */
  readonly factor: Float64Array;
  steepness = 1;
  reference = 1;
  /**
   * By arc and by class: turns a change of the sum of prices into the units of `length`, per bit/s for a small
   * demand.
   */
  private readonly scale: Float64Array;
  private readonly classScale: Float64Array;
  /** Path of demand i: `pool[pathAt[i]]` on, `pathLength[i]` arcs; length 0: none. */
  pool: Int32Array;
  readonly pathAt: Int32Array;
  readonly pathLength: Int32Array;
  private readonly pathRoom: Int32Array;
  private poolUsed = 0;

  constructor(instance: Instance, weights: ArcWeights) {
    const { arcCount, demandCount, capacity, background, metric, inverse, classInverse } = instance;
    this.instance = instance;
    this.load = background.slice();
    this.room = capacity.map((bits, arc) => bits - background[arc]!);
    this.price = new Float64Array(arcCount);
    this.length = new Float64Array(arcCount);
    this.factor = new Float64Array(classInverse.length);
    const meanCapacity = capacity.reduce((sum, bits) => sum + bits, 0) / arcCount || 1;
    const scaleOf = (perBit: number): number => (weights === 'BY_ARC' ? meanCapacity : 1 / perBit);
    this.scale = inverse.map(scaleOf);
    this.classScale = classInverse.map(scaleOf);
    const meanMetric = metric.reduce((sum, value) => sum + value, 0) / arcCount || 1;
    this.offset = metric.map((value) => (METRIC_WEIGHT * value) / meanMetric);
    this.pool = new Int32Array(16 * demandCount + 16);
    this.pathAt = new Int32Array(demandCount);
    this.pathLength = new Int32Array(demandCount);
    this.pathRoom = new Int32Array(demandCount);
  }

  /** Prices every arc anew. O(E). */
  setSteepness(steepness: number, reference: number): void {
    this.steepness = steepness;
    this.reference = reference;
    for (let arc = 0; arc < this.instance.arcCount; arc++) this.reprice(arc);
  }

  private reprice(arc: number): void {
    const inverse = this.instance.inverse[arc]!;
    if (inverse === 0) {
      this.price[arc] = Number.POSITIVE_INFINITY;
      this.length[arc] = Number.POSITIVE_INFINITY;
      return;
    }
    const exponent = this.steepness * ((this.load[arc]! * inverse) / this.reference - 1);
    const price = Math.exp(exponent > STEEPEST ? STEEPEST : exponent);
    this.price[arc] = price;
    this.length[arc] = price * inverse * this.scale[arc]! + this.offset[arc]!;
  }

  /** What `bandwidth` more on an arc of each class costs for a price of 1, in the units of `length`. */
  setFactors(bandwidth: number): void {
    const { classInverse } = this.instance;
    const perBit = this.steepness / this.reference;
    for (let at = 0; at < classInverse.length; at++) {
      const grown = Math.expm1(Math.min(STEEPEST, perBit * bandwidth * classInverse[at]!));
      this.factor[at] = (grown * this.classScale[at]!) / (perBit * bandwidth);
    }
  }

  /** What leaving the arc saves, in the units of `length` times bandwidth. */
  relief(arc: number, bandwidth: number): number {
    const perBit = this.steepness / this.reference;
    const share = bandwidth * this.instance.inverse[arc]! * perBit;
    return (-this.price[arc]! * Math.expm1(-share) * this.scale[arc]!) / perBit;
  }

  /** What coming to the arc costs, in the units of `length` times bandwidth. */
  burden(arc: number, bandwidth: number): number {
    const perBit = this.steepness / this.reference;
    const share = bandwidth * this.instance.inverse[arc]! * perBit;
    return (this.price[arc]! * Math.expm1(share > STEEPEST ? STEEPEST : share) * this.scale[arc]!) / perBit;
  }

  /** Of all arcs with capacity. O(E). */
  sumOfPrices(): number {
    const { arcCount, inverse } = this.instance;
    let sum = 0;
    for (let arc = 0; arc < arcCount; arc++) if (inverse[arc]! > 0) sum += this.price[arc]!;
    return sum;
  }

  isPlaced(demand: number): boolean {
    return this.pathLength[demand]! > 0;
  }

  /** Gives the demand, which has no path, these arcs; `reversed`: the last one first. */
  place(demand: number, arcs: Int32Array, count: number, reversed: boolean): void {
    if (this.pathRoom[demand]! < count) this.makeRoom(demand, count);
    const at = this.pathAt[demand]!;
    for (let index = 0; index < count; index++)
      this.pool[at + index] = arcs[reversed ? count - 1 - index : index]!;
    this.pathLength[demand] = count;
    this.shift(demand, 1);
  }

  remove(demand: number): void {
    this.shift(demand, -1);
    this.pathLength[demand] = 0;
  }

  /** Takes the demand's load off its arcs, or puts it back. */
  shift(demand: number, sign: 1 | -1): void {
    const bandwidth = sign * this.instance.bandwidth[demand]!;
    const from = this.pathAt[demand]!;
    const to = from + this.pathLength[demand]!;
    if (bandwidth === 0) return;
    for (let at = from; at < to; at++) {
      const arc = this.pool[at]!;
      this.load[arc]! += bandwidth;
      this.room[arc]! -= bandwidth;
      this.reprice(arc);
    }
  }

  private makeRoom(demand: number, count: number): void {
    const room = Math.max(count + 2, 8);
    if (this.poolUsed + room > this.pool.length) this.growPool(room);
    this.pathAt[demand] = this.poolUsed;
    this.pathRoom[demand] = room;
    this.poolUsed += room;
  }

  private growPool(room: number): void {
    const grown = new Int32Array(2 * this.pool.length + room);
    grown.set(this.pool);
    this.pool = grown;
  }

  utilizationOf(arc: number): number {
    return this.load[arc]! * this.instance.inverse[arc]!;
  }

  /** O(E). */
  maxUtilization(): number {
    const { arcCount, inverse } = this.instance;
    let most = 0;
    for (let arc = 0; arc < arcCount; arc++) {
      const utilization = this.load[arc]! * inverse[arc]!;
      if (utilization > most) most = utilization;
    }
    return most;
  }

  /** Runs with an arc that nothing may come to. */
  withoutArc<Outcome>(arc: number, run: () => Outcome): Outcome {
    this.price[arc] = Number.POSITIVE_INFINITY;
    const outcome = run();
    this.reprice(arc);
    return outcome;
  }

  metricOf(demand: number): number {
    const from = this.pathAt[demand]!;
    let sum = 0;
    for (let at = from; at < from + this.pathLength[demand]!; at++)
      sum += this.instance.metric[this.pool[at]!]!;
    return sum;
  }

  /** True if the demand's path is just these arcs. */
  isOn(demand: number, path: Int32Array): boolean {
    const at = this.pathAt[demand]!;
    return (
      path.length === this.pathLength[demand] && path.every((arc, index) => arc === this.pool[at + index])
    );
  }

  pathOf(demand: number): Int32Array {
    const at = this.pathAt[demand]!;
    return this.pool.slice(at, at + this.pathLength[demand]!);
  }

  /** Keeps the paths as they are now. O(sum of path lengths). */
  save(): SavedPaths {
    return {
      pool: this.pool.slice(0, this.poolUsed),
      at: this.pathAt.slice(),
      length: this.pathLength.slice(),
    };
  }

  /** Back to the paths of `saved`. */
  restore(saved: SavedPaths): void {
    const { demandCount, capacity, background } = this.instance;
    this.load.set(background);
    for (let arc = 0; arc < capacity.length; arc++) this.room[arc] = capacity[arc]! - background[arc]!;
    if (this.pool.length < saved.pool.length) this.pool = new Int32Array(2 * saved.pool.length);
    for (let demand = 0; demand < demandCount; demand++) {
      const count = saved.length[demand]!;
      const from = saved.at[demand]!;
      if (this.pathRoom[demand]! < count) this.makeRoom(demand, count);
      const at = this.pathAt[demand]!;
      const bandwidth = this.instance.bandwidth[demand]!;
      for (let index = 0; index < count; index++) {
        const arc = saved.pool[from + index]!;
        this.pool[at + index] = arc;
        this.load[arc]! += bandwidth;
        this.room[arc]! -= bandwidth;
      }
      this.pathLength[demand] = count;
    }
    this.setSteepness(this.steepness, this.reference);
  }
}

export interface SavedPaths {
  readonly pool: Int32Array;
  readonly at: Int32Array;
  readonly length: Int32Array;
}
