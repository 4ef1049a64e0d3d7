/** Numbers that look random and depend on the seed alone (xorshift, Marsaglia 2003, over 32 bits). */
export class RandomSequence {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not give neighbouring sequences, and the state must not be 0.
    this.state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) | 0 || 0x2545f491;
    for (let round = 0; round < 8; round++) this.below(2);
  }

  /** A whole number from 0 to, not including, `limit` (at most 2^31). */
  below(limit: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return Math.floor(((x >>> 0) / 0x1_0000_0000) * limit);
  }

  shuffle(items: Int32Array, count: number = items.length): void {
    for (let at = count - 1; at > 0; at--) {
      const other = this.below(at + 1);
      const item = items[at]!;
      items[at] = items[other]!;
      items[other] = item;
    }
  }
}
