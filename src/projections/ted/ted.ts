import type { LinkId, NodeId, SourceName } from '../../domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../domain/values/topology.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';
import { SourcedElements } from './sourced-elements.js';

export interface CapturedTed {
  readonly nodes: readonly (readonly [SourceName, TopologyNode])[];
  readonly links: readonly (readonly [SourceName, TopologyLink])[];
  readonly files: readonly (readonly [SourceName, string])[];
}

/** The Traffic Engineering Database (RFC 4655 6.7): what the topology sources say, folded into one view. */
export class Ted implements Projection<CapturedTed> {
  readonly #nodes = new SourcedElements<NodeId, TopologyNode>();
  readonly #links = new SourcedElements<LinkId, TopologyLink>();
  readonly #files = new Map<SourceName, string>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'NodeObserved':
        this.#nodes.observe(event.data.source, event.data.node);
        break;
      case 'NodeWithdrawn':
        this.#nodes.withdraw(event.data.source, event.data.node);
        break;
      case 'LinkObserved':
        this.#links.observe(event.data.source, event.data.link);
        break;
      case 'LinkWithdrawn':
        this.#links.withdraw(event.data.source, event.data.link);
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
    return this.#nodes.get(id);
  }

  link(id: LinkId): TopologyLink | undefined {
    return this.#links.get(id);
  }

  /** All nodes, by id. */
  nodes(): TopologyNode[] {
    return this.#nodes.sorted();
  }

  /** All directed links, by id. */
  links(): TopologyLink[] {
    return this.#links.sorted();
  }

  /** What one source says, by id: what a new import of that source is compared with. */
  ofSource(source: SourceName): {
    readonly nodes: ReadonlyMap<NodeId, TopologyNode>;
    readonly links: ReadonlyMap<LinkId, TopologyLink>;
  } {
    return { nodes: this.#nodes.ofSource(source), links: this.#links.ofSource(source) };
  }

  capture(): CapturedTed {
    const files = [...this.#files.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    return { nodes: this.#nodes.capture(), links: this.#links.capture(), files };
  }

  restore(captured: CapturedTed): void {
    this.#nodes.restore(captured.nodes);
    this.#links.restore(captured.links);
    this.#files.clear();
    for (const [source, digest] of captured.files) this.#files.set(source, digest);
  }
}
