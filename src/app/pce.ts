import type { PathComputer } from '../domain/computation/computer.js';
import { withRoutesOf } from '../domain/values/hop-pool.js';
import {
  LspId,
  type OperationId,
  type PccId,
  type SessionId,
  type SourceName,
} from '../domain/values/identifiers.js';
import { holdsResources, type LspState } from '../domain/values/lsp.js';
import type { Reoptimization } from '../domain/values/reoptimization.js';
import { ok, type Result } from '../domain/values/result.js';
import type { SetRequirements } from '../domain/values/set-requirements.js';
import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';
import type { SessionEndReason, SessionEstablished } from '../events/catalogue/session.js';
import { operationStream, sagaStream, sessionStream } from '../events/catalogue/streams.js';
import type { BatchHandler, EventStore, Subscription } from '../events/store.js';
import { type OperationEntry, Operations } from '../projections/operations/operations.js';
import { isOfReoptimization, Reoptimizations } from '../projections/reoptimizations/reoptimizations.js';
import { Audit, type AuditFilter, type AuditPage } from './audit/audit.js';
import { AutoBandwidth } from './auto-bandwidth/auto-bandwidth.js';
import type { AutoBandwidthPolicy } from './auto-bandwidth/auto-bandwidth-policy.js';
import { RateReports } from './auto-bandwidth/rate-reports.js';
import { BookingCommands } from './bookings/bookings.js';
import { HostedBookings } from './bookings/hosted-bookings.js';
import { computedTogetherWith } from './computation-sets.js';
import { type EventFilter, type EventPage, readHistory } from './event-history.js';
import { Journal } from './journal.js';
import { LspCommands } from './lsp-commands.js';
import { HostedMaintenances } from './maintenance/hosted-maintenances.js';
import { MaintenanceCommands } from './maintenance/maintenances.js';
import type { Moment } from './moment.js';
import { NetworkView } from './network-view.js';
import { OperationRunner } from './operations.js';
import { PathRequests } from './path-requests.js';
import { PccReports } from './pcc-reports.js';
import type { Clock } from './ports/clock.js';
import type { IdSource } from './ports/id-source.js';
import type { LinearSolver } from './ports/linear-solver.js';
import type { PccGateway } from './ports/pcc-gateway.js';
import type {
  ObservedPathRequest,
  ObservedReport,
  PathAnswer,
  PccObserver,
  PeerError,
} from './ports/pcc-observer.js';
import type { Planner } from './ports/planner.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import type { Telemetry } from './ports/telemetry.js';
import type { ObservedTopology, TopologyFeed, TopologyObserver } from './ports/topology-observer.js';
import { Projector } from './projector.js';
import type { Rejection } from './rejection.js';
import { HostedReoptimizations } from './reoptimization/hosted-reoptimizations.js';
import { ReoptimizationCommands } from './reoptimization/reoptimizations.js';
import { type ReoptimizationPolicy, ReoptimizationTriggers } from './reoptimization/triggers.js';
import { Restoration } from './restoration.js';
import { CalendarGate } from './sagas/calendar-gate.js';
import { SagaRunner } from './sagas/saga-runner.js';
import { diffStates, type StateDiff } from './state-diff.js';
import { TimeTravel } from './time-travel.js';
import { TopologyFeeds } from './topology-feeds.js';
import { TopologyImport } from './topology-import.js';

export interface PceDependencies {
  readonly store: EventStore;
  readonly codec: SnapshotCodec;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly gateway: PccGateway;
  readonly newComputer: () => PathComputer;
  /** Without one reoptimizations are planned in this thread. */
  readonly planner?: Planner;
  /** Without one plans of reoptimization state simpler bounds. */
  readonly linearSolver?: LinearSolver;
  /** Events between two snapshots. */
  readonly snapshotEvery: number;
  /** Milliseconds that bandwidth is held for an answered request, and that a head-end has to report an outcome. */
  readonly holdTime: number;
  readonly operationTimeout: number;
  /** Milliseconds before the start of a booking at which its LSP is set up. */
  readonly bookingLeadTime: number;
  /** Milliseconds before the start of a maintenance window at which LSPs are moved away. */
  readonly maintenanceDrainTime: number;
  /** Milliseconds for which what a lost BGP-LS peer said is believed. */
  readonly staleTime: number;
  /** What is reoptimized without being asked. */
  readonly reoptimization: ReoptimizationPolicy;
  /** Whose bandwidth follows what is measured, besides those LSPs of which their head-ends or operators say so. */
  readonly autoBandwidth: AutoBandwidthPolicy;
  /** The log can't be written or read: called once; the process has to end. */
  readonly onFatal: (error: unknown) => void;
}

