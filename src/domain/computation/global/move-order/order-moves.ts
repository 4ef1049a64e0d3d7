import { contendingGroups } from './contention.js';
import { Deadlock } from './deadlock.js';
import { MoveState, Work } from './move-state.js';
import { type Found, OrderSearch } from './order-search.js';
import type { MoveOrder, OrderPolicy, OrderProblem, StayingLsp } from './problem.js';
import { stepsInWaves } from './waves.js';

const DEFAULT_WORK = 40_000_000;
/** Links looked at for one group, beyond the first try. */
const WORK_OF_GROUP = 2_000_000;

/**
 * In which order LSPs get to their targets make-before-break, so that no link is ever over its capacity, nor further
 * over it where it was to begin with, whichever of the steps that may run together are done, under way or not begun
 * (RFC 8051 3.1, 3.6). A deadlock is broken by temporary paths, by releases if they are allowed, and else by leaving
 * the fewest LSPs where they are.
 *
 * Whether an order exists without temporary paths is found out exactly for groups of LSPs that contend, within the work.
 * Independent of the order of the LSPs. O(LSPs * path length) where nobody waits, at worst the work.
 */
export function orderMoves(problem: OrderProblem, policy: OrderPolicy = {}): MoveOrder {
  const work = new Work(policy.work ?? DEFAULT_WORK);
  const state = new MoveState(problem, work);
  const ordering = new Ordering(state, policy);
  ordering.run();
  const steps = stepsInWaves(state, state.log);
  const idsOf = (action: 'DETOUR' | 'RELEASE'): readonly string[] => [
    ...new Set(steps.filter((step) => step.action === action).map(({ lsp }) => lsp)),
  ];
  return {
    steps,
    waves: steps.reduce((most, { wave }) => Math.max(most, wave + 1), 0),
    staying: state.pending().map((lsp) => stayingOf(state, lsp)),
    detoured: idsOf('DETOUR'),
    released: idsOf('RELEASE'),
    exhaustive: ordering.exhaustive,
    work: work.done,
  };
}

class Ordering {
  exhaustive = true;
  private breaker: Deadlock | undefined;
  private readonly state: MoveState;
  private readonly policy: OrderPolicy;

  constructor(state: MoveState, policy: OrderPolicy) {
    this.state = state;
    this.policy = policy;
  }

  run(): void {
    this.finishFree();
    this.settleGroups(this.state.pending());
  }

  /** Everything that takes nothing anybody could miss. */
  private finishFree(): void {
    const { state } = this;
    let left = state.pending();
    for (let before = -1; left.length !== before; ) {
      before = left.length;
      left = left.filter((lsp) => {
        if (!state.isFree(lsp)) return true;
        state.finish(lsp);
        return false;
      });
    }
  }

  private settleGroups(members: readonly number[]): void {
    for (const group of contendingGroups(this.state, members)) this.settle(group);
  }

  private settle(group: readonly number[]): void {
    const { state } = this;
    const found = new OrderSearch(state, group, WORK_OF_GROUP).run();
    if (found.isComplete) {
      state.replay(found.changes);
      return;
    }
    // What is left of a large group falls into small ones.
    if (!found.isExhaustive && found.changes.length > 0) {
      state.replay(found.changes);
      this.exhaustive = false;
      this.settleGroups(group.filter((lsp) => state.isPending[lsp] === 1));
      return;
    }
    this.exhaustive &&= found.isExhaustive;
    if (this.breakDeadlock(group, found)) return;
    state.replay(found.changes);
  }

  /** True: as many of the group as can be are at their targets. */
  private breakDeadlock(group: readonly number[], found: Found): boolean {
    const { state, policy } = this;
    const isPossible = group.every((lsp) => !isLeftOut(state, lsp));
    if (policy.allowTemporaryPaths ?? true) {
      if (this.byDetours(group, found.changes.length)) return true;
      const begin = state.log.length;
      state.replay(found.changes);
      const rest = group.filter((lsp) => state.isPending[lsp] === 1);
      if (found.changes.length > 0 && this.byDetours(rest, 0)) return true;
      state.rewind(begin);
    }
    if (policy.allowRelease !== true || !isPossible) return false;
    this.breaker ??= new Deadlock(state);
    const changes = this.breaker.byReleases(group);
    if (changes === undefined) return false;
    state.replay(changes);
    return true;
  }

  private byDetours(group: readonly number[], moved: number): boolean {
    const { state } = this;
    this.breaker ??= new Deadlock(state);
    const changes = this.breaker.byDetours(group, moved);
    if (changes === undefined) return false;
    state.replay(changes);
    this.settleGroups(group.filter((lsp) => state.isPending[lsp] === 1));
    return true;
  }
}

/** Some link of its way does not have room for all who want it, even when all have left who will. */
const isLeftOut = (state: MoveState, lsp: number): boolean =>
  state.leg[lsp]!.takesLink.some((link) => isOverInTheEnd(state, link));

const isOverInTheEnd = (state: MoveState, link: number): boolean =>
  state.room[link]! + state.offered[link]! < state.wanted[link]!;

function stayingOf(state: MoveState, lsp: number): StayingLsp {
  const { takesLink, takesBits } = state.leg[lsp]!;
  const blocked = takesLink.filter((link, at) => state.room[link]! < takesBits[at]!);
  const over = blocked.find((link) => isOverInTheEnd(state, link));
  const link = over ?? blocked[0]!;
  const holders = state
    .pending()
    .filter((other) => other !== lsp && state.leg[other]!.givesLink.includes(link));
  return {
    lsp: state.lsps[lsp]!.id,
    reason: over === undefined ? 'DEADLOCK' : 'TARGET_OVER_CAPACITY',
    link,
    waitsFor: holders.map((other) => state.lsps[other]!.id),
  };
}
