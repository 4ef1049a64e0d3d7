import type { NoPath, Signalling } from '../computation/computer.js';
import type { SignalledPath } from '../values/path.js';
import type { PathRequest } from '../values/path-request.js';

/** From `start` on, up to, not including, `end`; whole ms since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Nodes and links that are out of use for a while, named as in `PathRequest.exclude`. */
export interface QuietTime extends Interval {
  readonly out: readonly string[];
}

/** Bandwidth wanted in advance (RFC 8413 4.4): all its occurrences or none. */
export interface BookingAsk {
  /** `bandwidth` is what is wanted, and the most that is taken. Alternatives are not given. */
  readonly request: PathRequest;
  readonly signalling: Signalling;
  readonly holdingPriority: number;
  /** Admitted one after the other in this order; where two overlap the later one finds taken what the earlier took. */
  readonly occurrences: readonly Interval[];
  /** An occurrence may start up to so many ms later, and then ends so much later. Default 0. */
  readonly flexibility?: number;
  /** Less than what is wanted will do, down to this. Of the starts at which this fits the first counts, then the rate. */
  readonly leastBandwidth?: number;
  /**
   * Bits to move in each occurrence, which then is the window for it: at one rate without a pause, starting and ending
   * anywhere within the window. The earliest end counts, of equal ones the highest rate. `flexibility` has no meaning.
   */
  readonly volume?: number;
  /** Ms at the start of each occurrence in which nothing of the volume is moved: the path is being set up. Default 0. */
  readonly idle?: number;
  readonly quiet?: readonly QuietTime[];
  /** If refused, later times are looked for that start (with a volume: end) until then. Absent: none are. */
  readonly horizon?: number;
}

export interface AdmittedOccurrence extends Interval {
  readonly bandwidth: number;
  readonly path: SignalledPath;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly occurrences: readonly AdmittedOccurrence[] }
  | {
      readonly kind: 'refused';
      /** The first occurrence that can't be had, by its place. */
      readonly occurrence: number;
      /** For the occurrence at its own start (a volume: at the lowest rate in time for the end of the window). */
      readonly noPath: NoPath;
      readonly fits: WhatFits;
    };

/** What could be had instead of the refused occurrence, the ones before it being admitted. */
export interface WhatFits {
  /** The earliest later time within the horizon, at a rate that was asked for. */
  readonly laterTime?: AdmittedOccurrence;
  /** The highest rate at any of the starts that were allowed, below the least that was asked for. */
  readonly lowerRate?: AdmittedOccurrence;
}
