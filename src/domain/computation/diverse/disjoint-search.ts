import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { Signallable } from '../algorithm/signalled-paths.js';
import { conflictSearch } from './conflict-search.js';
import type { DiverseFound, LeastPossible } from './diverse-found.js';
import type { Risks } from './risks.js';
import { sequentialSearch } from './sequential-search.js';

/**
 * The cheapest set of paths that share nothing. The search by conflicts proves most, also that there is none; where it meets
 * its limit it may have found nothing, which the search by one path after the other seldom does.
 */
export function disjointSearch(
  board: Board,
  level: DisjointnessLevel,
  least: LeastPossible,
  fixed: readonly Risks[],
): DiverseFound {
  const byConflicts = conflictSearch(board, level, least, fixed);
  if (byConflicts.exact) return byConflicts;
  const inTurn = sequentialSearch(board, level, least, fixed);
  if (inTurn.exact) return inTurn;
  return costOf(board, byConflicts.paths) <= costOf(board, inTurn.paths) ? byConflicts : inTurn;
}

const costOf = (board: Board, paths: readonly Signallable[] | undefined): number =>
  paths === undefined
    ? Number.POSITIVE_INFINITY
    : paths.reduce((sum, path, member) => sum + board.cost(member, path), 0);
