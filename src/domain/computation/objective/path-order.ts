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
    case 'HOPS':
      return graph.hop;
    default:
      return unreachable(metric);
  }
}

/** What each link adds to the metric of an algorithm, Infinity where it does not forward; undefined: not defined. */
export const algorithmWeights = (graph: TeGraph, algorithm: number): Float64Array | undefined =>
  algorithm === 0 ? graph.igpMetric : graph.algorithms.get(algorithm)?.weights;

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
