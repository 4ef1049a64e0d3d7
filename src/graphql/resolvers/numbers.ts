const LARGEST_INT = 2 ** 31 - 1;

/** True when GraphQL's Int can hold the number. */
export const isInt = (value: number): boolean => value <= LARGEST_INT;

/** The number where GraphQL's Int can hold it, else null: one metric too large must not take the answer with it. */
export const asInt = (value: number | undefined): number | null =>
  value !== undefined && isInt(value) ? value : null;
