import type {
  ObservedTopology,
  TopologyFeed,
  TopologyObserver,
} from '../../src/app/ports/topology-observer.js';
import type { SourceName } from '../../src/domain/values/identifiers.js';
import type { ObservedLink, TopologyNode } from '../../src/domain/values/topology.js';

/** A topology observer that keeps what it is told, and what that makes up. */
export class TopologyRecorder implements TopologyObserver {
  /** What happened, in order and in short: `opened`, `changed`, `synchronized`, `closed: REASON`. */
  readonly calls: string[] = [];
  readonly feeds: TopologyFeed[] = [];
  readonly changes: ObservedTopology[] = [];
  readonly nodes = new Map<string, TopologyNode>();
  readonly links = new Map<string, ObservedLink>();
  busy = false;
  readonly #waiting: (() => void)[] = [];

  feedOpened(feed: TopologyFeed): void {
    this.feeds.push(feed);
    this.calls.push('opened');
  }

  topologyObserved(_source: SourceName, changes: ObservedTopology): void {
    this.calls.push('changed');
    this.changes.push(changes);
    for (const id of changes.withdrawnNodes) this.nodes.delete(id);
    for (const id of changes.withdrawnLinks) this.links.delete(id);
    for (const node of changes.nodes) this.nodes.set(node.id, node);
    for (const link of changes.links) this.links.set(link.id, link);
  }

  feedSynchronized(): void {
    this.calls.push('synchronized');
  }

  feedClosed(_source: SourceName, reason: string): void {
    this.calls.push(`closed: ${reason}`);
  }

  isBusy(): boolean {
    return this.busy;
  }

  whenDrained(callback: () => void): void {
    this.#waiting.push(callback);
  }

  drain(): void {
    this.busy = false;
    for (const callback of this.#waiting.splice(0)) callback();
  }

  /** Node and link ids, sorted. */
  ids(): { readonly nodes: readonly string[]; readonly links: readonly string[] } {
    return { nodes: [...this.nodes.keys()].sort(), links: [...this.links.keys()].sort() };
  }
}
