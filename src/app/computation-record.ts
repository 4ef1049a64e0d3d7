import type { Computation, ComputationRequest, Signalling } from '../domain/computation/computer.js';
import type { Diversity } from '../domain/values/diversity.js';
import type { ComputationSetId, LspId } from '../domain/values/identifiers.js';
import type { SetRequirements } from '../domain/values/set-requirements.js';
import type {
  ComputationInputs,
  ComputationRecord,
  PathsComputedTogether,
  SetMember,
} from '../events/catalogue/computation.js';
import { lspOwner } from './claim-owners.js';
import type { NetworkView } from './network-view.js';

/** What is computed, and for which LSP: the one whose bandwidth does not count against its new path. */
export interface Asked {
  readonly computed: Omit<ComputationRequest, 'ownClaims'>;
  readonly ownLsp?: LspId | undefined;
  /** The working LSP whose failure alone activates it, so that it shares bandwidth with other backups. */
  readonly protects?: LspId | undefined;
  /** Whose paths it is to keep away from. */
  readonly diversity?: Diversity | undefined;
}

/** How the path computer is asked. */
export function computationFor({ computed, ownLsp, protects }: Asked): ComputationRequest {
  const request = ownLsp === undefined ? computed : { ...computed, ownClaims: [lspOwner(ownLsp)] };
  return protects === undefined ? request : { ...request, protects: lspOwner(protects) };
}

/** The question of a record; undefined for one of an earlier version, which does not tell all of it. */
export function askedOf(inputs: ComputationInputs): Asked | undefined {
  const { request, signalling, holdingPriority, previous, ownLsp, diversity, protects } = inputs;
  if (signalling === undefined) return undefined;
  const computed: { signalling: Signalling } & ComputationRequest = {
    request,
    signalling,
    ...(holdingPriority === undefined ? {} : { holdingPriority }),
    ...(previous === undefined ? {} : { previous }),
  };
  return { computed, ownLsp, diversity, protects };
}

function inputsOf({ computed, ownLsp, diversity, protects }: Asked): ComputationInputs {
  const { request, signalling, holdingPriority, previous } = computed;
  return {
    request,
    signalling,
    ...(holdingPriority === undefined ? {} : { holdingPriority }),
    ...(previous === undefined ? {} : { previous }),
    ...(ownLsp === undefined ? {} : { ownLsp }),
    ...(diversity === undefined ? {} : { diversity }),
    ...(protects === undefined ? {} : { protects }),
  };
}

/**
 * What of a decision goes into its event: all that was asked, and what it was asked of. To be made before anything else
 * is decided.
 */
export const recordOf = (
  view: NetworkView,
  asked: Asked,
  result: Computation,
  overDamped = false,
): ComputationRecord => ({
  position: view.state.position,
  inFlight: view.inFlight,
  ...inputsOf(asked),
  ...(overDamped ? { overDamped } : {}),
  ...alternativesOf(result),
});

/** The record of a set, and what goes into the event of each of its members. To be made before anything else is decided. */
export function setRecordOf(
  view: NetworkView,
  set: ComputationSetId,
  members: readonly (Asked & { readonly result: Computation })[],
  { disjointness, objective, bounds }: SetRequirements = {},
  overDamped = false,
  from: readonly LspId[] = [],
): {
  readonly event: PathsComputedTogether;
  readonly records: readonly ComputationRecord[];
} {
  const { position } = view.state;
  const data = {
    set,
    position,
    inFlight: view.inFlight,
    ...(disjointness === undefined ? {} : { disjointness }),
    ...(objective === undefined ? {} : { objective }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(overDamped ? { overDamped } : {}),
    ...(from.length === 0 ? {} : { from }),
    members: members.map(setMember),
  };
  return {
    event: { type: 'PathsComputedTogether', data },
    records: members.map((asked, member) => ({
      position,
      ...inputsOf(asked),
      memberOf: { set, member },
      ...alternativesOf(asked.result),
    })),
  };
}

const setMember = (asked: Asked & { readonly result: Computation }): SetMember => {
  const { result } = asked;
  return {
    ...inputsOf(asked),
    ...(result.kind === 'path' ? { links: result.path.path.links } : { noPath: result.noPath.reasons }),
  };
};

const alternativesOf = (result: Computation): Pick<ComputationRecord, 'alternatives'> =>
  result.kind === 'path' && result.alternatives.length > 0
    ? { alternatives: result.alternatives.map(({ path }) => path.links) }
    : {};
