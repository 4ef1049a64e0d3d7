import type { Conflict } from '../computation/computer.js';

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
  const dependent = members.filter(({ shortestFirst }) => !shortestFirst).map(({ owner }) => owner);
  const inConflict = new Set(conflicts.flatMap(({ owners }) => owners));
  return dependent.filter((owner) => inConflict.has(owner));
}
