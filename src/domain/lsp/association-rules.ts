import type {
  Association,
  AssociationFault,
  DisjointAssociation,
  JoiningLsp,
  ProtectionAssociation,
} from '../values/association.js';
import { structurallyEqual } from '../values/structural-equality.js';

/** A member of the group, as it joined. */
export interface Joined extends JoiningLsp {
  readonly association: Association;
}

/** Paths of a group are computed as one set, which has its limit. */
export const MOST_GROUP_MEMBERS = 8;

/** Whether an LSP can be in the group that the others are in. O(others). */
export function associationFault(
  joining: JoiningLsp,
  association: Association,
  members: readonly Joined[],
): AssociationFault | undefined {
  const others = members.filter(({ lsp }) => lsp !== joining.lsp);
  if (association.kind === 'disjoint') return disjointFault(association, others);
  return protectionFault(joining, association, others);
}

/** The P flag is each LSP's own; what is asked of the group is the same for all (RFC 8697 6.4). */
function disjointFault(
  association: DisjointAssociation,
  others: readonly Joined[],
): AssociationFault | undefined {
  if (others.length >= MOST_GROUP_MEMBERS) return 'too-many-lsps';
  const asked = askedOfGroup(association);
  const differs = others.some((other) => !structurallyEqual(askedOfGroup(other.association), asked));
  return differs ? 'information-mismatch' : undefined;
}

const askedOfGroup = (association: Association) =>
  association.kind === 'disjoint'
    ? { constraint: association.constraint, objective: association.objective }
    : undefined;

/** RFC 4872 14.1: 1+1 unidirectional and bidirectional, and 1:N with extra traffic. */
const ONE_PLUS_ONE: ReadonlySet<number> = new Set([0x08, 0x10]);
const ONE_TO_MANY = 0x04;

/** RFC 8745 4.5. Without a tunnel id on both sides the ends alone tell. */
function protectionFault(
  joining: JoiningLsp,
  association: ProtectionAssociation,
  others: readonly Joined[],
): AssociationFault | undefined {
  for (const other of others) {
    const sameTunnel =
      joining.tunnelId === undefined || other.tunnelId === undefined || joining.tunnelId === other.tunnelId;
    const sameEnds = joining.source === other.source && joining.destination === other.destination;
    if (!sameTunnel || !sameEnds) return 'ends-mismatch';
    if (protectionOf(other)?.protectionType !== association.protectionType) return 'information-mismatch';
  }
  const { role, protectionType } = association;
  const isTaken = others.some((other) => protectionOf(other)?.role === role);
  const isSingle =
    ONE_PLUS_ONE.has(protectionType) || (protectionType === ONE_TO_MANY && role === 'protection');
  return isTaken && isSingle ? 'second-member' : undefined;
}

const protectionOf = ({ association }: Joined): ProtectionAssociation | undefined =>
  association.kind === 'protection' ? association : undefined;
