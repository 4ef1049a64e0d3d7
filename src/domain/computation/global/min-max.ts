import type { Budget } from './budget.js';
import { Descent } from './descent.js';
import { Kick } from './kick.js';
import type { RandomSequence } from './random-sequence.js';
import type { Rerouter } from './rerouter.js';
import type { Routing, SavedPaths } from './routing.js';

/** How prices get steeper from pass to pass, and from where on only the most utilised arcs are looked at. */
interface Schedule {
  readonly from: number;
  readonly to: number;
  readonly growth: number;
  readonly hotFrom: number;
}

const STEEPEST = 2000;
/** A first look at whether all have room. */
const BRIEF_SCHEDULE: Schedule = { from: 20, to: 100, growth: 1.5, hotFrom: 200 };
/** Quick first; what is still open after that is heated up again from different temperatures. */
const FIRST_SCHEDULE: Schedule = { from: 20, to: STEEPEST, growth: 1.3, hotFrom: 200 };
const REHEATED: readonly Schedule[] = [
  { from: 5, to: STEEPEST, growth: 1.2, hotFrom: 100 },
  { from: 20, to: STEEPEST, growth: 1.2, hotFrom: 100 },
  { from: 10, to: STEEPEST, growth: 1.2, hotFrom: 100 },
  { from: 40, to: STEEPEST, growth: 1.3, hotFrom: 100 },
];
/** Passes at the end of a schedule without a better placement. */
const PATIENCE = 4;
/** In the exponent of the price: arcs further below the maximum cost nothing worth a search. */
const HOT_WITHIN = 20;
/** Kicks without a better placement before the next schedule; each in turn at another steepness and tolerance. */
const KICKS = 500;
const KICK_STYLES: readonly { readonly steepness: number; readonly tolerance: number }[] = [
  { steepness: 400, tolerance: 0.001 },
  { steepness: 100, tolerance: 0 },
  { steepness: 1000, tolerance: 0 },
];
const KICKS_BETWEEN_PRICINGS = 50;

/**
 * Lowers the largest utilisation of an instance by moving demands until it is good enough or the budget is spent;
 * then the routing holds the best placement that was seen. Demands without a path stay without.
 */
export class MinMax {
  private best: SavedPaths;
  private lowest: number;
  private goodEnough = 0;
  private isAnnealed = false;
  private readonly descent: Descent;
  private readonly kick: Kick;

  private readonly routing: Routing;
  private readonly budget: Budget;

  constructor(routing: Routing, rerouter: Rerouter, random: RandomSequence, budget: Budget) {
    this.routing = routing;
    this.budget = budget;
    this.descent = new Descent(routing, rerouter, random, budget);
    this.kick = new Kick(routing, rerouter, this.descent, random);
    this.best = routing.save();
    this.lowest = routing.maxUtilization();
  }

  /** `BRIEFLY`: as long as a look takes; `UNTIL_ANNEALED`: one schedule; another run may go on. */
  run(goodEnough: number, length: 'BRIEFLY' | 'UNTIL_ANNEALED' | 'UNTIL_SPENT'): void {
    this.goodEnough = goodEnough;
    if (length === 'BRIEFLY') this.anneal(BRIEF_SCHEDULE);
    else if (!this.isAnnealed) this.anneal(FIRST_SCHEDULE);
    this.isAnnealed ||= length !== 'BRIEFLY';
    if (length === 'UNTIL_SPENT') this.goOn();
    this.routing.restore(this.best);
  }

  private goOn(): void {
    for (let round = 0; !this.isOver(); round++) {
      this.routing.restore(this.best);
      this.anneal(REHEATED[round % REHEATED.length]!);
      this.routing.restore(this.best);
      this.kickAbout(KICK_STYLES[round % KICK_STYLES.length]!);
    }
  }

  private isOver(): boolean {
    return this.lowest <= this.goodEnough || this.budget.isSpent();
  }

  private anneal({ from, to, growth, hotFrom }: Schedule): void {
    const { routing } = this;
    let idle = 0;
    for (let steepness = from; !this.isOver(); steepness = Math.min(to, steepness * growth)) {
      const most = routing.maxUtilization();
      routing.setSteepness(steepness, most);
      const moves =
        steepness < hotFrom
          ? this.descent.treePass()
          : this.descent.hotPass(most * (1 - HOT_WITHIN / steepness));
      idle = this.keepIfBetter() ? 0 : idle + 1;
      if (steepness === to && (moves === 0 || idle >= PATIENCE)) return;
    }
  }

  private kickAbout({ steepness, tolerance }: (typeof KICK_STYLES)[number]): void {
    for (let idle = 0; idle < KICKS && !this.isOver(); idle++) {
      if (idle % KICKS_BETWEEN_PRICINGS === 0)
        this.routing.setSteepness(steepness, this.routing.maxUtilization());
      this.kick.try(tolerance);
      if (this.keepIfBetter()) idle = 0;
    }
  }

  private keepIfBetter(): boolean {
    const most = this.routing.maxUtilization();
    if (most >= this.lowest) return false;
    this.lowest = most;
    this.best = this.routing.save();
    return true;
  }
}
