import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { Signallable } from '../algorithm/signalled-paths.js';
import type { DiverseFound, LeastPossible } from './diverse-found.js';
import { candidateLimit } from './limits.js';
import { countShared, type Risks, risksOf, sharedBy, sizeOf } from './risks.js';

/** Combinations tried before the best found so far is taken. */
export const COMBINATION_LIMIT = 200_000;

/**
 * The set of paths that shares least, then is cheapest: branch and bound over the paths of each member, cheapest first.
 * A branch ends where it shares more than the best set, or as much and can't be cheaper; once nothing can share less
 * than the best set does, by its cost alone. Exact if no member has more paths than `candidateLimit`. Of equally good sets the first found counts. Starts with `known` to beat.
 */
export function leastSharedSearch(
  board: Board,
  level: DisjointnessLevel,
  least: LeastPossible,
  known: readonly Signallable[] | undefined,
  fixed: readonly Risks[],
): DiverseFound {
  return new LeastSharedSearch(board, level, least, known, fixed).run();
}

interface Candidate {
  readonly path: Signallable;
  readonly cost: number;
  readonly risks: Risks;
  /** With what is fixed. */
  readonly shared: number;
}

class LeastSharedSearch {
  private readonly board: Board;
  private readonly level: DisjointnessLevel;
  private readonly least: LeastPossible;
  private readonly fixed: readonly Risks[];
  private readonly candidates: readonly (readonly Candidate[])[];
  /** By member: the least that it and all after it cost. */
  private readonly rest: number[] = [0];
  private readonly chosen: Candidate[] = [];
  private best: readonly Signallable[] | undefined;
  private bestShared = Number.POSITIVE_INFINITY;
  private bestCost = Number.POSITIVE_INFINITY;
  private combinations = 0;
  private exact = true;

  constructor(
    board: Board,
    level: DisjointnessLevel,
    least: LeastPossible,
    known: readonly Signallable[] | undefined,
    fixed: readonly Risks[],
  ) {
    this.board = board;
    this.level = level;
    this.least = least;
    this.fixed = fixed;
    if (known !== undefined) {
      this.best = known;
      this.bestShared = countShared(
        known.map(({ links }) => risksOf(board.network.graph, level, links)),
        fixed,
      );
      this.bestCost = known.reduce((sum, path, member) => sum + board.cost(member, path), 0);
    }
    this.candidates = board.members.map((_, member) => this.candidatesOf(member));
    for (const candidates of [...this.candidates].reverse()) {
      this.rest.unshift((candidates[0]?.cost ?? Number.POSITIVE_INFINITY) + this.rest[0]!);
    }
  }

  run(): DiverseFound {
    this.choose(0, 0, 0);
    return { paths: this.best, exact: this.exact || this.isSettled };
  }

  private get isSettled(): boolean {
    return this.bestShared <= this.least.shared && this.bestCost <= this.least.cost;
  }

  private candidatesOf(member: number): readonly Candidate[] {
    const paths = this.board.paths(member);
    const candidates: Candidate[] = [];
    const { network, members } = this.board;
    const limit = candidateLimit(network.graph.nodes.length, members.length);
    while (candidates.length < limit) {
      const path = paths.next();
      if (path === undefined) {
        this.exact &&= !paths.exhausted && !paths.cutShort;
        return candidates;
      }
      const risks = risksOf(this.board.network.graph, this.level, path.links);
      const shared = countShared([risks], this.fixed);
      candidates.push({ path, cost: this.board.cost(member, path), risks, shared });
    }
    this.exact = false;
    return candidates;
  }

  private choose(member: number, shared: number, cost: number): void {
    if (member === this.candidates.length) {
      this.best = this.chosen.map(({ path }) => path);
      this.bestShared = shared;
      this.bestCost = cost;
      return;
    }
    for (const candidate of this.candidates[member]!) {
      if (this.isSettled) return;
      const total = cost + candidate.cost;
      const isDearer = total + this.rest[member + 1]! >= this.bestCost;
      // Those after it cost as much or more.
      if (isDearer && this.bestShared <= Math.max(shared, this.least.shared)) return;
      this.combinations += 1;
      if (this.combinations > COMBINATION_LIMIT) {
        this.exact = false;
        return;
      }
      const common = this.chosen.reduce(
        (sum, other, index) => (index < member ? sum + sizeOf(sharedBy(other.risks, candidate.risks)) : sum),
        shared + candidate.shared,
      );
      if (common > this.bestShared || (common === this.bestShared && isDearer)) continue;
      if (!this.board.fits(member, candidate.path)) continue;
      this.board.put(member, candidate.path);
      this.chosen[member] = candidate;
      this.choose(member + 1, common, total);
      this.board.remove(member, candidate.path);
    }
  }
}
