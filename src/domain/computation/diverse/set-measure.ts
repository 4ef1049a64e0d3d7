import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { SetObjective } from '../../values/set-requirements.js';
import type { Board } from '../algorithm/board.js';
import type { Signallable } from '../algorithm/signalled-paths.js';
import { loadOf } from './network-load.js';
import { allShared, countShared, type Risks, risksOf } from './risks.js';

/** The objectives that the sum of metrics does not settle. */
export type MeasuredObjective = Exclude<SetObjective, 'CUMULATIVE_COST'>;

/** What some of the paths of a set amount to. None of it gets less when another path joins them. */
export interface SetValue {
  /** Single failures that take two of them, of the level that was asked for. */
  readonly failures: number;
  /** By the objective. */
  readonly amount: number;
  /** Sum of the metrics. */
  readonly cost: number;
}

/** Values sets of paths, which are on the board while they are valued. */
export class SetMeasure {
  /** Of the most loaded link when none of the set is there. */
  readonly floor: number;
  private readonly board: Board;
  private readonly objective: SetObjective;
  private readonly level: DisjointnessLevel | undefined;
  private readonly fixed: readonly Risks[];
  private readonly fixedRisks: readonly Risks[];

  /** `fixedPaths`: links of the paths that stay where they are. Expects an empty board. */
  constructor(
    board: Board,
    objective: SetObjective,
    level: DisjointnessLevel | undefined,
    fixedPaths: readonly (readonly number[])[],
  ) {
    this.board = board;
    this.objective = objective;
    this.level = level;
    const { graph } = board.network;
    this.fixed = level === undefined ? [] : fixedPaths.map((path) => risksOf(graph, level, path));
    this.fixedRisks = fixedPaths.map((path) => risksOf(graph, 'srlg-node', path));
    this.floor = objective === 'MOST_LOADED_LINK' ? this.loadOf(graph.links.keys()) : 0;
  }

  /** Of the paths so far, the last of which has just been put on the board; `before`: of those without it. */
  valueOf(paths: readonly (Signallable | undefined)[], before: SetValue): SetValue {
    const index = paths.length - 1;
    const path = paths[index];
    if (path === undefined) return before;
    const cost = before.cost + this.board.cost(index, path);
    const failures = this.level === undefined ? 0 : countShared(this.risks(paths, this.level), this.fixed);
    return { failures, amount: this.amountOf(paths, path, before.amount), cost };
  }

  /** Of no paths. */
  get nothing(): SetValue {
    return { failures: 0, amount: this.floor, cost: 0 };
  }

  private amountOf(paths: readonly (Signallable | undefined)[], last: Signallable, before: number): number {
    if (this.objective === 'CUMULATIVE_COST') return 0;
    if (this.objective === 'MOST_LOADED_LINK') return Math.max(before, this.loadOf(last.links));
    if (this.objective === 'AGGREGATE_BANDWIDTH')
      return before + this.board.members[paths.length - 1]!.query.bandwidth * last.links.length;
    const { links, srlgs, nodes } = allShared(this.risks(paths, 'srlg-node'), this.fixedRisks);
    if (this.objective === 'SHARED_LINKS') return links.length;
    return this.objective === 'SHARED_SRLGS' ? srlgs.length : nodes.length;
  }

  /** Of the most loaded of the links. */
  private loadOf(links: Iterable<number>): number {
    let most = 0;
    for (const link of links) most = Math.max(most, loadOf(this.board.network, link));
    return most;
  }

  private risks(paths: readonly (Signallable | undefined)[], level: DisjointnessLevel): readonly Risks[] {
    return paths.flatMap((path) =>
      path === undefined ? [] : [risksOf(this.board.network.graph, level, path.links)],
    );
  }
}

/** Negative: `a` is better. */
export const compareValues = (a: SetValue, b: SetValue): number =>
  a.failures - b.failures || a.amount - b.amount || a.cost - b.cost;
