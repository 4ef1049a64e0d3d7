import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { leavesOpen } from '../domain/values/hop.js';
import type { LspState } from '../domain/values/lsp.js';
import type { Path } from '../domain/values/path.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkView } from './network-view.js';

/**
 * Where a reported path of an LSP goes, link by link; undefined when the topology does not know all of its route.
 * The same links that its bandwidth is accounted on: those that Cairn gave it, while the head-end reports that very
 * route (or where that has loose hops those that were recorded, if every one was), else those that the recorded or the explicit
 * route stands for.
 */
export function reportedPath(view: NetworkView, entry: LspEntry, state: LspState): Path | undefined {
  const intent = view.state.intents.get(entry.id);
  if (intent !== undefined && sameRoute(intent.path.route, state.route)) {
    return recordedPath(view, state, intent.path.path) ?? intent.path.path;
  }
  const recorded = state.recordedRoute ?? state.route;
  const resolved = view.computer.resolve(state.source, recorded);
  return resolved.ok ? resolved.value : undefined;
}

/** Between the same ends, told link by link; undefined where the route left nothing open, or not all was recorded. */
function recordedPath(
  view: NetworkView,
  { source, route, recordedRoute }: LspState,
  given: Path,
): Path | undefined {
  if (recordedRoute === undefined || !leavesOpen(route)) return undefined;
  const resolved = view.computer.resolve(source, recordedRoute, 'refused');
  return resolved.ok && resolved.value.nodes.at(-1) === given.nodes.at(-1) ? resolved.value : undefined;
}
