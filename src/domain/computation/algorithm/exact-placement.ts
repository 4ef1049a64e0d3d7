import { addToScore, compareScores, emptyScore, type PlacementScore } from '../objective/placement-score.js';
import type { Board, Placement } from './board.js';
import type { Signallable } from './signalled-paths.js';

/** Up to so many members are placed by exact search. */
export const EXACT_MEMBERS = 8;
/** Paths considered per member: the search is exact if no member has more. */
export const CANDIDATE_LIMIT = 32;
/** Decisions tried before the best placement found so far is taken. */
export const STEP_LIMIT = 50_000;

/**
 * Branch and bound over one candidate path, or none, per member, in canonical order and best path first; among equally
 * good placements the first found, so earlier members have the better paths. Starts with a known placement to beat.
 */
export function placeExactly(board: Board, known: Placement): Placement {
  return new PlacementSearch(board, known).run();
}

class PlacementSearch {
  private readonly candidates: readonly (readonly Signallable[])[];
  /** By member: the best that it and all after it could add. */
  private readonly potential: readonly PlacementScore[];
  private readonly chosen: (Signallable | undefined)[];
  private readonly score = emptyScore();
  private best: Placement;
  private bestScore: PlacementScore;
  private steps = 0;

  private readonly board: Board;

  constructor(board: Board, known: Placement) {
    this.board = board;
    this.candidates = candidatesToBeat(board, known);
    this.potential = this.potentials();
    this.chosen = board.members.map(() => undefined);
    this.best = known;
    this.bestScore = board.score(known);
  }

  run(): Placement {
    this.decide(0);
    return this.best;
  }

  private decide(index: number): void {
    this.steps += 1;
    if (this.steps > STEP_LIMIT) return;
    if (compareScores(this.score, this.bestScore, this.potential[index]) <= 0) return;
    if (index === this.board.members.length) {
      this.best = [...this.chosen];
      this.bestScore = this.score.slice();
      return;
    }
    for (const path of this.candidates[index]!) {
      if (this.board.fits(index, path)) this.tryPath(index, path);
    }
    this.chosen[index] = undefined;
    this.decide(index + 1);
  }

  private tryPath(index: number, path: Signallable): void {
    const { query, holdingPriority } = this.board.members[index]!;
    const cost = this.board.cost(index, path);
    this.board.put(index, path);
    addToScore(this.score, holdingPriority, query.bandwidth, cost);
    this.chosen[index] = path;
    this.decide(index + 1);
    addToScore(this.score, holdingPriority, query.bandwidth, cost, -1);
    this.board.remove(index, path);
  }

  private potentials(): readonly PlacementScore[] {
    const potential = [emptyScore()];
    for (let index = this.board.members.length - 1; index >= 0; index--) {
      const score = potential[0]!.slice();
      const [first] = this.candidates[index]!;
      const { holdingPriority, query } = this.board.members[index]!;
      if (first !== undefined) {
        addToScore(score, holdingPriority, query.bandwidth, this.board.cost(index, first));
      }
      potential.unshift(score);
    }
    return potential;
  }
}

/**
 * Per member its paths, best first. If the known placement leaves nobody out, only the sum of metrics can get better, and a path is
 * of no use that alone, with the cheapest of all others, costs as much as the known placement.
 */
function candidatesToBeat(board: Board, known: Placement): readonly (readonly Signallable[])[] {
  const cheapest = board.members.map((_, index) => {
    const first = board.bestNow(index);
    return first === undefined ? 0 : board.cost(index, first);
  });
  const least = cheapest.reduce((sum, cost) => sum + cost, 0);
  const isComplete = known.every((path) => path !== undefined);
  const present = known.reduce(
    (sum, path, index) => sum + (path === undefined ? 0 : board.cost(index, path)),
    0,
  );
  const slack = isComplete ? present - least : Number.POSITIVE_INFINITY;
  return board.members.map((_, index) => candidatesOf(board, index, cheapest[index]! + slack));
}

/** At most CANDIDATE_LIMIT, and only those that cost less than `tooMuch`. */
function candidatesOf(board: Board, index: number, tooMuch: number): readonly Signallable[] {
  const paths = board.paths(index);
  const candidates: Signallable[] = [];
  while (candidates.length < CANDIDATE_LIMIT) {
    const path = paths.next();
    if (path === undefined || board.cost(index, path) >= tooMuch) break;
    candidates.push(path);
  }
  return candidates;
}
