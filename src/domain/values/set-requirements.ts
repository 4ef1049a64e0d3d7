import type { DisjointnessConstraint } from './disjointness.js';

/**
 * What a set of paths is to be best in, as a set: the sum of their metrics (MCC), the bandwidth that is taken of all links
 * together (MBC), the load of the most loaded link of the network (MLL; RFC 5541 4); or how many links, shared risk link
 * groups or nodes more than one of them uses (MSL, MSS, MSN; RFC 8800 5.3). Of sets that are equally good the one with the
 * lowest sum of metrics.
 */
export type SetObjective =
  | 'CUMULATIVE_COST'
  | 'AGGREGATE_BANDWIDTH'
  | 'MOST_LOADED_LINK'
  | 'SHARED_LINKS'
  | 'SHARED_SRLGS'
  | 'SHARED_NODES';

/** What is asked of paths that are computed together, besides what is asked of each. */
export interface SetRequirements {
  /** What they must not share; comes before the objective. Absent: they may share everything. */
  readonly disjointness?: DisjointnessConstraint;
  /** Absent: CUMULATIVE_COST. */
  readonly objective?: SetObjective;
  /** What the set may amount to at most; it is then had whole or not at all. Absent: none. */
  readonly bounds?: readonly SetBound[];
  /** What the paths make of the network is to be told. */
  readonly withLoad?: true;
}

/**
 * What a set of paths amounts to (RFC 5541 5): the bandwidth that is taken of all links of the network together in bit/s
 * (type 4), the load of the most loaded one as a share (type 5), the sums of IGP and TE metrics of the paths (types 6 and 7).
 */
export type SetMetric = 'AGGREGATE_BANDWIDTH' | 'MOST_LOADED_LINK' | 'CUMULATIVE_IGP' | 'CUMULATIVE_TE';

export interface SetBound {
  readonly metric: SetMetric;
  readonly max: number;
}

/** What is taken of the network once the paths of a set are there, by all that is: see `SetMetric`. */
export interface NetworkLoad {
  /** Bit/s, over all links. */
  readonly aggregateBandwidth: number;
  readonly mostLoadedLink: number;
}
