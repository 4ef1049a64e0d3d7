import type { PathComputer } from '../domain/computation/computer.js';
import { PRIORITIES } from '../domain/computation/graph/reservations.js';
import type { Association } from '../domain/values/association.js';
import { type HoldId, type LinkId, LspId } from '../domain/values/identifiers.js';
import type { DomainEvent, RecordedEvent } from '../events/catalogue/event.js';
import type { HoldEntry } from '../projections/holds/holds.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { NetworkState } from '../projections/network-state.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import { holdOwner, lspOwner, nextOwner } from './claim-owners.js';
import {
  heldRoute,
  intendedRoute,
  type LspClaims,
  leadsAnywhere,
  NO_CLAIMS,
  reportedRoutes,
  setOrClear,
  takesNow,
  withoutBooked,
} from './claimed-routes.js';
import {
  associationsIn,
  type Decision,
  type DecisionId,
  DecisionsAhead,
  decisionIn,
} from './decisions-ahead.js';
import { FollowedTopology, type TopologyImpact } from './followed-topology.js';
import { attributesOf } from './lsp-attributes.js';

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
  /** Counted as if the log had them already, when a decision is taken: `#aheadCounts`. */
  readonly #ahead = new DecisionsAhead();
  #aheadCounts = false;
  readonly #topology: FollowedTopology;
  /** With a claim beyond a booking, found by following their routes through the topology as it was then. */
  readonly #beyondBooked = new Set<LspId>();
  /** Links on which a booking that is ahead counts. */
  readonly #changedBooked = new Set<LinkId>();

  constructor(state: NetworkState, computer: PathComputer) {
    this.state = state;
    this.#computer = computer;
    this.#topology = new FollowedTopology(state, computer);
    this.reset();
  }

  /** Forgets what was followed and starts again from the state as it is. */
  reset(): void {
    this.#topology.reset();
    this.#pendingOf.clear();
    this.#beyondBooked.clear();
    this.#mark(this.state.lspDb.entries());
    for (const link of this.state.calendar.links()) this.#changedBooked.add(link);
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
    this.#countAhead(false);
    this.settle();
    return this.#computer;
  }

  /** For decisions: knows what was decided a moment ago too, so that the same bandwidth is not given away twice. */
  get decidingComputer(): PathComputer {
    this.#countAhead(true);
    this.settle();
    return this.#computer;
  }

  /**
   * What a decision comes to that may lead over damped links: for what has no other path. O(links) while there are any.
   */
  overDamped<Decided>(decide: (computer: PathComputer) => Decided): Decided {
    this.#topology.leadOverDamped(true);
    try {
      return decide(this.decidingComputer);
    } finally {
      this.#topology.leadOverDamped(false);
    }
  }

  /** How many decisions `decidingComputer` counts beyond the state. */
  get inFlight(): number {
    return this.#ahead.size;
  }

  /** The groups that a decision on its way to the log gives the LSP; undefined: there is none. */
  associationsAhead(lsp: LspId): readonly Association[] | undefined {
    const decided = this.#ahead.ofLsp(lsp).at(-1);
    return decided === undefined ? undefined : associationsIn(decided);
  }

  *allAssociationsAhead(): Iterable<{ readonly lsp: LspId; readonly associations: readonly Association[] }> {
    for (const decision of this.#ahead.all()) {
      const associations = associationsIn(decision);
      if (decision.lsp !== undefined && associations !== undefined) yield { lsp: decision.lsp, associations };
    }
  }

  /** An event that is being appended: what it decides is counted until the state has it. */
  anticipate(event: DomainEvent): void {
    const decision = decisionIn(event);
    if (decision === undefined) return;
    this.#ahead.add(decision);
    if (this.#aheadCounts) this.#markDecision(decision);
  }

  /**
   * Makes these, in the order of the log, all that is in flight: for a look at a decision of the past. Claims are only
   * touched where that changes something.
   */
  anticipateOnly(decisions: readonly Decision[]): void {
    const wanted = new Set(decisions);
    for (const decision of this.#ahead.all()) if (!wanted.has(decision)) this.#noLongerAhead(decision.id);
    for (const decision of decisions) {
      if (this.#ahead.get(decision.id) === decision) continue;
      this.#ahead.add(decision);
      if (this.#aheadCounts) this.#markDecision(decision);
    }
  }

  /** What changed of the topology since this was asked last, and who was over it before. */
  takeTopologyImpact(): TopologyImpact {
    this.settle();
    return this.#topology.takeImpact();
  }

  #countAhead(count: boolean): void {
    if (count === this.#aheadCounts) return;
    this.#aheadCounts = count;
    for (const decision of this.#ahead.all()) this.#markDecision(decision);
  }

  #noLongerAhead(id: DecisionId): void {
    const decision = this.#ahead.remove(id);
    if (decision !== undefined && this.#aheadCounts) this.#markDecision(decision);
  }

  #markDecision(decision: Decision): void {
    if (decision.lsp !== undefined) this.#changedLsps.add(decision.lsp);
    else if ('booked' in decision) for (const link of decision.booked.keys()) this.#changedBooked.add(link);
    else if ('hold' in decision) this.#changedHolds.add(decision.hold.id);
  }

  #noteOne(event: RecordedEvent): void {
    this.#topology.note(event);
    switch (event.type) {
      case 'LspReported':
      case 'LspRemoved':
        this.#changedLsps.add(this.#lspIdOf(event));
        break;
      case 'SessionSynchronized':
        if (this.#topology.routersCount) this.#mark(this.state.lspDb.ofPcc(event.data.pcc));
        break;
      case 'LspInitiationRequested':
      case 'LspUpdateRequested':
      case 'LspDeletionRequested':
        this.#noLongerAhead(event.data.operation);
        this.#operationStarted(event.data.operation, event.data.lsp);
        break;
      case 'OperationSucceeded':
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#pendingOf.get(event.data.lsp)?.delete(event.data.operation);
        this.#changedLsps.add(event.data.lsp);
        break;
      case 'BookingAdmitted':
        this.#noLongerAhead(event.data.booking);
        break;
      case 'BookingReplanned':
      case 'BookingChanged':
      case 'BookingStepFailed':
      case 'BookingOccurrenceEnded': {
        const { booking, occurrence: number } = event.data;
        if (event.type !== 'BookingStepFailed') this.#noLongerAhead(booking);
        const known = this.state.bookings.get(booking)?.occurrences[number];
        if (known !== undefined) this.#changedLsps.add(known.lsp);
        break;
      }
      case 'PathRequestAnswered':
        if (event.data.hold !== undefined) this.#held(event.data.hold);
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
    const { routersCount } = this.#topology;
    const isNew = this.#topology.settle((look) => {
      // Whoever was decided for a moment ago is over a link that failed too.
      const counted = this.#aheadCounts;
      this.#countAhead(true);
      this.#settleClaims();
      look();
      this.#countAhead(counted);
    });
    if (isNew) for (const lsp of this.#beyondBooked) this.#changedLsps.add(lsp);
    if (this.#topology.routersCount && !routersCount) this.#mark(this.state.lspDb.entries());
  }

  #settleClaims(): void {
    for (const lsp of this.state.associations.takeChanged()) this.#changedLsps.add(lsp);
    for (const lsp of this.#changedLsps) this.#setLspClaim(lsp);
    this.#changedLsps.clear();
    for (const id of this.#changedHolds) this.#setHoldClaim(id);
    this.#changedHolds.clear();
    for (const link of this.state.calendar.takeChanged()) this.#changedBooked.add(link);
    for (const link of this.#changedBooked) this.#computer.setBooked(link, this.#bookedOn(link));
    this.#changedBooked.clear();
  }

  /** What bookings take of the link at worst, from now on, as long as they last (RFC 8413 4.3). */
  #bookedOn(link: LinkId): readonly number[] | undefined {
    const peaks = this.state.calendar.peaksFrom(link, 0);
    let ahead = 0;
    if (this.#aheadCounts)
      for (const decision of this.#ahead.all())
        if ('booked' in decision) ahead += decision.booked.get(link) ?? 0;
    if (ahead === 0) return peaks;
    return Array.from({ length: PRIORITIES }, (_, priority) => (peaks?.[priority] ?? 0) + ahead);
  }

  #setLspClaim(lsp: LspId): void {
    const { claim, next } = this.#claimOf(lsp);
    const isBooked = claim !== undefined && this.state.bookings.occurrenceOf(lsp) !== undefined;
    if (isBooked) this.#beyondBooked.add(lsp);
    else this.#beyondBooked.delete(lsp);
    setOrClear(this.#computer, lspOwner(lsp), claim);
    setOrClear(this.#computer, nextOwner(lsp), next);
  }

  /** An LSP takes what its reported paths take, and already what an operation under way will give it. */
  #claimOf(lsp: LspId): LspClaims {
    const entry = this.state.lspDb.get(lsp);
    const ahead = this.#aheadCounts ? this.#ahead.ofLsp(lsp) : [];
    const pending = [...this.pendingOperations(lsp), ...ahead].flatMap((decided) =>
      'intended' in decided && decided.intended !== undefined && takesNow(decided.intended)
        ? [decided.intended]
        : [],
    );
    const holds = [
      ...this.#holdsOf(lsp),
      ...ahead.flatMap((decided) => ('hold' in decided ? [decided.hold] : [])),
    ];
    const routes = [
      ...(entry === undefined ? [] : reportedRoutes(this.state, entry)),
      ...[...pending.map(intendedRoute), ...holds.map(heldRoute)].filter(leadsAnywhere),
    ];
    if (this.#pendingOf.get(lsp)?.size === 0) this.#pendingOf.delete(lsp);
    const newest = pending.at(-1);
    const reported = entry === undefined ? undefined : attributesOf(this.state, entry).holdingPriority;
    const [hold] = holds;
    const holdingPriority = newest?.holdingPriority ?? reported ?? hold?.holdingPriority;
    const source = entry?.current.source ?? newest?.source ?? hold?.request.source;
    if (routes.length === 0 || holdingPriority === undefined || source === undefined) return NO_CLAIMS;
    const to = (newest === undefined ? holds.map(heldRoute) : [intendedRoute(newest)]).filter(leadsAnywhere);
    const working = this.state.associations.protectedBy(lsp);
    return {
      claim: {
        holdingPriority,
        source,
        routes: withoutBooked(this.state, this.#computer, lsp, source, routes),
        ...(working === undefined ? {} : { protects: lspOwner(working) }),
      },
      next:
        to.length === 0
          ? undefined
          : { holdingPriority, source, routes: to.slice(0, 1).map((route) => ({ ...route, bandwidth: 0 })) },
    };
  }

  /** A hold for an LSP that is known is one more route of that LSP; one for an LSP to come stands for itself. */
  #setHoldClaim(id: HoldId): void {
    const hold = this.state.holds.get(id) ?? this.#holdAhead(id);
    if (hold === undefined || hold.lsp !== undefined) {
      this.#computer.clearClaim(holdOwner(id));
      return;
    }
    const { holdingPriority, request } = hold;
    const claim = { holdingPriority, source: request.source, routes: [heldRoute(hold)] };
    this.#computer.setClaim(holdOwner(id), claim);
  }

  #holdAhead(id: HoldId): HoldEntry | undefined {
    const decision = this.#aheadCounts ? this.#ahead.get(id) : undefined;
    return decision !== undefined && 'hold' in decision ? decision.hold : undefined;
  }

  #holdsOf(lsp: LspId): HoldEntry[] {
    return [...(this.#heldFor.get(lsp) ?? [])].flatMap((id) => this.state.holds.get(id) ?? []);
  }

  #held({ id, lsp }: { readonly id: HoldId; readonly lsp?: LspId }): void {
    this.#noLongerAhead(id);
    if (lsp === undefined) this.#changedHolds.add(id);
    else this.#heldForLsp(id, lsp);
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
