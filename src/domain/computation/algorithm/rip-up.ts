import { type Board, type Placement, placeInTurn } from './board.js';
import type { Signallable } from './signalled-paths.js';

/** Paths of an unplaced member for which others are moved. */
const DETOURS = 4;
/** Rounds over all unplaced members. */
const ROUNDS = 3;
/** Members that may be moved for one. */
const MOVES = 16;
/** Exchanges tried in all. */
const ATTEMPTS = 400;

/**
 * Improves a placement by bounded local search: a second order of placing (within a priority the smallest first), then,
 * for each member that has no path, taking the way from others of its own or lower priority and placing those anew.
 * A change is kept only if it makes the score better. Leaves the board empty.
 */
export function ripUpAndReroute(board: Board, alone: Placement, greedy: Placement): Placement {
  const smallestFirst = board.members
    .map((_, index) => index)
    .sort((a, b) => {
      const [first, second] = [board.members[a]!, board.members[b]!];
      return (
        first.holdingPriority - second.holdingPriority ||
        first.query.bandwidth - second.query.bandwidth ||
        a - b
      );
    });
  const start = board.better(greedy, placeInTurn(board, smallestFirst, alone));
  const exchange = new Exchange(board, alone, start);
  return exchange.run();
}

class Exchange {
  private attempts = 0;

  private readonly board: Board;
  private readonly alone: Placement;
  private present: Placement;

  constructor(board: Board, alone: Placement, present: Placement) {
    this.board = board;
    this.alone = alone;
    this.present = present;
  }

  run(): Placement {
    this.putAll(this.present);
    for (let round = 0, better = true; round < ROUNDS && better; round++) better = this.improveOnce();
    this.removeAll(this.present);
    return this.present;
  }

  private improveOnce(): boolean {
    let better = false;
    this.board.members.forEach((_, index) => {
      if (this.present[index] !== undefined || this.alone[index] === undefined) return;
      for (const detour of this.detours(index)) {
        if (this.attempts >= ATTEMPTS) return;
        this.attempts += 1;
        if (!this.makeWay(index, detour)) continue;
        better = true;
        return;
      }
    });
    return better;
  }

  /** Paths that the member would have if those it may push aside were not there. */
  private detours(index: number): readonly Signallable[] {
    const movable = this.present.map((path, other) => (this.mayMove(index, other) ? path : undefined));
    this.removeAll(movable);
    const paths = this.board.paths(index);
    const detours = Array.from({ length: DETOURS }, () => paths.next());
    this.putAll(movable);
    return detours.filter((path) => path !== undefined);
  }

  private mayMove(index: number, other: number): boolean {
    const { members } = this.board;
    return other !== index && members[other]!.holdingPriority >= members[index]!.holdingPriority;
  }

  /** Gives the member this path, moving the last in order that are in the way; undone unless it is an improvement. */
  private makeWay(index: number, path: Signallable): boolean {
    const next = [...this.present];
    const moved: number[] = [];
    for (let other = next.length - 1; other >= 0 && moved.length < MOVES; other--) {
      const short = this.board.shortLinks(index, path);
      if (short.length === 0) break;
      if (!this.mayMove(index, other) || next[other]?.links.some((link) => short.includes(link)) !== true)
        continue;
      this.board.remove(other, next[other]);
      next[other] = undefined;
      moved.push(other);
    }
    if (this.board.fits(index, path)) {
      next[index] = path;
      this.board.put(index, path);
    }
    for (const other of moved.reverse()) {
      next[other] = this.board.bestNow(other);
      this.board.put(other, next[other]);
    }
    if (this.board.better(this.present, next) === next) {
      this.present = next;
      return true;
    }
    for (const other of [...moved, index]) {
      this.board.remove(other, next[other]);
      this.board.put(other, this.present[other]);
    }
    return false;
  }

  private putAll(placement: Placement): void {
    placement.forEach((path, index) => this.board.put(index, path));
  }

  private removeAll(placement: Placement): void {
    placement.forEach((path, index) => this.board.remove(index, path));
  }
}
