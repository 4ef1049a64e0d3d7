import { PRIORITIES } from '../graph/reservations.js';

/**
 * How good it is that some of a set of paths are placed: per holding priority, 0 first, how many, then how much bandwidth;
 * at last the sum of their metrics, less being better. As one vector that is compared element by element, so that partial scores add up.
 */
export type PlacementScore = Float64Array;

const LENGTH = 2 * PRIORITIES + 1;

export const emptyScore = (): PlacementScore => new Float64Array(LENGTH);

/** Adds (or with sign -1 takes out) one placed path. */
export function addToScore(
  score: PlacementScore,
  holdingPriority: number,
  bandwidth: number,
  cost: number,
  sign: 1 | -1 = 1,
): void {
  score[2 * holdingPriority]! += sign;
  score[2 * holdingPriority + 1]! += sign * bandwidth;
  score[LENGTH - 1]! -= sign * cost;
}

/** Positive: `a` is better than `b` (with `more` added to `a`, if given). */
export function compareScores(a: PlacementScore, b: PlacementScore, more?: PlacementScore): number {
  for (let at = 0; at < LENGTH; at++) {
    const difference = a[at]! + (more?.[at] ?? 0) - b[at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
