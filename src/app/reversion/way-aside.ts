import { asideId } from '../../domain/sagas/reversion.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { Reversion } from '../../domain/values/reversion.js';
import type { ComputationRecord } from '../../events/catalogue/computation.js';
import { lspOfOwner } from '../claim-owners.js';
import { recordOf } from '../computation-record.js';
import { computeAsked } from '../diversity.js';
import { attributesOf } from '../lsp-attributes.js';
import { recomputation } from '../lsp-constraints.js';
import { outOfUse } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { linksOf } from '../victim-placement.js';

/** LSPs in each other's way back, and how one of them could step aside. */
export interface Deadlock {
  /** The others, those first that this one waits for. */
  readonly others: readonly LspId[];
  /** A path that nobody of them wants; absent: there is none, or another steps aside already. */
  readonly aside?: { readonly path: SignalledPath; readonly computation: ComputationRecord };
}

/** Nobody is pushed off for the way back. */
const LOWEST_PRIORITY = 7;

/**
 * Whether the LSP waits for others that wait for it, through however many of them: nothing that they do by themselves
 * ends that. O(LSPs over the links that are full), and one path search where it is so.
 */
export function deadlockOf(
  view: NetworkView,
  reversion: Reversion,
  fits: (lsp: LspId, path: SignalledPath) => boolean,
): Deadlock | undefined {
  const out = outOfUse(view.state);
  const waitedFor = new Map<LspId, Reversion>();
  let isCircle = false;
  const follow = (waiting: Reversion): void => {
    for (const other of inTheWayHome(view, waiting, out)) {
      if (other.id === reversion.id) isCircle = true;
      else if (!waitedFor.has(other.lsp)) {
        waitedFor.set(other.lsp, other);
        follow(other);
      }
    }
  };
  follow(reversion);
  if (!isCircle) return undefined;
  const others = [...waitedFor.keys()];
  // Once: that ends the circle, or nothing does.
  if (reversion.isAside === true || [...waitedFor.values()].some((other) => stepsAside(view, other)))
    return { others };
  const aside = pathBeside(view, reversion, [...waitedFor.values()]);
  return aside === undefined || !fits(reversion.lsp, aside.path) ? { others } : { others, aside };
}

const stepsAside = ({ state }: NetworkView, reversion: Reversion): boolean =>
  reversion.isAside === true || state.operations.get(asideId(reversion))?.state === 'PENDING';

/** Reversions of LSPs that would leave a link which lacks room for this one, and that could go back but for room. */
function inTheWayHome(
  view: NetworkView,
  { lsp, home }: Reversion,
  out: ReadonlySet<LinkId>,
): readonly Reversion[] {
  const { state, decidingComputer: computer } = view;
  const entry = state.lspDb.get(lsp);
  if (entry === undefined) return [];
  const { bandwidth } = attributesOf(state, entry);
  const own = new Set(linksOf(view, entry));
  const found = new Map<LspId, Reversion>();
  for (const link of home.path.links) {
    if (own.has(link) || bandwidth <= computer.available(link, LOWEST_PRIORITY)) continue;
    for (const owner of computer.ownersOver(link)) {
      const other = lspOfOwner(owner);
      const reversion = other === undefined ? undefined : state.reversions.ofLsp(other);
      if (reversion === undefined || reversion.home.path.links.includes(link)) continue;
      const isUsable = reversion.home.path.links.every(
        (one) => state.ted.link(one)?.operational === true && !out.has(one),
      );
      if (isUsable) found.set(reversion.lsp, reversion);
    }
  }
  return [...found.values()];
}

function pathBeside(view: NetworkView, { lsp }: Reversion, others: readonly Reversion[]): Deadlock['aside'] {
  const entry = view.state.lspDb.get(lsp);
  if (entry === undefined) return undefined;
  const asked = recomputation(view, entry);
  const { request } = asked.computed;
  const exclude = [...new Set([...request.exclude, ...others.flatMap(({ home }) => home.path.links)])];
  const computed = {
    ...asked.computed,
    request: { ...request, exclude, setupPriority: LOWEST_PRIORITY },
    holdingPriority: LOWEST_PRIORITY,
  };
  const beside = { ...asked, computed };
  const { shared: _, ...result } = computeAsked(view.decidingComputer, beside);
  if (result.kind === 'no-path') return undefined;
  return { path: result.path, computation: recordOf(view, beside, result) };
}
