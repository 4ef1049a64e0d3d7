import type { DisjointnessConstraint, DisjointnessLevel } from '../../values/disjointness.js';
import type { SetObjective } from '../../values/set-requirements.js';
import type { Board, Placement } from '../algorithm/board.js';
import type { Query } from '../algorithm/query.js';
import { type Signallable, SignalledPaths } from '../algorithm/signalled-paths.js';
import { addToScore, compareScores, emptyScore, type PlacementScore } from '../objective/placement-score.js';
import type { SetLimits } from './set-limits.js';
import { compareValues, type MeasuredObjective, SetMeasure, type SetValue } from './set-measure.js';

/** Paths considered per member: the search is exact if no member has more that could be of use. */
export const MOST_CANDIDATES = 256;
/** Decisions tried before the best set found so far is taken. */
export const MOST_DECISIONS = 100_000;

export interface BestSet {
  readonly placement: Placement;
  /** False: a limit was met, so that there may be a better set. */
  readonly exact: boolean;
}

/**
 * The best set of paths by an objective of sets: placed as `PlacementScore` says, then the fewest failures of the level that
 * take two paths, or one of them and one of `fixedPaths`, then the objective, then the sum of metrics. Branch and bound over the
 * paths of each member, in canonical order, starting with a placement to beat. Expects an empty board and leaves it so.
 *
 * A better load bounds what paths there are to look at, so the search is repeated until it finds no better one.
 */
export function bestSet(
  board: Board,
  objective: MeasuredObjective,
  known: Placement,
  level?: DisjointnessLevel,
  fixedPaths: readonly (readonly number[])[] = [],
): BestSet {
  const takesNothing = board.members.every(({ query }) => query.bandwidth === 0);
  // Then neither load nor bandwidth tells sets apart, and the one that is known is the cheapest.
  if (takesNothing && (objective === 'MOST_LOADED_LINK' || objective === 'AGGREGATE_BANDWIDTH'))
    return { placement: known, exact: true };
  const measure = new SetMeasure(board, objective, level, fixedPaths);
  for (let start = known; ; ) {
    const search = new SetSearch(board, objective, measure, start);
    const before = search.bestValue;
    const placement = search.run() ?? start;
    const isTighter = objective === 'MOST_LOADED_LINK' && search.bestValue.amount < before.amount;
    if (!isTighter || search.exact) return { placement, exact: search.exact };
    start = placement;
  }
}

/**
 * The best set within the limits that has a path for everybody, in the same order and by the same search, without one to begin
 * with; once one is found, those that can beat it are looked for. Undefined: there is none, or where it isn't exact none was found.
 */
export function boundedSet(
  board: Board,
  objective: SetObjective,
  limits: SetLimits,
  disjointness?: DisjointnessConstraint,
  fixedPaths: readonly (readonly number[])[] = [],
): { readonly placement: Placement | undefined; readonly exact: boolean } {
  const measure = new SetMeasure(board, objective, disjointness?.level, fixedPaths);
  const bounded = { limits, strict: disjointness?.strict === true };
  let placement: Placement | undefined;
  for (;;) {
    const search = new SetSearch(board, objective, measure, placement, bounded);
    const before = search.bestValue;
    placement = search.run();
    const isBetter = compareValues(search.bestValue, before) < 0;
    if (search.exact || placement === undefined || !isBetter) return { placement, exact: search.exact };
  }
}

/** What a set has to keep to besides what each member asks for. */
interface Bounded {
  readonly limits: SetLimits;
  /** No failure may take two of its paths. */
  readonly strict: boolean;
}

interface Candidates {
  readonly paths: readonly Signallable[];
  readonly leastCost: number;
  readonly leastAmount: number;
}

class SetSearch {
  exact = true;
  bestValue: SetValue;
  private best: Placement | undefined;
  private bestScore: PlacementScore;
  private readonly board: Board;
  private readonly objective: SetObjective;
  private readonly bounded: Bounded | undefined;
  private readonly measure: SetMeasure;
  /** By member, where it has to keep to more than it asks for. */
  private readonly queries: readonly (Query | undefined)[];
  private readonly candidates: readonly Candidates[];
  /** By member: what it and all after it add at most to the score, and at least to cost and amount. */
  private readonly potential: readonly PlacementScore[];
  private readonly ahead: readonly { readonly cost: number; readonly amount: number }[];
  private readonly score = emptyScore();
  private readonly chosen: (Signallable | undefined)[] = [];
  private decisions = 0;

