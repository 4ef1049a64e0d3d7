import type { LinearModel } from '../../domain/computation/global/linear-model.js';

/** PORT: solves linear programs beside everything else that goes on. */
export interface LinearSolver {
  /** Models with more columns are not begun: they would take minutes, and memory to match. */
  readonly mostColumns: number;
  /** Never rejects. One model at a time: others wait, and their time begins when they are begun. */
  solve(model: LinearModel, effort: LinearEffort): Promise<LinearOutcome>;
}

export interface LinearEffort {
  /** Milliseconds for one model. */
  readonly timeLimit: number;
  /** Aborted: the answer comes at once, and what is under way is given up. */
  readonly signal?: AbortSignal;
}

export type LinearOutcome =
  /** `figure`: the least cost times the model's unit, within a millionth of what is optimal. */
  | { readonly kind: 'solved'; readonly figure: number }
  | { readonly kind: 'unsolved'; readonly reason: UnsolvedReason; readonly detail: string };

export type UnsolvedReason = 'TOO_LARGE' | 'TIME_LIMIT' | 'INFEASIBLE' | 'ABORTED' | 'FAILED';

/** Where there is none: simpler bounds have to do. */
export const NO_SOLVER: LinearSolver = {
  mostColumns: 0,
  solve: () => Promise.resolve({ kind: 'unsolved', reason: 'TOO_LARGE', detail: 'there is no solver' }),
};
