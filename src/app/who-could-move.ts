import type { Effort, GlobalDemand, GlobalProblem } from '../domain/computation/global/problem.js';
import { roomByMoving } from '../domain/computation/global/room-by-moving.js';
import { UsableLinks } from '../domain/computation/global/usable-links.js';
import type { LspId } from '../domain/values/identifiers.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { Asked } from './computation-record.js';
import { attributesOf } from './lsp-attributes.js';
import type { NetworkView } from './network-view.js';
import { problemOf } from './reoptimization/movable-lsps.js';

const EFFORT: Effort = { seed: 1, steps: 2_000 };
const NEW = '';

/**
 * The fewest LSPs, none more important, that have to move for an LSP that finds no room although there is enough in pieces
 * (RFC 8051 3.7); none: moving at most `most` does not help. O(links + LSPs x hops), and a search for few moves.
 *
 * @param entry the LSP, if it is there already
 */
export function whoCouldMove(
  view: NetworkView,
  { computed }: Asked,
  most: number,
  entry?: LspEntry,
): readonly LspEntry[] {
  const { state } = view;
  const { setupPriority } = computed.request;
  const mayMove = (id: LspId): boolean => {
    const other = state.lspDb.get(id);
    return (
      other !== undefined && (id === entry?.id || attributesOf(state, other).holdingPriority >= setupPriority)
    );
  };
  const { problem } = problemOf(view, mayMove, false);
  const subject = subjectOf(problem, computed, entry);
  if (subject === undefined) return [];
  const movers = roomByMoving(problem, subject, most, EFFORT)?.movers ?? [];
  return movers.flatMap((id) => state.lspDb.get(id as LspId) ?? []);
}

function subjectOf(
  { graph, demands }: GlobalProblem,
  { request, holdingPriority }: Asked['computed'],
  entry: LspEntry | undefined,
): GlobalDemand | undefined {
  const usable = new UsableLinks(graph);
  const source = usable.node(request.source);
  const destination = usable.node(request.destination);
  if (source === undefined || destination === undefined || source === destination) return undefined;
  const current = demands.find(({ id }) => id === entry?.id)?.current;
  return {
    id: entry?.id ?? NEW,
    source,
    destination,
    bandwidth: request.bandwidth,
    ...(holdingPriority === undefined ? {} : { priority: holdingPriority }),
    ...(current === undefined ? {} : { current }),
    allowed: usable.mask(request, source, destination),
  };
}
