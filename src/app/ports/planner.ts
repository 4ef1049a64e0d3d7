import type { Effort, GlobalProblem } from '../../domain/computation/global/problem.js';
import type { Reoptimization, ReoptimizationWish } from '../../domain/computation/global/reoptimization.js';

/** PORT: plans reoptimizations beside everything else that goes on: a large network takes seconds. */
export interface Planner {
  /** What `reoptimize` of the engine answers, to the letter. Rejects when it is stopped, or lost on the way. */
  reoptimize(
    problem: GlobalProblem,
    wish: ReoptimizationWish,
    effort: Omit<Effort, 'stop'>,
  ): Promise<Reoptimization>;
}
