import type { Claim, ClaimedRoute, PathComputer } from '../domain/computation/computer.js';
import { sameRoute } from '../domain/lsp/operation-outcome.js';
import { type HoldId, type LinkId, LspId } from '../domain/values/identifiers.js';
import { holdsResources } from '../domain/values/lsp.js';
import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { TopologyLink } from '../domain/values/topology.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import type { HoldEntry } from '../projections/holds/holds.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import { holdOwner, lspOwner } from './claim-owners.js';
import { attributesOf } from './lsp-attributes.js';

/** More links than these that changed at once are a new topology: checking each against every cached tree would take longer. */
const IN_PLACE_LIMIT = 256;

/**
 * The state at one place in the log, together with a path computer that accounts for every bandwidth in it: LSPs as
 * reported, operations under way, and holds. The computer follows lazily: events only mark what changed, and a
 * question brings it up to date. O(changes since the last question).
 */
export class NetworkView {
  readonly state: NetworkState;
  readonly #computer: PathComputer;
  readonly #changedLsps = new Set<LspId>();
  readonly #changedHolds = new Set<HoldId>();
  readonly #pendingOf = new Map<LspId, Set<OperationEntry['id']>>();
  /** Holds for LSPs that are known, both ways. */
  readonly #heldFor = new Map<LspId, Set<HoldId>>();
  readonly #lspOfHold = new Map<HoldId, LspId>();
  /** Claims of decisions whose events are still on their way to the log, by owner. */
  readonly #expected = new Map<string, Claim>();
  #expectedCount = false;
  #topologyChanged = true;
  /** More than links changed. */
  #nodesChanged = true;
  #impact = noImpact();
  /** As the computer has them. */
  #links: ReadonlyMap<LinkId, TopologyLink> = new Map();
  /** Whether any router says what is unreserved: only then does it matter since when it counts an LSP. */
  #routersCount = false;

  constructor(state: NetworkState, computer: PathComputer) {
    this.state = state;
    this.#computer = computer;
    this.reset();
  }

  /** Forgets what was followed and starts again from the state as it is. */
  reset(): void {
    this.#topologyChanged = true;
    this.#nodesChanged = true;
    this.#pendingOf.clear();
    this.#mark(this.state.lspDb.entries());
    this.#heldFor.clear();
    this.#lspOfHold.clear();
    for (const { id, lsp } of this.state.holds.all()) {
      if (lsp === undefined) this.#changedHolds.add(id);
      else this.#heldForLsp(id, lsp);
    }
    for (const { id, lsp } of this.state.operations.pending()) this.#operationStarted(id, lsp);
  }

  /** Operations under way for an LSP, in the order in which they were asked for. */
  pendingOperations(lsp: LspId): readonly OperationEntry[] {
    return [...(this.#pendingOf.get(lsp) ?? [])].flatMap((id) => {
      const operation = this.state.operations.get(id);
      return operation?.state === 'PENDING' ? [operation] : [];
    });
  }

  /** Takes note of events that the state has applied. */
  note(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#noteOne(event);
  }

  /** Brings the computer up to date now, so that the next change finds what it changed. */
  settle(): void {
    this.#settleTopology();
    this.#settleClaims();
  }

  /**
   * A part of `settle`: the topology, and up to `lsps` of the LSPs that changed. False when nothing is left. For a start
   * with very many LSPs: sessions come up meanwhile, and the first question does at once what is left.
   */
  settlePart(lsps: number): boolean {
    this.#settleTopology();
    let left = lsps;
    for (const lsp of this.#changedLsps) {
      if (left-- === 0) return true;
      this.#changedLsps.delete(lsp);
      this.#setLspClaim(lsp);
    }
    this.#settleClaims();
    return false;
  }

  /** Up to date with the state. */
  get computer(): PathComputer {
    this.#countExpected(false);
    this.settle();
    return this.#computer;
  }

  /** For decisions: knows what was decided a moment ago too, so that the same bandwidth is not given away twice. */
  get decidingComputer(): PathComputer {
    this.#countExpected(true);
    this.settle();
    return this.#computer;
  }

