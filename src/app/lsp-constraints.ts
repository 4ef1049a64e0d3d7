import type { Signalling } from '../domain/computation/computer.js';
import type { Association, AssociationKey } from '../domain/values/association.js';
import type { SetupType } from '../domain/values/lsp.js';
import type { SignalledPath } from '../domain/values/path.js';
import { type PathRequest, pathRequest } from '../domain/values/path-request.js';
import { sidDepthFor } from '../domain/values/sid-depth.js';
import type { IntendedLsp } from '../events/catalogue/operation.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import type { PccEntry } from '../projections/sessions/sessions.js';
import type { Asked } from './computation-record.js';
import { associationsOf, diversityOf } from './diversity.js';
import { attributesOf } from './lsp-attributes.js';
import type { NetworkView } from './network-view.js';

/**
 * What a new path of an LSP has to satisfy: what the head-end reports of it, and what PCEP reports do not carry
 * (exclusions, inclusions, the metric) as it was asked for.
 */
export function requestFor(state: NetworkState, entry: LspEntry, bandwidth?: number): PathRequest {
  const { current } = entry;
  const { affinities, bounds, setupPriority, ...attributes } = attributesOf(state, entry);
  const { includeAny, includeAll, excludeAny } = affinities;
  const wanted = {
    bandwidth: bandwidth ?? attributes.bandwidth,
    setupPriority,
    bounds,
    includeAny,
    includeAll,
    excludeAny,
  };
  const intent = state.intents.get(entry.id);
  if (intent !== undefined) return { ...intent.request, ...wanted, alternatives: 0 };
  return pathRequest({
    source: current.source,
    destination: current.destination,
    ...wanted,
    ...(current.metric === undefined ? {} : { metric: current.metric }),
  });
}

/** How an LSP is signalled, within what its head-end can push (MSD, RFC 8664 4.1, RFC 9603 5.1). */
export function signallingOf(state: NetworkState, entry: LspEntry): Signalling {
  const { setupType, pcc } = entry.current;
  return signallingBy(setupType, state.sessions.get(pcc));
}

/** Within what a head-end said that it can impose; one that is not known is not limited. */
export function signallingBy(setupType: SetupType, pcc: PccEntry | undefined): Signalling {
  const maximumSidDepth = pcc === undefined ? undefined : sidDepthFor(setupType, pcc.capabilities);
  return { setupType, ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }) };
}

/** A computation for an existing LSP: its own bandwidth does not count against its new path, and others of its groups are
 * kept away from. */
export function recomputation(
  view: NetworkView,
  entry: LspEntry,
  bandwidth?: number,
  associations = associationsOf(view, entry.id),
): Asked {
  const { state } = view;
  const computed = {
    request: requestFor(state, entry, bandwidth),
    signalling: signallingOf(state, entry),
    holdingPriority: attributesOf(state, entry).holdingPriority,
  };
  return {
    computed,
    ownLsp: entry.id,
    protects: state.associations.protectedBy(entry.id),
    diversity: diversityOf(view, entry.id, associations),
  };
}

export interface IntendedChanges {
  readonly bandwidth?: number;
  readonly administrative?: boolean;
  /** All groups that it is to be in, with their status; without it as now. */
  readonly associations?: readonly Association[];
  readonly leaves?: readonly AssociationKey[];
}

/** Everything that a PCUpd has to say (RFC 8231 6.2: all parameters, not a delta). */
export function intendedFor(
  state: NetworkState,
  entry: LspEntry,
  path: SignalledPath,
  changes: IntendedChanges = {},
): IntendedLsp {
  const { setupType, source, destination, administrative, schedule, autoBandwidth } = entry.current;
  const { bandwidth, bounds, ...attributes } = attributesOf(state, entry);
  const associations =
    changes.associations ?? state.associations.of(entry.id).map(({ association }) => association);
  return {
    setupType,
    source,
    destination,
    ...attributes,
    ...(bounds.length === 0 ? {} : { bounds }),
    bandwidth: changes.bandwidth ?? bandwidth,
    administrative: changes.administrative ?? administrative,
    ...(schedule === undefined ? {} : { schedule }),
    ...(autoBandwidth === undefined ? {} : { autoBandwidth }),
    ...(associations.length === 0 ? {} : { associations }),
    ...(changes.leaves === undefined ? {} : { leaves: changes.leaves }),
    path,
  };
}
