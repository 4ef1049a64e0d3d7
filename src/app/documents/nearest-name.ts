/** The allowed name that `given` was most likely meant to be, or undefined when none is near. */
export function nearestName(given: string, allowed: Iterable<string>): string | undefined {
  if (given.length > LONGEST_COMPARED) return undefined;
  const wanted = given.toLowerCase();
  let nearest: string | undefined;
  let smallest = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of allowed) {
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance < smallest) {
      nearest = name;
      smallest = distance;
    }
  }
  return nearest;
}

/** Names are short; a longer text is no typing error of one. */
const LONGEST_COMPARED = 64;

/** Insertions, deletions, substitutions and swaps of neighbours that lead from a to b. O(|a| |b|). */
function editDistance(a: string, b: string): number {
  let beforePrevious: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let distance = Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) distance = Math.min(distance, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
