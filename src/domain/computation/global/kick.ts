import type { Descent } from './descent.js';
import type { RandomSequence } from './random-sequence.js';
import type { Rerouter } from './rerouter.js';
import type { Routing } from './routing.js';

/** How close to the maximum an arc must be for its demands to be pushed off. */
const PUSH_WITHIN = 0.0005;
/** How close, in the exponent of the price, for its demands to be looked at afterwards. */
const REPAIR_WITHIN = 2;
const REPAIR_ROUNDS = 3;

/**
 * Gets out of a placement that no single move improves: one demand is pushed off one of the most utilised arcs,
 * whatever it costs, those that stand worst then look for new paths, and if all that does not pay it is undone.
 */
export class Kick {
  /** Paths before the kick of the demands that it has moved. */
  private readonly before = new Map<number, Int32Array>();

  private readonly routing: Routing;
  private readonly rerouter: Rerouter;
  private readonly descent: Descent;
  private readonly random: RandomSequence;

  constructor(routing: Routing, rerouter: Rerouter, descent: Descent, random: RandomSequence) {
    this.routing = routing;
    this.rerouter = rerouter;
    this.descent = descent;
    this.random = random;
  }

  /** `tolerance`: relative growth of the sum of prices that is put up with. True if the kick was kept. */
  try(tolerance: number): boolean {
    const { routing } = this;
    const limit = routing.sumOfPrices() * (1 + tolerance);
    const most = routing.maxUtilization();
    this.before.clear();
    if (!this.pushOff(most * (1 - PUSH_WITHIN))) return false;
    for (let round = 0; round < REPAIR_ROUNDS; round++) {
      if (!this.repair(most * (1 - REPAIR_WITHIN / routing.steepness))) break;
    }
    if (routing.sumOfPrices() <= limit) return true;
    this.undo();
    return false;
  }

  private pushOff(utilization: number): boolean {
    const { routing, random } = this;
    const hot = this.descent.arcsFrom(utilization);
    const over = this.descent.demandsOver(hot);
    if (over.length === 0) return false;
    const demand = over[random.below(over.length)]!;
    const path = routing.pathOf(demand);
    const hotOnPath = path.filter((arc) => hot[arc] === 1);
    const arc = hotOnPath[random.below(hotOnPath.length)]!;
    routing.remove(demand);
    const isElsewhere = routing.withoutArc(arc, () => this.rerouter.placeBySearch(demand, -1));
    if (isElsewhere) this.before.set(demand, path);
    else routing.place(demand, path, path.length, false);
    return isElsewhere;
  }

  private repair(utilization: number): boolean {
    const over = this.descent.demandsOver(this.descent.arcsFrom(utilization));
    this.random.shuffle(over);
    let hasMoved = false;
    for (const demand of over) {
      const path = this.routing.pathOf(demand);
      if (!this.rerouter.moveBySearch(demand, -1)) continue;
      if (!this.before.has(demand)) this.before.set(demand, path);
      hasMoved = true;
    }
    return hasMoved;
  }

  private undo(): void {
    for (const [demand, path] of this.before) {
      this.routing.remove(demand);
      this.routing.place(demand, path, path.length, false);
    }
  }
}
