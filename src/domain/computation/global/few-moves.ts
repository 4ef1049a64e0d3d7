import { comparePlaced, isSameUtilization } from '../objective/global-score.js';
import { answerOf, type Candidate, candidateOf } from './answer-of.js';
import { simpleBound } from './bounds.js';
import { Budget } from './budget.js';
import { Descent } from './descent.js';
import { bestChoice, type Choice, isSmall } from './every-placement.js';
import { compileInstance, type Instance } from './instance.js';
import { MinMax } from './min-max.js';
import type { Effort, GlobalAnswer, GlobalProblem } from './problem.js';
import { RandomSequence } from './random-sequence.js';
import { Relief } from './relief.js';
import { Rerouter } from './rerouter.js';
import { Routing } from './routing.js';
import { trimToCapacity } from './trim.js';

/** What the moves are for. */
export interface MoveWish {
  /** Stop moving once no link is used more. Default: as low as possible. */
  readonly targetUtilization?: number;
  /** Demands with a current path that may get another one, or lose it. Default: any number. */
  readonly maxMoves?: number;
}

export interface FewMovesAnswer extends GlobalAnswer {
  /** Of the current paths. */
  readonly utilizationBefore: number;
}

/** Halvings of the interval in which the lowest utilisation within the moves lies. */
const HALVINGS = 10;
/** Stands for 0 where it is divided by. */
const LEAST_UTILIZATION = 1e-6;

/**
 * Changes as few of the current paths as possible (RFC 5557 3.3, RFC 8051 3.1.3). Demands without a path are placed;
 * that is no move. In this order: most bandwidth placed, higher priorities first; the target reached; then, if it was
 * reached, fewer moves before a lower utilisation, else the other way round.
 */
export function replaceWithFewMoves(problem: GlobalProblem, wish: MoveWish, effort: Effort): FewMovesAnswer {
  const instance = compileInstance(problem);
  const budget = new Budget(effort);
  const preference = new MovePreference(wish);
  const present = currentRouting(instance);
  const bound = Math.max(simpleBound(instance), effort.bound ?? 0);
  const best = isSmall(instance, effort)
    ? exactly(instance, preference, bound)
    : new FewMovesSearch(instance, wish, preference, effort, budget, bound).run();
  return {
    ...answerOf(problem, instance, best ?? candidateOf(present, bound, false), budget.steps),
    utilizationBefore: present.maxUtilization(),
  };
}

function currentRouting(instance: Instance): Routing {
  const routing = new Routing(instance, 'BY_ARC');
  instance.current.forEach((path, demand) => {
    if (path !== undefined) routing.place(demand, path, path.length, false);
  });
  return routing;
}

function exactly(instance: Instance, preference: MovePreference, bound: number): Candidate | undefined {
  const routing = bestChoice(instance, preference);
  return routing === undefined ? undefined : candidateOf(routing, bound, true);
}

/** The order of placements that differ in moves. */
class MovePreference {
  private readonly target: number;
  private readonly maxMoves: number;

  constructor({ targetUtilization, maxMoves }: MoveWish) {
    this.target = targetUtilization ?? 0;
    this.maxMoves = maxMoves ?? Number.POSITIVE_INFINITY;
  }

  admits({ moves, utilization }: Choice): boolean {
    return moves <= this.maxMoves && utilization <= 1;
  }

  compare(a: Choice, b: Choice): number {
    const placed = comparePlaced(a, b);
    if (placed !== 0) return placed;
    const [isThere, isOtherThere] = [this.isReached(a), this.isReached(b)];
    if (isThere !== isOtherThere) return isThere ? 1 : -1;
    const fewer = b.moves - a.moves;
    const lower = isSameUtilization(a.utilization, b.utilization) ? 0 : b.utilization - a.utilization;
    const first = isThere ? fewer || lower : lower || fewer;
    return first || b.totalMetric - a.totalMetric;
  }

  private isReached({ utilization }: Choice): boolean {
    return utilization <= this.target || isSameUtilization(utilization, this.target);
  }
}

class FewMovesSearch {
  private best: { readonly choice: Choice; readonly candidate: Candidate } | undefined;

  private readonly instance: Instance;
  private readonly wish: MoveWish;
  private readonly preference: MovePreference;
  private readonly effort: Effort;
  private readonly budget: Budget;
  private readonly bound: number;

