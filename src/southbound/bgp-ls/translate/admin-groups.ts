const WORD = 32;

/** Numbers of the bits that are set: of words of 32, the first word's lowest bit is 0 (RFC 7308 2.2). */
export const groupNumbers = (words: readonly number[]): readonly number[] =>
  words.flatMap((word, at) =>
    Array.from({ length: WORD }, (_, bit) => bit)
      .filter((bit) => ((word >>> bit) & 1) === 1)
      .map((bit) => at * WORD + bit),
  );

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
