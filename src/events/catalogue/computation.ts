import type { Association } from '../../domain/values/association.js';
import type { DisjointnessConstraint } from '../../domain/values/disjointness.js';
import type { Diversity } from '../../domain/values/diversity.js';
import type { Hop } from '../../domain/values/hop.js';
import type { ComputationSetId, HoldId, LinkId, LspId, PccId } from '../../domain/values/identifiers.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { LspSchedule } from '../../domain/values/lsp-schedule.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { NoPathReason, PathRequest } from '../../domain/values/path-request.js';
import type { SetBound, SetObjective } from '../../domain/values/set-requirements.js';
import type { Withheld } from '../../domain/values/withheld.js';

/** What was asked of the path computer. */
export interface ComputationInputs {
  readonly request: PathRequest;
  /** How the path was to be signalled, and what the head-end can push. */
  readonly signalling?: {
    readonly setupType: SetupType;
    readonly maximumSidDepth?: number;
    /** What the requester was not to be told. */
    readonly withheld?: Withheld;
  };
  readonly holdingPriority?: number;
  /** The path and bandwidth that the requester said it has (RRO of a PCReq): free for its new path. */
  readonly previous?: { readonly hops: readonly Hop[]; readonly bandwidth: number };
  /** True: links that were damped could be used, as there was no path without them. In a set its event says so. */
  readonly overDamped?: true;
  /** The LSP whose own bandwidth did not count against its new path. */
  readonly ownLsp?: LspId;
  /** The working LSP that it is to protect, sharing bandwidth with other backups (RFC 8051 3.4.1). */
  readonly protects?: LspId;
  /** Whose paths it was to keep away from; in a set, the set says that of all its members. */
  readonly diversity?: Diversity;
}

/**
 * What a decision was taken from, so that it can be computed again and audited (RFC 4655 9.4):
 * the place in the log whose state it saw, what was asked, and what else was possible.
 */
export interface ComputationRecord extends ComputationInputs {
  readonly position: number;
  /**
   * How many decisions were counted that were taken before, but were not in the log yet: all those whose events stand
   * between `position` and the event of this record. Absent in a member of a set, whose event has it, and in records of
   * earlier versions, which don't tell.
   */
  readonly inFlight?: number;
  /** The set that it was computed in, and the member that it is there, from 0. */
  readonly memberOf?: { readonly set: ComputationSetId; readonly member: number };
  /** In records of earlier versions: the other LSPs of its set. */
  readonly together?: readonly LspId[];
  readonly alternatives?: readonly (readonly LinkId[])[];
}

/**
 * Several paths were computed as one set, the bandwidth of all its LSPs free first: the requests of a SVEC (RFC 5440
 * 6.4), or LSPs whose paths broke (RFC 8051 3.4.2). What came of a member is in an event of its own, which names the
 * set; a member for which nothing was decided has none.
 */
export interface PathsComputedTogether {
  readonly type: 'PathsComputedTogether';
  readonly data: {
    readonly set: ComputationSetId;
    /** As in a ComputationRecord. */
    readonly position: number;
    readonly inFlight: number;
    /** What the paths must not share (SVEC, RFC 5440 7.13); absent: they may share everything. */
    readonly disjointness?: DisjointnessConstraint;
    /** What the set was to be best in (OF behind the SVEC, RFC 5541 3.2); absent: the sum of metrics. */
    readonly objective?: SetObjective;
    /** What the set could amount to at most (METRIC behind the SVEC, RFC 5541 5); absent: anything. */
    readonly bounds?: readonly SetBound[];
    /** True: links that were damped could be used. */
    readonly overDamped?: true;
    /** LSPs whose paths stayed where they are, and were not to be shared either (RFC 8051 3.4.3); absent: none. */
    readonly from?: readonly LspId[];
    readonly members: readonly SetMember[];
  };
}

/** With a path (`links`), or with reasons why there is none. */
export interface SetMember extends ComputationInputs {
  readonly links?: readonly LinkId[];
  readonly noPath?: readonly NoPathReason[];
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
    /** What it was asked for: a time to come. Nothing is held then, and the computation depends on the calendar. */
    readonly schedule?: LspSchedule;
    readonly hold?: {
      readonly id: HoldId;
      /** The LSP that the answer is for, when the request named it. */
      readonly lsp?: LspId;
      readonly holdingPriority: number;
      /** The groups that the request was for (RFC 8697 6.3.2). */
      readonly associations?: readonly Association[];
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

/** An LSP for which there was no path needs none any more: its own works again, or it is not ours to move. */
export interface LspPlaced {
  readonly type: 'LspPlaced';
  readonly data: { readonly lsp: LspId };
}

export type ComputationEvent =
  | PathsComputedTogether
  | PathRequestAnswered
  | BandwidthHoldReleased
  | LspNotReroutable
  | LspPlaced;
