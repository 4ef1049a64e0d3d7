import type { OrderedLsp, OrderProblem, Placement } from './problem.js';

/** What a change takes of the links from its start on, and gives back at its end. */
export interface Leg {
  readonly takesLink: readonly number[];
  readonly takesBits: readonly number[];
  readonly givesLink: readonly number[];
  readonly givesBits: readonly number[];
}

/** On links of both placements the larger bandwidth is held in between. */
export function legOf(from: Placement | undefined, to: Placement | undefined): Leg {
  const leg = {
    takesLink: [] as number[],
    takesBits: [] as number[],
    givesLink: [] as number[],
    givesBits: [] as number[],
  };
  const before = from?.bandwidth ?? 0;
  const after = to?.bandwidth ?? 0;
  for (const link of to?.path ?? []) {
    const bits = from?.path.includes(link) === true ? after - before : after;
    if (bits <= 0) continue;
    leg.takesLink.push(link);
    leg.takesBits.push(bits);
  }
  for (const link of from?.path ?? []) {
    const bits = to?.path.includes(link) === true ? before - after : before;
    if (bits <= 0) continue;
    leg.givesLink.push(link);
    leg.givesBits.push(bits);
  }
  return leg;
}

export const isSamePlacement = (a: Placement | undefined, b: Placement | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.bandwidth === b.bandwidth &&
    a.path.length === b.path.length &&
    a.path.every((link, at) => link === b.path[at]));

/** A change of one LSP, by its number. */
export interface Change {
  readonly lsp: number;
  readonly from: Placement | undefined;
  readonly to: Placement | undefined;
}

/** Counts links looked at, and says when that is enough. */
export class Work {
  done = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  isSpent(): boolean {
    return this.done >= this.limit;
  }
}

/**
 * Where each LSP is between two steps, the room that this leaves, and what is still to come. LSPs are numbered by
 * priority, then bandwidth, then id, so that the order in which they were given means nothing.
 */
export class MoveState {
  readonly problem: OrderProblem;
  readonly lsps: readonly OrderedLsp[];
  readonly work: Work;
  /** Capacity minus what is held, by link. Negative only where too much was held to begin with. */
  readonly room: Float64Array;
  /** What LSPs not yet at their targets will take and give, by link. */
  readonly wanted: Float64Array;
  readonly offered: Float64Array;
  readonly place: (Placement | undefined)[];
  /** From where the LSP is to its target. */
  readonly leg: Leg[];
  readonly isPending: Uint8Array;
  /** What was done so far. */
  readonly log: Change[] = [];

  constructor(problem: OrderProblem, work: Work) {
    this.problem = problem;
    this.work = work;
    this.lsps = [...problem.lsps].sort(inOrder);
    this.room = problem.capacity.map((bits, link) => bits - (problem.background?.[link] ?? 0));
    this.wanted = new Float64Array(this.room.length);
    this.offered = new Float64Array(this.room.length);
    this.place = this.lsps.map(({ present }) => present);
    this.leg = this.lsps.map(({ present, target }) => legOf(present, target));
    this.isPending = Uint8Array.from(this.lsps, ({ present, target }) =>
      isSamePlacement(present, target) ? 0 : 1,
    );
    this.lsps.forEach(({ present }, lsp) => {
      for (const link of present?.path ?? []) this.room[link]! -= present!.bandwidth;
      if (this.isPending[lsp] === 1) this.expect(lsp, 1);
    });
  }

  pending(): number[] {
    return [...this.isPending.keys()].filter((lsp) => this.isPending[lsp] === 1);
  }

  /** True if there is room for the LSP at its target beside everybody, itself included. */
  hasRoom(lsp: number): boolean {
    return this.fits(this.leg[lsp]!);
  }

  fits({ takesLink, takesBits }: Leg): boolean {
    const count = takesLink.length;
    for (let at = 0; at < count; at++) {
      if (this.room[takesLink[at]!]! < takesBits[at]!) {
        this.work.done += at + 1;
        return false;
      }
    }
    this.work.done += count + 1;
    return true;
  }

  /** True if the LSP can move now, and nobody will ever miss what it takes: all who want a link of it have room. */
  isFree(lsp: number): boolean {
    const { takesLink } = this.leg[lsp]!;
    for (let at = 0; at < takesLink.length; at++) {
      const link = takesLink[at]!;
      if (this.room[link]! < this.wanted[link]!) {
        this.work.done += at + 1;
        return false;
      }
    }
    this.work.done += takesLink.length + 1;
    return true;
  }

  /** True if it will not have room even when all that can leave has left. */
  isHopeless(lsp: number): boolean {
    const { takesLink, takesBits } = this.leg[lsp]!;
    this.work.done += takesLink.length;
    return takesLink.some((link, at) => this.room[link]! + this.offered[link]! < takesBits[at]!);
  }

  /** Not all who want the link have room as it is. */
  isTight(link: number): boolean {
    return this.room[link]! < this.wanted[link]!;
  }

  /** To its target. */
  finish(lsp: number): void {
    this.change(lsp, this.lsps[lsp]!.target);
  }

  /** To any placement, or none. */
  change(lsp: number, to: Placement | undefined): void {
    const from = this.place[lsp];
    this.log.push({ lsp, from, to });
    this.put(lsp, from, to);
  }

  /** Takes back what was done since the log had that length. */
  rewind(length: number): void {
    while (this.log.length > length) {
      const { lsp, from, to } = this.log.pop()!;
      this.put(lsp, to, from);
    }
  }

  /** Does again what `rewind` took back. */
  replay(changes: readonly Change[]): void {
    for (const { lsp, to } of changes) this.change(lsp, to);
  }

  private put(lsp: number, from: Placement | undefined, to: Placement | undefined): void {
    if (this.isPending[lsp] === 1) this.expect(lsp, -1);
    for (const link of from?.path ?? []) this.room[link]! += from!.bandwidth;
    for (const link of to?.path ?? []) this.room[link]! -= to!.bandwidth;
    this.work.done += (from?.path.length ?? 0) + (to?.path.length ?? 0);
    this.place[lsp] = to;
    const { target } = this.lsps[lsp]!;
    this.isPending[lsp] = isSamePlacement(to, target) ? 0 : 1;
    if (this.isPending[lsp] === 0) return;
    this.leg[lsp] = legOf(to, target);
    this.expect(lsp, 1);
  }

  private expect(lsp: number, sign: 1 | -1): void {
    const { takesLink, takesBits, givesLink, givesBits } = this.leg[lsp]!;
    for (let at = 0; at < takesLink.length; at++) this.wanted[takesLink[at]!]! += sign * takesBits[at]!;
    for (let at = 0; at < givesLink.length; at++) this.offered[givesLink[at]!]! += sign * givesBits[at]!;
  }
}

const sizeOf = ({ present, target }: OrderedLsp): number =>
  Math.max(present?.bandwidth ?? 0, target?.bandwidth ?? 0);

const inOrder = (a: OrderedLsp, b: OrderedLsp): number =>
  (a.priority ?? 7) - (b.priority ?? 7) || sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
