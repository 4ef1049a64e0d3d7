import { compareGlobalScores } from '../objective/global-score.js';
import { Admission } from './admission.js';
import { answerOf, type Candidate, candidateOf, provenBound } from './answer-of.js';
import { simpleBound } from './bounds.js';
import { Budget } from './budget.js';
import { takeCheaperPaths } from './cheaper-paths.js';
import { Descent } from './descent.js';
import { everyPlacement, isSmall } from './every-placement.js';
import { compileInstance, type Instance } from './instance.js';
import { MinMax } from './min-max.js';
import type { Effort, GlobalAnswer, GlobalGoal, GlobalProblem } from './problem.js';
import { RandomSequence } from './random-sequence.js';
import { Relief } from './relief.js';
import { Rerouter } from './rerouter.js';
import { type ArcWeights, Routing } from './routing.js';
import { trimToCapacity } from './trim.js';

const GOOD_ENOUGH = 0.0001;

/**
 * Global concurrent optimisation (RFC 5557): single paths for all demands together, never more than the capacities
 * allow. Small problems are answered by the best of all placements, larger ones by local search. If all current paths
 * can stay together, the answer is never worse than they are. It does not depend on the order of the demands.
 */
export function optimizeGlobally(problem: GlobalProblem, goal: GlobalGoal, effort: Effort): GlobalAnswer {
  const instance = compileInstance(problem);
  const budget = new Budget(effort);
  const best = everyOrSearched(instance, goal, effort, budget);
  return answerOf(problem, instance, best, budget.steps);
}

function everyOrSearched(instance: Instance, goal: GlobalGoal, effort: Effort, budget: Budget): Candidate {
  if (isSmall(instance, effort)) {
    const routing = everyPlacement(instance, goal === 'MIN_MAX_UTILIZATION');
    return candidateOf(routing, provenBound(routing, effort.bound ?? 0), true);
  }
  return new GlobalSearch(instance, goal, effort, budget).run();
}

class GlobalSearch {
  private best: Candidate | undefined;
  private readonly random: RandomSequence;
  private bound: number;
  private readonly goodEnough: number;
  private readonly byUtilization: boolean;
  private readonly byMetric: boolean;
  private readonly everyone: Int32Array;

  private readonly instance: Instance;
  private readonly budget: Budget;

  constructor(instance: Instance, goal: GlobalGoal, effort: Effort, budget: Budget) {
    this.instance = instance;
    this.budget = budget;
    this.random = new RandomSequence(effort.seed);
    this.bound = Math.max(simpleBound(instance), effort.bound ?? 0);
    this.goodEnough = this.bound * (1 + (effort.gap ?? GOOD_ENOUGH));
    this.byUtilization = goal === 'MIN_MAX_UTILIZATION';
    this.byMetric = goal === 'MIN_TOTAL_METRIC';
    this.everyone = Int32Array.from({ length: instance.demandCount }, (_, index) => index);
  }

  run(): Candidate {
    this.considerCurrent();
    if (!this.byUtilization && this.placeCheapest()) return this.best!;
    const { routing, rerouter, descent } = this.workshop('BY_ARC');
    this.placeCurrent(routing);
    descent.placeAll(this.everyone, this.bound);
    const search = new MinMax(routing, rerouter, this.random, this.budget);
    // Whether everything has room is what is asked first, in all three goals.
    if (this.byUtilization) search.run(this.goodEnoughFor(routing), 'UNTIL_ANNEALED');
    else search.run(1, 'BRIEFLY');
    if (routing.maxUtilization() > 1) this.leaveSomeOut(routing);
    else if (this.byUtilization) search.run(this.goodEnoughFor(routing), 'UNTIL_SPENT');
    this.consider(routing);
    // Before cheaper paths level the loads: what is left loaded now is what can't be relieved.
    if (isComplete(routing)) this.bound = provenBound(routing, this.bound);
    routing.restore(this.best!.paths);
    takeCheaperPaths(routing, this.budget, this.byUtilization ? routing.maxUtilization() : 1);
    this.consider(routing);
    return { ...this.best!, bound: this.bound };
  }

  /** The bound is one of all demands: it says nothing when some have no place. */
  private goodEnoughFor(routing: Routing): number {
    return isComplete(routing) ? this.goodEnough : 0;
  }

  private workshop(weights: ArcWeights) {
    const routing = new Routing(this.instance, weights);
    const rerouter = new Rerouter(routing, this.budget);
    const descent = new Descent(routing, rerouter, this.random, this.budget);
    return { routing, rerouter, descent };
  }

  private placeCurrent(routing: Routing): void {
    this.instance.current.forEach((path, demand) => {
      if (path !== undefined) routing.place(demand, path, path.length, false);
    });
  }

  private considerCurrent(): void {
    const routing = new Routing(this.instance, 'BY_ARC');
    this.placeCurrent(routing);
    if (routing.maxUtilization() <= 1) this.best = candidateOf(routing, this.bound, false);
  }

  /** Each on its cheapest path: if that has room nothing is better. */
  private placeCheapest(): boolean {
    const { routing, descent } = this.workshop('BY_ARC');
    descent.placeCheapest(false);
    if (routing.maxUtilization() <= 1) {
      this.best = candidateOf(routing, this.bound, true);
      return true;
    }
    if (this.byMetric && new Relief(routing, this.budget).lower(1, Number.POSITIVE_INFINITY))
      this.consider(routing);
    return false;
  }

  /** From a routing that overloads arcs to the best one that does not. */
  private leaveSomeOut(routing: Routing): void {
    trimToCapacity(routing);
    this.consider(routing);
    const admitting = this.workshop('BY_CAPACITY');
    const levels = [...new Set(this.instance.priority)].sort((a, b) => a - b);
    const { rerouter, descent } = admitting;
    new Admission(admitting.routing, rerouter, descent, this.random, this.budget).run(levels);
    this.consider(admitting.routing);
    routing.restore(this.best!.paths);
    if (this.byUtilization) {
      const search = new MinMax(routing, rerouter, this.random, this.budget);
      search.run(this.goodEnoughFor(routing), 'UNTIL_SPENT');
    }
  }

  private consider(routing: Routing): void {
    const candidate = candidateOf(routing, this.bound, false);
    if (
      this.best === undefined ||
      compareGlobalScores(candidate.score, this.best.score, this.byUtilization) > 0
    ) {
      this.best = candidate;
    }
  }
}

const isComplete = (routing: Routing): boolean => routing.pathLength.every((length) => length > 0);
