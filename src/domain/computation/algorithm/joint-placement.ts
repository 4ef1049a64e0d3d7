import { sumOf } from '../objective/path-order.js';
import { type Board, type Member, type Placement, placeInTurn } from './board.js';
import { EXACT_MEMBERS, placeExactly } from './exact-placement.js';
import { placedGlobally } from './placed-globally.js';
import { ripUpAndReroute } from './rip-up.js';
import type { Signallable } from './signalled-paths.js';

/**
 * The order in which members are considered, whatever the order they came in: holding priority, more bandwidth
 * first, then the text of the request. Members that are equal in all of that are interchangeable.
 */
export function canonicalOrder(members: readonly Member[]): number[] {
  const keys = members.map(({ computation }) => JSON.stringify(computation));
  return members
    .map((_, index) => index)
    .sort((a, b) => {
      const difference =
        members[a]!.holdingPriority - members[b]!.holdingPriority ||
        members[b]!.query.bandwidth - members[a]!.query.bandwidth;
      if (difference !== 0) return difference;
      if (keys[a] === keys[b]) return a - b;
      return keys[a]! < keys[b]! ? -1 : 1;
    });
}

/**
 * Paths for as many members as possible, the best by `PlacementScore` (RFC 8051 3.1.1, 3.1.3, 3.1.4). Expects the
 * members in canonical order, and nothing of theirs reserved; leaves the reservations as they were.
 *
 * First one after the other. If thereby each has the path that it would have had alone, that is optimal. Else up to
 * EXACT_MEMBERS members are searched exactly, within the limits stated there; more are placed by global optimisation
 * where that knows what they want, and improved by ripping up and rerouting.
 */
export function placeTogether(board: Board): Placement {
  const { members } = board;
  const alone = members.map((_, index) => board.bestNow(index));
  const greedy = placeInTurn(
    board,
    members.map((_, index) => index),
    alone,
  );
  if (greedy.every((path, index) => sameCost(members[index]!, path, alone[index]))) return greedy;
  if (members.length <= EXACT_MEMBERS) return filledUp(board, placeExactly(board, greedy));
  const globally = placedGlobally(board);
  const start = globally === undefined ? greedy : board.better(greedy, filledUp(board, globally));
  return filledUp(board, ripUpAndReroute(board, alone, start));
}

/**
 * The placement with a path for whoever can still have one, so that nobody is left out for whom there is room: a search
 * within limits need not have looked. Leaves the board empty.
 */
function filledUp(board: Board, placement: Placement): Placement {
  const filled = [...placement];
  filled.forEach((path, index) => board.put(index, path));
  for (let index = 0; index < filled.length; index++) {
    if (filled[index] !== undefined) continue;
    filled[index] = board.bestNow(index);
    board.put(index, filled[index]);
  }
  filled.forEach((path, index) => board.remove(index, path));
  return filled;
}

function sameCost(member: Member, a: Signallable | undefined, b: Signallable | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sumOf(member.query.weights, a.links) === sumOf(member.query.weights, b.links);
}
