import { RankHeap } from '../../kernel/rank-heap.js';
import { bystanders, contestedLinks } from './contention.js';
import type { Detours } from './detours.js';
import { type Change, isSamePlacement, legOf, type MoveState } from './move-state.js';
import type { Placement } from './problem.js';

/** Group up to which all that could be done next is tried. */
export const MOST_SEARCHED = 12;
/** Links looked at for one group. */
const WORK_OF_SEARCH = 1_500_000;
const MOST_STATES = 3_000;
/** LSPs of which it is tried at each state to move them aside. */
const MOST_MOVED_ASIDE = 24;
/** What an LSP that is not at its target counts, beside a change: more leads to an answer sooner, less to a shorter one. */
const PENDING_WEIGHT = 1.5;

/**
 * A way for a small group to its targets by any sequence of moves and temporary paths, those of bystanders included, where a
 * few temporary paths before all moves are not enough: best first over who is where, each state looked at once. Finds
 * none within its limits where there may be one. Leaves the state as it was. O(states x members x paths).
 */
export class PlacementSearch {
  private readonly begin: number;
  private readonly start: readonly (Placement | undefined)[];
  private readonly limit: number;
  private readonly seen = new Set<string>();
  private readonly open = new RankHeap();
  /** Changes to each state that was reached, by its number in the heap. */
  private readonly reached: (readonly Change[])[] = [];
  private readonly state: MoveState;
  private readonly detours: Detours;
  /** Grows by those who are moved aside. */
  private readonly members: Set<number>;

  constructor(state: MoveState, detours: Detours, members: readonly number[]) {
    this.state = state;
    this.detours = detours;
    this.members = new Set(members);
    this.begin = state.log.length;
    this.start = [...state.place];
    this.limit = state.work.done + WORK_OF_SEARCH;
  }

  run(): readonly Change[] | undefined {
    this.reach([]);
    while (this.open.size > 0 && this.reached.length < MOST_STATES && this.state.work.done < this.limit) {
      const changes = this.reached[this.open.pop()]!;
      this.state.replay(changes);
      const pending = this.pending();
      if (pending.length > 0) this.expand(changes, pending);
      this.state.rewind(this.begin);
      if (pending.length === 0) return changes;
    }
    return undefined;
  }

  private pending(): readonly number[] {
    return [...this.members].filter((lsp) => this.state.isPending[lsp] === 1);
  }

  private expand(changes: readonly Change[], pending: readonly number[]): void {
    const { state } = this;
    const contested = contestedLinks(state, pending);
    for (const lsp of pending) {
      const { target } = state.lsps[lsp]!;
      if (state.hasRoom(lsp)) this.reach([...changes, { lsp, from: state.place[lsp], to: target }]);
    }
    const near = this.linksNear(pending);
    for (const lsp of this.inTheWay(pending, contested, near)) {
      const from = state.place[lsp];
      if (from === undefined) continue;
      // Also over what others want later: who has to wait for that is part of the search.
      for (const to of [...this.detours.of(lsp, contested), ...this.detours.of(lsp, near)]) {
        if (state.fits(legOf(from, to))) this.reach([...changes, { lsp, from, to }]);
      }
    }
  }

  /** Who waits, then who holds what is waited for, then who holds what could be a way around; some of these have just arrived. */
  private inTheWay(pending: readonly number[], contested: Uint8Array, near: Uint8Array): readonly number[] {
    const { state } = this;
    const all = new Set([...pending, ...bystanders(state, contested), ...bystanders(state, near)]);
    return [...all].slice(0, MOST_MOVED_ASIDE);
  }

  /** 1 at each link that starts at a node on the way of somebody who waits. */
  private linksNear(pending: readonly number[]): Uint8Array {
    const { state } = this;
    const { graph } = state.problem;
    const near = new Uint8Array(state.room.length);
    for (const lsp of pending) {
      for (const link of state.place[lsp]?.path ?? []) {
        const node = graph.source[link]!;
        for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++)
          near[graph.outLink[arc]!] = 1;
        state.work.done += graph.outFirst[node + 1]! - graph.outFirst[node]!;
      }
    }
    return near;
  }

  private reach(changes: readonly Change[]): void {
    const { state } = this;
    const mark = state.log.length;
    const last = changes.at(-1);
    if (last !== undefined) {
      this.members.add(last.lsp);
      state.change(last.lsp, last.to);
    }
    const key = this.key();
    if (!this.seen.has(key)) {
      this.seen.add(key);
      this.open.push(changes.length + PENDING_WEIGHT * this.pending().length, this.reached.length);
      this.reached.push(changes);
    }
    state.rewind(mark);
  }

  /** Where everybody is who is not where they were to begin with. */
  private key(): string {
    const { place } = this.state;
    return [...this.members]
      .sort((a, b) => a - b)
      .filter((lsp) => !isSamePlacement(place[lsp], this.start[lsp]))
      .map((lsp) => `${lsp}:${place[lsp]?.bandwidth} ${place[lsp]?.path.join('-')}`)
      .join();
  }
}
