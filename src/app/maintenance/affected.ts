import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import type { MaintenanceOrder, StayingReason } from '../../domain/values/maintenance.js';
import type { Path } from '../../domain/values/path.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { lspOfOwner, lspOwner } from '../claim-owners.js';
import type { NetworkView } from '../network-view.js';

/** LSPs that take one of the links, by id, also those that are on their way from or to it. */
export function lspsOver(view: NetworkView, links: Iterable<LinkId>): readonly LspEntry[] {
  const computer = view.decidingComputer;
  const found = new Set<LspId>();
  for (const link of links)
    for (const owner of computer.ownersOver(link)) {
      const lsp = lspOfOwner(owner);
      if (lsp !== undefined) found.add(lsp);
    }
  return [...found].sort().flatMap((lsp) => view.state.lspDb.get(lsp) ?? []);
}

/**
 * Why an LSP can't be led to another path whatever there is; undefined: it can.
 * @param present whether its head-end has to be there now
 */
export function obstacleOf(
  view: NetworkView,
  entry: LspEntry,
  { resources }: Pick<MaintenanceOrder, 'resources'>,
  present: boolean,
): Exclude<StayingReason, 'NO_PATH' | 'NO_ORDER' | 'MOVE_FAILED'> | undefined {
  const { state, computer } = view;
  const { current } = entry;
  if (state.bookings.occurrenceOf(entry.id) !== undefined) return 'BOOKED';
  if (resources.nodes.length > 0) {
    const ends = [current.source, current.destination].map((end) => computer.findNode(end)?.id);
    if (ends.some((end) => end !== undefined && resources.nodes.includes(end))) return 'ENDS_THERE';
  }
  if (!current.delegated || !current.administrative) return 'NOT_DELEGATED';
  const pcc = state.sessions.get(current.pcc);
  // Without the U flag of both there are no updates (RFC 8231 7.1.1).
  if (pcc?.session !== undefined && !pcc.capabilities.update) return 'NOT_DELEGATED';
  return present && pcc?.synchronized !== true ? 'NOT_CONNECTED' : undefined;
}

/** Where its bandwidth is counted, if its route is known from end to end. */
export const presentPath = (view: NetworkView, lsp: LspId): Path | undefined =>
  view.decidingComputer.claimedPath(lspOwner(lsp));
