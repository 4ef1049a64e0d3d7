/** What a path is measured by; delay is in microseconds, hops count links. */
export type Metric = 'IGP' | 'TE' | 'HOPS' | 'DELAY';

export const METRICS: readonly Metric[] = ['IGP', 'TE', 'HOPS', 'DELAY'];

/** The path's sum of `metric` must not exceed `max` (RFC 5440 7.8, B flag). */
export interface MetricBound {
  readonly metric: Metric;
  readonly max: number;
}
