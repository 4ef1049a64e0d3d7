import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { Query } from '../algorithm/query.js';
import { type Signallable, SignalledPaths } from '../algorithm/signalled-paths.js';
import type { DiverseFound, LeastPossible } from './diverse-found.js';
import { wantsTheSame } from './equal-requests.js';
import { triedLimit } from './limits.js';
import { awayFromOtherEnds } from './other-ends.js';
import { avoiding, type Risks, risksOf } from './risks.js';

/**
 * The cheapest set of paths that share nothing: the paths of the first member in their order, each with those of the next that
 * avoid its risks, and so on; the last takes its best. A branch ends where not even the cheapest paths of all others
 * would make it better, everything where nothing can be. Of members that want the same the earlier ones take the cheaper
 * paths, so that no path is tried that is dearer than its share of the best set. Of equally cheap sets the first found counts.
 *
 * The problem is NP-hard, for shared risk link groups (Hu 2003) and for different ends alike; hence `triedLimit`.
 */
export function sequentialSearch(
  board: Board,
  level: DisjointnessLevel,
  least: LeastPossible,
  fixed: readonly Risks[],
): DiverseFound {
  return new SequentialSearch(board, level, least).run(fixed);
}

class SequentialSearch {
  private readonly board: Board;
  private readonly level: DisjointnessLevel;
  private readonly least: LeastPossible;
  /** By member: the least that it and all after it cost. */
  private readonly rest: number[] = [0];
  private readonly chosen: Signallable[] = [];
  private best: readonly Signallable[] | undefined;
  private bestCost = Number.POSITIVE_INFINITY;
  private tried = 0;
  private readonly limit: number;
  private exact = true;

  constructor(board: Board, level: DisjointnessLevel, least: LeastPossible) {
    this.board = board;
    this.level = level;
    this.least = least;
    this.limit = Math.floor(triedLimit(board.network.graph.nodes.length) / 2);
    for (let member = board.members.length - 1; member >= 0; member--) {
      const alone = board.bestNow(member);
      const cost = alone === undefined ? Number.POSITIVE_INFINITY : board.cost(member, alone);
      this.rest.unshift(cost + this.rest[0]!);
    }
  }

  run(fixed: readonly Risks[]): DiverseFound {
    const { graph } = this.board.network;
    const queries = this.board.members.map((_, member) =>
      fixed.reduce(
        (query, risks) => avoiding(graph, query, risks),
        awayFromOtherEnds(this.board, this.level, member),
      ),
    );
    this.choose(0, queries, 0);
    return { paths: this.best, exact: this.exact || this.isSettled };
  }

  private get isSettled(): boolean {
    return this.bestCost <= this.least.cost;
  }

  /** What the members after this one cost at least if it takes a path of this cost. */
  private leastAfter(member: number, cost: number): number {
    const { members } = this.board;
    let least = 0;
    for (let after = member + 1; after < members.length; after++) {
      const alone = this.rest[after]! - this.rest[after + 1]!;
      const isEqual = wantsTheSame(members[member]!.computation, members[after]!.computation);
      least += isEqual ? Math.max(alone, cost) : alone;
    }
    return least;
  }

  private choose(member: number, queries: readonly Query[], cost: number): void {
    const { network, members } = this.board;
    const query = queries[member]!;
    const paths = new SignalledPaths(network, query, members[member]!.computation.signalling);
    const isLast = member === members.length - 1;
    for (;;) {
      if (this.isSettled) return;
      const path = paths.next();
      if (path === undefined) {
        this.exact &&= !paths.exhausted && !paths.cutShort;
        return;
      }
      const total = cost + this.board.cost(member, path);
      if (total + this.leastAfter(member, this.board.cost(member, path)) >= this.bestCost) return;
      this.chosen[member] = path;
      if (isLast) {
        this.best = [...this.chosen];
        this.bestCost = total;
        return;
      }
      if (this.tried === this.limit) {
        this.exact = false;
        return;
      }
      this.tried += 1;
      const risks = risksOf(network.graph, this.level, path.links);
      const left = queries.map((other, index) =>
        index > member ? avoiding(network.graph, other, risks) : other,
      );
      this.choose(member + 1, left, total);
    }
  }
}
