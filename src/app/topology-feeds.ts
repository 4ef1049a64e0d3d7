import type { LinkId, NodeId, SourceName } from '../domain/values/identifiers.js';
import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { ObservedLink, TopologyNode } from '../domain/values/topology.js';
import { topologyStream } from '../events/catalogue/streams.js';
import type { TopologyChange, TopologyEvent } from '../events/catalogue/topology.js';
import type { NetworkState } from '../projections/network-state.js';
import type { Journal } from './journal.js';
import type { Clock, Timer } from './ports/clock.js';
import type { Telemetry } from './ports/telemetry.js';
import type { ObservedTopology, TopologyFeed } from './ports/topology-observer.js';

/** What a peer has said in its session, or said in its last one; it may still be on its way to the log. */
interface Feed {
  isOpen: boolean;
  readonly openedAt: number;
  readonly nodes: Map<NodeId, TopologyNode>;
  readonly links: Map<LinkId, ObservedLink>;
  /** What was said in an earlier session, and not yet again; undefined once synchronised. */
  unconfirmed: Unconfirmed | undefined;
}

interface Unconfirmed {
  readonly nodes: Map<NodeId, TopologyNode>;
  readonly links: Map<LinkId, ObservedLink>;
}

export interface TopologyFeedsDependencies {
  readonly state: NetworkState;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** How long what a lost feed said is believed, milliseconds. */
  readonly staleTime: number;
}

/**
 * Turns what BGP-LS peers say into events: what is said again unchanged makes none, and what a peer does not say again
 * after a session is up is withdrawn at its End-of-RIB (mark and sweep, as for LSPs). What a lost peer said expires.
 */
export class TopologyFeeds {
  readonly #dependencies: TopologyFeedsDependencies;
  readonly #feeds = new Map<SourceName, Feed>();
  readonly #expiries = new Map<SourceName, Timer>();

  constructor(dependencies: TopologyFeedsDependencies) {
    this.#dependencies = dependencies;
  }

  /** After a replay: no session survives its process, and what was lost longer ago than the stale time expires now. */
  start(): void {
    for (const source of this.#dependencies.state.ted.sources()) {
      if (source.kind !== 'bgp-ls') continue;
      const { name, feed } = source;
      if (feed?.connected === true) this.#record(name, [closedEvent(name, 'PCE restarted')]);
      const lostFor = feed === undefined || feed.connected ? 0 : this.#dependencies.clock.now() - feed.since;
      this.#expireAfter(name, this.#dependencies.staleTime - lostFor);
    }
  }

