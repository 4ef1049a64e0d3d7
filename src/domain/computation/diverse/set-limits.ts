import { unreachable } from '../../values/result.js';
import type { NetworkLoad, SetBound, SetMetric } from '../../values/set-requirements.js';
import type { Board, Placement } from '../algorithm/board.js';
import type { Query, WeightBound } from '../algorithm/query.js';
import { type Signallable, SignalledPaths } from '../algorithm/signalled-paths.js';
import { sumOf, weightsOf } from '../objective/path-order.js';
import { loadOf, networkLoad } from './network-load.js';

/** Something that adds up over the paths of a set. */
interface SumLimit {
  readonly metric: WeightBound['metric'];
  readonly weights: Float64Array;
  /** By member: what a unit of weight adds. */
  readonly factors: readonly number[];
  /** Beyond what is there without the set. */
  readonly max: number;
  /** By member: the least that it adds. */
  readonly least: readonly number[];
  /** By member: the least that it and all after it add; one more, for nobody. */
  readonly ahead: readonly number[];
}

/**
 * Bounds on what a set amounts to, while it is put together path by path: none of it gets less when another path joins. What
 * each member adds at least is known beforehand, so that a path that leaves too little for the others is never looked at.
 */
export class SetLimits {
  private readonly board: Board;
  private readonly sums: readonly SumLimit[];
  private readonly mostLoad: number;
  private readonly isLoadKept: boolean;

  /** One search for each member and sum. Expects an empty board. */
  constructor(board: Board, bounds: readonly SetBound[]) {
    this.board = board;
    const loads = bounds.filter(({ metric }) => metric === 'MOST_LOADED_LINK').map(({ max }) => max);
    this.mostLoad = Math.min(Number.POSITIVE_INFINITY, ...loads);
    this.isLoadKept = loads.length === 0 || networkLoad(board.network).mostLoadedLink <= this.mostLoad;
    this.sums = bounds.flatMap((bound) => this.sumLimitOf(bound) ?? []);
  }

  /** Of no paths, for `withPath`. */
  get nothing(): readonly number[] {
    return this.sums.map(() => 0);
  }

  /** What its path has to keep to so that the others can have theirs. */
  queryOf(index: number): Query {
    const { query } = this.board.members[index]!;
    const { graph } = this.board.network;
    const bounds = this.sums.flatMap(({ metric, weights, factors, max, least, ahead }) => {
      const factor = factors[index]!;
      const left = max - (ahead[0]! - least[index]!);
      return factor === 0 ? [] : [{ metric, weights, max: left / factor }];
    });
    const { bandwidth } = query;
    const loaded =
      bandwidth === 0 || this.mostLoad === Number.POSITIVE_INFINITY
        ? []
        : [...graph.links.keys()].filter(
            (link) => loadOf(this.board.network, link, bandwidth) > this.mostLoad,
          );
    return {
      ...query,
      bounds: [...query.bounds, ...bounds],
      excludedLinks: loaded.length === 0 ? query.excludedLinks : [...query.excludedLinks, ...loaded],
    };
  }

  /** What the sums are with this member's path, which has just been put on the board; undefined: a bound is, or will be, exceeded. */
  withPath(used: readonly number[], index: number, path: Signallable): readonly number[] | undefined {
    if (!this.isLoadKept || path.links.some((link) => loadOf(this.board.network, link) > this.mostLoad))
      return undefined;
    const sums = this.sums.map(
      ({ weights, factors }, at) => used[at]! + factors[index]! * sumOf(weights, path.links),
    );
    const isKept = this.sums.every(({ max, ahead }, at) => sums[at]! + ahead[index + 1]! <= max);
    return isKept ? sums : undefined;
  }

  private sumLimitOf({ metric, max }: SetBound): SumLimit | undefined {
    const { network, members } = this.board;
    switch (metric) {
      case 'AGGREGATE_BANDWIDTH': {
        const taken = networkLoad(network).aggregateBandwidth;
        const bandwidths = members.map(({ query }) => query.bandwidth);
        return this.sumLimit('HOPS', bandwidths, max - taken);
      }
      case 'CUMULATIVE_IGP':
        return this.sumLimit(
          'IGP',
          members.map(() => 1),
          max,
        );
      case 'CUMULATIVE_TE':
        return this.sumLimit(
          'TE',
          members.map(() => 1),
          max,
        );
      default:
        return undefined;
    }
  }

  private sumLimit(metric: WeightBound['metric'], factors: readonly number[], max: number): SumLimit {
    const { network, members } = this.board;
    const weights = weightsOf(network.graph, metric);
    const least = members.map(({ query, computation }, index) => {
      const source = new SignalledPaths(network, { ...query, weights }, computation.signalling);
      const path = source.next();
      return path === undefined ? 0 : factors[index]! * sumOf(weights, path.links);
    });
    const ahead = [0];
    for (const amount of least.toReversed()) ahead.unshift(ahead[0]! + amount);
    return { metric, weights, factors, max, least, ahead };
  }
}

/** What a set of paths amounts to, with all else that is there. Leaves the board empty. O(E + links of the paths). */
export function setAmount(board: Board, placement: Placement, metric: SetMetric): number {
  const { network } = board;
  const sum = (weights: Float64Array): number =>
    placement.reduce((amount, path) => amount + sumOf(weights, path?.links ?? []), 0);
  switch (metric) {
    case 'CUMULATIVE_IGP':
      return sum(network.graph.igpMetric);
    case 'CUMULATIVE_TE':
      return sum(network.graph.teMetric);
    case 'AGGREGATE_BANDWIDTH':
      return loadWith(board, placement).aggregateBandwidth;
    case 'MOST_LOADED_LINK':
      return loadWith(board, placement).mostLoadedLink;
    default:
      return unreachable(metric);
  }
}

export function loadWith(board: Board, placement: Placement): NetworkLoad {
  placement.forEach((path, index) => board.put(index, path));
  const load = networkLoad(board.network);
  placement.forEach((path, index) => board.remove(index, path));
  return load;
}
