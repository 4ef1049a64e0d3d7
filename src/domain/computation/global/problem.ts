import type { TeGraph } from '../graph/te-graph.js';

/** 1 at a link that may be used, 0 elsewhere, by link number. Demands that share a mask should share the array. */
export type LinkMask = Uint8Array;

/** One LSP to be placed on a single path: it is never split. */
export interface GlobalDemand {
  /** Unique among the demands. Decides between demands that are equal in everything else. */
  readonly id: string;
  /** Node numbers of the graph, different from each other. */
  readonly source: number;
  readonly destination: number;
  /** Whole bit/s, at least 0. */
  readonly bandwidth: number;
  /** Holding priority, 0 first. Default 7. */
  readonly priority?: number;
  /** The links that it is on now, in order. What is no longer a path that it may use counts as none. */
  readonly current?: readonly number[];
  /**
   * What it has of the network now, where that is not `bandwidth` on `current`: an LSP that is to be resized. Counted in no
   * goal, as the LSP is placed anew; the order of the moves begins with it, and without a place the LSP keeps it.
   */
  readonly held?: { readonly path: readonly number[]; readonly bandwidth: number };
  /** Default: every usable link. */
  readonly allowed?: LinkMask;
  /** Largest sum of the problem's metric. Default: none. */
  readonly metricBound?: number;
}

export interface GlobalProblem {
  readonly graph: TeGraph;
  /**
   * Bit/s by link that these demands may use: what is reservable minus what others hold. At most 0: not usable by a
   * demand with bandwidth.
   */
  readonly capacity: Float64Array;
  /**
   * Bit/s by link that what may not move holds of it, counted in the utilisation; more than the capacity counts as all
   * of it. Default: none.
   */
  readonly background?: Float64Array;
  /** By link; at least 0, Infinity: unknown, so never used. */
  readonly metric: Float64Array;
  readonly demands: readonly GlobalDemand[];
}

/**
 * What is wanted (RFC 5557 5.1). In each the demands with a higher priority come first: one of them is never left out
 * for any number of lower ones. Between placements of the same bandwidth the one of more demands is better.
 *
 *   MIN_MAX_UTILIZATION  most bandwidth placed, then the lowest utilisation of the most utilised link, then the least
 *                        sum of metrics (RFC 5541: MLL, then MCC)
 *   MAX_THROUGHPUT       most bandwidth placed, then the least sum of metrics, searched for bandwidth to the end
 *   MIN_TOTAL_METRIC     the same order (RFC 5541: MCC), searched from the cheapest paths
 */
export const GLOBAL_GOALS = ['MIN_MAX_UTILIZATION', 'MAX_THROUGHPUT', 'MIN_TOTAL_METRIC'] as const;
export type GlobalGoal = (typeof GLOBAL_GOALS)[number];

/** When to stop. Without `stop` the answer is a function of problem, goal, seed and steps alone. */
export interface Effort {
  readonly seed: number;
  /** Path searches, a whole tree counting as one. */
  readonly steps: number;
  /** Asked now and then; true: come to an end with what there is. */
  readonly stop?: () => boolean;
  /** A largest utilisation that is known to be unavoidable, for example from `minMaxModel` and a solver. */
  readonly bound?: number;
  /** Relative gap to the proven bound that is good enough. Default 0.0001. */
  readonly gap?: number;
  /** Where there are no more placements than these each of them is looked at. Default 50,000. */
  readonly mostPlacements?: number;
}

export interface GlobalMove {
  readonly demand: GlobalDemand;
  /** Link numbers in order; undefined: it loses its path. */
  readonly path: readonly number[] | undefined;
}

export interface GlobalAnswer {
  /** By demand, in the order given: its links in order, or undefined if it has no place. */
  readonly paths: readonly (readonly number[] | undefined)[];
  /** The demands whose path is another than their current one, in the order given. */
  readonly moves: readonly GlobalMove[];
  /** Largest load over capacity. */
  readonly utilization: number;
  /** Sum of the placed demands' bandwidths, bit/s. */
  readonly placedBandwidth: number;
  readonly placed: number;
  /** Sum of metrics over the placed demands, each counted once. */
  readonly totalMetric: number;
  /** No placement of all demands has a lower utilisation. */
  readonly utilizationBound: number;
  /** True: nothing better exists by the goal's own order, because all placements were covered. */
  readonly optimal: boolean;
  readonly steps: number;
}
