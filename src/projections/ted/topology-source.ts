import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { LinkMeasurement, ObservedLink, TopologyNode } from '../../domain/values/topology.js';
import { type SourceKind, sourceKindOf } from '../../domain/values/topology-source.js';
import type { TopologyFeedOpened } from '../../events/catalogue/topology.js';

/** The session that a source's news come through; documents have none. */
export interface FeedState {
  readonly peer: Omit<TopologyFeedOpened['data'], 'source'>;
  readonly connected: boolean;
  readonly synchronized: boolean;
  /** When it was opened, synchronised or closed last. */
  readonly since: number;
}

export interface CapturedSource {
  readonly source: SourceName;
  readonly feed?: FeedState;
  /** In the order in which they were told last. */
  readonly nodes: readonly (readonly [number, TopologyNode])[];
  readonly links: readonly (readonly [number, ObservedLink])[];
  readonly gone: readonly ObservedLink[];
  /** By a collector; with the instants at which it said so. */
  readonly measured: readonly (readonly [number, LinkMeasurement])[];
  readonly silentSince?: number;
  readonly toldAt: number;
}

/** What a source says, and at which place in the log it said so. */
export interface Told<Element> {
  readonly element: Element;
  readonly position: number;
}

/** What a collector says of a link, and since when. */
export interface Measured {
  readonly measurement: LinkMeasurement;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Links that a source took back are remembered up to this number, the youngest. */
const REMEMBERED_LINKS = 10_000;

/** One source of topology: all that it says at present. */
export class TopologySource {
  readonly name: SourceName;
  readonly kind: SourceKind;
  readonly nodes = new Map<NodeId, Told<TopologyNode>>();
  readonly links = new Map<LinkId, Told<ObservedLink>>();
  /**
   * Links that it told of and took back. Where a document says that there is such a link, a feed says by that that it is
   * down. LSPs that are over one have lost their path.
   */
  readonly gone = new Map<LinkId, ObservedLink>();
  feed: FeedState | undefined;
  /** Of a collector. */
  readonly measured = new Map<LinkId, Measured>();
  /** Instant at which a collector was found to be silent; undefined: it is not. */
  silentSince: number | undefined;
  /** Instant of the last event in which it said something, or in which its session changed. */
  toldAt = 0;

  constructor(name: SourceName) {
    this.name = name;
    this.kind = sourceKindOf(name);
  }

  /** False for a feed whose session is down, or that has not said all it knows since it is up, and for a silent collector. */
  get isFresh(): boolean {
    if (this.kind === 'telemetry') return this.silentSince === undefined;
    return this.kind === 'document' || this.feed?.synchronized === true;
  }

  measure(links: readonly LinkMeasurement[], time: number): void {
    this.silentSince = undefined;
    for (const measurement of links) this.measured.set(measurement.link, { measurement, time });
  }

  observeNode(node: TopologyNode, position: number): void {
    this.nodes.delete(node.id);
    this.nodes.set(node.id, { element: node, position });
  }

  observeLink(link: ObservedLink, position: number): void {
    this.gone.delete(link.id);
    this.links.delete(link.id);
    this.links.set(link.id, { element: link, position });
  }

  withdrawLink(id: LinkId): void {
    const told = this.links.get(id);
    this.links.delete(id);
    if (told === undefined) return;
    this.gone.set(id, told.element);
    if (this.gone.size <= REMEMBERED_LINKS) return;
    const [oldest] = this.gone.keys();
    if (oldest !== undefined) this.gone.delete(oldest);
  }

  capture(): CapturedSource {
    return {
      source: this.name,
      ...(this.feed === undefined ? {} : { feed: this.feed }),
      nodes: Array.from(this.nodes.values(), ({ element, position }) => [position, element] as const),
      links: Array.from(this.links.values(), ({ element, position }) => [position, element] as const),
      gone: [...this.gone.values()],
      measured: Array.from(this.measured.values(), ({ measurement, time }) => [time, measurement] as const),
      toldAt: this.toldAt,
      ...(this.silentSince === undefined ? {} : { silentSince: this.silentSince }),
    };
  }

  static restore(captured: CapturedSource): TopologySource {
    const { source, feed, nodes, links, gone, measured, silentSince, toldAt } = captured;
    const restored = new TopologySource(source);
    restored.feed = feed;
    for (const [position, node] of nodes) restored.observeNode(node, position);
    for (const [position, link] of links) restored.observeLink(link, position);
    for (const link of gone) restored.gone.set(link.id, link);
    for (const [time, measurement] of measured)
      restored.measured.set(measurement.link, { measurement, time });
    restored.silentSince = silentSince;
    restored.toldAt = toldAt;
    return restored;
  }
}
