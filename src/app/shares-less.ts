import type { SharedRisks } from '../domain/computation/computer.js';
import { sharesNothing } from '../domain/lsp/disjoint-group.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import { lspOwner } from './claim-owners.js';
import type { Asked } from './computation-record.js';
import type { NetworkView } from './network-view.js';

/** An LSP with the path that it could have, and what that shares with those that it is to keep away from. */
interface Apart extends Pick<Asked, 'diversity'> {
  readonly entry: LspEntry;
  readonly shared?: SharedRisks | undefined;
}

/** Whether that is less than its present path shares with them. */
export function sharesLess(view: NetworkView, { entry, diversity, shared }: Apart): boolean {
  if (diversity?.disjointness === undefined || shared === undefined || sharesNothing(shared)) return true;
  const own = lspOwner(entry.id);
  const conflicts = view.computer.conflicts(
    [own, ...diversity.from.map(lspOwner)],
    diversity.disjointness.level,
  );
  const now = conflicts.filter(({ owners }) => owners.includes(own)).map((conflict) => conflict.shared);
  return count([shared]) < count(now);
}

const count = (shared: readonly SharedRisks[]): number =>
  new Set(
    shared.flatMap(({ links, nodes, srlgs }) => [
      ...links,
      ...nodes.map((node) => `node ${node}`),
      ...srlgs.map((srlg) => `srlg ${srlg}`),
    ]),
  ).size;
