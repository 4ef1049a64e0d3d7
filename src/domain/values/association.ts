import type { DisjointnessConstraint } from './disjointness.js';
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

/** That an LSP is in a group, or leaves it, and as what. */
export type Association = DisjointAssociation | ProtectionAssociation;

/** RFC 8800 5.2. */
export interface DisjointAssociation {
  readonly kind: 'disjoint';
  readonly group: AssociationKey;
  readonly leaves: boolean;
  /** The same for all members; absent: nothing is asked for. */
  readonly constraint?: DisjointnessConstraint;
  /** The path is computed first, as if it were alone: the others keep away from it (P flag). */
  readonly shortestFirst: boolean;
  /** What is to be least where something must be shared (5.3). */
  readonly objective?: SetObjective;
}

/** RFC 8745 3.2: the working LSP and those that protect it. */
export interface ProtectionAssociation {
  readonly kind: 'protection';
  readonly group: AssociationKey;
  readonly leaves: boolean;
  readonly role: 'working' | 'protection';
  /** A protection LSP that takes nothing until it is needed. */
  readonly secondary: boolean;
  /** RFC 4872 14.1, 6 bits. */
  readonly protectionType: number;
}
