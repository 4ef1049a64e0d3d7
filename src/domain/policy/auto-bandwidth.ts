import {
  type AutoBandwidthAttributes,
  type CountedPercentageThreshold,
  type CountedThreshold,
  DEFAULT_ADJUSTMENT_INTERVAL,
  DEFAULT_ADJUSTMENT_PERCENTAGE,
  DEFAULT_SAMPLE_INTERVAL,
  type PercentageThreshold,
} from '../values/auto-bandwidth.js';

/** Bit/s at an instant, milliseconds since 1970. */
export interface Rate {
  readonly at: number;
  readonly rate: number;
}

/** What is known of an LSP: its samples, oldest first, and since when it has its reservation. */
export interface MeasuredTraffic {
  readonly samples: readonly Rate[];
  /** Bit/s. */
  readonly reserved: number;
  readonly changedAt: number;
}

/** Reached by either of the two (RFC 8733 5.2.3). */
interface Thresholds {
  readonly absolute: number | undefined;
  readonly percentage: PercentageThreshold | undefined;
}

/** With the defaults of RFC 8733 put in. Times are milliseconds. */
export interface AdjustmentSettings {
  readonly sampleInterval: number;
  readonly upInterval: number;
  readonly downInterval: number;
  readonly up: Thresholds;
  readonly down: Thresholds;
  readonly overflow: readonly (CountedThreshold | CountedPercentageThreshold)[];
  readonly underflow: readonly (CountedThreshold | CountedPercentageThreshold)[];
  readonly minimum: number;
  /** Infinity: none. */
  readonly maximum: number;
  /** How far ahead a rising trend is followed; 0: not at all. */
  readonly horizon: number;
}

export type AdjustmentReason = 'OVERFLOW' | 'FORECAST' | 'UP' | 'UNDERFLOW' | 'DOWN';

export interface Adjustment {
  /** Whole bit/s. */
  readonly bandwidth: number;
  readonly reason: AdjustmentReason;
  /** What the traffic is by what was measured, without a forecast. */
  readonly demand: number;
}

/** @param horizon milliseconds */
export function settingsOf(attributes: AutoBandwidthAttributes, horizon: number): AdjustmentSettings {
  const { adjustmentInterval = DEFAULT_ADJUSTMENT_INTERVAL, adjustmentThreshold } = attributes;
  const percentage = attributes.adjustmentPercentage ?? {
    percentage: DEFAULT_ADJUSTMENT_PERCENTAGE,
    minimum: 0,
  };
  const given = <T>(...thresholds: readonly (T | undefined)[]): readonly T[] =>
    thresholds.filter((threshold) => threshold !== undefined);
  return {
    sampleInterval: (attributes.sampleInterval ?? DEFAULT_SAMPLE_INTERVAL) * SECOND,
    upInterval: adjustmentInterval * SECOND,
    downInterval: (attributes.downAdjustmentInterval ?? adjustmentInterval) * SECOND,
    up: { absolute: adjustmentThreshold, percentage },
    down: {
      absolute: attributes.downAdjustmentThreshold ?? adjustmentThreshold,
      percentage: attributes.downAdjustmentPercentage ?? percentage,
    },
    overflow: given<CountedThreshold | CountedPercentageThreshold>(
      attributes.overflowThreshold,
      attributes.overflowPercentage,
    ),
    underflow: given<CountedThreshold | CountedPercentageThreshold>(
      attributes.underflowThreshold,
      attributes.underflowPercentage,
    ),
    minimum: attributes.minimumBandwidth ?? 0,
    maximum: attributes.maximumBandwidth ?? Number.POSITIVE_INFINITY,
    horizon,
  };
}

const SECOND = 1_000;
/** PCEP carries float32: what comes back of a bandwidth may differ by so much and be the same. */
const SAME = 2 ** -20;
/** With fewer a trend is a guess. */
const FEWEST_FOR_TREND = 4;
/** The latest that a trend is told from. */
const MOST_FOR_TREND = 12;

/**
 * Whether the reservation of an LSP is to be changed now, and to what (RFC 8733 4.2, RFC 8051 3.2). At once when so many
 * samples in a row were above or below by their threshold, or when a rising trend would get beyond the reservation within
 * the horizon; else to the maximum of what was measured, once an interval after the last change. Never for less than the
 * thresholds, always within minimum and maximum. A constant rate leads to one change at most. O(samples^2), of 12 at most.
 */
export function adjustmentOf(
  traffic: MeasuredTraffic,
  settings: AdjustmentSettings,
  now: number,
): Adjustment | undefined {
  const { samples, reserved } = traffic;
  const last = samples.at(-1);
  if (last === undefined) return undefined;
  const trend = trendOf(samples.slice(-MOST_FOR_TREND));
  const ahead = trend === undefined || settings.horizon === 0 ? 0 : trend(now + settings.horizon);
  const found =
    overflow(traffic, settings, now) ??
    forecast(traffic, settings, ahead, trend?.(now + 2 * settings.horizon) ?? 0) ??
    atInterval(traffic, settings, now, 'UP') ??
    underflow(traffic, settings) ??
    atInterval(traffic, settings, now, 'DOWN');
  if (found === undefined) return undefined;
  // Nobody is made smaller, or less bigger, than what it will need in a moment.
  const wanted = Math.max(found.wanted, ahead);
  const bandwidth = Math.round(Math.min(settings.maximum, Math.max(settings.minimum, wanted)));
  const isUp = found.reason === 'OVERFLOW' || found.reason === 'FORECAST' || found.reason === 'UP';
  if (isUp ? bandwidth <= reserved : bandwidth >= reserved) return undefined;
  if (Math.abs(bandwidth - reserved) <= SAME * reserved) return undefined;
  return { bandwidth, reason: found.reason, demand: found.demand };
}

