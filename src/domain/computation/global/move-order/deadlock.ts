import { bystanders, contestedLinks } from './contention.js';
import { Detours } from './detours.js';
import { type Change, legOf, type MoveState } from './move-state.js';
import { OrderSearch } from './order-search.js';
import { MOST_SEARCHED, PlacementSearch } from './placement-search.js';
import type { Placement } from './problem.js';

/** Links looked at for one way out. */
const WORK_OF_TRIAL = 100_000;
/** LSPs on temporary paths at a time, so that all others can be brought home. */
const MOST_DETOURED = 2;
/** Group up to which two at a time are tried. */
const MOST_IN_PAIRS = 24;
const MOST_CANDIDATES = 64;
/** LSPs released of which all combinations are tried. */
const MOST_RELEASED_EXACTLY = 3;
/** Changes among which the latest place for a release is looked for. */
const MOST_DELAYED = 400;

/** Ways out of a deadlock of a group of LSPs. Each leaves the state as it was. */
export class Deadlock {
  private readonly state: MoveState;
  private readonly detours: Detours;

  constructor(state: MoveState) {
    this.state = state;
    this.detours = new Detours(state);
  }

  /**
   * Changes that bring more than `moved` of the members to their targets, with the fewest temporary paths that are
   * enough for all of them, or in a small group with any number of them; who is on a temporary path gets off it within the
   * changes. Undefined: none found.
   */
  byDetours(members: readonly number[], moved: number): readonly Change[] | undefined {
    const trial = new DetourTrial(this.state, this.detours, members, moved);
    const most = members.length <= MOST_IN_PAIRS ? MOST_DETOURED : 1;
    for (let depth = 1; depth <= most; depth++) {
      const all = trial.withDetours(members, [], depth);
      if (all !== undefined) return all;
    }
    if (members.length > MOST_SEARCHED) return trial.best;
    return new PlacementSearch(this.state, this.detours, members).run() ?? trial.best;
  }

  /**
   * Changes that bring all members to their targets with releases: fewest LSPs, of these the lowest priorities, then the
   * least bandwidth, exact for up to three of few members; each released as late as possible. Undefined: not possible.
   */
  byReleases(members: readonly number[]): readonly Change[] | undefined {
    const all = this.releasable(members);
    for (let size = 1; size <= MOST_RELEASED_EXACTLY; size++) {
      for (const chosen of combinations(all, size)) {
        if (this.state.work.isSpent()) return undefined;
        const changes = this.afterReleasing(members, chosen);
        if (changes.isComplete) return this.delayed(changes.changes);
      }
    }
    return this.byMostHelpful(members, all);
  }

  /** Lower priorities first, smaller ones first. */
  private releasable(members: readonly number[]): readonly number[] {
    const { state } = this;
    const inTheWay = bystanders(state, contestedLinks(state, members));
    const all = [...members, ...inTheWay].filter(
      (lsp) => state.place[lsp] !== undefined && state.lsps[lsp]!.target !== undefined,
    );
    const priorityOf = (lsp: number): number => state.lsps[lsp]!.priority ?? 7;
    const bandwidthOf = (lsp: number): number => state.place[lsp]!.bandwidth;
    return all.sort((a, b) => priorityOf(b) - priorityOf(a) || bandwidthOf(a) - bandwidthOf(b) || a - b);
  }

  private afterReleasing(members: readonly number[], released: readonly number[]) {
    const { state } = this;
    const begin = state.log.length;
    for (const lsp of released) state.change(lsp, undefined);
    const group = [...new Set([...members, ...released])].sort((a, b) => a - b);
    const releases = state.log.slice(begin);
    const found = new OrderSearch(state, group, WORK_OF_TRIAL).run();
    state.rewind(begin);
    return { ...found, changes: [...releases, ...found.changes] };
  }

  /** One after the other, each time the one after which most can move. */
  private byMostHelpful(members: readonly number[], all: readonly number[]): readonly Change[] | undefined {
    const released: number[] = [];
    while (released.length < all.length && !this.state.work.isSpent()) {
      let best: { readonly lsp: number; readonly moved: number } | undefined;
      for (const lsp of all.filter((other) => !released.includes(other)).slice(0, MOST_CANDIDATES)) {
        const { changes, isComplete } = this.afterReleasing(members, [...released, lsp]);
        if (isComplete) return this.delayed(changes);
        if (best === undefined || changes.length > best.moved) best = { lsp, moved: changes.length };
      }
      if (best === undefined) return undefined;
      released.push(best.lsp);
    }
    return undefined;
  }

