import { combinatorialBound } from '../domain/computation/global/bounds.js';
import {
  columnsOf,
  type LinearModel,
  maxThroughputModel,
  minMaxModel,
} from '../domain/computation/global/linear-model.js';
import type { GlobalAnswer, GlobalGoal, GlobalProblem } from '../domain/computation/global/problem.js';
import { unreachable } from '../domain/values/result.js';
import type { LinearEffort, LinearSolver, UnsolvedReason } from './ports/linear-solver.js';

/** What no placement can better, and how that is known. */
export interface GlobalBound {
  /**
   * MIN_MAX_UTILIZATION: no placement of all demands has a lower largest utilisation. MAX_THROUGHPUT: none places
   * more bit/s. MIN_TOTAL_METRIC: no placement of all demands has a lower sum of metrics.
   */
  readonly value: number;
  /**
   * By the linear program in which demands may be split, by what each demand and each node needs by itself, or by the prices
   * at which the search ended (`GlobalAnswer.utilizationBound`).
   */
  readonly by: 'LINEAR_PROGRAM' | 'COMBINATORIAL' | 'SEARCH';
  /** Why there is none of the linear program; absent where it was solved, even if the other is the better bound. */
  readonly because?: UnsolvedReason | 'NO_MODEL';
}

/** A solver's figure is right but for its tolerances: a bound gives way to them. */
const TOLERANCE = 1e-6;

/**
 * The best bound that there is in the time. Never rejects; what can't be solved falls back to the combinatorial bound
 * and says why.
 */
export async function boundOf(
  problem: GlobalProblem,
  goal: GlobalGoal,
  solver: LinearSolver,
  effort: LinearEffort,
): Promise<GlobalBound> {
  const value = combinatorialBound(problem, goal);
  const fallBack = (because: GlobalBound['because'] & string): GlobalBound => ({
    value,
    by: 'COMBINATORIAL',
    because,
  });
  if (problem.demands.length === 0) return { value, by: 'COMBINATORIAL' };
  if (goal === 'MIN_TOTAL_METRIC') return fallBack('NO_MODEL');
  // Before the model is made: a large one alone would take seconds.
  if (columnsOf(problem) > solver.mostColumns) return fallBack('TOO_LARGE');
  const outcome = await solver.solve(modelOf(problem, goal), effort);
  if (outcome.kind === 'unsolved') return fallBack(outcome.reason);
  const solved =
    goal === 'MAX_THROUGHPUT' ? -outcome.figure * (1 + TOLERANCE) : outcome.figure * (1 - TOLERANCE);
  const isBetter = goal === 'MAX_THROUGHPUT' ? solved < value : solved > value;
  return isBetter ? { value: solved, by: 'LINEAR_PROGRAM' } : { value, by: 'COMBINATORIAL' };
}

const modelOf = (problem: GlobalProblem, goal: Exclude<GlobalGoal, 'MIN_TOTAL_METRIC'>): LinearModel =>
  goal === 'MAX_THROUGHPUT' ? maxThroughputModel(problem) : minMaxModel(problem);

/** The better of the bound and what the search has proved itself: to be stated beside the answer. */
export const boundBeside = (
  bound: GlobalBound,
  goal: GlobalGoal,
  answer: Pick<GlobalAnswer, 'utilizationBound'>,
): GlobalBound =>
  goal === 'MIN_MAX_UTILIZATION' && answer.utilizationBound > bound.value
    ? { ...bound, value: answer.utilizationBound, by: 'SEARCH' }
    : bound;

/** What an answer is judged by. */
export type Judged = Pick<
  GlobalAnswer,
  'optimal' | 'placed' | 'placedBandwidth' | 'totalMetric' | 'utilization' | 'utilizationBound'
>;

/**
 * By how much of the bound an answer may be worse than the best one there is, at least 0; 0: nothing is better. Undefined
 * where the bound is one of all demands and some have no place.
 */
export function gapTo(
  bound: GlobalBound,
  goal: GlobalGoal,
  problem: GlobalProblem,
  answer: Judged,
): number | undefined {
  if (answer.optimal) return 0;
  const { value } = boundBeside(bound, goal, answer);
  switch (goal) {
    case 'MAX_THROUGHPUT':
      return above(value, answer.placedBandwidth, value);
    case 'MIN_MAX_UTILIZATION':
      return isComplete(problem, answer) ? above(answer.utilization, value, value) : undefined;
    case 'MIN_TOTAL_METRIC':
      return isComplete(problem, answer) ? above(answer.totalMetric, value, value) : undefined;
    default:
      return unreachable(goal);
  }
}

const isComplete = ({ demands }: GlobalProblem, { placed }: Judged): boolean => placed === demands.length;

const above = (more: number, less: number, whole: number): number =>
  more <= less ? 0 : (more - less) / whole;
