import type { Effort, GlobalProblem } from '../../domain/computation/global/problem.js';
import type {
  Reoptimization as Computed,
  ReoptimizationWish,
} from '../../domain/computation/global/reoptimization.js';
import type { LspId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type {
  PlannedStep,
  ReoptimizationOrder,
  ReoptimizationPlan,
} from '../../domain/values/reoptimization.js';
import { signallingOf } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import type { Planner } from '../ports/planner.js';
import { keptApart, sharesFailure } from './kept-apart.js';
import { problemOf, type ReoptimizationProblem } from './movable-lsps.js';

/** Path searches of one plan: a second or two for 10,000 LSPs. */
const EFFORT: Effort = { seed: 1, steps: 60_000 };
/** Times that a plan is made anew without LSPs whose new path can't be signalled, or is too close to another of its group. */
const MOST_ATTEMPTS = 4;
/** From this attempt on LSPs that keep away from others stay. */
const WITHOUT_GROUPS = 3;

/**
 * What a reoptimization would do in the network as it is. An LSP whose new path its head-end could not be given (label
 * stack too deep, no segment) stays, and the rest is planned without it.
 */
export async function planOf(
  view: NetworkView,
  order: ReoptimizationOrder,
  planner: Planner,
  countsMeasured: boolean,
): Promise<{ readonly plan: ReoptimizationPlan; readonly problem: GlobalProblem }> {
  const only = order.lsps === undefined ? undefined : new Set<string>(order.lsps);
  const unsignalled = new Set<string>();
  const crossed = new Set<string>();
  // What was removed while it was planned for is nobody's concern.
  const stillThere = (): readonly string[] =>
    [...unsignalled].filter((lsp) => view.state.lspDb.get(lsp as LspId) !== undefined);
  for (let attempt = 1; ; attempt++) {
    const isWanted = (lsp: LspId): boolean =>
      only?.has(lsp) !== false &&
      !unsignalled.has(lsp) &&
      !crossed.has(lsp) &&
      (attempt < WITHOUT_GROUPS || keptApart(view, lsp) === undefined) &&
      isPlaced(view, lsp, order);
    const posed = problemOf(view, isWanted, countsMeasured, order.resizes);
    const computed = await planner.reoptimize(posed.problem, wishOf(order), EFFORT);
    const signalled = stepsOf(view, posed, computed, unsignalled, order);
    const steps = signalled !== undefined && crossing(view, signalled, crossed) ? undefined : signalled;
    const { problem } = posed;
    if (steps !== undefined) return { problem, plan: planned(posed, computed, steps, stillThere()) };
    if (attempt === MOST_ATTEMPTS)
      return { problem, plan: planned(posed, { ...computed, kind: 'none' }, [], stillThere()) };
  }
}

/**
 * Whether LSPs that keep away from each other would meet, in whichever order their steps are carried out: each is led beside the
 * others as they are now. Of each group the one that comes first goes on moving, the others are `crossed` now.
 */
function crossing(view: NetworkView, steps: readonly PlannedStep[], crossed: Set<string>): boolean {
  const before = crossed.size;
  const moving = new Map<LspId, SignalledPath[]>();
  for (const { lsp, to } of steps) if (to !== undefined) moving.set(lsp, [...(moving.get(lsp) ?? []), to]);
  for (const [lsp, paths] of moving) {
    const apart = crossed.has(lsp) ? undefined : keptApart(view, lsp);
    if (apart === undefined) continue;
    const meets = (other: LspId): boolean =>
      (moving.get(other) ?? []).some((there) =>
        paths.some(({ path }) => sharesFailure(view, apart.level, path.links, there.path.links)),
      );
    if (apart.from.some(meets)) for (const other of apart.from) crossed.add(other);
  }
  return crossed.size > before;
}

/** Where LSPs are to be resized, nobody else is set up. */
const isPlaced = (view: NetworkView, lsp: LspId, { resizes }: ReoptimizationOrder): boolean =>
  resizes === undefined || (view.state.lspDb.get(lsp)?.current.route.length ?? 0) > 0;

const wishOf = (order: ReoptimizationOrder): ReoptimizationWish => ({
  goal: order.goal,
  scope: order.scope,
  ...(order.maxMoves === undefined ? {} : { maxMoves: order.maxMoves }),
  ...(order.minGain === undefined ? {} : { minGain: order.minGain }),
  ...(order.minGainPerMove === undefined ? {} : { minGainPerMove: order.minGainPerMove }),
  order: { allowRelease: order.allowRelease },
});

/** Undefined: `unsignalled` has one more than before, and it has to be planned anew. */
function stepsOf(
  view: NetworkView,
  { graph, present }: ReoptimizationProblem,
  computed: Computed,
  unsignalled: Set<string>,
  { resizes = [] }: ReoptimizationOrder,
): readonly PlannedStep[] | undefined {
  if (computed.kind === 'none') return [];
  const before = unsignalled.size;
  const where = new Map(present);
  const isResized = new Set<string>(resizes.map(({ lsp }) => lsp));
  const steps = computed.order.steps.map(({ lsp, action, to, wave, after }): PlannedStep => {
    const from = where.get(lsp);
    const path = to === undefined ? undefined : signalled(view, lsp as LspId, linksOf(graph, to.path));
    if (to !== undefined && path === undefined) unsignalled.add(lsp);
    if (path === undefined) where.delete(lsp);
    else where.set(lsp, path);
    return {
      lsp: lsp as LspId,
      // What is removed for good is not asked for here.
      action: action === 'REMOVE' ? 'RELEASE' : action,
      ...(from === undefined ? {} : { from }),
      ...(path === undefined ? {} : { to: path }),
      ...(to !== undefined && isResized.has(lsp) ? { bandwidth: to.bandwidth } : {}),
      wave,
      after,
    };
  });
  return unsignalled.size > before ? undefined : steps;
}

const linksOf = ({ links }: ReoptimizationProblem['graph'], path: readonly number[]): readonly string[] =>
  path.map((link) => links[link]!.id);

function signalled(view: NetworkView, lsp: LspId, links: readonly string[]): SignalledPath | undefined {
  const entry = view.state.lspDb.get(lsp);
  if (entry === undefined) return undefined;
  const pinned = view.computer.pin(entry.current.source, links, signallingOf(view.state, entry));
  return pinned.ok ? pinned.value : undefined;
}

function planned(
  { problem }: ReoptimizationProblem,
  computed: Pick<Computed, 'before' | 'gain' | 'utilizationBound' | 'notDone'> & { readonly kind: string },
  steps: readonly PlannedStep[],
  unsignalled: readonly string[],
): ReoptimizationPlan {
  const plan =
    'order' in computed && steps.length > 0 ? (computed as Extract<Computed, { kind: 'plan' }>) : undefined;
  const notDone = [
    ...computed.notDone.map(({ lsp, reason }) => ({ lsp: lsp as LspId, reason: reason as string })),
    ...unsignalled.map((lsp) => ({ lsp: lsp as LspId, reason: 'NOT_SIGNALLED' })),
  ];
  return {
    before: computed.before,
    after: plan?.after ?? computed.before,
    gain: plan === undefined ? 0 : computed.gain,
    utilizationBound: problem.demands.length === 0 ? 0 : computed.utilizationBound,
    steps,
    detoured: (plan?.order.detoured ?? []) as readonly LspId[],
    released: (plan?.order.released ?? []) as readonly LspId[],
    notDone,
  };
}
