import type { LspState } from '../domain/values/lsp.js';
import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { ObservedReport } from './ports/pcc-observer.js';

/**
 * Whether an LSP may need a path of ours. A delegation is not a request for a path, though many head-ends mean it so
 * (RFC 8231 5.8.2); and what is delegated, or takes another route, may lead over what has failed before. While the
 * PCC synchronises this waits for the end.
 */
export function deservesReview(
  { state, sync, removed }: ObservedReport,
  known: LspState | undefined,
): boolean {
  if (sync || removed || !state.delegated || !state.administrative) return false;
  if (state.route.length === 0) return true;
  return known !== undefined && (!known.delegated || !structurallyEqual(known.route, state.route));
}
