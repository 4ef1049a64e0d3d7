import {
  type BookingId,
  type LinkId,
  type LspId,
  type MaintenanceId,
  type NodeId,
  OperationId,
} from './identifiers.js';
import type { SignalledPath } from './path.js';
import type { NoPathReason } from './path-request.js';
import type { ObservedLink } from './topology.js';

/** What is worked on. A node stands for all links at it, a group for all links that share the risk. */
export interface MaintenanceResources {
  readonly nodes: readonly NodeId[];
  /** One direction each. */
  readonly links: readonly LinkId[];
  readonly srlgs: readonly number[];
}

export const concerns = (
  { nodes, links, srlgs }: MaintenanceResources,
  link: Pick<ObservedLink, 'id' | 'source' | 'target' | 'srlgs'>,
): boolean =>
  links.includes(link.id) ||
  nodes.includes(link.source) ||
  nodes.includes(link.target) ||
  link.srlgs?.some((srlg) => srlgs.includes(srlg)) === true;

/**
 * What becomes of the window when something that is over its resources has nowhere else to go.
 * REFUSE: it is not planned, or called off at its start. LEAVE: that stays where it is, and the work is done.
 */
export type WhatCannotMove = 'REFUSE' | 'LEAVE';

/** What was asked for. Instants are milliseconds since 1970. */
export interface MaintenanceOrder {
  readonly name: string;
  readonly resources: MaintenanceResources;
  /** From `start` until just before `end` the resources may be down at any moment. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds before the start at which the resources go out of use and what is over them is moved. */
  readonly drainTime: number;
  readonly whatCannotMove: WhatCannotMove;
  /** Afterwards LSPs go back to the path that they were on, where that is still a path and the better one. */
  readonly revert: boolean;
  readonly idempotencyKey?: string;
}

/**
 * SIMULATED: only looked at. REQUESTED: not decided yet. PLANNED: its time is to come. DRAINING: out of use, LSPs are
 * being moved. IN_PROGRESS. RESTORING: in use again, LSPs go back. DONE. CANCELLED: called off by the operator, or over
 * before it could begin. REFUSED: not planned, or called off at its start, because of what could not be moved.
 */
export type MaintenanceState =
  | 'SIMULATED'
  | 'REQUESTED'
  | 'PLANNED'
  | 'DRAINING'
  | 'IN_PROGRESS'
  | 'RESTORING'
  | 'DONE'
  | 'CANCELLED'
  | 'REFUSED';
export type MaintenanceOutcome = 'DONE' | 'CANCELLED' | 'REFUSED';

/**
 * Why an LSP, or an occurrence of a booking, stays.
 *   NO_PATH         no other path meets what is wanted of it
 *   NO_ORDER        there is one, but no order of moves in which no link is ever over its capacity
 *   ENDS_THERE      its head-end or tail-end is worked on
 *   NOT_DELEGATED   its head-end has not given this PCE the right to move it, or takes no updates
 *   NOT_CONNECTED   its head-end is not there, or not synchronised
 *   BOOKED          it belongs to a booking, which looks after it itself
 *   MOVE_FAILED     it was to be moved, and is still there
 */
export type StayingReason =
  | 'NO_PATH'
  | 'NO_ORDER'
  | 'ENDS_THERE'
  | 'NOT_DELEGATED'
  | 'NOT_CONNECTED'
  | 'BOOKED'
  | 'MOVE_FAILED';

export interface StayingLsp {
  readonly lsp: LspId;
  readonly reason: StayingReason;
  /** With NO_PATH. */
  readonly noPath?: readonly NoPathReason[];
}

/** What a window would do to the network as it was when it was planned. */
export interface MaintenanceImpact {
  readonly moves: readonly {
    readonly lsp: LspId;
    readonly from: readonly LinkId[];
    readonly to: readonly LinkId[];
  }[];
  readonly staying: readonly StayingLsp[];
  /** Occurrences that are booked over the resources within the window; without `to` there is no other path. */
  readonly bookings: readonly {
    readonly booking: BookingId;
    readonly occurrence: number;
    readonly from: readonly LinkId[];
    readonly to?: readonly LinkId[];
  }[];
  /** Of the most utilised link, 0 to 1 and beyond: what LSPs take of what can be reserved. */
  readonly utilization: { readonly before: number; readonly after: number };
}

/** One LSP that is led to another path. */
export interface MaintenanceMove {
  readonly lsp: LspId;
  readonly from: SignalledPath;
  readonly to: SignalledPath;
  /** Moves of the same round, by their places, that have to be done before. */
  readonly after: readonly number[];
}

/** DRAIN: away from what is worked on. RETURN: back to where the LSPs were. */
export type MovePurpose = 'DRAIN' | 'RETURN';

/** FAILED: what it was asked for came to nothing, or it could not be asked for any more. */
export type MoveState = 'PLANNED' | 'MOVED' | 'FAILED';

/** An LSP that was moved away, and where it was before. */
export interface MovedLsp {
  readonly lsp: LspId;
  readonly from: SignalledPath;
  readonly to: SignalledPath;
}

/** Where a window stands. */
export interface Maintenance<Computed = unknown> {
  readonly id: MaintenanceId;
  readonly order: MaintenanceOrder;
  readonly state: MaintenanceState;
  readonly requestedAt: number;
  readonly endedAt?: number;
  /** Absent until it is decided. */
  readonly impact?: MaintenanceImpact;
  /** Its start has come. */
  readonly startDue: boolean;
  /** The last round of moves, from 1; 0: none. */
  readonly round: number;
  readonly purpose: MovePurpose;
  /** The round was planned when its start had come already: it began too late to be done before. */
  readonly late: boolean;
  readonly moves: readonly (MaintenanceMove & {
    readonly state: MoveState;
    readonly computation?: Computed;
  })[];
  /** What could not be moved when that was looked at last. */
  readonly staying: readonly StayingLsp[];
  /** Away from where they were, in the order in which they were moved. */
  readonly moved: readonly MovedLsp[];
  /** Moves that failed in a row. */
  readonly failures: number;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly retryAt?: number;
  /** Known as soon as it is RESTORING. */
  readonly outcome?: MaintenanceOutcome;
}

/** What is asked of a head-end for a move of the present round: `<maintenance>.<round>.<move>`. */
export const moveOperationId = (
  { id, round }: Pick<Maintenance, 'id' | 'round'>,
  move: number,
): OperationId => OperationId(`${id}.${round}.${move}`);
