/** Newest snapshots that are always kept. */
const KEPT_NEWEST = 2;

/**
 * Which snapshots to remove so that few are kept and any moment of the past stays near one: the newest ones, then one
 * for each doubling of the distance from the newest. Keeps O(log of the log's length).
 * @param positions ascending
 */
export function thinOut(positions: readonly number[]): readonly number[] {
  const newestFirst = positions.toReversed();
  const [newest] = newestFirst;
  if (newest === undefined) return [];
  const removed: number[] = [];
  let keptDistance = 0;
  for (const [rank, position] of newestFirst.entries()) {
    const distance = newest - position;
    if (rank < KEPT_NEWEST || distance >= 2 * keptDistance) keptDistance = distance;
    else removed.push(position);
  }
  return removed;
}
