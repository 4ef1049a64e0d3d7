import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { DampingPolicy } from '../../domain/values/link-damping.js';
import type { LinkMeasurement, ObservedLink, TopologyNode } from '../../domain/values/topology.js';

/** A source tells of a node: new, or changed. */
export interface NodeObserved {
  readonly type: 'NodeObserved';
  readonly data: { readonly source: SourceName; readonly node: TopologyNode };
}

export interface NodeWithdrawn {
  readonly type: 'NodeWithdrawn';
  readonly data: { readonly source: SourceName; readonly node: NodeId };
}

/** A source tells of one direction of a link: new, or changed. */
export interface LinkObserved {
  readonly type: 'LinkObserved';
  readonly data: { readonly source: SourceName; readonly link: ObservedLink };
}

export interface LinkWithdrawn {
  readonly type: 'LinkWithdrawn';
  readonly data: { readonly source: SourceName; readonly link: LinkId };
}

/** A collector measured these links: of each, all that it says now. Links that are not among them are as it said before. */
export interface LinksMeasured {
  readonly type: 'LinksMeasured';
  readonly data: { readonly source: SourceName; readonly links: readonly LinkMeasurement[] };
}

/** A collector that goes on measuring has not measured these links for too long: what it said of them is forgotten. */
export interface LinksUnmeasured {
  readonly type: 'LinksUnmeasured';
  readonly data: { readonly source: SourceName; readonly links: readonly LinkId[] };
}

/**
 * A topology file of the configuration was applied. The same file at the next start is not applied again: what was
 * changed since through the API stays.
 */
export interface TopologyFileApplied {
  readonly type: 'TopologyFileApplied';
  readonly data: {
    readonly source: SourceName;
    /** SHA-256 of the text, hexadecimal. */
    readonly digest: string;
    readonly nodes: number;
    readonly links: number;
  };
}

/** A session with a BGP-LS peer is up: what the peer said before is stale until it is synchronised. */
export interface TopologyFeedOpened {
  readonly type: 'TopologyFeedOpened';
  readonly data: {
    readonly source: SourceName;
    /** Of the peer. */
    readonly address: string;
    readonly asNumber: number;
    /** BGP identifier, dotted. */
    readonly routerId: string;
    /** Seconds; 0: none. */
    readonly holdTime: number;
  };
}

/** The peer has said all it knows (End-of-RIB, RFC 4724 2); what it did not say again was withdrawn before this. */
export interface TopologyFeedSynchronized {
  readonly type: 'TopologyFeedSynchronized';
  readonly data: {
    readonly source: SourceName;
    /** Told since the session is up. */
    readonly nodes: number;
    readonly links: number;
    /** Nodes and links that were known before and are gone. */
    readonly removed: number;
  };
}

/** The session is over, or a collector is silent: what the source said stays, stale, until it comes back or expires. */
export interface TopologyFeedClosed {
  readonly type: 'TopologyFeedClosed';
  readonly data: { readonly source: SourceName; readonly reason: string };
}

/** The source has been away for too long: all that it said is forgotten. */
export interface TopologySourceExpired {
  readonly type: 'TopologySourceExpired';
  readonly data: { readonly source: SourceName };
}

/**
 * From now on links that go down again and again are damped by this policy; without one none is. Recorded when the
 * configuration changes, so that the log tells by itself which links were kept out of use.
 */
export interface LinkDampingConfigured {
  readonly type: 'LinkDampingConfigured';
  readonly data: { readonly policy?: DampingPolicy };
}

/** What changes the picture of the network. */
export type TopologyChange = NodeObserved | NodeWithdrawn | LinkObserved | LinkWithdrawn;

/** What a BGP-LS session goes through. */
export type TopologyFeedEvent =
  | TopologyFeedOpened
  | TopologyFeedSynchronized
  | TopologyFeedClosed
  | TopologySourceExpired;

/** What a collector's samples become. */
export type MeasurementEvent = LinksMeasured | LinksUnmeasured;

export type TopologyEvent =
  | TopologyChange
  | TopologyFileApplied
  | TopologyFeedEvent
  | MeasurementEvent
  | LinkDampingConfigured;