/** The application: everything that the protocols and the northbound API can ask of Cairn. */
export class Pce implements PccObserver, TopologyObserver {
  readonly #dependencies: PceDependencies;
  readonly #projector: Projector;
  readonly #journal: Journal;
  readonly #reports: PccReports;
  readonly #operations: OperationRunner;
  readonly #requests: PathRequests;
  readonly #restoration: Restoration;
  readonly #sagas: SagaRunner;
  readonly #hostedBookings: HostedBookings;
  readonly #triggers: ReoptimizationTriggers;
  readonly #autoBandwidth: AutoBandwidth;
  readonly #timeTravel: TimeTravel;
  readonly #audit: Audit;
  readonly #imports: TopologyImport;
  readonly #feeds: TopologyFeeds;
  /** The present. */
  readonly live: NetworkView;
  /** What operators ask for. */
  readonly lsps: LspCommands;
  readonly bookings: BookingCommands;
  readonly reoptimizations: ReoptimizationCommands;
  readonly rates: RateReports;
  readonly maintenances: MaintenanceCommands;

  constructor(dependencies: PceDependencies) {
    this.#dependencies = dependencies;
    const { store, codec, telemetry, newComputer, onFatal } = dependencies;
    this.#projector = new Projector(dependencies);
    this.#journal = new Journal(store, this.#projector, onFatal);
    const { state } = this.#projector;
    this.live = new NetworkView(state, newComputer());
    const shared = { ...dependencies, state, view: this.live, journal: this.#journal };
    this.#reports = new PccReports(state, this.#journal, telemetry);
    this.#operations = new OperationRunner({
      ...shared,
      ended: (operation) => this.#restoration.operationEnded(operation),
    });
    this.#requests = new PathRequests(shared);
    this.#restoration = new Restoration({ ...shared, operations: this.#operations });
    const sagas = { ...shared, operations: this.#operations, calendar: new CalendarGate() };
    this.#sagas = new SagaRunner(sagas);
    this.#hostedBookings = new HostedBookings(this.live, dependencies.clock, dependencies.operationTimeout);
    this.#sagas.host(this.#hostedBookings);
    this.#sagas.host(new HostedReoptimizations(shared));
    this.bookings = new BookingCommands(sagas);
    this.reoptimizations = new ReoptimizationCommands(shared);
    this.#sagas.host(new HostedMaintenances(this.live, dependencies.clock, dependencies.operationTimeout));
    this.maintenances = new MaintenanceCommands(sagas);
    this.#triggers = new ReoptimizationTriggers(shared, this.reoptimizations);
    this.rates = new RateReports(shared);
    this.#autoBandwidth = new AutoBandwidth(sagas, this.reoptimizations);
    this.#timeTravel = new TimeTravel(store, codec, newComputer);
    this.#audit = new Audit(dependencies);
    this.#imports = new TopologyImport(this.live, this.#journal, telemetry);
    this.#feeds = new TopologyFeeds(shared);
    this.lsps = new LspCommands({ ...shared, operations: this.#operations });
  }

  /** Replays the log, closes what a crash left open, and takes up operations under way. */
  async start(): Promise<void> {
    await this.#projector.start();
    await this.#closeSessionsOfEarlierProcess();
    this.live.reset();
    this.#settleByAndBy();
    this.#projector.onApplied((events) => {
      // First what is claimed now, then who claims what has just failed.
      this.live.note(events);
      this.#restoration.note(events);
      this.#sagas.note(events);
      this.#triggers.note(events);
      this.#autoBandwidth.note(events);
    });
    this.#operations.start();
    this.#requests.start();
    this.#feeds.start();
    this.#sagas.start();
    this.bookings.start();
    this.maintenances.start();
    this.#triggers.start();
    this.#autoBandwidth.start();
  }

