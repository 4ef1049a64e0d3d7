/** Breakpoints in a slot. PERF: what a change moves and a query scans at most twice; 128 keeps both below a microsecond. */
const SLOT = 128;
/** A slot with fewer is joined to a neighbour if both fit in three quarters of one. */
const SPARSE = SLOT / 4;
const JOINED = (SLOT * 3) / 4;

/** The value is `value` from `start` on, up to, not including, `end`. */
export interface Step {
  readonly start: number;
  readonly end: number;
  readonly value: number;
}

/**
 * A function of time that is 0 at first and changes at breakpoints. Only where and by how much it changes is kept, so that adding an
 * interval costs the same however many breakpoints lie inside it, and equal neighbouring steps can't exist: a change of 0
 * is no breakpoint. Values are whole numbers below 2^53, hence sums are exact whatever their order.
 *
 * Breakpoints lie sorted in slots of up to 128, each slot with the value that it is entered with, the sum of its changes and the
 * highest of their running sums. With B breakpoints a change costs O(128 + B / 128), a query O(128 + slots within): about a
 * microsecond for 50,000. 16 bytes for a breakpoint in slots that are between a quarter and full, two thirds on average.
 */
export class StepFunction {
  #times = new Float64Array(8);
  #changes = new Float64Array(8);
  /** By place in time: which slot, how many breakpoints it has, its first, the value before that, sum of changes, highest running sum. */
  #slots: number[] = [];
  #counts: number[] = [];
  #firsts: number[] = [];
  #entered: number[] = [];
  #sums: number[] = [];
  #highs: number[] = [];
  #free: number[] = [];
  /** Slots in the storage, free ones too. */
  #made = 0;
  #size = 0;

  /** Breakpoints. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of the storage, without what the engine takes for the objects. */
  get bytes(): number {
    return 2 * this.#times.byteLength + 6 * 8 * this.#slots.length;
  }

  copy(): StepFunction {
    const copy = new StepFunction();
    copy.#times = this.#times.slice();
    copy.#changes = this.#changes.slice();
    copy.#slots = [...this.#slots];
    copy.#counts = [...this.#counts];
    copy.#firsts = [...this.#firsts];
    copy.#entered = [...this.#entered];
    copy.#sums = [...this.#sums];
    copy.#highs = [...this.#highs];
    copy.#free = [...this.#free];
    copy.#made = this.#made;
    copy.#size = this.#size;
    return copy;
  }

  /** Adds the amount from `start` on, up to, not including, `end`. O(slot + slots). */
  add(start: number, end: number, amount: number): void {
    if (amount === 0 || start >= end) return;
    this.#change(start, amount);
    this.#change(end, -amount);
    this.#enterWithin(start, end);
  }

