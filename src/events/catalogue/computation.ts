import type { DisjointnessConstraint } from '../../domain/values/disjointness.js';
import type { Hop } from '../../domain/values/hop.js';
import type { HoldId, LinkId, LspId, PccId } from '../../domain/values/identifiers.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { NoPathReason, PathRequest } from '../../domain/values/path-request.js';

/**
 * What a decision was taken from, so that it can be computed again and audited (RFC 4655 9.4):
 * the place in the log whose state it saw, the request, and what else was possible.
 */
export interface ComputationRecord {
  readonly position: number;
  readonly request: PathRequest;
  /** How the path was to be signalled, and what the head-end can push. */
  readonly signalling?: { readonly setupType: SetupType; readonly maximumSidDepth?: number };
  readonly holdingPriority?: number;
  /** The path and bandwidth that the requester said it has (RRO of a PCReq): free for its new path. */
  readonly previous?: { readonly hops: readonly Hop[]; readonly bandwidth: number };
  /** The LSP whose own bandwidth did not count against its new path. */
  readonly ownLsp?: LspId;
  /** Other LSPs that were computed together with it and whose bandwidth was free too. */
  readonly together?: readonly LspId[];
  /**
   * The requests that were computed as one set (SVEC, RFC 5440 7.13), this one among them, in the order of the set. Their records
   * have the same position.
   */
  readonly set?: {
    readonly requestIds: readonly number[];
    readonly disjointness?: DisjointnessConstraint;
  };
  readonly alternatives?: readonly (readonly LinkId[])[];
}

/** A PCReq was answered (RFC 5440 6.5). With a path, its bandwidth is held until reported or `until`. */
export interface PathRequestAnswered {
  readonly type: 'PathRequestAnswered';
  readonly data: {
    readonly pcc: PccId;
    readonly requestId: number;
    readonly computation: ComputationRecord;
    readonly path?: SignalledPath;
    readonly noPath?: readonly NoPathReason[];
    readonly hold?: {
      readonly id: HoldId;
      /** The LSP that the answer is for, when the request named it. */
      readonly lsp?: LspId;
      readonly holdingPriority: number;
      /** Instant, milliseconds since 1970. */
      readonly until: number;
    };
  };
}

/** The held bandwidth is free again: its LSP was reported (and counts itself now), or nobody used it in time. */
export interface BandwidthHoldReleased {
  readonly type: 'BandwidthHoldReleased';
  readonly data: {
    readonly hold: HoldId;
    readonly pcc: PccId;
    /** The LSP that the hold turned out to be for, with reason `reported`. */
    readonly lsp?: LspId;
    readonly reason: 'reported' | 'expired' | 'superseded';
  };
}

/** An LSP whose path broke could not be given another one. */
export interface LspNotReroutable {
  readonly type: 'LspNotReroutable';
  readonly data: {
    readonly lsp: LspId;
    readonly computation: ComputationRecord;
    readonly reasons: readonly NoPathReason[];
  };
}

export type ComputationEvent = PathRequestAnswered | BandwidthHoldReleased | LspNotReroutable;