  async stop(): Promise<void> {
    this.#operations.stop();
    this.#requests.stop();
    this.#feeds.stop();
    this.#restoration.stop();
    this.#sagas.stop();
    this.#triggers.stop();
    this.#autoBandwidth.stop();
    this.#audit.stop();
    await this.#projector.stop();
  }

  // What PCCs say

  sessionEstablished(session: SessionEstablished['data']): void {
    this.#dependencies.telemetry.log({ event: 'pcc-connected', pcc: session.pcc, address: session.address });
    this.#reports.sessionEstablished(session.pcc, session.session);
    this.#journal.record(sessionStream(session.pcc), [{ type: 'SessionEstablished', data: session }]);
  }

  sessionClosed(pcc: PccId, session: SessionId, reason: SessionEndReason, detail?: string): void {
    const explained = detail === undefined ? {} : { detail };
    this.#dependencies.telemetry.log({ event: 'pcc-disconnected', pcc, reason, ...explained });
    this.#reports.sessionClosed(pcc, session);
    this.#journal.record(sessionStream(pcc), [
      { type: 'SessionClosed', data: { pcc, session, reason, ...explained } },
    ]);
  }

  lspReported(report: ObservedReport): void {
    const { pcc, name } = report.state;
    const known = this.live.state.lspDb.byName(pcc, name);
    // PERF: where the route has not changed, nothing that follows has to look at its hops.
    const state = known === undefined ? report.state : withRoutesOf(known.current, report.state);
    const observed = state === report.state ? report : { ...report, state };
    const review = this.#reviewOf(observed, known?.current, LspId(pcc, name));
    this.#reports.reported(observed, known, review);
    this.#operations.reported(observed);
    this.#requests.reported(observed);
    if (report.measuredRate !== undefined) this.rates.measured(LspId(pcc, name), report.measuredRate);
  }

  /** A head-end set it up again by itself, whatever has been promised of its links meanwhile. */
  #cameUp(lsp: LspId): void {
    this.#restoration.cameUp(lsp);
    for (const id of this.#hostedBookings.crowdedBy(lsp)) this.#sagas.wake({ kind: 'booking', id });
  }

  /** What is to be done about an LSP once its report is in the log. */
  #reviewOf(report: ObservedReport, known: LspState | undefined, lsp: LspId): (() => void) | undefined {
    if (deservesReview(report, known)) return () => this.#restoration.review([lsp]);
    const isBack = known !== undefined && !holdsResources(known) && holdsResources(report.state);
    return isBack && !report.removed ? () => this.#cameUp(lsp) : undefined;
  }

  synchronizationEnded(pcc: PccId, session: SessionId, applied: () => void): void {
    this.#reports.synchronizationEnded(pcc, session, () => {
      applied();
      this.#operations.reconcile(pcc).then(
        () => this.#restoration.review([...this.live.state.lspDb.ofPcc(pcc)].map(({ id }) => id)),
        (error: unknown) => this.#dependencies.onFatal(error),
      );
    });
  }

  pathsRequested(
    pcc: PccId,
    requests: readonly ObservedPathRequest[],
    together: boolean,
    required?: SetRequirements,
  ): Promise<readonly PathAnswer[]> {
    // The answer has to count what this PCC reported just before it asked.
    return new Promise((resolve) => {
      this.#journal.whenApplied(() => resolve(this.#requests.answer(pcc, requests, together, required)));
    });
  }

  operationRefused(_pcc: PccId, session: SessionId, srpId: number, error: PeerError): void {
    this.#operations.refused(session, srpId, error);
  }

  // What topology feeds say

  feedOpened(feed: TopologyFeed): void {
    this.#feeds.opened(feed);
  }

  topologyObserved(source: SourceName, changes: ObservedTopology): void {
    this.#feeds.observed(source, changes);
  }

  feedSynchronized(source: SourceName): void {
    this.#feeds.synchronized(source);
  }

  feedClosed(source: SourceName, reason: string): void {
    this.#feeds.closed(source, reason);
  }

  isBusy(): boolean {
    return this.#journal.isBusy();
  }

  whenDrained(callback: () => void): void {
    this.#journal.whenDrained(callback);
  }

  // What operators ask

  /** The network at a moment; without one, now. */
  async at(moment?: Moment): Promise<Result<NetworkView, Rejection>> {
    return moment === undefined ? ok(this.live) : this.#timeTravel.asOf(moment);
  }

  /** Decisions of the log, computed again. */
  audit(filter: AuditFilter): Promise<AuditPage> {
    return this.#audit.page(filter);
  }

  /** The other LSPs that a path was computed together with. */
  computedTogetherWith(record: ComputationRecord): Promise<readonly LspId[]> {
    return computedTogetherWith(this.#dependencies.store, record);
  }

  importTopology(text: string, format: string, replace: boolean, name?: string) {
    return this.#imports.import(text, format, replace, name);
  }

  importTopologyFile(text: string, name?: string) {
    return this.#imports.importFile(text, name);
  }

  async diff(from: Moment, to?: Moment): Promise<Result<StateDiff, Rejection>> {
    const before = await this.at(from);
    if (!before.ok) return before;
    const after = await this.at(to);
    return after.ok ? ok(diffStates(before.value.state, after.value.state)) : after;
  }

  /** An operation of any age. */
  async operation(id: OperationId): Promise<OperationEntry | undefined> {
    const known = this.live.state.operations.get(id);
    if (known !== undefined) return known;
    const past = new Operations();
    for (const event of await this.#dependencies.store.readStream(operationStream(id), 0, 100))
      past.apply(event);
    return past.get(id);
  }

  /** A reoptimization of any age. O(its events) for one that is not remembered. */
  async reoptimization(id: OperationId): Promise<Reoptimization | undefined> {
    const known = this.live.state.reoptimizations.get(id);
    if (known !== undefined) return known;
    const past = new Reoptimizations();
    const stream = sagaStream({ kind: 'reoptimization', id });
    for (let read = 0, more = true; more; ) {
      const events = await this.#dependencies.store.readStream(stream, read, EVENTS_PER_READ);
      for (const event of events) if (isOfReoptimization(event)) past.apply(event);
      read += events.length;
      more = events.length === EVENTS_PER_READ;
    }
    return past.get(id);
  }

  events(filter: EventFilter): Promise<EventPage & { readonly scannedTo: number }> {
    return readHistory(this.#dependencies.store, filter);
  }

  /** Position of the last event at or before an instant. */
  positionAt(time: number): Promise<number> {
    return this.#dependencies.store.positionAt(time);
  }

  /** Position of the last durable event; the live state follows within moments. */
  head(): number {
    return this.#dependencies.store.head();
  }

  follow(after: number, handler: BatchHandler, onError: (error: unknown) => void): Subscription {
    return this.#dependencies.store.subscribe(after, handler, onError);
  }

  /** Resolves when the live state has the event at `position`. */
  reached(position: number): Promise<void> {
    return this.#projector.reached(position);
  }

  /** Counts what the LSPs take, in steps that let sessions come up in between. */
  #settleByAndBy(): void {
    if (!this.live.settlePart(LSPS_PER_STEP)) return;
    this.#dependencies.clock.schedule(0, () => this.#settleByAndBy());
  }

  /** No session survives its process: what the log still shows as connected is not. */
  async #closeSessionsOfEarlierProcess(): Promise<void> {
    for (const { id, session } of this.live.state.sessions.all()) {
      if (session === undefined) continue;
      const data = { pcc: id, session, reason: 'pce-restarted' as const };
      await this.#journal.append(sessionStream(id), 'any', [{ type: 'SessionClosed', data }]);
    }
  }
}

const EVENTS_PER_READ = 1_000;

/** About 5 ms of work. */
const LSPS_PER_STEP = 1_000;

/**
 * Whether an LSP may need a path of ours. A delegation is not a request for a path, though many head-ends mean it so
 * (RFC 8231 5.8.2); and what is delegated, or takes another route, may lead over what has failed before. While the
 * PCC synchronises this waits for the end.
 */
function deservesReview({ state, sync, removed }: ObservedReport, known: LspState | undefined): boolean {
  if (sync || removed || !state.delegated || !state.administrative) return false;
  if (state.route.length === 0) return true;
  return known !== undefined && (!known.delegated || !structurallyEqual(known.route, state.route));
}
