import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { ObservedLink, TopologyNode } from '../../domain/values/topology.js';

/**
 * PORT, implemented by the application: what a topology feed (BGP-LS) observes. Observations are recorded, never
 * refused. Calls for one source come in the order of its messages; a source has at most one open session.
 */
export interface TopologyObserver {
  /** The feed is up. What it said in an earlier session stays, but is stale until it is said again. */
  feedOpened(feed: TopologyFeed): void;
  /** What changed, in the source's own ids. An element is always told whole. */
  topologyObserved(source: SourceName, changes: ObservedTopology): void;
  /** The End-of-RIB marker: what was not said since `feedOpened` is gone (RFC 4724 2). */
  feedSynchronized(source: SourceName): void;
  feedClosed(source: SourceName, reason: string): void;
  /** As for `PccObserver`: a session stops reading from its peer while this is true. */
  isBusy(): boolean;
  whenDrained(callback: () => void): void;
}

export interface TopologyFeed {
  /** Such as `bgp-ls:192.0.2.7`. */
  readonly source: SourceName;
  /** Of the peer. */
  readonly address: string;
  readonly asNumber: number;
  /** BGP identifier, dotted. */
  readonly routerId: string;
  /** Seconds; 0: none. */
  readonly holdTime: number;
}

export interface ObservedTopology {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly ObservedLink[];
  readonly withdrawnNodes: readonly NodeId[];
  readonly withdrawnLinks: readonly LinkId[];
}
