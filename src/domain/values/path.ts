import type { Hop } from './hop.js';
import type { LinkId, NodeId } from './identifiers.js';

/** A computed or resolved path: `nodes` has one more element than `links`. Delay is in microseconds. */
export interface Path {
  readonly nodes: readonly NodeId[];
  readonly links: readonly LinkId[];
  readonly igpMetric: number;
  readonly teMetric: number;
  /** Absent when a link of the path has no known delay. */
  readonly delay?: number;
  /** Microseconds, and share of the packets from 0 to 1; absent as the delay is. */
  readonly delayVariation?: number;
  readonly loss?: number;
}

/** What is given to a head-end: the path and the route object that makes it take exactly this path. */
export interface SignalledPath {
  readonly path: Path;
  readonly route: readonly Hop[];
}