  /** Bandwidth that a decision takes before its event is in the log. Ends when the function it returns is called. */
  anticipate(owner: string, claim: Claim): () => void {
    this.#expected.set(owner, claim);
    if (this.#expectedCount) this.#computer.setClaim(owner, claim);
    return () => {
      if (this.#expected.get(owner) !== claim) return;
      this.#expected.delete(owner);
      if (this.#expectedCount) this.#computer.clearClaim(owner);
    };
  }

  /** What changed of the topology since this was asked last, and who was over it before. */
  takeTopologyImpact(): TopologyImpact {
    this.settle();
    const impact = this.#impact;
    this.#impact = noImpact();
    return impact;
  }

  /** Links that are not any more as the computer knows them, if it knows any. O(links), mostly comparing references. */
  #linkChanges(): readonly LinkChange[] {
    if (this.#links.size === 0) return [];
    const changes: LinkChange[] = [];
    const present = new Set<LinkId>();
    for (const link of this.state.ted.links()) {
      present.add(link.id);
      const before = this.#links.get(link.id);
      if (link !== before && !structurallyEqual(link, before))
        changes.push({ link: link.id, failed: !link.operational });
    }
    for (const id of this.#links.keys()) if (!present.has(id)) changes.push({ link: id, failed: true });
    return changes;
  }

  #countExpected(count: boolean): void {
    if (count === this.#expectedCount) return;
    this.#expectedCount = count;
    for (const [owner, claim] of this.#expected) {
      if (count) this.#computer.setClaim(owner, claim);
      else this.#computer.clearClaim(owner);
    }
  }

  #noteOne(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspReported':
      case 'LspRemoved':
        this.#changedLsps.add(this.#lspIdOf(event));
        break;
      case 'NodeObserved':
      case 'NodeWithdrawn':
        this.#topologyChanged = true;
        this.#nodesChanged = true;
        break;
      case 'LinkObserved':
      case 'LinkWithdrawn':
        this.#topologyChanged = true;
        break;
      case 'TopologyFeedSynchronized':
      case 'TopologyFeedClosed':
      case 'TopologySourceExpired':
        this.#topologyChanged = true;
        this.#nodesChanged = true;
        break;
      case 'SessionSynchronized':
        if (this.#routersCount) this.#mark(this.state.lspDb.ofPcc(event.data.pcc));
        break;
      case 'LspInitiationRequested':
      case 'LspUpdateRequested':
      case 'LspDeletionRequested':
        this.#operationStarted(event.data.operation, event.data.lsp);
        break;
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#pendingOf.get(event.data.lsp)?.delete(event.data.operation);
        this.#changedLsps.add(event.data.lsp);
        break;
      case 'PathRequestAnswered':
        if (event.data.hold?.lsp !== undefined) this.#heldForLsp(event.data.hold.id, event.data.hold.lsp);
        else if (event.data.hold !== undefined) this.#changedHolds.add(event.data.hold.id);
        break;
      case 'BandwidthHoldReleased':
        this.#changedHolds.add(event.data.hold);
        // The hold's path becomes what is intended of the LSP, and decides over which links its route counts.
        if (event.data.lsp !== undefined) this.#changedLsps.add(event.data.lsp);
        this.#noLongerHeld(event.data.hold);
        break;
      default:
        break;
    }
  }

  #mark(lsps: Iterable<LspEntry>): void {
    for (const { id } of lsps) this.#changedLsps.add(id);
  }

  #lspIdOf(event: RecordedEvent & { readonly type: 'LspReported' | 'LspRemoved' }): LspId {
    const { pcc, name } = event.data;
    // PERF: a text that was looked up before has its hash; a new one would have to be put together first.
    return this.state.lspDb.byName(pcc, name)?.id ?? LspId(pcc, name);
  }

  #operationStarted(operation: OperationEntry['id'], lsp: LspId): void {
    const pending = this.#pendingOf.get(lsp) ?? new Set();
    pending.add(operation);
    this.#pendingOf.set(lsp, pending);
    this.#changedLsps.add(lsp);
  }

  #settleTopology(): void {
    if (!this.#topologyChanged) return;
    const changes = this.#linkChanges();
    this.#noteImpact(changes);
    const isDone = !this.#nodesChanged && this.#links.size > 0 && this.#updateLinks(changes);
    this.#topologyChanged = false;
    this.#nodesChanged = false;
    const links = this.state.ted.links();
    this.#links = new Map(links.map((link) => [link.id, link]));
    const routersCount = links.some(({ unreservedAt }) => unreservedAt !== undefined);
    if (routersCount && !this.#routersCount) this.#mark(this.state.lspDb.entries());
    this.#routersCount = routersCount;
    if (!isDone) this.#computer.setTopology(this.state.ted.nodes(), links);
  }

  /** While the computer still has the topology before. */
  #noteImpact(changes: readonly LinkChange[]): void {
    if (changes.length > 0) this.#settleClaims();
    for (const { link, failed } of changes) {
      this.#impact.links.add(link);
      const owners = failed ? this.#impact.overFailed : this.#impact.overChanged;
      for (const owner of this.#computer.ownersOver(link)) owners.add(owner);
    }
  }

  /** False if the changes are more than new values of a few links. */
  #updateLinks(changes: readonly LinkChange[]): boolean {
    if (changes.length > IN_PLACE_LIMIT) return false;
    const present = changes.flatMap(({ link }) => this.state.ted.link(link) ?? []);
    return present.length === changes.length && this.#computer.updateLinks(present);
  }

