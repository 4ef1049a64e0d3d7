import { RandomSequence } from '../random-sequence.js';
import type { Change, MoveState } from './move-state.js';

export interface Found {
  /** The most moves that were found to be possible one after the other. */
  readonly changes: readonly Change[];
  readonly isComplete: boolean;
  /** True: no other order moves more. */
  readonly isExhaustive: boolean;
}

/** More than these are not branched over: there is no end to it, and the recursion would be as deep. */
const MOST_BRANCHED = 200;
/** Of so many the next few are taken at a time, before it is looked at anew who is best. */
const AT_ONCE = 128;
const WORDS = 0x7fff_ffff;
/** Bits of the second word that fit beside the first in one number. */
const HIGH_BITS = 0x3f_ffff;
const LOW_WORD = 0x8000_0000;

/**
 * Looks for an order in which all members reach their targets directly: depth first over who is next, each set of moved
 * members looked at once. Who takes nothing that anybody could miss goes at once, which loses no order. Without the
 * limit exact, exponential at worst; the first descent is O(members^2 * path length).
 */
export class OrderSearch {
  private best: readonly Change[] = [];
  private readonly seen = new Set<number>();
  private readonly key: Float64Array;
  private keyHigh = 0;
  private keyLow = 0;
  private isExhaustive = true;
  private readonly begin: number;
  private readonly state: MoveState;
  private readonly members: readonly number[];
  private readonly limit: number;

  /** `work`: links looked at, at most; the first descent is finished in any case. */
  constructor(state: MoveState, members: readonly number[], work: number) {
    this.state = state;
    this.members = members;
    this.limit = state.work.done + work;
    this.begin = state.log.length;
    const random = new RandomSequence(members.length);
    this.key = Float64Array.from({ length: 2 * members.length }, () => random.below(WORDS));
  }

  /** Leaves the state as it was. */
  run(): Found {
    let isComplete = this.descend();
    if (!isComplete && this.members.length > MOST_BRANCHED) this.isExhaustive = false;
    else if (!isComplete) isComplete = this.explore();
    this.state.rewind(this.begin);
    return { changes: this.best, isComplete, isExhaustive: isComplete || this.isExhaustive };
  }

  /** Always on with who looks best. Leaves the state as it was, unless all have moved. */
  private descend(): boolean {
    const { state, members } = this;
    const atOnce = Math.ceil(members.length / AT_ONCE);
    for (let isStuck = false; !isStuck; ) {
      this.takeFree();
      isStuck = true;
      for (const index of this.choices().slice(0, atOnce)) {
        if (!state.hasRoom(members[index]!)) continue;
        state.finish(members[index]!);
        isStuck = false;
      }
    }
    this.keep();
    if (this.best.length === members.length) return true;
    state.rewind(this.begin);
    this.keyHigh = 0;
    this.keyLow = 0;
    return false;
  }

  private explore(): boolean {
    const { state, members } = this;
    const mark = state.log.length;
    const [high, low] = [this.keyHigh, this.keyLow];
    this.takeFree();
    if (state.log.length - this.begin === members.length) {
      this.keep();
      return true;
    }
    const key = (this.keyHigh & HIGH_BITS) * LOW_WORD + this.keyLow;
    const isNew = !this.seen.has(key);
    if (isNew) {
      this.seen.add(key);
      if (this.couldBeBetter() && this.tryEach(this.choices())) return true;
    }
    state.rewind(mark);
    this.keyHigh = high;
    this.keyLow = low;
    return false;
  }

  private tryEach(choices: readonly number[]): boolean {
    const { state } = this;
    if (choices.length === 0) this.keep();
    for (const [at, index] of choices.entries()) {
      if (at > 0 && state.work.done >= this.limit) {
        this.isExhaustive = false;
        return false;
      }
      const mark = state.log.length;
      const [high, low] = [this.keyHigh, this.keyLow];
      this.take(index);
      if (this.explore()) return true;
      state.rewind(mark);
      this.keyHigh = high;
      this.keyLow = low;
    }
    return false;
  }

  private keep(): void {
    if (this.state.log.length - this.begin > this.best.length) this.best = this.state.log.slice(this.begin);
  }

  private take(index: number): void {
    this.keyHigh ^= this.key[2 * index]!;
    this.keyLow ^= this.key[2 * index + 1]!;
    this.state.finish(this.members[index]!);
  }

  private takeFree(): void {
    const { state, members } = this;
    for (let hasMoved = true; hasMoved; ) {
      hasMoved = false;
      for (let index = 0; index < members.length; index++) {
        const lsp = members[index]!;
        if (state.isPending[lsp] === 0 || !state.isFree(lsp)) continue;
        this.take(index);
        hasMoved = true;
      }
    }
  }

  private couldBeBetter(): boolean {
    const { state, members } = this;
    let most = state.log.length - this.begin;
    for (const lsp of members) if (state.isPending[lsp] === 1 && !state.isHopeless(lsp)) most += 1;
    return most > this.best.length;
  }

  /** Who has room, first those that give most to links on which somebody waits, and take least of them. */
  private choices(): readonly number[] {
    const { state, members } = this;
    const worth = new Map<number, number>();
    members.forEach((lsp, index) => {
      if (state.isPending[lsp] === 0 || !state.hasRoom(lsp)) return;
      const { takesLink, takesBits, givesLink, givesBits } = state.leg[lsp]!;
      let sum = 0;
      givesLink.forEach((link, at) => {
        if (state.isTight(link)) sum += givesBits[at]!;
      });
      takesLink.forEach((link, at) => {
        if (state.isTight(link)) sum -= takesBits[at]!;
      });
      worth.set(index, sum);
    });
    return [...worth.keys()].sort((a, b) => worth.get(b)! - worth.get(a)! || a - b);
  }
}
