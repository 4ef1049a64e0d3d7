import { answerOf, candidateOf } from './answer-of.js';
import { Budget } from './budget.js';
import { takeCheaperPaths } from './cheaper-paths.js';
import { replaceWithFewMoves } from './few-moves.js';
import { compileInstance } from './instance.js';
import { orderMoves } from './move-order/order-moves.js';
import type { MoveOrder, OrderedLsp, Placement, StayingLsp } from './move-order/problem.js';
import { optimizeGlobally } from './optimize.js';
import { figuresOf, presentPaths } from './placement-figures.js';
import type { Effort, GlobalAnswer, GlobalDemand, GlobalProblem } from './problem.js';
import { Relief } from './relief.js';
import type { NotDone, PlacementFigures, Reoptimization, ReoptimizationWish } from './reoptimization.js';
import { Routing } from './routing.js';
import { type Paths, WorthwhileMoves } from './worthwhile-moves.js';

/** A gain must be more than rounding can pretend. */
const NOTICEABLE = 1e-9;
/** Times that an order is looked for anew because some of its moves could not be made. */
const MOST_ORDERS = 8;

/**
 * From the present paths of the demands to better ones (RFC 8051 3.1, 3.6): which LSPs to move, where to, in what order
 * without overload in between, what that gains and costs, and what could not be done. LSPs that have no path are set up
 * where there is room; none loses the path that it has. Independent of the order of the demands.
 */
export function reoptimize(problem: GlobalProblem, wish: ReoptimizationWish, effort: Effort): Reoptimization {
  // Whatever is decided by who comes first is decided by the ids.
  const demands = [...problem.demands].sort((a, b) => (a.id < b.id ? -1 : 1));
  return new Reoptimizing(movableOf({ ...problem, demands }, wish.mayMove), wish, effort).run();
}

/** The problem of those that may move; what the others hold is background. */
function movableOf(problem: GlobalProblem, mayMove: ReadonlySet<string> | undefined): GlobalProblem {
  if (mayMove === undefined) return problem;
  const background = problem.background?.slice() ?? new Float64Array(problem.capacity.length);
  for (const { id, current, bandwidth } of problem.demands) {
    if (mayMove.has(id)) continue;
    for (const link of current ?? []) background[link]! += bandwidth;
  }
  return { ...problem, background, demands: problem.demands.filter(({ id }) => mayMove.has(id)) };
}

class Reoptimizing {
  /** Paths that may be kept: undefined where there is none, or it may not be used any more. */
  private readonly present: Paths;
  private readonly problem: GlobalProblem;
  private readonly wish: ReoptimizationWish;
  private readonly effort: Effort;

  constructor(problem: GlobalProblem, wish: ReoptimizationWish, effort: Effort) {
    this.problem = problem;
    this.wish = wish;
    this.effort = effort;
    this.present = presentPaths(problem);
  }

  run(): Reoptimization {
    const answers = this.answers();
    const utilizationBound = Math.max(...answers.map((answer) => answer.utilizationBound));
    const { chosen, order, staying } = this.bestOrdered(answers);
    const before = figuresOf(this.problem, this.present);
    const after = figuresOf(this.problem, chosen);
    const gain = this.gainOf(before, after, chosen);
    const names = (which: (index: number) => boolean): string[] =>
      this.problem.demands
        .filter((_, index) => which(index))
        .map(({ id }) => id)
        .sort();
    const moved = names(
      (index) =>
        this.hasPath(index) &&
        chosen[index] !== undefined &&
        chosen[index].join() !== this.pathOf(index)!.join(),
    );
    const setUp = names((index) => !this.hasPath(index) && chosen[index] !== undefined);
    const without = names(
      (index) => chosen[index] === undefined && !staying.has(this.problem.demands[index]!.id),
    );
    const notDone: readonly NotDone[] = [
      ...staying.values(),
      ...without.map((lsp): NotDone => ({ lsp, reason: 'NO_PATH' })),
    ];
    const outcome = { before, gain, utilizationBound, notDone };
    const isIdle = order.steps.length === 0;
    if (isIdle || !this.isWorth(gain, setUp.length > 0 || this.replacesUnusable(chosen))) {
      return { kind: 'none', reason: isIdle ? 'NOTHING_BETTER' : 'GAIN_TOO_SMALL', ...outcome };
    }
    return { kind: 'plan', order, after, moved, setUp, ...outcome };
  }

  private pathOf(index: number): readonly number[] | undefined {
    return this.problem.demands[index]!.current;
  }

  private hasPath(index: number): boolean {
    return (this.pathOf(index)?.length ?? 0) > 0;
  }

  /** Some LSP gets off a path that it may not use any more. */
  private replacesUnusable(chosen: Paths): boolean {
    return chosen.some((path, index) => path !== undefined && this.present[index] === undefined);
  }

  private isWorth(gain: number, places: boolean): boolean {
    if (places || (this.wish.scope === 'PREDICTABLE' && this.wish.minGain === undefined)) return true;
    return gain > NOTICEABLE && gain >= (this.wish.minGain ?? 0) - NOTICEABLE;
  }

