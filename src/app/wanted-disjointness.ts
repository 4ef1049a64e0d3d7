import { associationFault } from '../domain/lsp/association-rules.js';
import {
  type Association,
  type AssociationKey,
  type DisjointAssociation,
  groupText,
} from '../domain/values/association.js';
import type { DisjointnessConstraint } from '../domain/values/disjointness.js';
import type { LspId } from '../domain/values/identifiers.js';
import { ok, type Result } from '../domain/values/result.js';
import type { SetObjective } from '../domain/values/set-requirements.js';
import type { NetworkView } from './network-view.js';
import { type Rejection, reject } from './rejection.js';

/** What an operator wants an LSP not to share, and with whom. */
export interface WantedDisjointness {
  readonly constraint: DisjointnessConstraint;
  readonly shortestFirst: boolean;
  readonly objective?: SetObjective;
  /** LSPs that need not be in the group, and whose head-ends are not told (RFC 8051 3.4.3). */
  readonly from: readonly LspId[];
  /** The group to join; absent: a new one. */
  readonly group?: Omit<AssociationKey, 'type'>;
}

/** RFC 8800 5.1. */
const DISJOINT_TYPE = 2;
const ASSOCIATION_IDS = 0xffff;

/**
 * The association of an LSP that is wanted to be disjoint from others, or why it can't be. O(groups) for a new group.
 * `origin`: our address towards the head-end, the source of a new group (RFC 8697 6.1.3).
 */
export function wantedAssociation(
  view: NetworkView,
  joining: { readonly lsp: LspId; readonly source: string; readonly destination: string },
  wanted: WantedDisjointness,
  origin: string,
): Result<DisjointAssociation, Rejection> {
  const { constraint, shortestFirst, objective, from } = wanted;
  const unknown = from.find((id) => view.state.lspDb.get(id) === undefined);
  if (unknown !== undefined)
    return reject('UNKNOWN_LSP', `disjoint.from: there is no LSP ${unknown}; see the lsps query`);
  if (from.includes(joining.lsp))
    return reject('INVALID_INPUT', `disjoint.from: ${joining.lsp} can't be disjoint from itself`);
  if (from.length > MOST_NAMED)
    return reject('INVALID_INPUT', `disjoint.from: at most ${MOST_NAMED} LSPs can be named`);
  const group =
    wanted.group === undefined ? newGroup(view, origin) : { type: DISJOINT_TYPE, ...wanted.group };
  if (group === undefined) return reject('INVALID_INPUT', `there is no free association id of ${origin}`);
  const association: DisjointAssociation = {
    kind: 'disjoint',
    group,
    constraint,
    shortestFirst,
    ...(objective === undefined ? {} : { objective }),
    ...(from.length === 0 ? {} : { from: [...new Set(from)].sort() }),
  };
  const members = joinedTo(view, group, joining);
  const fault = associationFault(joining, association, members);
  if (fault === undefined) return ok(association);
  return reject('INVALID_INPUT', `disjoint.group ${group.id} of ${group.source}: ${TEXTS[fault]}`);
}

const MOST_NAMED = 64;

const TEXTS = {
  'too-many-lsps': 'too many LSPs in the group',
  'too-many-groups': 'too many groups',
  'information-mismatch': 'its other members ask for another disjointness',
  'ends-mismatch': 'its other members have other ends',
  'second-member': 'there is such a member already',
} as const;

function joinedTo(
  view: NetworkView,
  group: AssociationKey,
  ends: { readonly source: string; readonly destination: string },
) {
  const text = groupText(group);
  const inState = (view.state.associations.group(text)?.members ?? []).map(({ lsp, association }) => ({
    ...ends,
    lsp,
    association,
  }));
  const ahead = [...view.allAssociationsAhead()].flatMap(({ lsp, associations }) =>
    associations
      .filter((one) => groupText(one.group) === text)
      .map((association: Association) => ({ ...ends, lsp, association })),
  );
  return [...inState, ...ahead];
}

/** The least number that no group of this source has, nor one that is about to be. */
function newGroup(view: NetworkView, source: string): AssociationKey | undefined {
  const taken = new Set(view.state.associations.texts());
  for (const { associations } of view.allAssociationsAhead())
    for (const { group } of associations) taken.add(groupText(group));
  for (let id = 1; id <= ASSOCIATION_IDS; id++) {
    const group = { type: DISJOINT_TYPE, id, source };
    if (!taken.has(groupText(group))) return group;
  }
  return undefined;
}
