import type { AutoBandwidthAttributes } from '../../domain/values/auto-bandwidth.js';
import type { LspId } from '../../domain/values/identifiers.js';

/** Who measured: the head-end itself (RFC 8733 5.3), or whatever collects telemetry and says so northbound. */
export type RateSource = 'head-end' | 'telemetry';

/**
 * What an LSP carries. One of these stands in the log for an LSP and its sample interval (RFC 8733: 300 s unless said
 * otherwise), however often rates are reported: what comes in between counts by its maximum, with the next one.
 */
export interface LspRateMeasured {
  readonly type: 'LspRateMeasured';
  readonly data: {
    readonly lsp: LspId;
    /** Bit/s. */
    readonly rate: number;
    /** Instant, milliseconds since 1970. */
    readonly measuredAt: number;
    readonly source: RateSource;
  };
}

/** An operator wants the bandwidth of an LSP adjusted, or not; without `isAdjusted` as it is for every LSP. */
export interface LspAutoBandwidthSet {
  readonly type: 'LspAutoBandwidthSet';
  readonly data: {
    readonly lsp: LspId;
    readonly isAdjusted?: boolean;
    readonly attributes?: AutoBandwidthAttributes;
  };
}

/** An LSP carries more than can be reserved for it (RFC 8051 3.1.2). Recorded again when what is said changes. */
export interface LspOutOfProfile {
  readonly type: 'LspOutOfProfile';
  readonly data: {
    readonly lsp: LspId;
    /** Bit/s: what was measured, and the most that a path can have of it. */
    readonly demand: number;
    readonly attainable: number;
    /** LSPs that share a link with it which both together overload; none: it harms nobody. */
    readonly sharedWith: readonly LspId[];
  };
}

export type BandwidthEvent = LspRateMeasured | LspAutoBandwidthSet | LspOutOfProfile;
