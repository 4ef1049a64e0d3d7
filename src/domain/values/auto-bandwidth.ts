/** A difference in per cent of the reservation, and the least that it has to be all the same (bit/s). */
export interface PercentageThreshold {
  /** 1 to 100. */
  readonly percentage: number;
  readonly minimum: number;
}

/** So many samples in a row. */
export interface CountedThreshold {
  /** 1 to 31. */
  readonly count: number;
  /** Bit/s. */
  readonly bandwidth: number;
}

export interface CountedPercentageThreshold extends PercentageThreshold {
  /** 1 to 31. */
  readonly count: number;
}

/**
 * What is said of the automatic adjustment of an LSP's bandwidth (RFC 8733 5.2). What is absent was not said, and has the
 * default of the RFC. Intervals are seconds (1 to 604800), bandwidths whole bit/s.
 */
export interface AutoBandwidthAttributes {
  readonly sampleInterval?: number;
  readonly adjustmentInterval?: number;
  readonly downAdjustmentInterval?: number;
  readonly adjustmentThreshold?: number;
  readonly adjustmentPercentage?: PercentageThreshold;
  readonly downAdjustmentThreshold?: number;
  readonly downAdjustmentPercentage?: PercentageThreshold;
  readonly minimumBandwidth?: number;
  readonly maximumBandwidth?: number;
  readonly overflowThreshold?: CountedThreshold;
  readonly overflowPercentage?: CountedPercentageThreshold;
  readonly underflowThreshold?: CountedThreshold;
  readonly underflowPercentage?: CountedPercentageThreshold;
}

/** Seven days (RFC 8733 5.2.1, 5.2.2). */
export const LONGEST_INTERVAL = 604_800;
/** Seconds (RFC 8733 5.2.1, 5.2.2.1). */
export const DEFAULT_SAMPLE_INTERVAL = 300;
export const DEFAULT_ADJUSTMENT_INTERVAL = 86_400;
/** Per cent (RFC 8733 5.2.3.2). */
export const DEFAULT_ADJUSTMENT_PERCENTAGE = 5;
/** Overflow-Count and Underflow-Count have five bits (RFC 8733 5.2.5). */
export const MOST_COUNTED = 31;