  /** @param known one to beat; `bounded`: only sets with a path for everybody count, and what is known is one */
  constructor(
    board: Board,
    objective: SetObjective,
    measure: SetMeasure,
    known: Placement | undefined,
    bounded?: Bounded,
  ) {
    this.board = board;
    this.objective = objective;
    this.bounded = bounded;
    this.measure = measure;
    this.best = known;
    this.bestValue = known === undefined ? worstOf(bounded) : this.valueOf(known);
    this.bestScore = this.scoreOf(bounded === undefined ? (known ?? []) : board.members.map(() => true));
    this.queries = board.members.map((_, index) => bounded?.limits.queryOf(index));
    this.candidates = this.allCandidates();
    const potential = [emptyScore()];
    const ahead = [{ cost: 0, amount: 0 }];
    for (let index = board.members.length - 1; index >= 0; index--) {
      const { paths, leastCost, leastAmount } = this.candidates[index]!;
      const score = potential[0]!.slice();
      if (paths.length > 0) this.count(score, index, 1);
      potential.unshift(score);
      // A member that may be left out adds nothing: then only the score bounds.
      ahead.unshift({ cost: ahead[0]!.cost + leastCost, amount: ahead[0]!.amount + leastAmount });
    }
    this.potential = potential;
    this.ahead = ahead;
  }

  run(): Placement | undefined {
    this.decide(0, this.measure.nothing, this.bounded?.limits.nothing ?? NOTHING_USED);
    return this.best;
  }

  /** @param used what the limits count */
  private decide(index: number, value: SetValue, used: readonly number[]): void {
    this.decisions += 1;
    if (this.decisions > MOST_DECISIONS) {
      this.exact = false;
      return;
    }
    if (!this.canBeat(index, value)) return;
    if (index === this.board.members.length) {
      this.best = [...this.chosen];
      this.bestValue = value;
      this.bestScore = this.score.slice();
      return;
    }
    for (const path of this.candidates[index]!.paths) {
      if (this.board.fits(index, path)) this.tryPath(index, path, value, used);
    }
    if (this.bounded !== undefined) return;
    this.chosen.push(undefined);
    this.decide(index + 1, value, used);
    this.chosen.pop();
  }

  private tryPath(index: number, path: Signallable, value: SetValue, used: readonly number[]): void {
    this.board.put(index, path);
    this.chosen.push(path);
    this.count(this.score, index, 1);
    const within = this.bounded === undefined ? used : this.bounded.limits.withPath(used, index, path);
    if (within !== undefined) this.decide(index + 1, this.measure.valueOf(this.chosen, value), within);
    this.count(this.score, index, -1);
    this.chosen.pop();
    this.board.remove(index, path);
  }

  private canBeat(index: number, value: SetValue): boolean {
    const placed = compareScores(this.score, this.bestScore, this.potential[index]);
    if (placed !== 0) return placed > 0;
    // As good a score needs a path for every one that can have one.
    const { cost, amount } = this.ahead[index]!;
    const least = { failures: value.failures, amount: value.amount + amount, cost: value.cost + cost };
    return compareValues(least, this.bestValue) < 0;
  }

  private valueOf(placement: Placement): SetValue {
    let value = this.measure.nothing;
    placement.forEach((path, index) => {
      this.board.put(index, path);
      value = this.measure.valueOf(placement.slice(0, index + 1), value);
    });
    placement.forEach((path, index) => this.board.remove(index, path));
    return value;
  }

  private scoreOf(placed: readonly unknown[]): PlacementScore {
    const score = emptyScore();
    placed.forEach((path, index) => {
      if (path !== undefined) this.count(score, index, 1);
    });
    return score;
  }

  private count(score: PlacementScore, index: number, sign: 1 | -1): void {
    const { holdingPriority, query } = this.board.members[index]!;
    addToScore(score, holdingPriority, query.bandwidth, 0, sign);
  }

