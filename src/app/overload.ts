import type { LinkId, LspId } from '../domain/values/identifiers.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import { lspOfOwner, lspOwner } from './claim-owners.js';
import { attributesOf } from './lsp-attributes.js';
import type { NetworkView } from './network-view.js';

const LOWEST_PRIORITY = 7;

/**
 * Which LSPs that this PCE can move have to leave a link whose capacity fell below its reservations: the least important
 * first, of those the largest first, so that few move; one that turns out not to be needed stays.
 */
export function overload(view: NetworkView, link: LinkId): readonly LspId[] {
  const { computer, state } = view;
  let excess = -computer.available(link, LOWEST_PRIORITY);
  if (excess <= 0) return [];
  const movable = computer
    .ownersOver(link)
    .flatMap((owner) => lspOfOwner(owner) ?? [])
    .flatMap((lsp) => state.lspDb.get(lsp) ?? [])
    // What is booked has its bandwidth: whoever lasts makes room for it.
    .filter((entry) => isMovable(state, entry) && state.bookings.occurrenceOf(entry.id) === undefined)
    .map((entry) => ({ id: entry.id, ...attributesOf(state, entry) }))
    .filter(({ bandwidth }) => bandwidth > 0)
    .sort(
      (a, b) => b.holdingPriority - a.holdingPriority || b.bandwidth - a.bandwidth || (a.id < b.id ? -1 : 1),
    );
  const chosen = [];
  for (const lsp of movable) {
    if (excess <= 0) break;
    chosen.push(lsp);
    excess -= lsp.bandwidth;
  }
  const needed = chosen.filter(({ bandwidth }) => {
    const superfluous = excess + bandwidth <= 0;
    if (superfluous) excess += bandwidth;
    return !superfluous;
  });
  return needed.map(({ id }) => id);
}

/**
 * Links that a source of topology spoke of after the last that is known of LSPs over them: nobody may have acted on that, as their
 * head-end was away or the process ended. O(hops of the LSPs).
 */
export function linksChangedUnder(view: NetworkView, lsps: Iterable<LspEntry>): ReadonlySet<LinkId> {
  const { computer, state } = view;
  const sources = state.ted.sources();
  const changed = new Set<LinkId>();
  for (const { id, position } of lsps)
    for (const link of computer.claimedPath(lspOwner(id))?.links ?? [])
      if (sources.some(({ links }) => (links.get(link)?.position ?? 0) > position)) changed.add(link);
  return changed;
}

/** Delegated, not shut down, and its head-end takes updates (U flag, RFC 8231 7.1.1) and is there. */
export function isMovable(state: NetworkState, { current }: LspEntry): boolean {
  const pcc = state.sessions.get(current.pcc);
  return current.delegated && current.administrative && pcc?.synchronized === true && pcc.capabilities.update;
}
