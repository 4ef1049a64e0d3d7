import { fromBytesPerSecond, toBytesPerSecond } from '../../../domain/values/bandwidth.js';
import { type LinkAffinities, NO_AFFINITIES } from '../../../domain/values/lsp.js';
import type { Metric, MetricBound } from '../../../domain/values/metric.js';
import { METRIC_TYPE } from '../codec/code-points.js';
import type { Bandwidth } from '../codec/objects/bandwidth.js';
import type { Lspa } from '../codec/objects/lspa.js';
import type { Metric as MetricObject } from '../codec/objects/metric.js';

/** METRIC types (RFC 5440 7.8, RFC 8233 3.1: delay and its variation in microseconds, loss in per cent). */
const METRIC_CODES: Readonly<Record<Metric, number>> = {
  IGP: METRIC_TYPE.IGP,
  TE: METRIC_TYPE.TE,
  HOPS: METRIC_TYPE.HOP_COUNT,
  DELAY: METRIC_TYPE.PATH_DELAY,
  DELAY_VARIATION: METRIC_TYPE.PATH_DELAY_VARIATION,
  LOSS: METRIC_TYPE.PATH_LOSS,
};
const PER_CENT = 100;
const METRIC_OF: ReadonlyMap<number, Metric> = new Map(
  Object.entries(METRIC_CODES).map(([name, code]) => [code, name as Metric]),
);

export const metricOf = (metricType: number): Metric | undefined => METRIC_OF.get(metricType);

/** Group bits of a 32-bit affinity mask, ascending. */
export function groupsOf(mask: number): readonly number[] {
  if (mask === 0) return NO_GROUPS;
  const groups: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((mask & (1 << bit)) !== 0) groups.push(bit);
  return groups;
}

const NO_GROUPS: readonly number[] = [];

/** Groups above 31 have no place in an LSPA (RFC 5440 7.11). */
export function maskOf(groups: readonly number[]): number {
  let mask = 0;
  for (const group of groups) if (group < 32) mask |= 1 << group;
  return mask >>> 0;
}

/** Undefined when the LSPA, or its absence, asks for nothing. */
export function affinitiesOf(lspa: Lspa | undefined): LinkAffinities | undefined {
  if (lspa === undefined || (lspa.includeAny | lspa.includeAll | lspa.excludeAny) === 0) return undefined;
  return {
    includeAny: groupsOf(lspa.includeAny),
    includeAll: groupsOf(lspa.includeAll),
    excludeAny: groupsOf(lspa.excludeAny),
  };
}

export function lspaObject(
  setupPriority: number,
  holdingPriority: number,
  affinities: LinkAffinities = NO_AFFINITIES,
): Lspa {
  return {
    kind: 'LSPA',
    excludeAny: maskOf(affinities.excludeAny),
    includeAny: maskOf(affinities.includeAny),
    includeAll: maskOf(affinities.includeAll),
    setupPriority,
    holdingPriority,
    localProtectionDesired: false,
    tlvs: [],
  };
}

/**
 * Whole bit/s; what is not a sensible bandwidth (negative, infinite, not a number) counts as none, and what is more than any
 * link has (the field can say 2.7e39 bit/s) as 1 Pbit/s: with it the sums of what is reserved would not be exact any more.
 */
export function bandwidthOf(object: Bandwidth | undefined): number {
  if (object === undefined) return 0;
  const { bytesPerSecond } = object;
  if (!(bytesPerSecond > 0) || !Number.isFinite(bytesPerSecond)) return 0;
  return Math.min(fromBytesPerSecond(bytesPerSecond), LARGEST_BANDWIDTH);
}

/** As much as a link of a topology document may have, bit/s. */
const LARGEST_BANDWIDTH = 1e15;

export const bandwidthObject = (bitsPerSecond: number): Bandwidth => ({
  kind: 'BANDWIDTH',
  of: 'requested',
  bytesPerSecond: Math.fround(toBytesPerSecond(bitsPerSecond)),
});

/** Bounds on metrics that the core knows (B flag), in the order given; of one metric the first counts (RFC 5440 7.8). */
export function boundsOf(metrics: readonly MetricObject[]): readonly MetricBound[] | undefined {
  let bounds: MetricBound[] | undefined;
  for (const { bound, metricType, value } of metrics) {
    const metric = bound ? metricOf(metricType) : undefined;
    if (metric === undefined || bounds?.some((known) => known.metric === metric) === true) continue;
    bounds ??= [];
    // A float can be -0, which the stored form of an event can't: it is 0.
    const max = metric === 'LOSS' ? value / PER_CENT : value;
    bounds.push({ metric, max: max === 0 ? 0 : max });
  }
  return bounds;
}

/** The metric to minimise: the first that is no bound. */
export function objectiveOf(metrics: readonly MetricObject[]): Metric | undefined {
  for (const { bound, metricType } of metrics) {
    const metric = bound ? undefined : metricOf(metricType);
    if (metric !== undefined) return metric;
  }
  return undefined;
}

export const metricObject = (
  metric: Metric,
  value: number,
  flags: { readonly bound?: boolean; readonly computed?: boolean },
): MetricObject => ({
  kind: 'METRIC',
  metricType: METRIC_CODES[metric],
  bound: flags.bound ?? false,
  computed: flags.computed ?? false,
  value: Math.fround(metric === 'LOSS' ? value * PER_CENT : value),
});
