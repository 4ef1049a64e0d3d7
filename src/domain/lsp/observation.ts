import type { LspEvent } from '../../events/catalogue/lsp.js';
import type { LspState } from '../values/lsp.js';
import { structurallyEqual } from '../values/structural-equality.js';

/** What is known of an LSP when a report of it arrives: its paths, none when it is new. */
export type KnownPaths = readonly LspState[];

/** The events that a report stands for: none when it tells nothing new (RFC 8231 5.6: re-reports after a restart). */
export function observeReport(known: KnownPaths, reported: LspState): readonly LspEvent[] {
  const unchanged = known.some((path) => structurallyEqual(path, reported));
  return unchanged ? [] : [{ type: 'LspReported', data: reported }];
}

/**
 * The events that a report with the R flag stands for. An LSP-ID that is not zero names one path of several
 * (RFC 8231 7.3.1); when it is the only one, the whole LSP is gone.
 */
export function observeRemoval(known: KnownPaths, reported: LspState): readonly LspEvent[] {
  const lspId = reported.identifiers?.lspId ?? 0;
  const remaining = lspId === 0 ? [] : known.filter((path) => path.identifiers?.lspId !== lspId);
  if (known.length === 0 || remaining.length === known.length) return [];
  return [removal(reported, remaining.length === 0 ? undefined : lspId, 'reported')];
}

/**
 * Mark and sweep at the end of a synchronisation (RFC 8231 5.6): what was known and not reported again is gone.
 * `reported` holds a key (see `pathKey`) for each path that was.
 */
export function sweepUnreported(
  known: Iterable<KnownPaths>,
  reported: ReadonlySet<string>,
): readonly LspEvent[] {
  const removed: LspEvent[] = [];
  for (const paths of known) {
    const gone = paths.filter((path) => !reported.has(pathKey(path)));
    if (gone.length === 0) continue;
    const whole = gone.length === paths.length;
    const [first] = gone;
    if (whole && first !== undefined) removed.push(removal(first, undefined, 'not-resynchronized'));
    if (whole) continue;
    for (const path of gone) removed.push(removal(path, path.identifiers?.lspId, 'not-resynchronized'));
  }
  return removed;
}

/** Names a path of an LSP among those of one PCC. */
export const pathKey = (state: LspState): string =>
  state.setupType === 'RSVP_TE' ? `${state.identifiers?.lspId ?? 0} ${state.name}` : state.name;

function removal(
  state: LspState,
  lspId: number | undefined,
  reason: 'reported' | 'not-resynchronized',
): LspEvent {
  const { pcc, name, plspId } = state;
  return {
    type: 'LspRemoved',
    data: { pcc, name, plspId, ...(lspId === undefined ? {} : { lspId }), reason },
  };
}
