import type { PathComputer } from '../domain/computation/computer.js';
import type { LinkId } from '../domain/values/identifiers.js';
import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { TopologyLink } from '../domain/values/topology.js';
import type { EventType, RecordedEvent } from '../events/catalogue/event.js';
import { type LinkUse, linksAsUsed } from './maintenance/resources.js';

/** More links than these that changed at once are a new topology: checking each against every cached tree would take longer. */
const IN_PLACE_LIMIT = 256;

/** What a feed says counts as long as the feed does, of nodes as of links. */
const NODE_EVENTS: ReadonlySet<EventType> = new Set([
  'NodeObserved',
  'NodeWithdrawn',
  'TopologyFeedSynchronized',
  'TopologyFeedClosed',
  'TopologySourceExpired',
]);

const TOPOLOGY_EVENTS: ReadonlySet<EventType> = new Set([
  ...NODE_EVENTS,
  'LinkObserved',
  'LinkWithdrawn',
  'LinksMeasured',
  'LinksUnmeasured',
]);

export const changesTopology = (type: EventType): boolean => TOPOLOGY_EVENTS.has(type);

/** Whether an event may take links out of use, or into it again (maintenance, damping). */
export const changesUse = (event: RecordedEvent): boolean =>
  event.type === 'MaintenanceCalledOff' ||
  event.type === 'MaintenanceCancelled' ||
  event.type === 'LinkDampingConfigured' ||
  (event.type === 'SagaTimerFired' &&
    (event.data.saga.kind === 'maintenance' || event.data.saga.kind === 'damping'));

/** What changed, and who was over it before. */
export interface TopologyImpact {
  readonly links: Set<LinkId>;
  /** Owners of claims over a link that failed (gone, or down), and over one that changed otherwise. */
  readonly overFailed: Set<string>;
  readonly overChanged: Set<string>;
}

interface LinkChange {
  readonly link: LinkId;
  readonly failed: boolean;
  /** It went out of use, or is in use again, and nothing else. */
  readonly useOnly: boolean;
}

/** Keeps a path computer at the topology of the TED: in place where only a few links have other values. */
export class FollowedTopology {
  readonly #use: LinkUse;
  readonly #computer: PathComputer;
  #changed = true;
  /** More than links. */
  #nodesChanged = true;
  #impact = noImpact();
  /** As the computer has them. */
  #links: ReadonlyMap<LinkId, TopologyLink> = new Map();
  #routersCount = false;
  #overDamped = false;

  constructor(use: LinkUse, computer: PathComputer) {
    this.#use = use;
    this.#computer = computer;
  }

  /** Whether any router says what is unreserved: only then does it matter since when it counts an LSP. */
  get routersCount(): boolean {
    return this.#routersCount;
  }

  /** The computer starts from nothing with the next `settle`. */
  reset(): void {
    this.#changed = true;
    this.#nodesChanged = true;
  }

  note(event: RecordedEvent): void {
    if (!changesTopology(event.type) && !changesUse(event)) return;
    this.#changed = true;
    if (NODE_EVENTS.has(event.type)) this.#nodesChanged = true;
  }

  /** Whether links that are damped are in use from the next `settle` on. */
  leadOverDamped(over: boolean): void {
    if (this.#overDamped === over || !this.#use.linkDamping.isDamping) return;
    this.#overDamped = over;
    this.#changed = true;
  }

  /** Since it was asked last. */
  takeImpact(): TopologyImpact {
    const impact = this.#impact;
    this.#impact = noImpact();
    return impact;
  }

  /**
   * Brings the computer up to date, and tells whether it was not. O(links) after a change, mostly comparing references.
   * @param withEveryClaim runs what it is given while the computer has all claims, those of decisions in flight too
   */
  settle(withEveryClaim: (look: () => void) => void): boolean {
    if (!this.#changed) return false;
    const links = this.#presentLinks();
    const changes = this.#linkChanges(links);
    if (changes.length > 0) withEveryClaim(() => this.#noteImpact(changes));
    const isDone = !this.#nodesChanged && this.#links.size > 0 && this.#updateLinks(changes, links);
    this.#changed = false;
    this.#nodesChanged = false;
    this.#links = links;
    this.#routersCount = [...links.values()].some(({ unreservedAt }) => unreservedAt !== undefined);
    if (!isDone) this.#computer.setTopology(this.#use.ted.nodes(), links.values());
    return true;
  }

  /** As the TED has them, and which of them are out of use. Routers go on forwarding over those. */
  #presentLinks(): ReadonlyMap<LinkId, TopologyLink> {
    const links = linksAsUsed(this.#use, this.#overDamped);
    return new Map(links.map((link) => [link.id, link]));
  }

  /** Links that are not any more as the computer knows them, if it knows any. */
  #linkChanges(present: ReadonlyMap<LinkId, TopologyLink>): readonly LinkChange[] {
    if (this.#links.size === 0) return [];
    const changes: LinkChange[] = [];
    for (const link of present.values()) {
      const before = this.#links.get(link.id);
      if (link === before) continue;
      if (before !== undefined && structurallyEqual(asComputedWith(link), asComputedWith(before))) continue;
      const useOnly = before !== undefined && structurallyEqual(asObserved(link), asObserved(before));
      changes.push({ link: link.id, failed: !link.operational, useOnly });
    }
    for (const id of this.#links.keys())
      if (!present.has(id)) changes.push({ link: id, failed: true, useOnly: false });
    return changes;
  }

  /** While the computer still has the topology before. */
  #noteImpact(changes: readonly LinkChange[]): void {
    for (const { link, failed, useOnly } of changes) {
      // Whoever is over it is as well off as before.
      if (useOnly) continue;
      this.#impact.links.add(link);
      const owners = failed ? this.#impact.overFailed : this.#impact.overChanged;
      for (const owner of this.#computer.ownersOver(link)) owners.add(owner);
    }
  }

  /** False if the changes are more than new values of a few links. */
  #updateLinks(changes: readonly LinkChange[], links: ReadonlyMap<LinkId, TopologyLink>): boolean {
    if (changes.length > IN_PLACE_LIMIT) return false;
    const present = changes.flatMap(({ link }) => links.get(link) ?? []);
    return present.length === changes.length && this.#computer.updateLinks(present);
  }
}

const noImpact = (): TopologyImpact => ({
  links: new Set(),
  overFailed: new Set(),
  overChanged: new Set(),
});

const asObserved = (link: TopologyLink): TopologyLink => ({ ...asComputedWith(link), outOfUse: false });

/** What is in use at the moment is no part of any path computation, and changes all the time. */
const asComputedWith = (link: TopologyLink): TopologyLink => ({ ...link, utilizedBandwidth: 0 });
