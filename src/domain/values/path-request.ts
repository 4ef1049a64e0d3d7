import type { Metric, MetricBound } from './metric.js';

/**
 * A path wanted from A to B. Nodes are named by id, name or router id; links by id or interface address.
 * Bandwidth is whole bit/s; groups are bit numbers.
 */
export interface PathRequest {
  readonly source: string;
  readonly destination: string;
  readonly bandwidth: number;
  /** 0 (highest) to 7. */
  readonly setupPriority: number;
  readonly metric: Metric;
  /** Absent: MINIMUM_COST. Of paths that are equally good by another objective the one with the lowest metric. */
  readonly objective?: PathObjective;
  readonly bounds: readonly MetricBound[];
  readonly includeAny: readonly number[];
  readonly includeAll: readonly number[];
  readonly excludeAny: readonly number[];
  /** Nodes and links that must not be used; `AS 65001` stands for all nodes of an autonomous system. */
  readonly exclude: readonly string[];
  readonly excludeSrlgs: readonly number[];
  /**
   * Nodes and links to pass through, in this order (RFC 7896). `AS 65001` stands for any node of an autonomous system,
   * `10.0.0.0/24` for any node that has an address inside; `strict X` for X without anything else between what is before it and X
   * (RFC 3209 4.3.3.1).
   */
  readonly include: readonly string[];
  /**
   * Only links that this algorithm forwards over, and the least sum of its metric instead of `metric` (RFC 9350). 0: the
   * IGP's shortest paths. Absent: no algorithm is asked for.
   */
  readonly algorithm?: number;
  /** How many further paths to give. */
  readonly alternatives: number;
}

/**
 * What a single path is to be best in (RFC 5541 4): the sum of `metric` (MCP), the load of its most loaded link, its own
 * bandwidth included (MLP), or the least bandwidth that is unreserved on any of its links (MBP).
 */
export type PathObjective = 'MINIMUM_COST' | 'MINIMUM_LOAD' | 'MAXIMUM_BANDWIDTH';

export const pathRequest = (
  wanted: Pick<PathRequest, 'source' | 'destination'> & Partial<PathRequest>,
): PathRequest => ({
  bandwidth: 0,
  setupPriority: 7,
  metric: 'TE',
  bounds: [],
  includeAny: [],
  includeAll: [],
  excludeAny: [],
  exclude: [],
  excludeSrlgs: [],
  include: [],
  alternatives: 0,
  ...wanted,
});

export type NoPathReason =
  | 'UNKNOWN_SOURCE'
  | 'UNKNOWN_DESTINATION'
  | 'UNREACHABLE'
  | 'BANDWIDTH'
  | 'AFFINITY'
  | 'EXCLUSION'
  | 'INCLUSION'
  | 'METRIC_BOUND'
  | 'DISJOINTNESS'
  | 'CONFIDENTIALITY'
  | 'POLICY';
