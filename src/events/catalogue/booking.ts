import type {
  BookingOrder,
  BookingRejection,
  OccurrenceOutcome,
  OccurrenceRequest,
  PlannedOccurrence,
} from '../../domain/values/booking.js';
import type { BookingId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { NoPathReason } from '../../domain/values/path-request.js';
import type { ComputationRecord } from './computation.js';

/** Bandwidth is wanted for a time to come (RFC 8413). */
export interface BookingRequested {
  readonly type: 'BookingRequested';
  readonly data: { readonly booking: BookingId; readonly order: BookingOrder };
}

/** What a booking was decided from besides its order and the network (`ComputationRecord.position`), so that it can be decided again. */
export interface BookingDecision {
  /** Instant, milliseconds since 1970. */
  readonly at: number;
  /** Later times were looked for that start (with a volume: end) until then. */
  readonly lookedUntil: number;
}

/**
 * The booking has its bandwidth, on every link of its paths and over all of its time. This event, and the others that
 * change what is booked of a link, stand in the calendar's stream: one after the other.
 */
export interface BookingAdmitted {
  readonly type: 'BookingAdmitted';
  readonly data: {
    readonly booking: BookingId;
    /** Paths that several occurrences share are written once. */
    readonly paths: readonly SignalledPath[];
    readonly occurrences: readonly (Omit<PlannedOccurrence, 'path'> & {
      /** Which of `paths`. */
      readonly path: number;
    })[];
    readonly computation: ComputationRecord;
    /** Absent in records of earlier versions. */
    readonly decided?: BookingDecision;
  };
}

export interface BookingRejected {
  readonly type: 'BookingRejected';
  readonly data: BookingRejection & {
    readonly booking: BookingId;
    /** As `decided` absent in records of earlier versions. */
    readonly computation?: ComputationRecord;
    readonly decided?: BookingDecision;
  };
}

interface OfOccurrence {
  readonly booking: BookingId;
  readonly occurrence: number;
}

/** An occurrence has another path from now on; without one (`reasons` say why) nothing is booked for it, and it waits for room. */
export interface BookingReplanned {
  readonly type: 'BookingReplanned';
  readonly data: OfOccurrence & {
    readonly path?: SignalledPath;
    readonly reasons?: readonly NoPathReason[];
    readonly computation: ComputationRecord;
    /** Instant for which it was computed, milliseconds since 1970; absent in records of earlier versions. */
    readonly at?: number;
  };
}

/** An occurrence has another end or bandwidth from now on; its path has room for it. */
export interface BookingChanged {
  readonly type: 'BookingChanged';
  readonly data: OfOccurrence & {
    readonly end: number;
    readonly bandwidth: number;
    readonly path: SignalledPath;
    readonly computation: ComputationRecord;
    /** As when it is replanned. */
    readonly at?: number;
  };
}

/** The head-end has the LSP up on the path that the occurrence has. */
export interface BookingActivated {
  readonly type: 'BookingActivated';
  readonly data: OfOccurrence;
}

/** The head-end has the LSP with its times: it is to set it up and to take it down by itself (RFC 8934 4.3). */
export interface BookingHandedOver {
  readonly type: 'BookingHandedOver';
  readonly data: OfOccurrence & {
    /** Present where path, bandwidth or times were changed meanwhile: it has to be told of that. */
    readonly isOvertaken?: true;
  };
}

/** The head-end does not keep the times of the occurrence, for the reason given: Cairn sets its LSP up and takes it down. */
export interface BookingTakenBack {
  readonly type: 'BookingTakenBack';
  readonly data: OfOccurrence & {
    /** What was asked of the head-end and has come to an end with this, if anything was. */
    readonly step?: OccurrenceRequest;
    readonly code: string;
    readonly message: string;
  };
}

/** What was asked of the head-end came to nothing; it is tried again, not before `retryAt`. */
export interface BookingStepFailed {
  readonly type: 'BookingStepFailed';
  readonly data: OfOccurrence & {
    readonly step: OccurrenceRequest;
    readonly code: string;
    readonly message: string;
    readonly retryAt: number;
  };
}

/** The head-end has the LSP on the path, and with the bandwidth, that the occurrence was given since it is up. */
export interface BookingMoved {
  readonly type: 'BookingMoved';
  readonly data: OfOccurrence & {
    /** Present where the occurrence was given another path or bandwidth meanwhile: it has to move once more. */
    readonly isOvertaken?: true;
  };
}

/** Nothing of the occurrence is left in the network, and nothing is booked for it any more. */
export interface BookingOccurrenceEnded {
  readonly type: 'BookingOccurrenceEnded';
  readonly data: OfOccurrence & { readonly outcome: OccurrenceOutcome; readonly message?: string };
}

/** The operator calls it off: what is planned is dropped, what is active is taken down. */
export interface BookingCancelled {
  readonly type: 'BookingCancelled';
  readonly data: { readonly booking: BookingId };
}

export type BookingEvent =
  | BookingRequested
  | BookingAdmitted
  | BookingRejected
  | BookingReplanned
  | BookingChanged
  | BookingActivated
  | BookingHandedOver
  | BookingTakenBack
  | BookingMoved
  | BookingStepFailed
  | BookingOccurrenceEnded
  | BookingCancelled;
