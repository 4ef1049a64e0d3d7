import type { AssociationJudging } from '../../../app/ports/pcc-observer.js';
import {
  type Association,
  type AssociationFault,
  type AssociationKey,
  groupText,
  type JoiningLsp,
  withAssociation,
  withoutGroup,
} from '../../../domain/values/association.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { ASSOCIATION_TYPE } from '../codec/code-points.js';
import type { Association as AssociationObject } from '../codec/objects/association.js';
import { type AssociationRefusal, associationOf, keyOf } from '../translate/association.js';

/** What a session knows of the associations of one LSP. */
export interface KnownAssociations {
  /** In the order of `withAssociation`; never empty: undefined says that there are none. */
  readonly joined: readonly Association[] | undefined;
  /** Groups that it was told it can't be in: said once. */
  readonly refused: ReadonlySet<string>;
}

export interface AssociationIntake extends KnownAssociations {
  /** One for each report: what else is wrong is said to the next. */
  readonly refusal?: AssociationRefusal;
}

const NO_GROUPS: ReadonlySet<string> = new Set();
const NONE: KnownAssociations = { joined: undefined, refused: NO_GROUPS };

/**
 * The groups of an LSP after a report (RFC 8697 6.3.1): the first one of a session names all of them, later ones those that
 * change. A group that it can't be in is left out, and the head-end is told (6.4).
 */
export function takeAssociations(
  objects: readonly AssociationObject[],
  joining: JoiningLsp,
  known: KnownAssociations = NONE,
  judging: AssociationJudging,
): AssociationIntake {
  let joined = known.joined ?? [];
  let { refused } = known;
  let refusal: AssociationRefusal | undefined;
  const refuse = (group: string, told: AssociationRefusal): void => {
    if (refusal !== undefined || refused.has(group)) return;
    refusal = told;
    refused = new Set(refused).add(group);
  };
  for (const object of objects) {
    const group = keyOf(object);
    const text = groupText(group);
    if (object.remove) {
      const isMember = joined.some((one) => groupText(one.group) === text);
      if (!isMember && !judging.isKnown(group)) refuse(text, UNKNOWN_GROUP);
      joined = withoutGroup(joined, group);
      continue;
    }
    const said = refused.size < MOST_REFUSED ? joinable(object, joining, judging) : undefined;
    if (said === undefined) continue;
    if ('errorType' in said) {
      joined = withoutGroup(joined, group);
      refuse(text, said);
    } else if (joined.length < MOST_GROUPS) joined = withAssociation(joined, said);
    else refuse(text, refusalOf('too-many-groups', group));
  }
  return {
    joined: joined.length === 0 ? undefined : joined,
    refused,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Groups of one LSP, and what of the rest is remembered of it: a head-end must not fill the memory. */
const MOST_GROUPS = 16;
const MOST_REFUSED = 64;

function joinable(
  object: AssociationObject,
  joining: JoiningLsp,
  judging: AssociationJudging,
): Association | AssociationRefusal {
  const said = associationOf(object);
  if (!said.ok) return said.error;
  const fault = judging.judge(joining, said.value);
  return fault === undefined ? said.value : refusalOf(fault, said.value.group);
}

/** RFC 8697 6.4. */
export const UNKNOWN_GROUP: AssociationRefusal = {
  errorType: 26,
  errorValue: 4,
  detail: 'association unknown',
};

/** RFC 8697 6.4, RFC 8745 4.5. */
const ERROR_VALUES: Readonly<Record<AssociationFault, number>> = {
  'too-many-lsps': 2,
  'too-many-groups': 3,
  'information-mismatch': 6,
  'ends-mismatch': 9,
  'second-member': 10,
};

export const refusalOf = (fault: AssociationFault, group: AssociationKey): AssociationRefusal => ({
  errorType: 26,
  errorValue: ERROR_VALUES[fault],
  detail: `association group ${groupText(group)}: ${fault}`,
});

/**
 * The groups that a path request is for (RFC 8697 6.3.2): they must be known, and agree with what the request says. An
 * object that can be ignored (no P flag) is, where it can't be obeyed. The R flag says nothing here.
 */
export function requestedAssociations(
  objects: readonly AssociationObject[],
  joining: JoiningLsp,
  judging: AssociationJudging,
): Result<readonly Association[], AssociationRefusal> {
  let joined: readonly Association[] = [];
  for (const object of objects) {
    const isKnown = judging.isKnown(keyOf(object));
    const said = isKnown || !isSupported(object) ? joinable(object, joining, judging) : UNKNOWN_GROUP;
    if (!('errorType' in said)) joined = withAssociation(joined, said);
    else if (object.p === true) return err(said);
  }
  return ok(joined.slice(0, MOST_GROUPS));
}

/** Of a type that is not, that is what has to be said. */
const isSupported = ({ associationType }: AssociationObject): boolean =>
  Object.values<number>(ASSOCIATION_TYPE).includes(associationType);
