import type { Budget } from './budget.js';
import type { Instance } from './instance.js';
import { Rerouter } from './rerouter.js';
import type { Routing } from './routing.js';

const STEEPNESS = 200;
/** Demands over the worst arc that are compared before one is moved. */
const COMPARED = 24;
/** Moving a demand again that has moved already costs nothing, so it counts for more. */
const AGAIN = 4;
const MOST_AT_ONCE = 8;
const ANY_ROOM = -1;
const ROUNDING = 1e-12;

/**
 * Lowers the utilisation by single moves, each time the one that relieves most, and takes back what turns out not to
 * be needed.
 */
export class Relief {
  private readonly instance: Instance;
  private readonly rerouter: Rerouter;
  private readonly moved: Uint8Array;
  /** By arc: 1 where nothing helps. */
  private readonly isStuck: Uint8Array;
  private moves = 0;

  private readonly routing: Routing;
  private readonly budget: Budget;

  constructor(routing: Routing, budget: Budget) {
    this.instance = routing.instance;
    this.routing = routing;
    this.budget = budget;
    this.rerouter = new Rerouter(routing, budget);
    this.moved = new Uint8Array(this.instance.demandCount);
    this.isStuck = new Uint8Array(this.instance.arcCount);
  }

  /** Gives a path to each demand that has none, where it hurts least; `withinRoom`: only one with room. */
  placeNew(utilization: number, withinRoom: boolean): void {
    this.routing.setSteepness(STEEPNESS, utilization);
    for (let demand = 0; demand < this.instance.demandCount; demand++) {
      if (this.routing.isPlaced(demand)) continue;
      const need = withinRoom ? this.instance.bandwidth[demand]! : ANY_ROOM;
      if (withinRoom || this.rerouter.fitsAlone(demand)) this.rerouter.placeBySearch(demand, need);
    }
  }

  /** True if no arc is used more in the end; false when nothing helps, or the moves or the budget are spent. */
  lower(utilization: number, maxMoves: number): boolean {
    this.routing.setSteepness(STEEPNESS, utilization);
    this.isStuck.fill(0);
    for (let arc = this.worstArc(utilization); arc >= 0; arc = this.worstArc(utilization)) {
      if (this.budget.isSpent()) return false;
      if (!this.relieve(arc, utilization, maxMoves)) this.isStuck[arc] = 1;
    }
    return !this.isStuck.includes(1);
  }

  /** Moves the best demand off the arc, or where there are many the best few, before it is looked at anew. */
  private relieve(arc: number, utilization: number, maxMoves: number): boolean {
    const over = this.demandsOver(arc).filter((demand) => this.moves < maxMoves || this.isFree(demand));
    const movers = this.bestMovers(over, this.excess(arc, utilization));
    const atOnce = Math.min(MOST_AT_ONCE, Math.ceil(over.length / COMPARED / 4));
    let hasMoved = false;
    for (const demand of movers.slice(0, atOnce)) {
      if (this.excess(arc, utilization) <= 0) break;
      if (this.moves >= maxMoves && !this.isFree(demand)) continue;
      if (!this.rerouter.moveBySearch(demand, ANY_ROOM)) continue;
      if (!this.isFree(demand)) this.moves += 1;
      this.moved[demand] = 1;
      hasMoved = true;
    }
    return hasMoved;
  }

  private worstArc(utilization: number): number {
    let worst = -1;
    for (let arc = 0; arc < this.instance.arcCount; arc++) {
      if (this.isStuck[arc] === 1 || this.excess(arc, utilization) <= 0) continue;
      if (worst < 0 || this.routing.utilizationOf(arc) > this.routing.utilizationOf(worst)) worst = arc;
    }
    return worst;
  }

  /** Bit/s above the utilisation, rounded so that a utilisation reached exactly is no excess. */
  private excess(arc: number, utilization: number): number {
    return this.routing.load[arc]! - Math.floor(utilization * this.instance.capacity[arc]! * (1 + ROUNDING));
  }

  /** Those whose move lowers the sum of prices at all, most first. */
  private bestMovers(over: readonly number[], excess: number): readonly number[] {
    const gains = new Map<number, number>();
    for (const demand of this.mostFitting(over, excess)) {
      const gain = this.rerouter.gainBySearch(demand) * (this.isFree(demand) ? AGAIN : 1);
      if (gain > 0) gains.set(demand, gain);
    }
    return [...gains].sort(([a, gain], [b, other]) => other - gain || a - b).map(([demand]) => demand);
  }

  private isFree(demand: number): boolean {
    return this.moved[demand] === 1 || this.instance.current[demand] === undefined;
  }

  /**
   * Half of them just large enough to remove the excess alone, half of them the largest. Demands are numbered by
   * falling bandwidth.
   */
  private mostFitting(over: readonly number[], excess: number): readonly number[] {
    if (over.length <= COMPARED) return over;
    const half = COMPARED / 2;
    const enough = over.filter((demand) => this.instance.bandwidth[demand]! >= excess);
    return [...new Set([...enough.slice(-half), ...over.slice(0, half)])];
  }

  private demandsOver(arc: number): readonly number[] {
    const { pool, pathAt, pathLength } = this.routing;
    const { bandwidth } = this.instance;
    const over: number[] = [];
    for (let demand = 0; demand < pathAt.length && bandwidth[demand]! > 0; demand++) {
      const to = pathAt[demand]! + pathLength[demand]!;
      for (let at = pathAt[demand]!; at < to; at++) if (pool[at] === arc) over.push(demand);
    }
    return over;
  }

  /**
   * Puts demands back on their current paths where that leaves every arc within the utilisation; small ones first, as
   * more of them have room.
   */
  takeBack(utilization: number): void {
    const { routing } = this;
    for (let demand = this.instance.demandCount - 1; demand >= 0; demand--) {
      const current = this.instance.current[demand];
      if (current === undefined || routing.isOn(demand, current)) continue;
      const path = routing.pathOf(demand);
      if (path.length > 0) routing.remove(demand);
      routing.place(demand, current, current.length, false);
      if (current.every((arc) => path.includes(arc) || this.excess(arc, utilization) <= 0)) continue;
      routing.remove(demand);
      if (path.length > 0) routing.place(demand, path, path.length, false);
    }
  }
}