  /** Each release moved to the last place at which the rest still has room. */
  private delayed(changes: readonly Change[]): readonly Change[] {
    if (changes.length > MOST_DELAYED) return changes;
    let order = changes;
    for (const release of changes.filter(({ to }) => to === undefined).reverse()) {
      const rest = order.filter((change) => change !== release);
      const again = rest.findIndex(({ lsp }) => lsp === release.lsp);
      for (let at = again < 0 ? rest.length : again; at >= 0; at--) {
        const tried = [...rest.slice(0, at), release, ...rest.slice(at)];
        if (!this.isPossible(tried)) continue;
        order = tried;
        break;
      }
    }
    return order;
  }

  private isPossible(changes: readonly Change[]): boolean {
    const { state } = this;
    const begin = state.log.length;
    const isPossible = changes.every(({ lsp, from, to }) => {
      if (!state.fits(legOf(from, to))) return false;
      state.change(lsp, to);
      return true;
    });
    state.rewind(begin);
    return isPossible;
  }
}

class DetourTrial {
  best: readonly Change[] | undefined;
  private moved: number;
  private readonly state: MoveState;
  private readonly detours: Detours;
  private readonly members: readonly number[];

  constructor(state: MoveState, detours: Detours, members: readonly number[], moved: number) {
    this.state = state;
    this.detours = detours;
    this.members = members;
    this.moved = moved;
  }

  /** Changes that bring the whole group home with just `depth` more temporary paths, or undefined. */
  withDetours(
    group: readonly number[],
    detoured: readonly number[],
    depth: number,
  ): readonly Change[] | undefined {
    const { state } = this;
    const begin = state.log.length;
    for (const [lsp, placement] of this.candidates(group, detoured)) {
      if (state.work.isSpent()) return undefined;
      state.change(lsp, placement);
      const before = state.log.slice(begin);
      const larger = group.includes(lsp) ? group : [...group, lsp].sort((a, b) => a - b);
      const rest =
        depth > 1
          ? this.withDetours(larger, [...detoured, lsp], depth - 1)
          : this.direct(larger, [...detoured, lsp]);
      state.rewind(begin);
      if (rest !== undefined) return [...before, ...rest];
    }
    return undefined;
  }

  private direct(group: readonly number[], detoured: readonly number[]): readonly Change[] | undefined {
    const { state } = this;
    const { changes, isComplete } = new OrderSearch(state, group, WORK_OF_TRIAL).run();
    if (isComplete) return changes;
    const home = new Set(changes.map(({ lsp }) => lsp));
    const moved = this.members.filter((lsp) => home.has(lsp)).length;
    if (moved > this.moved && detoured.every((lsp) => home.has(lsp))) {
      this.moved = moved;
      this.best = [...state.log.slice(state.log.length - detoured.length), ...changes];
    }
    return undefined;
  }

  /** Those that hold most of what is waited for come first. */
  private candidates(
    group: readonly number[],
    detoured: readonly number[],
  ): readonly (readonly [number, Placement])[] {
    const { state } = this;
    const contested = contestedLinks(state, group);
    const inTheWay = bystanders(state, contested);
    const heldOf = (lsp: number): number => {
      const { path, bandwidth } = state.place[lsp]!;
      return bandwidth * path.filter((link) => contested[link] === 1).length;
    };
    const lsps = [...new Set([...group, ...inTheWay])].filter(
      (lsp) => state.place[lsp] !== undefined && !detoured.includes(lsp) && heldOf(lsp) > 0,
    );
    const held = new Map(lsps.map((lsp) => [lsp, heldOf(lsp)]));
    lsps.sort((a, b) => held.get(b)! - held.get(a)! || a - b);
    return lsps
      .slice(0, MOST_CANDIDATES)
      .flatMap((lsp) =>
        this.detours.of(lsp, contested).map((placement): readonly [number, Placement] => [lsp, placement]),
      );
  }
}

function* combinations(items: readonly number[], size: number, from = 0): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at + size <= items.length; at++) {
    for (const rest of combinations(items, size - 1, at + 1)) yield [items[at]!, ...rest];
  }
}
