import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';

export interface Priorities {
  readonly setupPriority: number;
  readonly holdingPriority: number;
}

/** As reported; else as Cairn asked for; else what an absent LSPA means (RFC 5440 7.11: 0 and 0). */
export function prioritiesOf(state: NetworkState, entry: LspEntry): Priorities {
  const { setupPriority, holdingPriority } = entry.current;
  const intent = state.intents.get(entry.id);
  return {
    setupPriority: setupPriority ?? intent?.setupPriority ?? 0,
    holdingPriority: holdingPriority ?? intent?.holdingPriority ?? 0,
  };
}
