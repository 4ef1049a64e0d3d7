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
import { LINK_POLICY_STREAM, sessionStream } from '../events/catalogue/streams.js';
import type { BatchHandler, Subscription } from '../events/store.js';
import type { OperationEntry } from '../projections/operations/operations.js';
import { AbsentPccs } from './absent-pccs.js';
import { AssociationJudge } from './association-judge.js';
import { Audit, type AuditFilter, type AuditPage } from './audit/audit.js';
import { AutoBandwidth } from './auto-bandwidth/auto-bandwidth.js';
import { RateReports } from './auto-bandwidth/rate-reports.js';
import { BookingCommands } from './bookings/bookings.js';
import { HostedBookings } from './bookings/hosted-bookings.js';
import { OwnedBookings } from './bookings/owned-bookings.js';
import { computedTogetherWith } from './computation-sets.js';
import { deservesReview } from './deserves-review.js';
import { type EventFilter, type EventPage, readHistory } from './event-history.js';
import { Journal } from './journal.js';
import { LinkMeasurements, type LinkSample } from './link-measurements.js';
import { LspCommands } from './lsp-commands.js';
import { HostedMaintenances } from './maintenance/hosted-maintenances.js';
import { MaintenanceCommands } from './maintenance/maintenances.js';
import type { Moment } from './moment.js';
import { NetworkView } from './network-view.js';
import { operationOfAnyAge, reoptimizationOfAnyAge } from './of-any-age.js';
import { OperationRunner } from './operations.js';
import { linksChangedUnder } from './overload.js';
import { PathRequests } from './path-requests.js';
import { PccReports } from './pcc-reports.js';
import type { PceDependencies } from './pce-dependencies.js';
import type {
  ObservedPathRequest,
  ObservedReport,
  PathAnswer,
  PccObserver,
  PeerError,
} from './ports/pcc-observer.js';
import type { ObservedTopology, TopologyFeed, TopologyObserver } from './ports/topology-observer.js';
import { Projector } from './projector.js';
import type { Rejection } from './rejection.js';
import { HostedReoptimizations } from './reoptimization/hosted-reoptimizations.js';
import { ReoptimizationCommands } from './reoptimization/reoptimizations.js';
import { ReoptimizationTriggers } from './reoptimization/triggers.js';
import { Restoration } from './restoration.js';
import { HostedReversions } from './reversion/hosted-reversions.js';
import { ReversionCommands } from './reversion/reversions.js';
import { CalendarGate } from './sagas/calendar-gate.js';
import { HostedDamping } from './sagas/hosted-damping.js';
import { SagaRunner } from './sagas/saga-runner.js';
import { diffStates, type StateDiff } from './state-diff.js';
import { TimeTravel } from './time-travel.js';
import { TopologyFeeds } from './topology-feeds.js';
import { TopologyImport } from './topology-import.js';

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
  readonly #ownedBookings: OwnedBookings;
  readonly #triggers: ReoptimizationTriggers;
  readonly #autoBandwidth: AutoBandwidth;
  readonly #timeTravel: TimeTravel;
  readonly #audit: Audit;
  readonly #imports: TopologyImport;
  readonly #feeds: TopologyFeeds;
  readonly #measurements: LinkMeasurements;
  /** The present. */
  readonly live: NetworkView;
  /** PCCs without a session. */
  readonly absent: AbsentPccs;
  readonly associations: AssociationJudge;
  /** What operators ask for. */
  readonly lsps: LspCommands;
  readonly bookings: BookingCommands;
  readonly reoptimizations: ReoptimizationCommands;
  readonly rates: RateReports;
  readonly maintenances: MaintenanceCommands;
  readonly reversions: ReversionCommands;

  constructor(dependencies: PceDependencies) {
    this.#dependencies = dependencies;
    const { store, codec, telemetry, newComputer, onFatal } = dependencies;
    this.#projector = new Projector(dependencies);
    this.#journal = new Journal(store, this.#projector, onFatal);
    const { state } = this.#projector;
    this.live = new NetworkView(state, newComputer());
    const shared = { ...dependencies, state, view: this.live, journal: this.#journal };
    this.associations = new AssociationJudge(state);
    this.#reports = new PccReports(state, this.#journal, telemetry);
    this.absent = new AbsentPccs({ ...shared, reports: this.#reports });
    this.#operations = new OperationRunner({
      ...shared,
      ended: (operation) => {
        this.#requests.operationEnded(operation.id);
        this.#restoration.operationEnded(operation);
      },
    });
    this.#requests = new PathRequests({ ...shared, operations: this.#operations });
    this.#restoration = new Restoration({ ...shared, operations: this.#operations });
    const sagas = { ...shared, operations: this.#operations, calendar: new CalendarGate() };
    this.#sagas = new SagaRunner(sagas);
    this.#hostedBookings = new HostedBookings(this.live, dependencies.clock, dependencies.operationTimeout);
    this.#sagas.host(this.#hostedBookings);
    this.#sagas.host(new HostedReoptimizations(shared));
    this.#sagas.host(new HostedDamping(this.live));
    this.#sagas.host(new HostedReversions(this.live, dependencies.clock, dependencies.operationTimeout));
    this.reversions = new ReversionCommands(shared);
    this.bookings = new BookingCommands(sagas);
    this.#ownedBookings = new OwnedBookings(sagas);
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
    this.#measurements = new LinkMeasurements(shared);
    this.lsps = new LspCommands({ ...shared, operations: this.#operations });
  }

  /** Replays the log, closes what a crash left open, and takes up operations under way. */
  async start(): Promise<void> {
    await this.#projector.start();
    await this.#closeSessionsOfEarlierProcess();
    await this.#recordPolicy();
    this.live.reset();
    this.#settleByAndBy();
    this.#projector.onApplied((events) => {
      // First what is claimed now, then who claims what has just failed.
      this.live.note(events);
      this.#restoration.note(events);
      this.#sagas.note(events);
      this.#ownedBookings.note(events);
      this.#triggers.note(events);
      this.#autoBandwidth.note(events);
    });
    this.#operations.start();
    this.#requests.start();
    this.#restoration.start();
    this.#feeds.start();
    this.absent.start();
    this.#measurements.start();
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
    this.absent.stop();
    this.#measurements.stop();
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
    this.absent.cameBack(session.pcc);
    this.#reports.sessionEstablished(session.pcc, session.session);
    this.#journal.record(sessionStream(session.pcc), [{ type: 'SessionEstablished', data: session }]);
  }

  sessionClosed(pcc: PccId, session: SessionId, reason: SessionEndReason, detail?: string): void {
    const explained = detail === undefined ? {} : { detail };
    this.#dependencies.telemetry.log({ event: 'pcc-disconnected', pcc, reason, ...explained });
    this.absent.left(pcc);
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
    this.#reports.reported(observed, known, this.associations.reported(state, review));
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
        () => this.#reviewLspsOf(pcc),
        (error: unknown) => this.#dependencies.onFatal(error),
      );
    });
  }

  /** They can be moved again, also off links whose capacity was cut while it was away, or before a start. */
  #reviewLspsOf(pcc: PccId): void {
    const lsps = [...this.live.state.lspDb.ofPcc(pcc)];
    const links = linksChangedUnder(this.live, lsps);
    this.#restoration.review(
      lsps.map(({ id }) => id),
      links,
    );
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

  /** Samples of a collector, of links by id or by the address at their source. */
  linksMeasured(collector: string, samples: readonly LinkSample[]) {
    return this.#measurements.record(collector, samples);
  }

  async diff(from: Moment, to?: Moment): Promise<Result<StateDiff, Rejection>> {
    const before = await this.at(from);
    if (!before.ok) return before;
    const after = await this.at(to);
    return after.ok ? ok(diffStates(before.value.state, after.value.state)) : after;
  }

  /** An operation of any age. */
  operation(id: OperationId): Promise<OperationEntry | undefined> {
    return operationOfAnyAge(this.#dependencies.store, this.live.state, id);
  }

  /** A reoptimization of any age. O(its events) for one that is not remembered. */
  reoptimization(id: OperationId): Promise<Reoptimization | undefined> {
    return reoptimizationOfAnyAge(this.#dependencies.store, this.live.state, id);
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
  /** What is decided of links by the log alone has to know how it is configured. */
  async #recordPolicy(): Promise<void> {
    const { damping: policy } = this.#dependencies.restoration;
    if (structurallyEqual(policy, this.live.state.linkDamping.policy)) return;
    const data = policy === undefined ? {} : { policy };
    await this.#journal.append(LINK_POLICY_STREAM, 'any', [{ type: 'LinkDampingConfigured', data }]);
  }

  async #closeSessionsOfEarlierProcess(): Promise<void> {
    for (const { id, session } of this.live.state.sessions.all()) {
      if (session === undefined) continue;
      const data = { pcc: id, session, reason: 'pce-restarted' as const };
      await this.#journal.append(sessionStream(id), 'any', [{ type: 'SessionClosed', data }]);
    }
  }
}

/** About 5 ms of work. */
const LSPS_PER_STEP = 1_000;
