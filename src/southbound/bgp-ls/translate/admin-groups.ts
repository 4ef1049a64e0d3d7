const WORD = 32;

/** Numbers of the bits that are set: of words of 32, the first word's lowest bit is 0 (RFC 7308 2.2). */
export function groupNumbers(words: readonly number[]): readonly number[] {
  const numbers: number[] = [];
  for (const [at, word] of words.entries()) {
    for (let bit = 0; bit < WORD; bit++) if (((word >>> bit) & 1) === 1) numbers.push(at * WORD + bit);
  }
  return numbers;
}

/**
 * Groups of a link that has plain or extended groups, or both: then the plain ones count for 0 to 31 (RFC 7308 2.3.1).
 * Undefined when it has neither.
 */
export function adminGroupsOf(
  plain: number | undefined,
  extended: readonly number[] | undefined,
): readonly number[] | undefined {
  if (plain === undefined && extended === undefined) return undefined;
  const [first = 0, ...rest] = extended ?? [];
  return groupNumbers([plain ?? first, ...rest]);
}
