import { type LinkAffinities, NO_AFFINITIES } from '../domain/values/lsp.js';
import type { MetricBound } from '../domain/values/metric.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';

/** What holds for an LSP. Bandwidth is whole bit/s. */
export interface LspAttributes {
  readonly bandwidth: number;
  readonly setupPriority: number;
  readonly holdingPriority: number;
  readonly affinities: LinkAffinities;
  readonly bounds: readonly MetricBound[];
}

/**
 * As the head-end reports it; where it says nothing, as Cairn was asked for it; else what silence means in PCEP: no
 * bandwidth, priorities 0 and no affinities (RFC 5440 7.11).
 */
export function attributesOf(state: NetworkState, { id, current }: LspEntry): LspAttributes {
  const intent = state.intents.get(id);
  const saysLspa = current.setupPriority !== undefined;
  return {
    bandwidth: current.bandwidth ?? intent?.request.bandwidth ?? 0,
    setupPriority: current.setupPriority ?? intent?.setupPriority ?? 0,
    holdingPriority: current.holdingPriority ?? intent?.holdingPriority ?? 0,
    affinities: (saysLspa ? current.affinities : intent?.request) ?? NO_AFFINITIES,
    bounds: current.bounds ?? intent?.request.bounds ?? [],
  };
}
