import type { Association, AssociationKey } from '../../domain/values/association.js';
import type { AutoBandwidthAttributes } from '../../domain/values/auto-bandwidth.js';
import type { LspId, OperationId, PccId, SessionId } from '../../domain/values/identifiers.js';
import type { LinkAffinities, SetupType } from '../../domain/values/lsp.js';
import type { LspSchedule } from '../../domain/values/lsp-schedule.js';
import type { MetricBound } from '../../domain/values/metric.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { NoPathReason } from '../../domain/values/path-request.js';
import type { ComputationRecord } from './computation.js';
import type { SagaRef } from './saga.js';

/** The parameters that a PCUpd or PCInitiate asks the head-end to apply: all of them, never a delta. */
export interface IntendedLsp {
  readonly setupType: SetupType;
  /** Addresses of the head-end and the tail-end. */
  readonly source: string;
  readonly destination: string;
  readonly bandwidth: number;
  readonly setupPriority: number;
  readonly holdingPriority: number;
  readonly affinities?: LinkAffinities;
  readonly bounds?: readonly MetricBound[];
  readonly administrative: boolean;
  /** All groups that it is to be in (RFC 8697 6.3.1), with what its path reaches; absent: none. */
  readonly associations?: readonly Association[];
  /** Groups that it is to leave. */
  readonly leaves?: readonly AssociationKey[];
  /** The head-end is told of it and waits for its times (RFC 8934 4.3); absent: at once and for good. */
  readonly schedule?: LspSchedule;
  /** In every message about an LSP that has it (RFC 8733 5.2). */
  readonly autoBandwidth?: AutoBandwidthAttributes;
  readonly path: SignalledPath;
}

interface Requested {
  readonly operation: OperationId;
  readonly lsp: LspId;
  readonly pcc: PccId;
  readonly name: string;
  /** Without an outcome by then the operation has timed out. Instant, milliseconds since 1970. */
  readonly deadline: number;
  readonly reason: OperationReason;
  /** Operations on other LSPs that have to end before it is sent; absent: none. */
  readonly after?: readonly OperationId[];
  /** It is sent only if all of these have succeeded: the room for it is theirs. Else it fails. */
  readonly onlyIfAllSucceed?: true;
  /** The saga of which it is a step; its id is then made from the saga's, so that no step is ever asked for twice. */
  readonly saga?: SagaRef;
}

interface Intended {
  /** Absent when no path was found: the operation has then failed in the same append, and nothing was sent. */
  readonly intended?: IntendedLsp;
  /** Why no path was found; absent in events of earlier versions. */
  readonly noPath?: readonly NoPathReason[];
  /** How the path was found; absent for one that the operator pinned. */
  readonly computation?: ComputationRecord;
}

/**
 * Who wanted it: an operator through the API, Cairn because the LSP's path broke or was missing, the LSP was in the way
 * of another one or shared what it must not with others of its group, or a saga.
 */
export type OperationReason =
  | 'operator'
  | 'path-broken'
  | 'path-missing'
  | 'in-the-way'
  | 'not-disjoint'
  | 'booking'
  | 'reoptimization'
  | 'maintenance'
  | 'auto-bandwidth'
  | 'reversion';

/** Cairn wants a new LSP on a PCC (PCInitiate, RFC 8281 5.3). */
export interface LspInitiationRequested {
  readonly type: 'LspInitiationRequested';
  readonly data: Requested & Intended;
}

/** Cairn wants a delegated LSP changed (PCUpd, RFC 8231 6.2). */
export interface LspUpdateRequested {
  readonly type: 'LspUpdateRequested';
  readonly data: Requested &
    Intended & {
      /** Moved off a path that failed, to go back when that has been usable for `wait` milliseconds; absent: it stays. */
      readonly revert?: { readonly to: SignalledPath; readonly wait: number };
    };
}

/** Cairn wants an LSP that a PCE created removed (PCInitiate with R, RFC 8281 5.4). */
export interface LspDeletionRequested {
  readonly type: 'LspDeletionRequested';
  readonly data: Requested;
}

/** The request goes to the PCC under this SRP-ID; appended before the first byte is sent. */
export interface OperationDispatched {
  readonly type: 'OperationDispatched';
  readonly data: {
    readonly operation: OperationId;
    readonly pcc: PccId;
    readonly session: SessionId;
    readonly srpId: number;
  };
}

export interface OperationSucceeded {
  readonly type: 'OperationSucceeded';
  readonly data: { readonly operation: OperationId; readonly lsp: LspId };
}

/** It was refused, by Cairn before sending or by the PCC (then with its PCErr or LSP-ERROR-CODE). */
export interface OperationFailed {
  readonly type: 'OperationFailed';
  readonly data: {
    readonly operation: OperationId;
    readonly lsp: LspId;
    /** Stable, upper case with underscores. */
    readonly code: string;
    readonly message: string;
    readonly peerError?: { readonly type: number; readonly value: number };
  };
}

export interface OperationTimedOut {
  readonly type: 'OperationTimedOut';
  readonly data: { readonly operation: OperationId; readonly lsp: LspId; readonly message: string };
}

export interface OperationCancelled {
  readonly type: 'OperationCancelled';
  readonly data: { readonly operation: OperationId; readonly lsp: LspId; readonly message: string };
}

export type OperationEvent =
  | LspInitiationRequested
  | LspUpdateRequested
  | LspDeletionRequested
  | OperationDispatched
  | OperationSucceeded
  | OperationFailed
  | OperationTimedOut
  | OperationCancelled;
