import {
  type AutoBandwidthAttributes,
  DEFAULT_ADJUSTMENT_INTERVAL,
  DEFAULT_SAMPLE_INTERVAL,
  LONGEST_INTERVAL,
} from '../../../domain/values/auto-bandwidth.js';
import { fromBytesPerSecond, toBytesPerSecond } from '../../../domain/values/bandwidth.js';
import type {
  AutoBandwidthAttributesTlv,
  AutoBandwidthSubTlv,
  KnownAutoBandwidthSubTlv,
} from '../codec/tlvs/auto-bandwidth-attributes.js';

/** What is known after a TLV, and the sub-TLVs of it that were not valid. */
export interface SaidAutoBandwidth {
  readonly attributes: AutoBandwidthAttributes;
  readonly ignored: readonly string[];
}

type Draft = { -readonly [Key in keyof AutoBandwidthAttributes]: AutoBandwidthAttributes[Key] };

/**
 * What a TLV says beside what was said before: a sub-TLV that is missing or invalid leaves the value as it was, and of
 * several of one type the first counts (RFC 8733 5.2). Intervals that don't fit together - samples less often than
 * adjustments - all stay as they were.
 */
export function autoBandwidthAfter(
  known: AutoBandwidthAttributes | undefined,
  { subTlvs }: AutoBandwidthAttributesTlv,
): SaidAutoBandwidth {
  const said: Draft = { ...known };
  const ignored: string[] = [];
  const seen = new Set<string>();
  for (const subTlv of subTlvs) {
    const name = subTlv.kind === 'Unknown' ? `sub-TLV ${subTlv.type}` : subTlv.kind;
    if (seen.has(name)) continue;
    seen.add(name);
    if (subTlv.kind === 'Unknown' || !isValid(subTlv)) ignored.push(name);
    else note(said, subTlv);
  }
  if (!fitTogether(said)) {
    ignored.push('Sample-Interval above an Adjustment-Interval');
    restoreIntervals(said, known);
  }
  return { attributes: said, ignored };
}

/** The TLV with all that is known: it has to be in every message about the LSP (RFC 8733 5.2), and to repeat changes nothing. */
export function autoBandwidthTlv(attributes: AutoBandwidthAttributes): AutoBandwidthAttributesTlv {
  const subTlvs: AutoBandwidthSubTlv[] = [];
  const { sampleInterval, adjustmentInterval, downAdjustmentInterval } = attributes;
  const interval = (
    kind: 'Sample-Interval' | 'Adjustment-Interval' | 'Down-Adjustment-Interval',
    seconds?: number,
  ) => {
    if (seconds !== undefined) subTlvs.push({ kind, seconds });
  };
  // The TLV has one sub-TLV at least.
  interval('Sample-Interval', sampleInterval ?? DEFAULT_SAMPLE_INTERVAL);
  interval('Adjustment-Interval', adjustmentInterval);
  interval('Down-Adjustment-Interval', downAdjustmentInterval);
  subTlvs.push(...thresholdsOf(attributes));
  return { kind: 'AUTO-BANDWIDTH-ATTRIBUTES', subTlvs };
}

function* thresholdsOf(attributes: AutoBandwidthAttributes): Generator<KnownAutoBandwidthSubTlv> {
  for (const [field, kind] of BANDWIDTHS) {
    const bandwidth = attributes[field];
    if (bandwidth !== undefined) yield { kind, bytesPerSecond: wireBandwidth(bandwidth) };
  }
  for (const [field, kind] of PERCENTAGES) {
    const said = attributes[field];
    if (said !== undefined)
      yield { kind, percentage: said.percentage, minimumThreshold: wireBandwidth(said.minimum) };
  }
  for (const [field, kind] of COUNTED) {
    const said = attributes[field];
    if (said !== undefined) yield { kind, count: said.count, bytesPerSecond: wireBandwidth(said.bandwidth) };
  }
  for (const [field, kind] of COUNTED_PERCENTAGES) {
    const said = attributes[field];
    if (said === undefined) continue;
    const { percentage, count, minimum } = said;
    yield { kind, percentage, count, minimumThreshold: wireBandwidth(minimum) };
  }
}

