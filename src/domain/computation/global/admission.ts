import type { Budget } from './budget.js';
import type { Descent } from './descent.js';
import type { Instance } from './instance.js';
import type { RandomSequence } from './random-sequence.js';
import type { Rerouter } from './rerouter.js';
import type { Routing } from './routing.js';

const FLATTEST = 10;
const STEEPEST = 1000;
const GROWTH = 1.25;
/** Steepness at which what is left is filled up and exchanged. */
const EXCHANGE_STEEPNESS = 50;
/** Exchanges without more bandwidth placed that end a round. */
const PATIENCE = 500;
/** Demands that may be asked to go round an overloaded arc. */
const ASKED = 40;
/** Left-out demands that are tried again after an exchange. */
const RETRIED = 20;
/** Where the rounds after the first start. */
const LOOSENED = [100, 30, 300, 10];
/** Changes after which a tree's prices are out of date. */
const REGROWN_AFTER = 16;
const ANY_ROOM = -1;
const NO_PATH = new Int32Array(0);

/**
 * Places the most bandwidth within the capacities, priority by priority: what a higher one was given is moved to make
 * way, but never left out again.
 *
 * A bit/s carried is worth 1, and on a full arc costs 1, so at rising steepness demands on paths over several scarce
 * arcs give way to those over one. Then exchanges: a demand that was left out is put in, others move aside or are
 * left out for it, and the exchange is kept unless less is placed.
 */
export class Admission {
  /** Paths before the exchange; empty: none. */
  private readonly before = new Map<number, Int32Array>();
  /** By demand, once it is known. */
  private readonly isHopeless: (boolean | undefined)[];
  private readonly instance: Instance;

  private readonly routing: Routing;
  private readonly rerouter: Rerouter;
  private readonly descent: Descent;
  private readonly random: RandomSequence;
  private readonly budget: Budget;

  constructor(
    routing: Routing,
    rerouter: Rerouter,
    descent: Descent,
    random: RandomSequence,
    budget: Budget,
  ) {
    this.instance = routing.instance;
    this.isHopeless = Array.from({ length: this.instance.demandCount });
    this.routing = routing;
    this.rerouter = rerouter;
    this.descent = descent;
    this.random = random;
    this.budget = budget;
  }

  /** Expects a routing within the capacities. `levels`: every priority that a demand has, ascending. */
  run(levels: readonly number[]): void {
    this.descent.placeCheapest(true);
    levels.forEach((level, index) => {
      this.removeBelow(level);
      this.improve(level, FLATTEST);
      if (index === levels.length - 1) this.improveUntilSpent(level);
    });
  }

  /** What is less important must not be in the way; it gets its turn. */
  private removeBelow(level: number): void {
    const { demandCount, priority, bandwidth } = this.instance;
    for (let demand = 0; demand < demandCount; demand++) {
      if (priority[demand]! <= level || bandwidth[demand] === 0) continue;
      if (this.routing.isPlaced(demand)) this.routing.remove(demand);
    }
  }

  private improve(level: number, steepness: number): void {
    this.anneal(level, steepness);
    this.routing.setSteepness(EXCHANGE_STEEPNESS, 1);
    this.fill(this.leftOut(level));
    this.exchange(level);
  }

  /** From the best so far, loosened more or less, again and again. */
  private improveUntilSpent(level: number): void {
    let best = this.routing.save();
    let most = this.placedBandwidth(level);
    for (let round = 0; this.leftOut(level).length > 0 && !this.budget.isSpent(); round++) {
      this.improve(level, LOOSENED[round % LOOSENED.length]!);
      const placed = this.placedBandwidth(level);
      if (placed > most) {
        best = this.routing.save();
        most = placed;
      } else this.routing.restore(best);
    }
    this.routing.restore(best);
  }

  private placedBandwidth(level: number): number {
    const { demandCount, priority, bandwidth } = this.instance;
    let sum = 0;
    for (let demand = 0; demand < demandCount; demand++) {
      if (priority[demand] === level && this.routing.isPlaced(demand)) sum += bandwidth[demand]!;
    }
    return sum;
  }

  private anneal(level: number, from: number): void {
    const { groupFirst } = this.instance;
    for (let steepness = from; steepness < STEEPEST; steepness *= GROWTH) {
      this.routing.setSteepness(steepness, 1);
      for (let group = 0; group + 1 < groupFirst.length; group++) {
        if (this.budget.isSpent()) return;
        this.settle(level, groupFirst[group]!, groupFirst[group + 1]!);
      }
    }
  }

  private settle(level: number, from: number, to: number): void {
    const { groupDemand, priority, bandwidth } = this.instance;
    this.rerouter.growTree(groupDemand[from]!);
    let changes = 0;
    for (let at = from; at < to; at++) {
      const demand = groupDemand[at]!;
      if (priority[demand]! > level || bandwidth[demand] === 0) continue;
      const worth = priority[demand] === level ? 1 : Number.POSITIVE_INFINITY;
      if (this.rerouter.settleByTree(demand, worth)) changes += 1;
      if (changes < REGROWN_AFTER) continue;
      this.rerouter.growTree(demand);
      changes = 0;
    }
  }

