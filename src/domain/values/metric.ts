/**
 * What a path is measured by; delay and delay variation are in microseconds, hops count links. All are sums over the
 * links but LOSS, the share of packets that doesn't arrive, 0 to 1: 1 - (1 - loss of a link) x ... (RFC 8233 3.1.3).
 */
export type Metric = 'IGP' | 'TE' | 'HOPS' | 'DELAY' | 'DELAY_VARIATION' | 'LOSS';

export const METRICS: readonly Metric[] = ['IGP', 'TE', 'HOPS', 'DELAY', 'DELAY_VARIATION', 'LOSS'];

/** The path's `metric` must not exceed `max` (RFC 5440 7.8, B flag). */
export interface MetricBound {
  readonly metric: Metric;
  readonly max: number;
}
