import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { ObservedLink, TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { TopologyFeedEvent } from '../../events/catalogue/topology.js';
import type { Projection } from '../projection.js';
import { withMeasurements } from './measured-links.js';
import { type MergedLink, mergeLinks } from './merged-links.js';
import { type MergedNode, mergeNodes } from './merged-nodes.js';
import { type CapturedSource, type FeedState, TopologySource } from './topology-source.js';

export interface CapturedTed {
  /** In the order in which they first spoke. */
  readonly sources: readonly CapturedSource[];
  readonly files: readonly (readonly [SourceName, string])[];
}

/** What every event of a source has. */
interface Told {
  readonly time: number;
  readonly data: { readonly source: SourceName };
}

interface View {
  readonly nodes: ReadonlyMap<NodeId, MergedNode>;
  readonly links: ReadonlyMap<LinkId, MergedLink>;
}

/**
 * The Traffic Engineering Database (RFC 4655 6.7): what all topology sources say, folded into one view, attribute by
 * attribute (see precedence). An event costs O(1); the first question after one puts the view together, O(nodes + links).
 */
export class Ted implements Projection<CapturedTed> {
  readonly #sources = new Map<SourceName, TopologySource>();
  readonly #files = new Map<SourceName, string>();
  #view: View | undefined;

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'NodeObserved':
        this.#changed(event).observeNode(event.data.node, event.position);
        break;
      case 'NodeWithdrawn':
        this.#changed(event).nodes.delete(event.data.node);
        break;
      case 'LinkObserved':
        this.#changed(event).observeLink(event.data.link, event.position);
        break;
      case 'LinkWithdrawn':
        this.#changed(event).withdrawLink(event.data.link);
        break;
      case 'TopologyFeedOpened':
      case 'TopologyFeedSynchronized':
      case 'TopologyFeedClosed':
      case 'TopologySourceExpired':
        this.#applyFeed(event);
        break;
      case 'LinksMeasured':
        this.#changed(event).measure(event.data.links, event.time);
        break;
      case 'LinksUnmeasured':
        for (const link of event.data.links) this.#changed(event).measured.delete(link);
        break;
      case 'TopologyFileApplied':
        this.#files.set(event.data.source, event.data.digest);
        break;
      default:
        break;
    }
  }

  /** Digest of the last topology file that was applied for a source. */
  fileOf(source: SourceName): string | undefined {
    return this.#files.get(source);
  }

  node(id: NodeId): TopologyNode | undefined {
    return this.#merged().nodes.get(id)?.node;
  }

  link(id: LinkId): TopologyLink | undefined {
    return this.#merged().links.get(id)?.link;
  }

  /** All nodes, by id. */
  nodes(): TopologyNode[] {
    return sorted(Array.from(this.#merged().nodes.values(), ({ node }) => node));
  }

  /** All directed links, by id. */
  links(): TopologyLink[] {
    return sorted(Array.from(this.#merged().links.values(), ({ link }) => link));
  }

  /** Who says what of a node or link. */
  nodeSources(id: NodeId): MergedNode | undefined {
    return this.#merged().nodes.get(id);
  }

  linkSources(id: LinkId): MergedLink | undefined {
    return this.#merged().links.get(id);
  }

  /** All sources, in the order in which they first spoke. */
  sources(): readonly TopologySource[] {
    return [...this.#sources.values()];
  }

  /** What one source says, by its own ids: what its news are compared with. */
  ofSource(source: SourceName): {
    readonly nodes: ReadonlyMap<NodeId, TopologyNode>;
    readonly links: ReadonlyMap<LinkId, ObservedLink>;
  } {
    const known = this.#sources.get(source);
    return {
      nodes: new Map(Array.from(known?.nodes ?? [], ([id, { element }]) => [id, element])),
      links: new Map(Array.from(known?.links ?? [], ([id, { element }]) => [id, element])),
    };
  }

  source(name: SourceName): TopologySource | undefined {
    return this.#sources.get(name);
  }

  capture(): CapturedTed {
    const files = [...this.#files.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    return { sources: Array.from(this.#sources.values(), (source) => source.capture()), files };
  }

  restore(captured: CapturedTed): void {
    this.#view = undefined;
    this.#sources.clear();
    for (const source of captured.sources) this.#sources.set(source.source, TopologySource.restore(source));
    this.#files.clear();
    for (const [source, digest] of captured.files) this.#files.set(source, digest);
  }

  #applyFeed(event: RecordedEvent & TopologyFeedEvent): void {
    const since = event.time;
    const source = this.#changed(event);
    const { feed } = source;
    switch (event.type) {
      case 'TopologyFeedOpened': {
        const { source: _, ...peer } = event.data;
        source.feed = { peer, connected: true, synchronized: false, since };
        break;
      }
      case 'TopologyFeedSynchronized':
        if (feed !== undefined) source.feed = { ...feed, synchronized: true, since };
        break;
      case 'TopologyFeedClosed':
        if (feed !== undefined) source.feed = closed(feed, since);
        if (source.kind === 'telemetry') source.silentSince = since;
        break;
      case 'TopologySourceExpired':
        this.#sources.delete(source.name);
        break;
      default:
        break;
    }
  }

  #changed({ time, data }: Told): TopologySource {
    this.#view = undefined;
    const source = this.#sources.get(data.source) ?? new TopologySource(data.source);
    this.#sources.set(source.name, source);
    source.toldAt = time;
    return source;
  }

  #merged(): View {
    if (this.#view !== undefined) return this.#view;
    const sources = inNamingOrder([...this.#sources.values()]);
    const nodes = mergeNodes(sources);
    const links = mergeLinks(sources, (source, own) => nodes.idOf(source, own));
    this.#view = { nodes: nodes.byId, links: withMeasurements(links, sources) };
    return this.#view;
  }
}

const closed = (feed: FeedState, since: number): FeedState => ({
  ...feed,
  connected: false,
  synchronized: false,
  since,
});

/** Documents name things first, in the order in which they first spoke; then feeds, by name. */
function inNamingOrder(sources: readonly TopologySource[]): readonly TopologySource[] {
  const documents = sources.filter(({ kind }) => kind === 'document');
  const feeds = sources.filter(({ kind }) => kind !== 'document');
  return [...documents, ...feeds.sort((a, b) => (a.name < b.name ? -1 : 1))];
}

const sorted = <Element extends { readonly id: string }>(elements: Element[]): Element[] =>
  elements.sort((a, b) => (a.id < b.id ? -1 : 1));