  /** Those without a path that could have one if they were alone. */
  private leftOut(level: number): number[] {
    const { demandCount, priority } = this.instance;
    const out: number[] = [];
    if (this.budget.isSpent()) return out;
    for (let demand = 0; demand < demandCount; demand++) {
      if (priority[demand] !== level || this.routing.isPlaced(demand)) continue;
      this.isHopeless[demand] ??= !this.rerouter.fitsAlone(demand);
      if (this.isHopeless[demand] === false) out.push(demand);
    }
    return out;
  }

  /** Gives paths with room to as many as have one, in this order. */
  private fill(demands: Iterable<number>): void {
    for (const demand of demands) {
      if (this.budget.isSpent()) return;
      if (!this.routing.isPlaced(demand))
        this.rerouter.placeBySearch(demand, this.instance.bandwidth[demand]!);
    }
  }

  private exchange(level: number): void {
    let out = this.leftOut(level);
    for (let idle = 0; idle < PATIENCE && out.length > 0 && !this.budget.isSpent(); idle++) {
      if (this.exchangeOne(level, out) > 0) idle = 0;
      if (this.before.size > 0) out = this.leftOut(level);
    }
  }

  /** The bandwidth gained, 0 also when nothing was changed. */
  private exchangeOne(level: number, out: readonly number[]): number {
    const { bandwidth } = this.instance;
    const entering = out[this.random.below(out.length)]!;
    this.before.clear();
    if (!this.rerouter.placeBySearch(entering, ANY_ROOM)) return 0;
    this.before.set(entering, NO_PATH);
    const retried: number[] = [];
    for (const arc of this.routing.pathOf(entering)) this.unload(arc, level, entering, retried);
    for (let count = 0; count < RETRIED; count++) retried.push(out[this.random.below(out.length)]!);
    for (const demand of retried.sort((a, b) => a - b)) this.tryToPlace(demand);
    let gained = 0;
    for (const [demand, path] of this.before) {
      const isNow = this.routing.isPlaced(demand) ? 1 : 0;
      gained += bandwidth[demand]! * (isNow - (path.length > 0 ? 1 : 0));
    }
    if (gained < 0 || this.isOverloaded(this.routing.pathOf(entering))) {
      this.undo();
      return 0;
    }
    return gained;
  }

  private tryToPlace(demand: number): void {
    if (this.routing.isPlaced(demand)) return;
    const placed = this.rerouter.placeBySearch(demand, this.instance.bandwidth[demand]!);
    if (placed && !this.before.has(demand)) this.before.set(demand, NO_PATH);
  }

  private isOverloaded(path: Int32Array): boolean {
    return path.some((arc) => this.routing.room[arc]! < 0);
  }

  /**
   * Demands over the arc go round it as far as there is room elsewhere; then some are left out, the smallest that is
   * enough, else the largest.
   */
  private unload(arc: number, level: number, entering: number, leftOut: number[]): void {
    const { routing } = this;
    const { bandwidth, priority } = this.instance;
    if (routing.room[arc]! >= 0) return;
    const arcs = new Uint8Array(this.instance.arcCount);
    arcs[arc] = 1;
    const over = this.descent.demandsOver(arcs).filter((demand) => demand !== entering);
    this.random.shuffle(over);
    for (const demand of over.subarray(0, ASKED)) {
      if (routing.room[arc]! >= 0) return;
      this.goRound(arc, demand);
    }
    const leaving = over.filter((demand) => priority[demand] === level && this.isOn(demand, arc));
    leaving.sort((a, b) => a - b);
    while (routing.room[arc]! < 0) {
      const enough = leaving.findLast(
        (demand) => routing.isPlaced(demand) && bandwidth[demand]! >= -routing.room[arc]!,
      );
      const next = enough ?? leaving.find((demand) => routing.isPlaced(demand));
      if (next === undefined) return;
      this.remember(next);
      routing.remove(next);
      leftOut.push(next);
    }
  }

  private isOn(demand: number, arc: number): boolean {
    const from = this.routing.pathAt[demand]!;
    return this.routing.pool.subarray(from, from + this.routing.pathLength[demand]!).includes(arc);
  }

  private goRound(arc: number, demand: number): void {
    const { routing } = this;
    const path = routing.pathOf(demand);
    routing.remove(demand);
    const need = this.instance.bandwidth[demand]!;
    if (routing.withoutArc(arc, () => this.rerouter.placeBySearch(demand, need))) {
      if (!this.before.has(demand)) this.before.set(demand, path);
    } else routing.place(demand, path, path.length, false);
  }

  private remember(demand: number): void {
    if (!this.before.has(demand)) this.before.set(demand, this.routing.pathOf(demand));
  }

  private undo(): void {
    for (const demand of this.before.keys()) if (this.routing.isPlaced(demand)) this.routing.remove(demand);
    for (const [demand, path] of this.before) {
      if (path.length > 0) this.routing.place(demand, path, path.length, false);
    }
    this.before.clear();
  }
}
