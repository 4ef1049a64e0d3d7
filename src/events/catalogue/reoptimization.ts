import type { OperationId } from '../../domain/values/identifiers.js';
import type {
  ReoptimizationOrder,
  ReoptimizationOutcome,
  ReoptimizationPlan,
} from '../../domain/values/reoptimization.js';

interface OfReoptimization {
  readonly operation: OperationId;
}

/** LSPs are to get better paths, in an order without overload in between (RFC 8051 3.6). */
export interface ReoptimizationRequested {
  readonly type: 'ReoptimizationRequested';
  readonly data: OfReoptimization & { readonly order: ReoptimizationOrder };
}

/** What it will do, computed in the network at `position`. A further one replaces what was left of the one before. */
export interface ReoptimizationPlanned {
  readonly type: 'ReoptimizationPlanned';
  readonly data: OfReoptimization & { readonly position: number; readonly plan: ReoptimizationPlan };
}

/** The head-end has reported what the step wanted. */
export interface ReoptimizationStepDone {
  readonly type: 'ReoptimizationStepDone';
  readonly data: OfReoptimization & { readonly step: number };
}

/** The step was refused, not answered in time, or not begun, as the network is not what was planned for. */
export interface ReoptimizationStepFailed {
  readonly type: 'ReoptimizationStepFailed';
  readonly data: OfReoptimization & {
    readonly step: number;
    readonly code: string;
    readonly message: string;
  };
}

/** A step that was done is undone, or could not be (`code`). */
export interface ReoptimizationStepUndone {
  readonly type: 'ReoptimizationStepUndone';
  readonly data: OfReoptimization & {
    readonly step: number;
    readonly code?: string;
    readonly message?: string;
  };
}

/** No more steps: asked for by an operator. */
export interface ReoptimizationCancelled {
  readonly type: 'ReoptimizationCancelled';
  readonly data: OfReoptimization;
}

export interface ReoptimizationEnded {
  readonly type: 'ReoptimizationEnded';
  readonly data: OfReoptimization & {
    readonly outcome: ReoptimizationOutcome;
    readonly code?: string;
    readonly message?: string;
  };
}

export type ReoptimizationEvent =
  | ReoptimizationRequested
  | ReoptimizationPlanned
  | ReoptimizationStepDone
  | ReoptimizationStepFailed
  | ReoptimizationStepUndone
  | ReoptimizationCancelled
  | ReoptimizationEnded;
