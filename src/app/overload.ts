import type { LinkId, LspId } from '../domain/values/identifiers.js';
import { lspOfOwner } from './claim-owners.js';
import { prioritiesOf } from './lsp-priorities.js';
import type { NetworkView } from './network-view.js';

const LOWEST_PRIORITY = 7;

/**
 * Which delegated LSPs have to leave a link whose capacity fell below its reservations: the least important first, of
 * those the largest first, so that few move; one that turns out not to be needed stays.
 */
export function overload(view: NetworkView, link: LinkId): readonly LspId[] {
  const { computer, state } = view;
  let excess = -computer.available(link, LOWEST_PRIORITY);
  if (excess <= 0) return [];
  const movable = computer
    .ownersOver(link)
    .flatMap((owner) => lspOfOwner(owner) ?? [])
    .flatMap((lsp) => state.lspDb.get(lsp) ?? [])
    .filter(({ current }) => current.delegated && current.bandwidth > 0)
    .sort(
      (a, b) =>
        prioritiesOf(state, b).holdingPriority - prioritiesOf(state, a).holdingPriority ||
        b.current.bandwidth - a.current.bandwidth ||
        (a.id < b.id ? -1 : 1),
    );
  const chosen = [];
  for (const entry of movable) {
    if (excess <= 0) break;
    chosen.push(entry);
    excess -= entry.current.bandwidth;
  }
  const needed = chosen.filter(({ current }) => {
    const superfluous = excess + current.bandwidth <= 0;
    if (superfluous) excess += current.bandwidth;
    return !superfluous;
  });
  return needed.map(({ id }) => id);
}