const BANDWIDTHS = [
  ['adjustmentThreshold', 'Adjustment-Threshold'],
  ['downAdjustmentThreshold', 'Down-Adjustment-Threshold'],
  ['minimumBandwidth', 'Minimum-Bandwidth'],
  ['maximumBandwidth', 'Maximum-Bandwidth'],
] as const;
const PERCENTAGES = [
  ['adjustmentPercentage', 'Adjustment-Threshold-Percentage'],
  ['downAdjustmentPercentage', 'Down-Adjustment-Threshold-Percentage'],
] as const;
const COUNTED = [
  ['overflowThreshold', 'Overflow-Threshold'],
  ['underflowThreshold', 'Underflow-Threshold'],
] as const;
const COUNTED_PERCENTAGES = [
  ['overflowPercentage', 'Overflow-Threshold-Percentage'],
  ['underflowPercentage', 'Underflow-Threshold-Percentage'],
] as const;

const INTERVALS = {
  'Sample-Interval': 'sampleInterval',
  'Adjustment-Interval': 'adjustmentInterval',
  'Down-Adjustment-Interval': 'downAdjustmentInterval',
} as const;

const wireBandwidth = (bitsPerSecond: number): number => Math.fround(toBytesPerSecond(bitsPerSecond));

const isBandwidth = (bytesPerSecond: number): boolean =>
  Number.isFinite(bytesPerSecond) && bytesPerSecond >= 0;

function isValid(subTlv: KnownAutoBandwidthSubTlv): boolean {
  if ('seconds' in subTlv) return subTlv.seconds >= 1 && subTlv.seconds <= LONGEST_INTERVAL;
  if ('percentage' in subTlv && !(subTlv.percentage >= 1 && subTlv.percentage <= 100)) return false;
  if ('count' in subTlv && subTlv.count === 0) return false;
  return isBandwidth('minimumThreshold' in subTlv ? subTlv.minimumThreshold : subTlv.bytesPerSecond);
}

function note(said: Draft, subTlv: KnownAutoBandwidthSubTlv): void {
  const { kind } = subTlv;
  if ('seconds' in subTlv) {
    said[INTERVALS[subTlv.kind]] = subTlv.seconds;
    return;
  }
  for (const [field, its] of BANDWIDTHS)
    if (its === kind && 'bytesPerSecond' in subTlv) said[field] = fromBytesPerSecond(subTlv.bytesPerSecond);
  if ('percentage' in subTlv) notePercentage(said, subTlv);
  for (const [field, its] of COUNTED) {
    if (its !== kind || !('count' in subTlv) || !('bytesPerSecond' in subTlv)) continue;
    said[field] = { count: subTlv.count, bandwidth: fromBytesPerSecond(subTlv.bytesPerSecond) };
  }
}

function notePercentage(
  said: Draft,
  subTlv: Extract<KnownAutoBandwidthSubTlv, { readonly percentage: number }>,
): void {
  const { kind, percentage } = subTlv;
  const minimum = fromBytesPerSecond(subTlv.minimumThreshold);
  for (const [field, its] of PERCENTAGES) if (its === kind) said[field] = { percentage, minimum };
  for (const [field, its] of COUNTED_PERCENTAGES)
    if (its === kind && 'count' in subTlv) said[field] = { percentage, count: subTlv.count, minimum };
}

/** RFC 8733 5.2.1, 5.2.2, with the defaults of what was not said. */
function fitTogether({ sampleInterval, adjustmentInterval, downAdjustmentInterval }: Draft): boolean {
  const sample = sampleInterval ?? DEFAULT_SAMPLE_INTERVAL;
  const adjustment = adjustmentInterval ?? DEFAULT_ADJUSTMENT_INTERVAL;
  return sample <= adjustment && sample <= (downAdjustmentInterval ?? adjustment);
}

function restoreIntervals(said: Draft, known: AutoBandwidthAttributes | undefined): void {
  for (const field of Object.values(INTERVALS)) {
    const before = known?.[field];
    if (before === undefined) delete said[field];
    else said[field] = before;
  }
}
