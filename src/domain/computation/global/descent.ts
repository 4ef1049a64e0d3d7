import type { Budget } from './budget.js';
import type { Instance } from './instance.js';
import type { RandomSequence } from './random-sequence.js';
import type { Rerouter } from './rerouter.js';
import type { Routing } from './routing.js';

/** A path has to be this much longer than the tree's for a move to be looked at. */
const WORTH_A_LOOK = 1.0001;
/** Searches between two looks at the budget. */
const STRIDE = 8;
/** The first chunks of the first pass are small, because the first demands are large. */
const SMALLEST_CHUNK = 16;
const FIRST_STEEPNESS = 10;

/** Passes over many demands, at prices that follow every single move. */
export class Descent {
  private readonly instance: Instance;
  private readonly groups: Int32Array;
  private readonly isHot: Uint8Array;

  private readonly routing: Routing;
  private readonly rerouter: Rerouter;
  private readonly random: RandomSequence;
  private readonly budget: Budget;

  constructor(routing: Routing, rerouter: Rerouter, random: RandomSequence, budget: Budget) {
    this.routing = routing;
    this.rerouter = rerouter;
    this.random = random;
    this.budget = budget;
    this.instance = routing.instance;
    this.groups = Int32Array.from({ length: this.instance.groupFirst.length - 1 }, (_, index) => index);
    this.isHot = new Uint8Array(this.instance.arcCount);
  }

  /**
   * Gives every demand of the list that has none a path, larger ones first, at prices that grow with the load. The
   * list is cut into chunks; within one, demands from the same node share a tree. Not ended early: a placement is
   * needed at all. `floor`: utilisation below which nothing counts as loaded.
   */
  placeAll(demands: Int32Array, floor: number): void {
    const { routing } = this;
    this.placeCheapest(true);
    const largest = Math.ceil(demands.length / 8);
    let size = Math.max(SMALLEST_CHUNK, Math.ceil(demands.length / 200));
    for (let from = 0; from < demands.length; from += size, size = Math.min(Math.ceil(size * 1.5), largest)) {
      routing.setSteepness(FIRST_STEEPNESS, Math.max(floor, routing.maxUtilization()));
      this.placeChunk(demands.slice(from, from + size));
    }
  }

  /**
   * Gives every demand without a path the one with the least metric, whatever the loads; `weightless`: only those that
   * take no bandwidth, for which nothing else counts.
   */
  placeCheapest(weightless: boolean): void {
    const { groupFirst, groupDemand, bandwidth } = this.instance;
    for (let group = 0; group + 1 < groupFirst.length; group++) {
      let isGrown = false;
      for (let at = groupFirst[group]!; at < groupFirst[group + 1]!; at++) {
        const demand = groupDemand[at]!;
        if (this.routing.isPlaced(demand) || (weightless && bandwidth[demand]! > 0)) continue;
        if (!isGrown) this.rerouter.growMetricTree(demand);
        isGrown = true;
        this.rerouter.placeByTree(demand);
      }
    }
  }

  private placeChunk(chunk: Int32Array): void {
    const { rerouter } = this;
    const { source, maskOf, bandwidth } = this.instance;
    chunk.sort((a, b) => source[a]! - source[b]! || maskOf[a]! - maskOf[b]! || a - b);
    let grownFor = -1;
    for (const demand of chunk) {
      if (this.routing.isPlaced(demand) || bandwidth[demand] === 0) continue;
      if (grownFor < 0 || source[grownFor] !== source[demand] || maskOf[grownFor] !== maskOf[demand]) {
        rerouter.growTree(demand);
        grownFor = demand;
      }
      if (rerouter.placeByTree(demand)) continue;
      rerouter.placeBySearch(demand, -1);
      grownFor = -1;
    }
  }

  /**
   * Looks at every demand with a path once, one tree serving all that start at a node: a tree of slightly earlier
   * prices still proposes good paths, and what is proposed is judged by present ones. Grown anew when it proposes
   * what is no longer good. Returns the moves.
   */
  treePass(): number {
    const { groupFirst } = this.instance;
    this.random.shuffle(this.groups);
    let moves = 0;
    for (const group of this.groups) {
      if (this.budget.isSpent()) break;
      moves += this.treePassOver(groupFirst[group]!, groupFirst[group + 1]!);
    }
    return moves;
  }

  private treePassOver(from: number, to: number): number {
    const { rerouter } = this;
    const { groupDemand, bandwidth } = this.instance;
    if (bandwidth[groupDemand[from]!] === 0) return 0;
    rerouter.growTree(groupDemand[from]!);
    let isFresh = true;
    let moves = 0;
    for (let at = from; at < to; at++) {
      const demand = groupDemand[at]!;
      // From here on none takes anything.
      if (bandwidth[demand] === 0) break;
      let hasMoved = this.tryByTree(demand);
      if (hasMoved === false && !isFresh) {
        rerouter.growTree(demand);
        isFresh = true;
        hasMoved = this.tryByTree(demand);
      }
      if (hasMoved !== true) continue;
      isFresh = false;
      moves += 1;
    }
    return moves;
  }

  /** Undefined: not worth a try. */
  private tryByTree(demand: number): boolean | undefined {
    const { rerouter } = this;
    const distance = rerouter.search.distance[this.instance.target[demand]!]!;
    return rerouter.presentLength(demand) <= distance * WORTH_A_LOOK
      ? undefined
      : rerouter.moveByTree(demand);
  }

  /** Looks at each demand over an arc with at least this utilisation, with a search of its own. Returns the moves. */
  hotPass(utilization: number): number {
    const hot = this.demandsOver(this.arcsFrom(utilization));
    this.random.shuffle(hot);
    let moves = 0;
    for (let at = 0; at < hot.length; at++) {
      if (at % STRIDE === 0 && this.budget.isSpent()) break;
      if (this.rerouter.moveBySearch(hot[at]!, -1)) moves += 1;
    }
    return moves;
  }

  /** 1 at every arc with at least this utilisation. Overwritten by the next call. O(E). */
  arcsFrom(utilization: number): Uint8Array {
    for (let arc = 0; arc < this.isHot.length; arc++) {
      this.isHot[arc] = this.routing.utilizationOf(arc) >= utilization ? 1 : 0;
    }
    return this.isHot;
  }

  /** Demands with bandwidth whose path has one of the arcs, ascending. O(sum of path lengths). */
  demandsOver(arcs: Uint8Array): Int32Array {
    const { pool, pathAt, pathLength } = this.routing;
    const { bandwidth } = this.instance;
    const over: number[] = [];
    // Those without any are the last ones.
    for (let demand = 0; demand < pathAt.length && bandwidth[demand]! > 0; demand++) {
      const to = pathAt[demand]! + pathLength[demand]!;
      for (let at = pathAt[demand]!; at < to; at++) {
        if (arcs[pool[at]!] === 0) continue;
        over.push(demand);
        break;
      }
    }
    return Int32Array.from(over);
  }
}