  constructor(
    instance: Instance,
    wish: MoveWish,
    preference: MovePreference,
    effort: Effort,
    budget: Budget,
    bound: number,
  ) {
    this.instance = instance;
    this.wish = wish;
    this.preference = preference;
    this.effort = effort;
    this.budget = budget;
    this.bound = bound;
  }

  /** Undefined: nothing within the moves stays within the capacities, not even the current paths. */
  run(): Candidate | undefined {
    const present = currentRouting(this.instance);
    this.consider(present);
    const hasNew = this.instance.current.includes(undefined);
    if (hasNew) this.placeWhereRoom();
    // The bound is one of all demands, and of new ones some may have no place.
    const floor = Math.max(hasNew ? 0 : this.bound, LEAST_UTILIZATION);
    const { targetUtilization, maxMoves } = this.wish;
    if (targetUtilization !== undefined) this.relieve(Math.max(floor, targetUtilization));
    if (maxMoves !== undefined) this.halve(floor, hasNew ? 1 : Math.min(1, present.maxUtilization()));
    else this.searchFreely(Math.max(floor, targetUtilization ?? 0));
    return this.best?.candidate;
  }

  /** The lower the utilisation asked for, the more moves it takes. */
  private halve(floor: number, ceiling: number): void {
    let [low, high] = [floor, ceiling];
    for (let round = 0; round < HALVINGS && !this.budget.isSpent(); round++) {
      const middle = (low + high) / 2;
      if (this.relieve(middle)) high = middle;
      else low = middle;
    }
  }

  private placeWhereRoom(): void {
    const routing = currentRouting(this.instance);
    new Relief(routing, this.budget).placeNew(1, true);
    this.consider(routing);
  }

  /** True if that utilisation was reached within the moves. */
  private relieve(utilization: number): boolean {
    const routing = currentRouting(this.instance);
    const relief = new Relief(routing, this.budget);
    relief.placeNew(utilization, false);
    const maxMoves = this.wish.maxMoves ?? Number.POSITIVE_INFINITY;
    let isReached = relief.lower(utilization, maxMoves);
    if (routing.maxUtilization() > 1) {
      this.makeFit(routing, relief);
      isReached = relief.lower(utilization, maxMoves);
    }
    relief.takeBack(Math.max(utilization, routing.maxUtilization()));
    // What was taken back, or never begun for the sake of the target, may have left room.
    relief.placeNew(1, true);
    return this.consider(routing) && isReached;
  }

  /** Any number of moves first, then as many of them taken back as the target allows. */
  private searchFreely(utilization: number): void {
    const routing = currentRouting(this.instance);
    const rerouter = new Rerouter(routing, this.budget);
    const random = new RandomSequence(this.effort.seed);
    const everyone = Int32Array.from({ length: this.instance.demandCount }, (_, index) => index);
    new Descent(routing, rerouter, random, this.budget).placeAll(everyone, utilization);
    const search = new MinMax(routing, rerouter, random, this.budget);
    search.run(utilization, 'UNTIL_ANNEALED');
    if (routing.maxUtilization() <= 1) search.run(utilization, 'UNTIL_SPENT');
    const relief = new Relief(routing, this.budget);
    if (routing.maxUtilization() > 1) {
      this.makeFit(routing, relief);
      new MinMax(routing, rerouter, random, this.budget).run(utilization, 'UNTIL_SPENT');
    }
    relief.takeBack(Math.max(utilization, routing.maxUtilization()));
    // What was taken back, or never begun for the sake of the target, may have left room.
    relief.placeNew(1, true);
    this.consider(routing);
  }

  /** Some lose their path where not all have room. */
  private makeFit(routing: Routing, relief: Relief): void {
    trimToCapacity(routing);
    relief.placeNew(1, true);
  }

  /** True if the routing counts at all. */
  private consider(routing: Routing): boolean {
    const candidate = candidateOf(routing, this.bound, false);
    const choice = { ...candidate.score, moves: movesOf(routing) };
    if (!this.preference.admits(choice)) return false;
    if (this.best === undefined || this.preference.compare(choice, this.best.choice) > 0) {
      this.best = { choice, candidate };
    }
    return true;
  }
}

function movesOf(routing: Routing): number {
  const { current } = routing.instance;
  return current.filter((path, demand) => path !== undefined && !routing.isOn(demand, path)).length;
}