  /** Sets what slots around an interval that was added are entered with; what lies further off is not touched by it. O(slots within). */
  #enterWithin(start: number, end: number): void {
    if (this.#slots.length === 0) return;
    // The slot may have been split, or joined to the one before.
    const first = Math.max(0, this.#placeOf(start) - 1);
    const last = Math.min(this.#slots.length - 1, this.#placeOf(end) + 2);
    if (first === 0) this.#entered[0] = 0;
    for (let place = first; place < last; place++)
      this.#entered[place + 1] = this.#entered[place]! + this.#sums[place]!;
  }

  /** The highest value between `from` and, not including, `to`; `from` before `to`. O(slot + slots). */
  peak(from: number, to: number): number {
    if (this.#size === 0) return 0;
    const times = this.#times;
    const changes = this.#changes;
    let place = this.#placeOf(from);
    let value = this.#entered[place]!;
    const offset = this.#slots[place]! * SLOT;
    const end = offset + this.#counts[place]!;
    let at = offset;
    while (at < end && times[at]! <= from) value += changes[at++]!;
    let high = value;
    for (; at < end && times[at]! < to; at++) {
      value += changes[at]!;
      if (value > high) high = value;
    }
    if (at < end) return high;
    for (place += 1; place < this.#slots.length && this.#firsts[place]! < to; place++) {
      if (place + 1 < this.#slots.length && this.#firsts[place + 1]! <= to) {
        high = Math.max(high, value + this.#highs[place]!);
        value += this.#sums[place]!;
        continue;
      }
      return this.#highWithin(place, value, high, to);
    }
    return high;
  }

  /** The highest of `high` and the values in the slot before `to`; the slot is entered with `value`. */
  #highWithin(place: number, value: number, high: number, to: number): number {
    const offset = this.#slots[place]! * SLOT;
    const end = offset + this.#counts[place]!;
    let most = high;
    let now = value;
    for (let at = offset; at < end && this.#times[at]! < to; at++) {
      now += this.#changes[at]!;
      if (now > most) most = now;
    }
    return most;
  }

  /** The highest value of all. O(slots). */
  peakEver(): number {
    let high = 0;
    let value = 0;
    for (let place = 0; place < this.#slots.length; place++) {
      high = Math.max(high, value + this.#highs[place]!);
      value += this.#sums[place]!;
    }
    return high;
  }

  /**
   * When the last step that reaches into [from, to) with a value above `most` ends, which may be after `to`; Infinity: never;
   * undefined: there is none. O(slot + slots) where whole slots stay below, else O(breakpoints after that step).
   */
  lastAbove(most: number, from: number, to: number): number | undefined {
    let place = this.#slots.length === 0 ? -1 : this.#placeBefore(to);
    let value = place === -1 ? 0 : this.#entered[place]! + this.#sums[place]!;
    let end = this.#firsts[place + 1] ?? Number.POSITIVE_INFINITY;
    for (; place >= 0; place--) {
      const entered = value - this.#sums[place]!;
      const first = this.#firsts[place]!;
      if (first > from && entered + this.#highs[place]! <= most) {
        value = entered;
        end = first;
        continue;
      }
      const offset = this.#slots[place]! * SLOT;
      for (let at = offset + this.#counts[place]! - 1; at >= offset; at--) {
        const start = this.#times[at]!;
        if (start < to && value > most) return end;
        if (start <= from) return undefined;
        value -= this.#changes[at]!;
        end = start;
      }
    }
    return value > most ? end : undefined;
  }

  /** The steps of [from, to), also those of 0. O(slot + slots + steps). */
  steps(from: number, to: number): readonly Step[] {
    const steps: Step[] = [];
    let value = 0;
    let start = from;
    this.#eachChange((time, change) => {
      if (time >= to) return false;
      if (time > start) {
        steps.push({ start, end: time, value });
        start = time;
      }
      value += change;
      return true;
    }, from);
    if (start < to) steps.push({ start, end: to, value });
    return steps;
  }

  /** The changes in order of time until `visit` returns false. Those of slots that end before `from` come as one. */
  #eachChange(visit: (time: number, change: number) => boolean, from: number): void {
    const near = this.#slots.length === 0 ? 0 : this.#placeOf(from);
    for (let place = 0; place < this.#slots.length; place++) {
      if (place < near) {
        if (!visit(this.#firsts[place]!, this.#sums[place]!)) return;
        continue;
      }
      const offset = this.#slots[place]! * SLOT;
      for (let at = offset; at < offset + this.#counts[place]!; at++) {
        if (!visit(this.#times[at]!, this.#changes[at]!)) return;
      }
    }
  }

  #change(time: number, by: number): void {
    if (this.#slots.length === 0) this.#insertSlot(0);
    let place = this.#placeOf(time);
    let at = this.#positionIn(place, time);
    const offset = this.#slots[place]! * SLOT;
    if (at < this.#counts[place]! && this.#times[offset + at] === time) {
      const change = this.#changes[offset + at]! + by;
      this.#changes[offset + at] = change;
      if (change === 0) this.#removeAt(place, at);
      else this.#refresh(place);
      return;
    }
    if (this.#counts[place] === SLOT) {
      this.#split(place);
      if (at > SLOT / 2) {
        place += 1;
        at -= SLOT / 2;
      }
    }
    this.#insertAt(place, at, time, by);
  }

  #insertAt(place: number, at: number, time: number, by: number): void {
    const count = this.#counts[place]!;
    const offset = this.#slots[place]! * SLOT;
    this.#ensure(offset + count + 1);
    this.#times.copyWithin(offset + at + 1, offset + at, offset + count);
    this.#changes.copyWithin(offset + at + 1, offset + at, offset + count);
    this.#times[offset + at] = time;
    this.#changes[offset + at] = by;
    this.#counts[place] = count + 1;
    this.#size += 1;
    this.#refresh(place);
  }

  #removeAt(place: number, at: number): void {
    const count = this.#counts[place]!;
    const offset = this.#slots[place]! * SLOT;
    this.#times.copyWithin(offset + at, offset + at + 1, offset + count);
    this.#changes.copyWithin(offset + at, offset + at + 1, offset + count);
    this.#counts[place] = count - 1;
    this.#size -= 1;
    if (count === 1) {
      this.#removeSlot(place);
      return;
    }
    this.#refresh(place);
    if (count - 1 >= SPARSE) return;
    if (place + 1 < this.#slots.length) this.#joinNext(place);
    else if (place > 0) this.#joinNext(place - 1);
  }

  /** The upper half goes to a slot of its own. */
  #split(place: number): void {
    this.#insertSlot(place + 1);
    const half = SLOT / 2;
    const from = this.#slots[place]! * SLOT + half;
    const to = this.#slots[place + 1]! * SLOT;
    this.#ensure(to + SLOT);
    this.#times.copyWithin(to, from, from + half);
    this.#changes.copyWithin(to, from, from + half);
    this.#counts[place] = half;
    this.#counts[place + 1] = half;
    this.#refresh(place);
    this.#refresh(place + 1);
  }

  #joinNext(place: number): void {
    const [count, more] = [this.#counts[place]!, this.#counts[place + 1]!];
    if (count + more > JOINED) return;
    const to = this.#slots[place]! * SLOT + count;
    const from = this.#slots[place + 1]! * SLOT;
    this.#ensure(to + more);
    this.#times.copyWithin(to, from, from + more);
    this.#changes.copyWithin(to, from, from + more);
    this.#counts[place] = count + more;
    this.#removeSlot(place + 1);
    this.#refresh(place);
  }

  #insertSlot(place: number): void {
    this.#slots.splice(place, 0, this.#free.pop() ?? this.#made++);
    this.#counts.splice(place, 0, 0);
    this.#firsts.splice(place, 0, 0);
    this.#entered.splice(place, 0, 0);
    this.#sums.splice(place, 0, 0);
    this.#highs.splice(place, 0, 0);
  }

  #removeSlot(place: number): void {
    this.#free.push(this.#slots[place]!);
    const columns = [this.#slots, this.#counts, this.#firsts, this.#entered, this.#sums, this.#highs];
    for (const column of columns) column.splice(place, 1);
  }

  #refresh(place: number): void {
    const offset = this.#slots[place]! * SLOT;
    const end = offset + this.#counts[place]!;
    let sum = 0;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = offset; at < end; at++) {
      sum += this.#changes[at]!;
      if (sum > high) high = sum;
    }
    this.#firsts[place] = this.#times[offset]!;
    this.#sums[place] = sum;
    this.#highs[place] = high;
  }

  /** The last slot that starts at or before the time, or the first. */
  #placeOf(time: number): number {
    let low = 0;
    let high = this.#slots.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#firsts[middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The last slot that starts before the time; -1 where none does. */
  #placeBefore(time: number): number {
    const place = this.#placeOf(time);
    return this.#firsts[place]! < time ? place : place - 1;
  }

  /** Of the first breakpoint of the slot that is not before the time. */
  #positionIn(place: number, time: number): number {
    const offset = this.#slots[place]! * SLOT;
    let low = 0;
    let high = this.#counts[place]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[offset + middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Storage for so many breakpoints: doubled while small, then an eighth more, so that little of it is idle. */
  #ensure(length: number): void {
    const present = this.#times.length;
    if (length <= present) return;
    const more = present < SLOT ? 2 * present : present + SLOT * Math.ceil(present / (8 * SLOT));
    const grow = (old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(Math.max(length, more));
      grown.set(old);
      return grown;
    };
    this.#times = grow(this.#times);
    this.#changes = grow(this.#changes);
  }
}