interface Found {
  readonly reason: AdjustmentReason;
  readonly wanted: number;
  readonly demand: number;
}

const found = (reason: AdjustmentReason, wanted: number, demand = wanted): Found => ({
  reason,
  wanted,
  demand,
});

/** The most that was measured in the last `interval` milliseconds; undefined: nothing was. */
function peakOf(samples: readonly Rate[], now: number, interval: number): number | undefined {
  let peak: number | undefined;
  for (const { at, rate } of samples)
    if (at > now - interval && (peak === undefined || rate > peak)) peak = rate;
  return peak;
}

function overflow(
  { samples, reserved, changedAt }: MeasuredTraffic,
  settings: AdjustmentSettings,
  now: number,
): Found | undefined {
  const isMet = settings.overflow.some((threshold) =>
    isMetInARow(samples, threshold, ({ rate }) => exceeds(rate - reserved, reserved, threshold)),
  );
  if (!isMet) return undefined;
  const peak = peakOf(samples, now, Math.min(settings.upInterval, Math.max(1, now - changedAt)));
  return found('OVERFLOW', Math.max(peak ?? 0, samples.at(-1)!.rate));
}

function underflow({ samples, reserved }: MeasuredTraffic, settings: AdjustmentSettings): Found | undefined {
  let wanted: number | undefined;
  for (const threshold of settings.underflow) {
    if (!isMetInARow(samples, threshold, ({ rate }) => exceeds(reserved - rate, reserved, threshold)))
      continue;
    const highest = Math.max(...samples.slice(-threshold.count).map(({ rate }) => rate));
    wanted = Math.min(wanted ?? highest, highest);
  }
  return wanted === undefined ? undefined : found('UNDERFLOW', wanted);
}

const isMetInARow = (
  samples: readonly Rate[],
  { count }: { readonly count: number },
  isMet: (sample: Rate) => boolean,
): boolean => samples.length >= count && samples.slice(-count).every(isMet);

function forecast(
  { samples, reserved }: MeasuredTraffic,
  { up, maximum }: AdjustmentSettings,
  ahead: number,
  farther: number,
): Found | undefined {
  if (ahead <= reserved) return undefined;
  const wanted = Math.min(maximum, farther);
  return reaches(wanted - reserved, reserved, up)
    ? found('FORECAST', farther, samples.at(-1)!.rate)
    : undefined;
}

function atInterval(
  { samples, reserved, changedAt }: MeasuredTraffic,
  { upInterval, downInterval, up, down, minimum, maximum }: AdjustmentSettings,
  now: number,
  reason: 'UP' | 'DOWN',
): Found | undefined {
  const interval = reason === 'UP' ? upInterval : downInterval;
  if (now - changedAt < interval) return undefined;
  const peak = peakOf(samples, now, interval);
  if (peak === undefined) return undefined;
  const wanted = Math.min(maximum, Math.max(minimum, peak));
  const difference = reason === 'UP' ? wanted - reserved : reserved - wanted;
  return reaches(difference, reserved, reason === 'UP' ? up : down) ? found(reason, wanted, peak) : undefined;
}

const reaches = (difference: number, reserved: number, { absolute, percentage }: Thresholds): boolean =>
  difference > 0 &&
  ((absolute !== undefined && difference >= absolute) ||
    (percentage !== undefined && exceeds(difference, reserved, percentage)));

function exceeds(
  difference: number,
  reserved: number,
  threshold: CountedThreshold | PercentageThreshold,
): boolean {
  if (difference <= 0) return false;
  if ('bandwidth' in threshold) return difference >= threshold.bandwidth;
  const { percentage, minimum } = threshold;
  return difference * 100 >= percentage * reserved && difference >= minimum;
}

/**
 * Rate by instant along a line through the samples: the median of the slopes of all pairs (Theil and Sen), which single
 * outliers don't move. Undefined unless it rises: so do then three quarters of the pairs at least.
 */
export function trendOf(samples: readonly Rate[]): ((at: number) => number) | undefined {
  if (samples.length < FEWEST_FOR_TREND) return undefined;
  const slopes: number[] = [];
  samples.forEach((from, index) => {
    for (const to of samples.slice(index + 1))
      if (to.at > from.at) slopes.push((to.rate - from.rate) / (to.at - from.at));
  });
  if (slopes.length === 0) return undefined;
  slopes.sort((a, b) => a - b);
  if (slopes[Math.floor(slopes.length / 4)]! <= 0) return undefined;
  const slope = median(slopes);
  const origin = samples[0]!.at;
  const level = median(samples.map(({ at, rate }) => rate - slope * (at - origin)).sort((a, b) => a - b));
  return (at) => level + slope * (at - origin);
}

const median = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
