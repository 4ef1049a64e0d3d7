/** Newest snapshots that are always kept. */
const KEPT_NEWEST = 2;

/** The gap between two kept snapshots is at most this share of the distance to the newest, unless it came so. */
const GAP_SHARE = 0.5;

/**
 * Which snapshots to remove so that few are kept and any moment of the past stays near one: the oldest, the newest, and
 * of the others each without which the gap between its neighbours would be too wide for its age. What is kept stays
 * evenly thinned out however often this is asked, snapshot by snapshot. Keeps O(log of the log's length).
 * @param positions ascending
 */
export function thinOut(positions: readonly number[]): readonly number[] {
  const newest = positions.at(-1) ?? 0;
  const removed: number[] = [];
  let kept = positions[0] ?? 0;
  for (let index = 1; index < positions.length - KEPT_NEWEST; index++) {
    const position = positions[index] ?? newest;
    const next = positions[index + 1] ?? newest;
    if (next - kept <= GAP_SHARE * (newest - next)) removed.push(position);
    else kept = position;
  }
  return removed;
}
