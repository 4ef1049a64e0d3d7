const GROWTH = 1.25;

/** Lists of numbers in one array; what a list leaves is for the next of the same length. 4 bytes per element. */
export class LinkLists {
  #numbers = new Int32Array(1024);
  #end = 0;
  readonly #freeByLength = new Map<number, number[]>();

  get bytes(): number {
    return this.#numbers.byteLength;
  }

  /** Where the list now lies. O(length). */
  add(list: readonly number[]): number {
    const offset = this.#freeByLength.get(list.length)?.pop() ?? this.#extend(list.length);
    this.#numbers.set(list, offset);
    return offset;
  }

  remove(offset: number, length: number): void {
    const free = this.#freeByLength.get(length);
    if (free === undefined) this.#freeByLength.set(length, [offset]);
    else free.push(offset);
  }

  /** A view: of no use after the next change. */
  at(offset: number, length: number): Int32Array {
    return this.#numbers.subarray(offset, offset + length);
  }

  #extend(length: number): number {
    const offset = this.#end;
    this.#end += length;
    if (this.#end > this.#numbers.length) {
      const grown = new Int32Array(Math.max(this.#end, Math.ceil(this.#numbers.length * GROWTH)));
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    return offset;
  }
}
