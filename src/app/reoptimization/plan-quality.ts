import type { GlobalProblem } from '../../domain/computation/global/problem.js';
import type { ReoptimizationOrder, ReoptimizationPlan } from '../../domain/values/reoptimization.js';
import { boundBeside, boundOf, gapTo } from '../global-bound.js';
import { type LinearSolver, NO_SOLVER } from '../ports/linear-solver.js';

/** Milliseconds: a plan that is to be carried out must not get old; one that is only looked at may take its time. */
const TIME_LIMIT = 2_000;
const DRY_RUN_TIME_LIMIT = 20_000;

/** How much better any placement could be than the planned one, as far as that is known. */
export async function qualityOf(
  problem: GlobalProblem,
  plan: ReoptimizationPlan,
  { goal, dryRun, trigger }: ReoptimizationOrder,
  solver: LinearSolver = NO_SOLVER,
): Promise<Pick<ReoptimizationPlan, 'bound' | 'gap'>> {
  if (problem.demands.length === 0) return {};
  // What relieves a link, or takes what was just given back, is not kept waiting for figures.
  const isUrgent = trigger === 'freed' || trigger === 'utilization';
  const timeLimit = dryRun ? DRY_RUN_TIME_LIMIT : TIME_LIMIT;
  const proved = await boundOf(problem, goal, isUrgent ? NO_SOLVER : solver, { timeLimit });
  const answer = { ...plan.after, utilizationBound: plan.utilizationBound, optimal: false };
  const { value, by } = boundBeside(proved, goal, answer);
  if (!Number.isFinite(value)) return {};
  const gap = gapTo(proved, goal, problem, answer);
  return { bound: { value, by }, ...(gap === undefined || !Number.isFinite(gap) ? {} : { gap }) };
}