  #settleClaims(): void {
    for (const lsp of this.#changedLsps) this.#setLspClaim(lsp);
    this.#changedLsps.clear();
    for (const id of this.#changedHolds) this.#setHoldClaim(id);
    this.#changedHolds.clear();
  }

  #setLspClaim(lsp: LspId): void {
    const claim = this.#claimOf(lsp);
    if (claim === undefined) this.#computer.clearClaim(lspOwner(lsp));
    else this.#computer.setClaim(lspOwner(lsp), claim);
  }

  /** An LSP takes what its reported paths take, and already what an operation under way will give it. */
  #claimOf(lsp: LspId): Claim | undefined {
    const entry = this.state.lspDb.get(lsp);
    const pending = this.pendingOperations(lsp).filter(({ intended }) => intended !== undefined);
    const holds = this.#holdsOf(lsp);
    const routes = [
      ...(entry === undefined ? [] : this.#reportedRoutes(entry)),
      ...pending.map(intendedRoute),
      ...holds.map(heldRoute),
    ];
    if (pending.length === 0 && this.#pendingOf.get(lsp)?.size === 0) this.#pendingOf.delete(lsp);
    const [newest] = pending.toReversed();
    const reported = entry === undefined ? undefined : attributesOf(this.state, entry).holdingPriority;
    const [hold] = holds;
    const holdingPriority = newest?.intended?.holdingPriority ?? reported ?? hold?.holdingPriority;
    const source = entry?.current.source ?? newest?.intended?.source ?? hold?.request.source;
    if (routes.length === 0 || holdingPriority === undefined || source === undefined) return undefined;
    return { holdingPriority, source, routes };
  }

  #reportedRoutes(entry: LspEntry): ClaimedRoute[] {
    const intent = this.state.intents.get(entry.id);
    const attributes = attributesOf(this.state, entry);
    return entry.paths.filter(holdsResources).map((path) => {
      const bandwidth = path.bandwidth ?? attributes.bandwidth;
      const taken = { bandwidth, ...(path.setupType === 'RSVP_TE' ? this.#signalledAt(entry) : {}) };
      if (intent !== undefined && sameRoute(intent.path.route, path.route)) {
        return { links: intent.path.path.links, ...taken };
      }
      return { hops: path.recordedRoute ?? path.route, ...taken };
    });
  }

  /**
   * Since when the routers reserve what the LSP takes: what was read back in a synchronisation was there before, for
   * nobody knows how long.
   */
  #signalledAt({ current, position }: LspEntry): { readonly signalledAt: number } {
    const synchronizedAt = this.state.sessions.get(current.pcc)?.synchronizedAt ?? 0;
    return { signalledAt: position < synchronizedAt ? 0 : position };
  }

  /** A hold for an LSP that is known is one more route of that LSP; one for an LSP to come stands for itself. */
  #setHoldClaim(id: HoldId): void {
    const hold = this.state.holds.get(id);
    if (hold === undefined || hold.lsp !== undefined) {
      this.#computer.clearClaim(holdOwner(id));
      return;
    }
    const { holdingPriority, request } = hold;
    this.#computer.setClaim(holdOwner(id), {
      holdingPriority,
      source: request.source,
      routes: [heldRoute(hold)],
    });
  }

  #holdsOf(lsp: LspId): HoldEntry[] {
    return [...(this.#heldFor.get(lsp) ?? [])].flatMap((id) => this.state.holds.get(id) ?? []);
  }

  #heldForLsp(hold: HoldId, lsp: LspId): void {
    const holds = this.#heldFor.get(lsp) ?? new Set();
    holds.add(hold);
    this.#heldFor.set(lsp, holds);
    this.#lspOfHold.set(hold, lsp);
    this.#changedLsps.add(lsp);
  }

  #noLongerHeld(hold: HoldId): void {
    const lsp = this.#lspOfHold.get(hold);
    if (lsp === undefined) return;
    this.#lspOfHold.delete(hold);
    const holds = this.#heldFor.get(lsp);
    holds?.delete(hold);
    if (holds?.size === 0) this.#heldFor.delete(lsp);
    this.#changedLsps.add(lsp);
  }
}

/** A link that failed is gone, or down. */
interface LinkChange {
  readonly link: LinkId;
  readonly failed: boolean;
}

export interface TopologyImpact {
  readonly links: Set<LinkId>;
  /** Owners of claims over a link that failed, and over one that changed otherwise. */
  readonly overFailed: Set<string>;
  readonly overChanged: Set<string>;
}

const noImpact = (): TopologyImpact => ({
  links: new Set(),
  overFailed: new Set(),
  overChanged: new Set(),
});

const heldRoute = ({ path, request }: HoldEntry): ClaimedRoute => ({
  links: path.path.links,
  bandwidth: request.bandwidth,
});

const intendedRoute = (operation: OperationEntry): ClaimedRoute => ({
  links: operation.intended?.path.path.links ?? [],
  bandwidth: operation.intended?.bandwidth ?? 0,
});