  private answers(): readonly GlobalAnswer[] {
    const { problem, wish, effort } = this;
    const { goal, scope, maxMoves } = wish;
    if (scope === 'PREDICTABLE') {
      const demands = problem.demands.map((demand): GlobalDemand => ({ ...demand, current: [] }));
      return [optimizeGlobally({ ...problem, demands }, goal, effort)];
    }
    if (scope === 'INCREMENTAL') return [this.withFewMoves()];
    const best = optimizeGlobally(problem, goal, effort);
    return maxMoves === undefined ? [best] : [best, this.withFewMoves()];
  }

  private withFewMoves(): GlobalAnswer {
    const { problem, wish, effort } = this;
    const { goal, maxMoves, targetUtilization } = wish;
    if (goal === 'MIN_TOTAL_METRIC') return cheaperFromPresent(problem, effort);
    const target = goal === 'MAX_THROUGHPUT' ? 1 : targetUtilization;
    const within = maxMoves === undefined ? {} : { maxMoves };
    return replaceWithFewMoves(
      problem,
      { ...within, ...(target === undefined ? {} : { targetUtilization: target }) },
      effort,
    );
  }

  /** The answer that is worth most after the moves that are not worth it are left out. */
  private bestOf(answers: readonly GlobalAnswer[]): WorthwhileMoves {
    const { goal, scope, maxMoves, minGainPerMove } = this.wish;
    const worth = {
      goal,
      maxMoves: maxMoves ?? Number.POSITIVE_INFINITY,
      minGainPerMove: minGainPerMove ?? 0,
    };
    const trimmed = answers.map(({ paths }) => {
      const moves = new WorthwhileMoves(this.problem, this.present, paths, worth);
      if (scope === 'PREDICTABLE') moves.keepPlaced();
      else moves.choose();
      return moves;
    });
    return trimmed.reduce((best, other) => (other.isBetterThan(best) ? other : best));
  }

  /**
   * The best of the answers as far as it can be carried out. What is best of all may be out of reach without releasing
   * somebody, and then less than what a few moves from the present come to.
   */
  private bestOrdered(answers: readonly GlobalAnswer[]) {
    const best = this.ordered(this.bestOf(answers));
    if (best.staying.size === 0 || this.wish.scope !== 'GLOBAL') return best;
    const nearer = this.ordered(this.bestOf([answers[1] ?? this.withFewMoves()]));
    return nearer.moves.isBetterThan(best.moves) ? nearer : best;
  }

  /** What can't be ordered stays, and with it what makes no sense without it. */
  private ordered(moves: WorthwhileMoves) {
    const staying = new Map<string, StayingLsp>();
    const indexOf = new Map(this.problem.demands.map(({ id }, index) => [id, index]));
    let order = this.orderOf(moves.path);
    for (let round = 1; order.staying.length > 0 && round < MOST_ORDERS; round++) {
      for (const lsp of order.staying) {
        staying.set(lsp.lsp, lsp);
        moves.takeBack(indexOf.get(lsp.lsp)!);
      }
      if (this.wish.scope !== 'PREDICTABLE') moves.dropWorthless();
      order = this.orderOf(moves.path);
    }
    for (const lsp of order.staying) {
      staying.set(lsp.lsp, lsp);
      moves.takeBack(indexOf.get(lsp.lsp)!);
    }
    return { moves, chosen: moves.path, order, staying };
  }

  private orderOf(paths: Paths): MoveOrder {
    const { graph, capacity, background, metric, demands } = this.problem;
    const placementOf = (path: readonly number[] | undefined, bandwidth: number): Placement | undefined =>
      path === undefined || path.length === 0 ? undefined : { path, bandwidth };
    const lsps = demands.map((demand, index): OrderedLsp => {
      const { id, bandwidth, current, held, priority, allowed, metricBound } = demand;
      const present = held ?? placementOf(current, bandwidth);
      const target = paths[index] === undefined ? present : placementOf(paths[index], bandwidth);
      return {
        id,
        present,
        target,
        ...(priority === undefined ? {} : { priority }),
        ...(allowed === undefined ? {} : { allowed }),
        ...(metricBound === undefined ? {} : { metricBound }),
      };
    });
    return orderMoves(
      { graph, capacity, metric, lsps, ...(background === undefined ? {} : { background }) },
      this.wish.order,
    );
  }

  private gainOf(before: PlacementFigures, after: PlacementFigures, chosen: Paths): number {
    const { goal } = this.wish;
    if (goal === 'MIN_MAX_UTILIZATION') return before.utilization - after.utilization;
    if (goal === 'MAX_THROUGHPUT') {
      const asked = this.problem.demands.reduce((sum, { bandwidth }) => sum + bandwidth, 0) || 1;
      return (after.placedBandwidth - before.placedBandwidth) / asked;
    }
    const kept = chosen.map((path, index) => (this.present[index] === undefined ? undefined : path));
    return (before.totalMetric - figuresOf(this.problem, kept).totalMetric) / (before.totalMetric || 1);
  }
}

/** Each LSP on a cheaper path if there is one with room, from where they are. */
function cheaperFromPresent(problem: GlobalProblem, effort: Effort): GlobalAnswer {
  const instance = compileInstance(problem);
  const budget = new Budget(effort);
  const routing = new Routing(instance, 'BY_ARC');
  instance.current.forEach((path, demand) => {
    if (path !== undefined) routing.place(demand, path, path.length, false);
  });
  new Relief(routing, budget).placeNew(1, true);
  takeCheaperPaths(routing, budget, 1);
  return answerOf(problem, instance, candidateOf(routing, effort.bound ?? 0, false), budget.steps);
}
