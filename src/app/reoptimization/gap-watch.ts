import { figuresOf, presentPaths } from '../../domain/computation/global/placement-figures.js';
import type { ReoptimizationGoal } from '../../domain/values/reoptimization.js';
import { boundOf, gapTo } from '../global-bound.js';
import type { NetworkView } from '../network-view.js';
import { type LinearSolver, NO_SOLVER } from '../ports/linear-solver.js';
import { problemOf } from './movable-lsps.js';

/** Milliseconds for the linear program: the next look is minutes away. */
const TIME_LIMIT = 5_000;
/** Share of the mark by which a gap that was left has to grow before it counts as new. */
const HYSTERESIS = 0.1;

/** How far the placement of the LSPs is from what is known to be the best, and whether that is news. */
export class GapWatch {
  readonly #view: NetworkView;
  readonly #solver: LinearSolver;
  readonly #countsMeasured: boolean;
  /** Something is being done about the gap: what the next look finds is what is left of it. */
  #isAnswered = false;
  /** What nothing could be done about. */
  #left: number | undefined;

  /** @param countsMeasured whether traffic measured beyond what is reserved is in the utilisation */
  constructor(view: NetworkView, solver: LinearSolver = NO_SOLVER, countsMeasured = false) {
    this.#view = view;
    this.#solver = solver;
    this.#countsMeasured = countsMeasured;
  }

  /**
   * Whether the gap of the LSPs that have a path is above the mark, and not the one that a reoptimization has left. It is a
   * share of the best bound known, as `gapTo` has it, so that nobody may be able to close it. O(links + LSPs x hops) here, and the
   * linear program beside.
   */
  async isNewlyAbove(mark: number, goal: ReoptimizationGoal): Promise<boolean> {
    const gap = await this.#gap(goal);
    if (gap <= mark) {
      this.#left = undefined;
      this.#isAnswered = false;
      return false;
    }
    if (this.#isAnswered) this.#left = gap;
    this.#isAnswered = false;
    return this.#left === undefined || gap > this.#left + mark * HYSTERESIS;
  }

  answered(): void {
    this.#isAnswered = true;
  }

  async #gap(goal: ReoptimizationGoal): Promise<number> {
    const { lspDb } = this.#view.state;
    const { problem } = problemOf(
      this.#view,
      (lsp) => (lspDb.get(lsp)?.current.route.length ?? 0) > 0,
      this.#countsMeasured,
    );
    const figures = figuresOf(problem, presentPaths(problem));
    const bound = await boundOf(problem, goal, this.#solver, { timeLimit: TIME_LIMIT });
    return gapTo(bound, goal, problem, { ...figures, optimal: false, utilizationBound: 0 }) ?? 0;
  }
}
