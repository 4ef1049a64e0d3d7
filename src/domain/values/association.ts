import type { DisjointnessConstraint, DisjointnessLevel } from './disjointness.js';
import type { LspId } from './identifiers.js';
import type { SetObjective } from './set-requirements.js';

/**
 * What makes an association group the same one (RFC 8697 6.1.4): LSPs whose associations agree in all of it are in one
 * group.
 */
export interface AssociationKey {
  readonly type: number;
  readonly id: number;
  readonly source: string;
  readonly globalSource?: number;
  /** In hexadecimal. */
  readonly extendedId?: string;
}

/** Groups are told apart by it. */
export const groupText = ({ type, id, source, globalSource, extendedId }: AssociationKey): string =>
  [type, id, source, globalSource ?? '', extendedId ?? ''].join(' ');

/** That an LSP is in a group, and as what. */
export type Association = DisjointAssociation | ProtectionAssociation;

/** RFC 8800 5.2. */
export interface DisjointAssociation {
  readonly kind: 'disjoint';
  readonly group: AssociationKey;
  /** The same for all members; absent: nothing is asked for. */
  readonly constraint?: DisjointnessConstraint;
  /** L is asked for beside N or S, which include it: it has to be repeated as it was said. */
  readonly saysLinks?: true;
  /** The path is computed first, as if it were alone: the others keep away from it (P flag). */
  readonly shortestFirst: boolean;
  /** What is to be least where something must be shared (5.3). */
  readonly objective?: SetObjective;
  /**
   * LSPs that it is to be disjoint from and whose head-ends need not know of it: members of the group that are computed
   * first (RFC 8051 3.4.3). Only in what Cairn was asked for.
   */
  readonly from?: readonly LspId[];
  /** What the path that is asked for shares nothing of (DISJOINTNESS-STATUS, 5.2); `none`: not even the links. */
  readonly reached?: DisjointnessLevel | 'none';
}

/** RFC 8745 3.2: the working LSP and those that protect it. */
export interface ProtectionAssociation {
  readonly kind: 'protection';
  readonly group: AssociationKey;
  readonly role: 'working' | 'protection';
  /** A protection LSP that takes nothing until it is needed. */
  readonly secondary: boolean;
  /** RFC 4872 14.1, 6 bits. */
  readonly protectionType: number;
}

/** Those of an LSP after it joined a group, or said something else of one that it is in. */
export const withAssociation = (known: readonly Association[], joined: Association): readonly Association[] =>
  [...withoutGroup(known, joined.group), joined].sort(byGroup);

export const withoutGroup = (
  known: readonly Association[],
  group: AssociationKey,
): readonly Association[] => {
  const left = groupText(group);
  return known.filter((association) => groupText(association.group) !== left);
};

const byGroup = (a: Association, b: Association): number =>
  groupText(a.group) < groupText(b.group) ? -1 : 1;

/** Why an LSP can't be in a group, by the error values of RFC 8697 6.4 and RFC 8745 4.5. */
export type AssociationFault =
  | 'too-many-lsps'
  | 'too-many-groups'
  | 'information-mismatch'
  | 'ends-mismatch'
  | 'second-member';

/** What of an LSP decides whether it can join. */
export interface JoiningLsp {
  readonly lsp: LspId;
  readonly source: string;
  readonly destination: string;
  /** RSVP-TE tunnel id; absent where the head-end said none. */
  readonly tunnelId?: number | undefined;
}