  /** What a path may cost, or take, is bounded once everybody has one: by what the best set so far leaves over. */
  private allCandidates(): readonly Candidates[] {
    const { members } = this.board;
    const first = members.map((_, index) => this.pathsOf(index).next());
    const least = first.map((path, index) => (path === undefined ? 0 : this.priceOf(index, path)));
    const isComplete = this.isComplete;
    const present = (this.best ?? []).reduce(
      (sum, path, index) => sum + (path === undefined ? 0 : this.priceOf(index, path)),
      0,
    );
    const isBounded = isComplete && this.isPriceBounded();
    const slack = isBounded
      ? present - least.reduce((sum, price) => sum + price, 0)
      : Number.POSITIVE_INFINITY;
    return members.map((_, index) => this.candidatesOf(index, least[index]! + slack));
  }

  private get isComplete(): boolean {
    return this.best?.every((path) => path !== undefined) === true;
  }

  /** MBC: what counts is what candidates are in order of. Else the cost counts where nothing before it can get better. */
  private isPriceBounded(): boolean {
    const { failures, amount } = this.bestValue;
    return this.objective === 'AGGREGATE_BANDWIDTH'
      ? failures === 0
      : failures === 0 && amount <= this.measure.floor;
  }

  private candidatesOf(index: number, mostPrice: number): Candidates {
    const source = this.pathsOf(index);
    const paths: Signallable[] = [];
    let [leastCost, leastAmount] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (;;) {
      const path = source.next();
      if (path === undefined || this.priceOf(index, path) > mostPrice) break;
      const cost = this.board.cost(index, path);
      if (cost === Number.POSITIVE_INFINITY) continue;
      if (paths.length === MOST_CANDIDATES) {
        this.exact = false;
        break;
      }
      paths.push(path);
      leastCost = Math.min(leastCost, cost);
      leastAmount = Math.min(leastAmount, this.amountAlone(index, path));
    }
    if (source.exhausted || source.cutShort) this.exact = false;
    return paths.length === 0 ? { paths, leastCost: 0, leastAmount: 0 } : { paths, leastCost, leastAmount };
  }

  /** MBC: fewest links first. MLL: only links that this member alone would not load more than the best set does. */
  private pathsOf(index: number): SignalledPaths {
    const { computation, query: own } = this.board.members[index]!;
    const query = this.queries[index] ?? own;
    const { graph, reservations } = this.board.network;
    if (this.objective === 'AGGREGATE_BANDWIDTH')
      return new SignalledPaths(this.board.network, { ...query, weights: graph.hop }, computation.signalling);
    const whatever = (): SignalledPaths =>
      new SignalledPaths(this.board.network, query, computation.signalling);
    if (this.objective !== 'MOST_LOADED_LINK' || !this.isComplete || query.bandwidth === 0) return whatever();
    // As if the set shared nothing: with failures to get rid of, more load may have to be taken.
    if (this.bestValue.failures > 0) return whatever();
    const excludedLinks = [...query.excludedLinks];
    graph.links.forEach((_, link) => {
      const reservable = graph.reservable[link]!;
      const load = (reservable - reservations.available(link, 7) + query.bandwidth) / reservable;
      if (!(load <= this.bestValue.amount)) excludedLinks.push(link);
    });
    return new SignalledPaths(this.board.network, { ...query, excludedLinks }, computation.signalling);
  }

  /** What the candidates are in order of. */
  private priceOf(index: number, path: Signallable): number {
    return this.objective === 'AGGREGATE_BANDWIDTH'
      ? this.amountAlone(index, path)
      : this.board.cost(index, path);
  }

  private amountAlone(index: number, path: Signallable): number {
    return this.objective === 'AGGREGATE_BANDWIDTH'
      ? this.board.members[index]!.query.bandwidth * path.links.length
      : 0;
  }
}

const NOTHING_USED: readonly number[] = [];

/** What any set beats that there may be. */
const worstOf = (bounded: Bounded | undefined): SetValue => ({
  failures: bounded?.strict === true ? 0 : Number.POSITIVE_INFINITY,
  amount: Number.POSITIVE_INFINITY,
  cost: Number.POSITIVE_INFINITY,
});
