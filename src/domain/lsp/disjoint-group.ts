import type { Conflict, SharedRisks } from '../computation/computer.js';
import type { Association, DisjointAssociation } from '../values/association.js';
import {
  countsNodes,
  countsRiskGroups,
  type DisjointnessConstraint,
  type DisjointnessLevel,
} from '../values/disjointness.js';
import type { Diversity } from '../values/diversity.js';
import type { LspId } from '../values/identifiers.js';

/** A member of a disjoint association group (RFC 8800 5). */
export interface GroupMember {
  readonly owner: string;
  /** P flag: the others keep away from it. */
  readonly shortestFirst: boolean;
}

/**
 * Whose paths are to be computed again because they are not disjoint any more, in the order of the group. One that is
 * computed first depends on nobody, and two of them may share what they like (RFC 8800 5.5); of two others both may move.
 * `conflicts`: those of the members' paths.
 */
export function membersInConflict(
  members: readonly GroupMember[],
  conflicts: readonly Conflict[],
): readonly string[] {
  const first = new Set(members.filter(({ shortestFirst }) => shortestFirst).map(({ owner }) => owner));
  const inConflict = new Set(
    conflicts.flatMap(({ owners }) => (owners.every((owner) => first.has(owner)) ? [] : owners)),
  );
  return members.map(({ owner }) => owner).filter((owner) => inConflict.has(owner) && !first.has(owner));
}

/** A disjoint association that asks for something of its LSP's path. */
export type Constraining = DisjointAssociation & { readonly constraint: DisjointnessConstraint };

/** The groups by which the path of an LSP depends on others: not those in which it is computed first. */
export const constraining = (associations: readonly Association[]): readonly Constraining[] =>
  associations.filter(
    (one): one is Constraining =>
      one.kind === 'disjoint' && one.constraint !== undefined && !one.shortestFirst,
  );

/**
 * What the path of an LSP has to keep away from. In several groups the strict ones count, if there are any, and of those
 * the levels together: more than each of them asks for, never less. `others`: who else is in a group.
 */
export function diversityIn(
  associations: readonly Association[],
  others: (group: Constraining) => readonly LspId[],
): Diversity | undefined {
  const groups = constraining(associations);
  const strict = groups.filter(({ constraint }) => constraint.strict);
  const counted = strict.length > 0 ? strict : groups;
  const from = [...new Set(counted.flatMap(others))].sort();
  const [first, ...more] = counted;
  if (first === undefined || from.length === 0) return undefined;
  const level = more.reduce((all, { constraint }) => joined(all, constraint.level), first.constraint.level);
  const { objective } = first;
  const disjointness = { level, strict: strict.length > 0 };
  return { disjointness, ...(objective === undefined ? {} : { objective }), from };
}

/** What meets both. */
export const joinedConstraint = (
  a: DisjointnessConstraint,
  b: DisjointnessConstraint | undefined,
): DisjointnessConstraint =>
  b === undefined ? a : { level: joined(a.level, b.level), strict: a.strict || b.strict };

/** What keeps away from all that either does. */
function joined(a: DisjointnessLevel, b: DisjointnessLevel): DisjointnessLevel {
  const nodes = countsNodes(a) || countsNodes(b);
  const riskGroups = countsRiskGroups(a) || countsRiskGroups(b);
  return levelOf(nodes, riskGroups);
}

const levelOf = (nodes: boolean, riskGroups: boolean): DisjointnessLevel => {
  if (riskGroups) return nodes ? 'srlg-node' : 'srlg';
  return nodes ? 'node' : 'link';
};

/** Of what was asked for, what there is (DISJOINTNESS-STATUS, RFC 8800 5.2). */
export function reachedLevel(
  asked: DisjointnessLevel,
  { links, nodes, srlgs }: SharedRisks,
): DisjointnessLevel | 'none' {
  if (links.length > 0) return 'none';
  return levelOf(countsNodes(asked) && nodes.length === 0, countsRiskGroups(asked) && srlgs.length === 0);
}

export const sharesNothing = ({ links, nodes, srlgs }: SharedRisks): boolean =>
  links.length + nodes.length + srlgs.length === 0;
