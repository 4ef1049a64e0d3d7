/**
 * Bandwidth in the core is a whole number of bit/s: sums and differences of whole numbers below 2^53 are exact,
 * so that what is reserved on a link never depends on the order in which LSPs came and went.
 */
export const wholeBitsPerSecond = (bitsPerSecond: number): number => Math.round(bitsPerSecond);

/** From the wire's bytes per second (RFC 5440 7.7). */
export const fromBytesPerSecond = (bytesPerSecond: number): number => Math.round(bytesPerSecond * 8);

export const toBytesPerSecond = (bitsPerSecond: number): number => bitsPerSecond / 8;