  stop(): void {
    for (const timer of this.#expiries.values()) timer.cancel();
    this.#expiries.clear();
  }

  opened(feed: TopologyFeed): void {
    const { source } = feed;
    this.#expiries.get(source)?.cancel();
    this.#expiries.delete(source);
    const unconfirmed = this.#saidBefore(source);
    this.#feeds.set(source, {
      isOpen: true,
      openedAt: this.#dependencies.clock.now(),
      nodes: new Map(),
      links: new Map(),
      unconfirmed,
    });
    this.#dependencies.telemetry.log({ event: 'topology-feed-opened', source, address: feed.address });
    this.#record(source, [{ type: 'TopologyFeedOpened', data: feed }]);
  }

  observed(source: SourceName, changes: ObservedTopology): void {
    const feed = this.#feeds.get(source);
    if (feed?.isOpen !== true) return;
    const events: TopologyChange[] = [];
    for (const link of changes.withdrawnLinks) {
      if (forget(feed.links, feed.unconfirmed?.links, link))
        events.push({ type: 'LinkWithdrawn', data: { source, link } });
    }
    for (const node of changes.withdrawnNodes) {
      if (forget(feed.nodes, feed.unconfirmed?.nodes, node))
        events.push({ type: 'NodeWithdrawn', data: { source, node } });
    }
    for (const node of changes.nodes) {
      if (isNews(feed.nodes, feed.unconfirmed?.nodes, node))
        events.push({ type: 'NodeObserved', data: { source, node } });
    }
    for (const link of changes.links) {
      if (isNews(feed.links, feed.unconfirmed?.links, link))
        events.push({ type: 'LinkObserved', data: { source, link } });
    }
    if (events.length > 0) this.#record(source, events);
  }

  /**
   * The End-of-RIB. A router that has just started may send it while its IGP is still learning: if it has forgotten most
   * of what it said before, it is given some time to say it again.
   */
  synchronized(source: SourceName): void {
    const feed = this.#feeds.get(source);
    if (feed?.isOpen !== true || feed.unconfirmed === undefined) return;
    if (sizeOf(feed.unconfirmed) <= sizeOf(feed)) {
      this.#sweep(source, feed, feed.unconfirmed);
      return;
    }
    this.#dependencies.clock.schedule(SECOND_THOUGHT, () => {
      const { isOpen, unconfirmed } = feed;
      if (isOpen && unconfirmed !== undefined && this.#feeds.get(source) === feed)
        this.#sweep(source, feed, unconfirmed);
    });
  }

  #sweep(source: SourceName, feed: Feed, { nodes, links }: Unconfirmed): void {
    feed.unconfirmed = undefined;
    const gone: TopologyEvent[] = [
      ...[...links.keys()].sort().map((link) => ({ type: 'LinkWithdrawn', data: { source, link } }) as const),
      ...[...nodes.keys()].sort().map((node) => ({ type: 'NodeWithdrawn', data: { source, node } }) as const),
    ];
    const data = { source, nodes: feed.nodes.size, links: feed.links.size, removed: gone.length };
    const { clock, telemetry } = this.#dependencies;
    telemetry.log({ event: 'topology-feed-synchronized', ...data });
    telemetry.observe('synchronization', (clock.now() - feed.openedAt) / 1000, { peer: 'bgp-ls' });
    this.#record(source, [...gone, { type: 'TopologyFeedSynchronized', data }]);
  }

  closed(source: SourceName, reason: string): void {
    const feed = this.#feeds.get(source);
    if (feed?.isOpen !== true) return;
    feed.isOpen = false;
    this.#dependencies.telemetry.log({ event: 'topology-feed-closed', source, reason });
    this.#record(source, [closedEvent(source, reason)]);
    this.#expireAfter(source, this.#dependencies.staleTime);
  }

  /** The log may not have all of the last session yet; before the first one of this process it has. */
  #saidBefore(source: SourceName): Unconfirmed {
    const last = this.#feeds.get(source);
    if (last === undefined) {
      const { nodes, links } = this.#dependencies.state.ted.ofSource(source);
      return { nodes: new Map(nodes), links: new Map(links) };
    }
    return {
      nodes: new Map([...(last.unconfirmed?.nodes ?? []), ...last.nodes]),
      links: new Map([...(last.unconfirmed?.links ?? []), ...last.links]),
    };
  }

  #expireAfter(source: SourceName, milliseconds: number): void {
    this.#expiries.get(source)?.cancel();
    const { clock } = this.#dependencies;
    this.#expiries.set(
      source,
      clock.schedule(Math.max(0, milliseconds), () => this.#expire(source)),
    );
  }

  #expire(source: SourceName): void {
    this.#expiries.delete(source);
    this.#feeds.delete(source);
    this.#dependencies.telemetry.log({ event: 'topology-source-expired', source });
    this.#record(source, [{ type: 'TopologySourceExpired', data: { source } }]);
  }

  #record(source: SourceName, events: readonly TopologyEvent[]): void {
    this.#dependencies.journal.record(topologyStream(source), events);
  }
}

/** Milliseconds. An IGP converges in less. */
const SECOND_THOUGHT = 15_000;

const sizeOf = ({ nodes, links }: Unconfirmed): number => nodes.size + links.size;

const closedEvent = (source: SourceName, reason: string): TopologyEvent => ({
  type: 'TopologyFeedClosed',
  data: { source, reason },
});

/** True when the element was known. */
function forget<Id>(said: Map<Id, unknown>, unconfirmed: Map<Id, unknown> | undefined, id: Id): boolean {
  const wasSaid = said.delete(id);
  return unconfirmed?.delete(id) === true || wasSaid;
}

/** Notes that the element was said; true when it says something new. */
function isNews<Id, Element extends { readonly id: Id }>(
  said: Map<Id, Element>,
  unconfirmed: Map<Id, Element> | undefined,
  element: Element,
): boolean {
  const { id } = element;
  const known = said.get(id) ?? unconfirmed?.get(id);
  unconfirmed?.delete(id);
  said.set(id, element);
  return known === undefined || !structurallyEqual(known, element);
}
