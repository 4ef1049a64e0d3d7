import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import type { Query } from '../algorithm/query.js';
import { type Signallable, SignalledPaths } from '../algorithm/signalled-paths.js';
import type { DiverseFound, LeastPossible } from './diverse-found.js';
import { wantsTheSame } from './equal-requests.js';
import { triedLimit } from './limits.js';
import { awayFromOtherEnds } from './other-ends.js';
import { avoiding, countShared, isEnd, type Risks, risksOf, sharedBy } from './risks.js';

/**
 * The cheapest set of paths that share nothing, by resolving conflicts (conflict-based search, Sharon et al. 2015): every
 * member has its best path; of a risk that two of them share, in every disjoint set one of the two keeps away. So
 * there are two ways on, in each of which one path is looked for anew, and the cheapest set so far goes on. One
 * without a conflict is the answer; if none is left, there is none. Members that want the same and have given way to
 * nothing yet are interchangeable: one way on will do.
 *
 * The problem is NP-hard, for shared risk link groups (Hu 2003) and for different ends alike; hence `triedLimit`.
 */
export function conflictSearch(
  board: Board,
  level: DisjointnessLevel,
  least: LeastPossible,
  fixed: readonly Risks[],
): DiverseFound {
  return new ConflictSearch(board, level, least).run(fixed);
}

/** Each member's best path under what it has to keep away from. */
interface Attempt {
  readonly queries: readonly Query[];
  readonly paths: readonly Signallable[];
  readonly risks: readonly Risks[];
  /** By member: the risks that it gave way for, in the order in which it did. */
  readonly given: readonly string[];
  readonly cost: number;
  readonly conflicts: number;
}

interface Conflict {
  readonly members: readonly [number, number];
  readonly kind: 'links' | 'nodes' | 'srlgs';
  readonly risk: number;
}

class ConflictSearch {
  private readonly board: Board;
  private readonly level: DisjointnessLevel;
  private readonly least: LeastPossible;
  private readonly limit: number;
  /** Cheapest first, then fewest conflicts, then in the order found. */
  private readonly open: Attempt[] = [];
  private best: Attempt | undefined;
  private tried = 0;
  private exact = true;

  constructor(board: Board, level: DisjointnessLevel, least: LeastPossible) {
    this.board = board;
    this.level = level;
    this.least = least;
    this.limit = triedLimit(board.network.graph.nodes.length);
  }

  run(fixed: readonly Risks[]): DiverseFound {
    this.begin(fixed);
    for (let attempt = this.open.shift(); attempt !== undefined; attempt = this.open.shift()) {
      if (this.best !== undefined && attempt.cost >= this.best.cost) break;
      if (this.tried >= this.limit) {
        this.exact = false;
        break;
      }
      const conflict = this.conflictOf(attempt);
      if (conflict !== undefined) this.resolve(attempt, conflict);
    }
    const isSettled = this.best !== undefined && this.best.cost <= this.least.cost;
    return { paths: this.best?.paths, exact: this.exact || isSettled };
  }

  private begin(fixed: readonly Risks[]): void {
    const { members, network } = this.board;
    const queries = members.map((_, member) =>
      fixed.reduce(
        (query, risks) => avoiding(network.graph, query, risks),
        awayFromOtherEnds(this.board, this.level, member),
      ),
    );
    const paths: Signallable[] = [];
    for (const [member, query] of queries.entries()) {
      const path = this.bestPath(member, query);
      if (path === undefined) return;
      paths.push(path);
    }
    const risks = paths.map(({ links }) => risksOf(network.graph, this.level, links));
    this.add({ queries, paths, risks, given: members.map(() => '') });
  }

  private bestPath(member: number, query: Query): Signallable | undefined {
    const { network, members } = this.board;
    const paths = new SignalledPaths(network, query, members[member]!.computation.signalling);
    const path = paths.next();
    if (path === undefined) this.exact &&= !paths.exhausted && !paths.cutShort;
    return path;
  }

  private add(attempt: Omit<Attempt, 'cost' | 'conflicts'>): void {
    const cost = attempt.paths.reduce((sum, path, member) => sum + this.board.cost(member, path), 0);
    const conflicts = countShared(attempt.risks, []);
    if (this.best !== undefined && cost >= this.best.cost) return;
    if (conflicts === 0) this.best = { ...attempt, cost, conflicts };
    else this.open.splice(this.placeFor(cost, conflicts), 0, { ...attempt, cost, conflicts });
  }

  /** Behind those that are no worse: binary search. */
  private placeFor(cost: number, conflicts: number): number {
    let [low, high] = [0, this.open.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.open[middle]!;
      const isBehind = other.cost < cost || (other.cost === cost && other.conflicts <= conflicts);
      if (isBehind) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What takes most away first: a group, then a node, then a link. */
  private conflictOf({ risks }: Attempt): Conflict | undefined {
    for (const kind of ['srlgs', 'nodes', 'links'] as const) {
      for (const [second, risk] of risks.entries()) {
        for (let first = 0; first < second; first++) {
          const [shared] = sharedBy(risks[first]!, risk)[kind];
          if (shared !== undefined) return { members: [first, second], kind, risk: shared };
        }
      }
    }
    return undefined;
  }

  private resolve(attempt: Attempt, conflict: Conflict): void {
    const [first, second] = conflict.members;
    const { members } = this.board;
    const areAlike =
      attempt.given[first] === attempt.given[second] &&
      wantsTheSame(members[first]!.computation, members[second]!.computation);
    for (const member of areAlike ? [first] : [first, second]) this.giveWay(attempt, conflict, member);
  }

  private giveWay(attempt: Attempt, { kind, risk }: Conflict, member: number): void {
    const { graph } = this.board.network;
    this.tried += 1;
    const nothing = { links: NONE, nodes: NONE, srlgs: NONE };
    const ends = { source: attempt.risks[member]!.source, destination: attempt.risks[member]!.destination };
    // A node that is shared is no end of both, and one that is an end of this member only it can't avoid.
    if (kind === 'nodes' && isEnd(ends, risk)) return;
    const only: Risks = { source: -1, destination: -1, ...nothing, [kind]: new Set([risk]) };
    const query = avoiding(graph, attempt.queries[member]!, only);
    const path = this.bestPath(member, query);
    if (path === undefined) return;
    this.add({
      queries: attempt.queries.with(member, query),
      paths: attempt.paths.with(member, path),
      risks: attempt.risks.with(member, risksOf(graph, this.level, path.links)),
      given: attempt.given.with(member, `${attempt.given[member]} ${kind} ${risk}`),
    });
  }
}

const NONE: ReadonlySet<number> = new Set();
