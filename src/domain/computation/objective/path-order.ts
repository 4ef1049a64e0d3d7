import type { Metric } from '../../values/metric.js';
import { unreachable } from '../../values/result.js';
import type { TeGraph } from '../graph/te-graph.js';

/** What each link adds to the metric, by link number; Infinity where that isn't known. */
export function weightsOf(graph: TeGraph, metric: Metric): Float64Array {
  switch (metric) {
    case 'IGP':
      return graph.igpMetric;
    case 'TE':
      return graph.teMetric;
    case 'DELAY':
      return graph.delay;
    case 'DELAY_VARIATION':
      return graph.delayVariation;
    case 'LOSS':
      return graph.lossExponent;
    case 'HOPS':
      return graph.hop;
    default:
      return unreachable(metric);
  }
}

/** What each link adds to the metric of an algorithm, Infinity where it does not forward; undefined: not defined. */
export const algorithmWeights = (graph: TeGraph, algorithm: number): Float64Array | undefined =>
  algorithm === 0 ? graph.igpMetric : graph.algorithms.get(algorithm)?.weights;

/** A bound on loss is compared with sums of logarithms, which are rounded: by so much it may be missed, relatively. */
const LOSS_TOLERANCE = 1e-9;

/** What the sum of the weights must not exceed for the metric not to exceed `max`. */
export const weightLimit = (metric: Metric, max: number): number =>
  metric === 'LOSS' ? Math.min(-Math.log1p(-Math.min(max, 1)) * (1 + LOSS_TOLERANCE), Number.MAX_VALUE) : max;

/** The metric of a path whose weights add up to `sum`. */
export const amountOf = (metric: Metric, sum: number): number =>
  metric === 'LOSS' ? -Math.expm1(-sum) : sum;

/** Sum of the weights along the links. O(links). */
export function sumOf(weights: Float64Array, links: readonly number[]): number {
  let sum = 0;
  for (const link of links) sum += weights[link]!;
  return sum;
}

/**
 * The one order of paths, total on different paths between two nodes: lower cost, fewer links, then the
 * lexicographically smaller sequence of link numbers (that is, of link ids). Negative: `a` is better.
 */
export function comparePaths(weights: Float64Array, a: readonly number[], b: readonly number[]): number {
  const difference = sumOf(weights, a) - sumOf(weights, b) || a.length - b.length;
  if (difference !== 0) return difference;
  const at = a.findIndex((link, position) => link !== b[position]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
