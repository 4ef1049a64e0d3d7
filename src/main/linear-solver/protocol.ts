import type { LinearOutcome } from '../../app/ports/linear-solver.js';
import type { LinearModel } from '../../domain/computation/global/linear-model.js';

export interface Request {
  readonly model: LinearModel;
  /** Milliseconds. */
  readonly timeLimit: number;
}

/** `broken`: the solver may be in any state; the thread has to be replaced. */
export type Reply = LinearOutcome | { readonly kind: 'broken'; readonly detail: string };
