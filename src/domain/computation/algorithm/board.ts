import type { ComputationRequest } from '../computer.js';
import { sumOf } from '../objective/path-order.js';
import { addToScore, compareScores, emptyScore, type PlacementScore } from '../objective/placement-score.js';
import type { Query } from './query.js';
import { type Network, type Signallable, SignalledPaths } from './signalled-paths.js';

/** One of the requests that are placed together. */
export interface Member {
  readonly computation: ComputationRequest;
  readonly query: Query;
  readonly holdingPriority: number;
}

/** By member; undefined: not placed. */
export type Placement = readonly (Signallable | undefined)[];

/** Puts members' shares on the links and takes them off again. */
export class Board {
  readonly network: Network;
  readonly members: readonly Member[];

  constructor(network: Network, members: readonly Member[]) {
    this.network = network;
    this.members = members;
  }

  /** The best path that the member could get now. */
  bestNow(index: number): Signallable | undefined {
    return this.paths(index).next();
  }

  paths(index: number): SignalledPaths {
    const { query, computation } = this.members[index]!;
    return new SignalledPaths(this.network, query, computation.signalling);
  }

  /** Placed at holding priority 0: within the set nobody preempts anybody. */
  put(index: number, path: Signallable | undefined): void {
    this.shift(index, path, 1);
  }

  remove(index: number, path: Signallable | undefined): void {
    this.shift(index, path, -1);
  }

  private shift(index: number, path: Signallable | undefined, sign: 1 | -1): void {
    const { bandwidth } = this.members[index]!.query;
    for (const link of path?.links ?? []) this.network.reservations.take(link, 0, sign * bandwidth);
  }

  fits(index: number, path: Signallable): boolean {
    return this.shortLinks(index, path).length === 0;
  }

  /** The links of the path that lack bandwidth for the member. */
  shortLinks(index: number, path: Signallable): readonly number[] {
    const { bandwidth, setupPriority } = this.members[index]!.query;
    if (bandwidth === 0) return [];
    return path.links.filter((link) => this.network.reservations.available(link, setupPriority) < bandwidth);
  }

  cost(index: number, path: Signallable): number {
    return sumOf(this.members[index]!.query.weights, path.links);
  }

  score(placement: Placement): PlacementScore {
    const score = emptyScore();
    placement.forEach((path, index) => {
      const { holdingPriority, query } = this.members[index]!;
      if (path !== undefined) addToScore(score, holdingPriority, query.bandwidth, this.cost(index, path));
    });
    return score;
  }

  /** The better of two placements, the first if they are equally good. */
  better(a: Placement, b: Placement): Placement {
    return compareScores(this.score(b), this.score(a)) > 0 ? b : a;
  }
}

/** One member after the other takes its best path on what is left. Leaves the board empty. */
export function placeInTurn(
  board: Board,
  order: readonly number[],
  alone: Placement,
): (Signallable | undefined)[] {
  const placement: (Signallable | undefined)[] = order.map(() => undefined);
  for (const index of order) {
    const first = alone[index];
    // What is best on the empty board is still best if it still fits.
    placement[index] = first === undefined || board.fits(index, first) ? first : board.bestNow(index);
    board.put(index, placement[index]);
  }
  for (const index of order) board.remove(index, placement[index]);
  return placement;
}
