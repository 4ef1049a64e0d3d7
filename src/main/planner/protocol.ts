import type { Effort, GlobalProblem } from '../../domain/computation/global/problem.js';
import type { Reoptimization, ReoptimizationWish } from '../../domain/computation/global/reoptimization.js';

export interface Request {
  readonly id: number;
  readonly problem: GlobalProblem;
  readonly wish: ReoptimizationWish;
  readonly effort: Omit<Effort, 'stop'>;
}

export type Reply =
  | { readonly id: number; readonly kind: 'planned'; readonly reoptimization: Reoptimization }
  | { readonly id: number; readonly kind: 'failed'; readonly detail: string };
