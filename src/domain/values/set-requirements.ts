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
}
