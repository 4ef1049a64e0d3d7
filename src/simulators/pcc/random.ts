/**
 * Seeded pseudo-random numbers, so that a simulation can be run again: mulberry32 (Tommy Ettinger, public domain), 32 bits of
 * state, period 2^32. Good enough to spread delays and demands; not for secrets.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  between(minimum: number, maximum: number): number {
    return minimum + this.next() * (maximum - minimum);
  }

  /** True with probability `p`. Draws nothing for 0 and 1, so that an option that is off changes no other number. */
  chance(p: number): boolean {
    if (p <= 0) return false;
    return p >= 1 || this.next() < p;
  }

  /** Time to the next event of a Poisson process with this mean distance. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** An index of `weights`, in proportion to them; undefined when they sum to nothing. */
  weighted(weights: readonly number[]): number | undefined {
    let total = 0;
    for (const weight of weights) total += weight;
    if (!(total > 0)) return undefined;
    let left = this.next() * total;
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0 && weight > 0) return index;
    }
    return weights.findLastIndex((weight) => weight > 0);
  }
}

/** A seed of its own for a part of the simulation: what one head-end draws does not depend on what others do (FNV-1a). */
export function seedFor(seed: number, part: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < part.length; index++) {
    hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
