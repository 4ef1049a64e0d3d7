import { PRIORITIES } from '../graph/reservations.js';

/** How good a placement of many demands is. */
export interface GlobalScore {
  /** Bandwidth placed by priority, 0 first, bit/s. */
  readonly bandwidth: Float64Array;
  /** How many are placed: counts between placements of the same bandwidth. */
  readonly placed: number;
  readonly utilization: number;
  readonly totalMetric: number;
}

/** Two utilisations closer than this, relatively, are the same one rounded differently. */
const SAME_UTILIZATION = 1e-12;

/** Positive: `a` is better than `b`. `byUtilization`: it counts before the sum of metrics, else not at all. */
export function compareGlobalScores(a: GlobalScore, b: GlobalScore, byUtilization: boolean): number {
  const placed = comparePlaced(a, b);
  if (placed !== 0) return placed;
  if (byUtilization && !isSameUtilization(a.utilization, b.utilization)) return b.utilization - a.utilization;
  return b.totalMetric - a.totalMetric;
}

/** By what is placed alone. */
export function comparePlaced(a: GlobalScore, b: GlobalScore): number {
  for (let priority = 0; priority < PRIORITIES; priority++) {
    const difference = a.bandwidth[priority]! - b.bandwidth[priority]!;
    if (difference !== 0) return difference;
  }
  return a.placed - b.placed;
}

export const isSameUtilization = (a: number, b: number): boolean =>
  Math.abs(a - b) <= SAME_UTILIZATION * Math.max(a, b);
