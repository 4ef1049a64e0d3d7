import { type Change, legOf, type MoveState } from './move-state.js';
import type { MoveAction, MoveStep, OrderProblem } from './problem.js';

/** Room on a link that a step gives back; `step` -1: that was free from the beginning. */
interface Grant {
  readonly step: number;
  readonly wave: number;
  bits: number;
}

/**
 * Makes steps of an order of changes, each of which has room after the ones before it. Every bit/s that a step takes of a
 * link is one that was free from the beginning or one that a certain earlier step gives back, and no two steps take the
 * same: so a step has room as soon as those are done, whatever else is done, under way or not begun. Steps start in the
 * earliest wave that allows. O(sum of path lengths * steps over a link).
 */
export function stepsInWaves(state: MoveState, changes: readonly Change[]): readonly MoveStep[] {
  const grants = new Grants(state.problem);
  const drafts: { readonly change: Change; readonly wave: number; readonly after: readonly number[] }[] = [];
  const lastOf = new Map<number, number>();
  changes.forEach((change, index) => {
    const leg = legOf(change.from, change.to);
    const last = lastOf.get(change.lsp);
    const after = new Set<number>(last === undefined ? [] : [last]);
    let wave = last === undefined ? 0 : drafts[last]!.wave + 1;
    leg.takesLink.forEach((link, at) => {
      wave = Math.max(wave, 1 + grants.earliest(link, leg.takesBits[at]!));
    });
    leg.takesLink.forEach((link, at) => {
      for (const step of grants.take(link, leg.takesBits[at]!, wave)) after.add(step);
    });
    leg.givesLink.forEach((link, at) => {
      grants.give(link, { step: index, wave, bits: leg.givesBits[at]! });
    });
    drafts.push({ change, wave, after: [...after] });
    lastOf.set(change.lsp, index);
  });
  const order = [...drafts.keys()].sort((a, b) => drafts[a]!.wave - drafts[b]!.wave || a - b);
  const placeOf = new Map(order.map((index, place) => [index, place]));
  return order.map((index) => {
    const { change, wave, after } = drafts[index]!;
    const { lsp, from, to } = change;
    const places = after.map((step) => placeOf.get(step)!).sort((a, b) => a - b);
    return { lsp: state.lsps[lsp]!.id, action: actionOf(state, change), from, to, wave, after: places };
  });
}

function actionOf(state: MoveState, { lsp, from, to }: Change): MoveAction {
  const { target } = state.lsps[lsp]!;
  if (to === undefined) return target === undefined ? 'REMOVE' : 'RELEASE';
  if (from === undefined) return 'SET_UP';
  const isThere = to.bandwidth === target?.bandwidth && to.path.join() === target.path.join();
  return isThere ? 'MOVE' : 'DETOUR';
}

class Grants {
  /** By link, by wave. */
  private readonly grants: (Grant[] | undefined)[] = [];
  /** By link that held too much to begin with: what is still too much, and the steps that bring it down. */
  private readonly excess = new Map<number, { bits: number; readonly steps: Grant[] }>();
  private readonly free: Float64Array;

  constructor({ capacity, background, lsps }: OrderProblem) {
    this.free = capacity.map((bits, link) => bits - (background?.[link] ?? 0));
    for (const { present } of lsps) {
      for (const link of present?.path ?? []) this.free[link]! -= present!.bandwidth;
    }
    this.free.forEach((bits, link) => {
      if (bits < 0) this.excess.set(link, { bits: -bits, steps: [] });
    });
  }

  private on(link: number): Grant[] {
    this.grants[link] ??= [{ step: -1, wave: -1, bits: Math.max(0, this.free[link]!) }];
    return this.grants[link];
  }

  /** Wave after which so much is there; -1: from the beginning. */
  earliest(link: number, bits: number): number {
    let wave = Math.max(-1, ...(this.excess.get(link)?.steps ?? []).map((grant) => grant.wave));
    let left = bits;
    for (const grant of this.on(link)) {
      if (left <= 0) break;
      if (grant.bits > 0) wave = Math.max(wave, grant.wave);
      left -= grant.bits;
    }
    return wave;
  }

  /** The latest first, so that others find what is there early. Returns the steps to wait for. */
  take(link: number, bits: number, wave: number): readonly number[] {
    const steps = (this.excess.get(link)?.steps ?? []).map(({ step }) => step);
    const grants = this.on(link);
    let left = bits;
    for (let at = grants.length - 1; at >= 0 && left > 0; at--) {
      const grant = grants[at]!;
      if (grant.wave >= wave || grant.bits === 0) continue;
      const taken = Math.min(left, grant.bits);
      grant.bits -= taken;
      left -= taken;
      if (grant.step >= 0) steps.push(grant.step);
    }
    return steps;
  }

  give(link: number, grant: Grant): void {
    const excess = this.excess.get(link);
    if (excess !== undefined && excess.bits > 0) {
      const filled = Math.min(excess.bits, grant.bits);
      excess.bits -= filled;
      grant.bits -= filled;
      excess.steps.push(grant);
    }
    if (grant.bits === 0) return;
    const grants = this.on(link);
    const at = grants.findIndex((other) => other.wave > grant.wave);
    if (at < 0) grants.push(grant);
    else grants.splice(at, 0, grant);
  }
}
