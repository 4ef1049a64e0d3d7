import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';

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
  readonly data: { readonly source: SourceName; readonly link: TopologyLink };
}

export interface LinkWithdrawn {
  readonly type: 'LinkWithdrawn';
  readonly data: { readonly source: SourceName; readonly link: LinkId };
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

/** What changes the picture of the network. */
export type TopologyChange = NodeObserved | NodeWithdrawn | LinkObserved | LinkWithdrawn;

export type TopologyEvent = TopologyChange | TopologyFileApplied;
