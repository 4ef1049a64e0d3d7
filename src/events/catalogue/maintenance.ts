import type { MaintenanceId } from '../../domain/values/identifiers.js';
import type {
  MaintenanceImpact,
  MaintenanceMove,
  MaintenanceOrder,
  MaintenanceOutcome,
  MovePurpose,
  StayingLsp,
} from '../../domain/values/maintenance.js';
import type { ComputationRecord } from './computation.js';

interface OfMaintenance {
  readonly maintenance: MaintenanceId;
}

/** Nodes or links are to be kept free for a time to come. */
export interface MaintenanceRequested {
  readonly type: 'MaintenanceRequested';
  readonly data: OfMaintenance & { readonly order: MaintenanceOrder };
}

/** The window will be: what is over its resources can be moved, or may stay. */
export interface MaintenancePlanned {
  readonly type: 'MaintenancePlanned';
  readonly data: OfMaintenance & { readonly impact: MaintenanceImpact };
}

/** The window will not be: something that would have to be moved can't. Nothing else happens. */
export interface MaintenanceRefused {
  readonly type: 'MaintenanceRefused';
  readonly data: OfMaintenance & { readonly impact: MaintenanceImpact };
}

/**
 * Which LSPs are moved next, and in which order: whichever of those that need not wait for another are under way, no link
 * is over its capacity. It takes the place of the round before, of which nothing is under way any more.
 */
export interface MaintenanceMovesPlanned {
  readonly type: 'MaintenanceMovesPlanned';
  readonly data: OfMaintenance & {
    /** From 1. */
    readonly round: number;
    readonly purpose: MovePurpose;
    readonly moves: readonly (MaintenanceMove & {
      /** Absent for a path that the LSP was on before. */
      readonly computation?: ComputationRecord;
    })[];
    readonly staying: readonly StayingLsp[];
    /** Not before this instant is another round planned; absent where each round moves LSPs that were not moved before. */
    readonly retryAt?: number;
  };
}

interface OfMove extends OfMaintenance {
  readonly round: number;
  /** Place in the round. */
  readonly move: number;
}

/** The head-end has the LSP up on its new path. */
export interface MaintenanceLspMoved {
  readonly type: 'MaintenanceLspMoved';
  readonly data: OfMove;
}

/** The LSP was not moved. What of the round was not asked for yet is planned anew, not before `retryAt`. */
export interface MaintenanceMoveFailed {
  readonly type: 'MaintenanceMoveFailed';
  readonly data: OfMove & { readonly code: string; readonly message: string; readonly retryAt: number };
}

/** Its time has come and the work may begin; what is still over the resources was allowed to stay. */
export interface MaintenanceStarted {
  readonly type: 'MaintenanceStarted';
  readonly data: OfMaintenance & { readonly staying: readonly StayingLsp[] };
}

/** Its time has come, but something is still over the resources that has to be moved first: the work must not begin. */
export interface MaintenanceCalledOff {
  readonly type: 'MaintenanceCalledOff';
  readonly data: OfMaintenance & { readonly staying: readonly StayingLsp[] };
}

/** It ends at another instant, later or sooner. */
export interface MaintenanceExtended {
  readonly type: 'MaintenanceExtended';
  readonly data: OfMaintenance & { readonly end: number };
}

/** The operator calls it off, or ends it now. */
export interface MaintenanceCancelled {
  readonly type: 'MaintenanceCancelled';
  readonly data: OfMaintenance;
}

/** Nothing is left to do for it. */
export interface MaintenanceEnded {
  readonly type: 'MaintenanceEnded';
  readonly data: OfMaintenance & { readonly outcome: MaintenanceOutcome; readonly message?: string };
}

export type MaintenanceEvent =
  | MaintenanceRequested
  | MaintenancePlanned
  | MaintenanceRefused
  | MaintenanceMovesPlanned
  | MaintenanceLspMoved
  | MaintenanceMoveFailed
  | MaintenanceStarted
  | MaintenanceCalledOff
  | MaintenanceExtended
  | MaintenanceCancelled
  | MaintenanceEnded;
