import type { ComputationRequest, Signalling } from '../domain/computation/computer.js';
import type { SignalledPath } from '../domain/values/path.js';
import { type PathRequest, pathRequest } from '../domain/values/path-request.js';
import type { IntendedLsp } from '../events/catalogue/operation.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import { expectedOwner, lspOwner } from './claim-owners.js';
import { prioritiesOf } from './lsp-priorities.js';

/** What a new path of an LSP has to satisfy: what was asked for when Cairn knows it, else what the PCC reports. */
export function requestFor(
  state: NetworkState,
  entry: LspEntry,
  bandwidth = entry.current.bandwidth,
): PathRequest {
  const { current } = entry;
  const intent = state.intents.get(entry.id);
  if (intent !== undefined) return { ...intent.request, bandwidth, alternatives: 0 };
  return pathRequest({
    source: current.source,
    destination: current.destination,
    bandwidth,
    setupPriority: prioritiesOf(state, entry).setupPriority,
    ...(current.metric === undefined ? {} : { metric: current.metric }),
    bounds: current.bounds ?? [],
    includeAny: current.affinities?.includeAny ?? [],
    includeAll: current.affinities?.includeAll ?? [],
    excludeAny: current.affinities?.excludeAny ?? [],
  });
}

/** How an LSP is signalled, within what its head-end can push (MSD, RFC 8664 4.1). */
export function signallingOf(state: NetworkState, entry: LspEntry): Signalling {
  const { setupType, pcc } = entry.current;
  const maximumSidDepth = state.sessions.get(pcc)?.capabilities.maximumSidDepth;
  return { setupType, ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }) };
}

/** A computation for an existing LSP: its own bandwidth does not count against its new path. */
export function recomputation(state: NetworkState, entry: LspEntry, bandwidth?: number): ComputationRequest {
  return {
    request: requestFor(state, entry, bandwidth),
    signalling: signallingOf(state, entry),
    ownClaims: [lspOwner(entry.id), expectedOwner(entry.id)],
    holdingPriority: prioritiesOf(state, entry).holdingPriority,
  };
}

/** Everything that a PCUpd has to say (RFC 8231 6.2: all parameters, not a delta). */
export function intendedFor(
  state: NetworkState,
  entry: LspEntry,
  path: SignalledPath,
  changes: { readonly bandwidth?: number; readonly administrative?: boolean } = {},
): IntendedLsp {
  const { current } = entry;
  return {
    setupType: current.setupType,
    source: current.source,
    destination: current.destination,
    bandwidth: changes.bandwidth ?? current.bandwidth,
    ...prioritiesOf(state, entry),
    ...(current.affinities === undefined ? {} : { affinities: current.affinities }),
    ...(current.bounds === undefined ? {} : { bounds: current.bounds }),
    administrative: changes.administrative ?? current.administrative,
    path,
  };
}
