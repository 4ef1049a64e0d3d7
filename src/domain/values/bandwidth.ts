/**
 * Bandwidth in the core is a whole number of bit/s: sums and differences of whole numbers below 2^53 are exact,
 * so that what is reserved on a link never depends on the order in which LSPs came and went.
 */
export const wholeBitsPerSecond = (bitsPerSecond: number): number =>
  // A little less than nothing is rounded to -0, which JSON does not keep.
  Math.round(bitsPerSecond) + 0;

/** From the wire's bytes per second (RFC 5440 7.7). */
export const fromBytesPerSecond = (bytesPerSecond: number): number => wholeBitsPerSecond(bytesPerSecond * 8);

export const toBytesPerSecond = (bitsPerSecond: number): number => bitsPerSecond / 8;
