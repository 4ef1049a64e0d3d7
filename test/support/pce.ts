import { setImmediate } from 'node:timers/promises';
import type { AutoBandwidthPolicy } from '../../src/app/auto-bandwidth/auto-bandwidth-policy.js';
import { Pce } from '../../src/app/pce.js';
import type { LinearSolver } from '../../src/app/ports/linear-solver.js';
import type { DeletedLsp, Dispatch, PccGateway } from '../../src/app/ports/pcc-gateway.js';
import type { Planner } from '../../src/app/ports/planner.js';
import type { CounterName, DurationName, LogEntry, Telemetry } from '../../src/app/ports/telemetry.js';
import type { ReoptimizationPolicy } from '../../src/app/reoptimization/triggers.js';
import type { RestorationPolicy } from '../../src/app/restoration-policy.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { PccId, SessionId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import type { SchedulingSupport } from '../../src/domain/values/lsp-schedule.js';
import type { IntendedLsp } from '../../src/events/catalogue/operation.js';
import type { PccCapabilities } from '../../src/events/catalogue/session.js';
import type { EventStore } from '../../src/events/store.js';
import { emptyLog, type MemoryLog, openMemoryStore } from '../../src/events/stores/memory/open.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { FakeClock } from './fake-clock.js';

export type Sent =
  | {
      readonly kind: 'update';
      readonly pcc: PccId;
      readonly srpId: number;
      readonly plspId: number;
      readonly intended: IntendedLsp;
    }
  | {
      readonly kind: 'initiate';
      readonly pcc: PccId;
      readonly srpId: number;
      readonly name: string;
      readonly intended: IntendedLsp;
    }
  | {
      readonly kind: 'delete';
      readonly pcc: PccId;
      readonly srpId: number;
      readonly plspId: number;
      readonly name: string;
    };

/** Remembers what would have been sent. Only PCCs in `sessions` are connected and synchronised. */
export class FakeGateway implements PccGateway {
  readonly sent: Sent[] = [];
  readonly sessions = new Map<PccId, SessionId>();
  /** Plays the head-ends, if there is one. */
  onSent: ((sent: Sent) => void) | undefined;
  /** Of those PCCs that keep schedules. */
  readonly schedulingOf = new Map<PccId, SchedulingSupport>();
  #srpId = 0;

  reserve(pcc: PccId): Dispatch | undefined {
    const session = this.sessions.get(pcc);
    return session === undefined ? undefined : { session, srpId: ++this.#srpId };
  }

  scheduling(pcc: PccId): SchedulingSupport {
    return this.sessions.has(pcc) ? (this.schedulingOf.get(pcc) ?? 'none') : 'none';
  }

  /** PCCs that have said that they are overwhelmed. */
  readonly overwhelmed = new Set<PccId>();

  takesResizes(pcc: PccId): boolean {
    return !this.overwhelmed.has(pcc);
  }

  localAddress(): string {
    return '192.0.2.100';
  }

  /** PLSP-IDs of LSPs that can't be in their groups. */
  readonly refused: number[] = [];

  refuseMembership(_pcc: PccId, plspId: number): void {
    this.refused.push(plspId);
  }

  sendUpdate(pcc: PccId, { srpId }: Dispatch, plspId: number, intended: IntendedLsp): boolean {
    this.#sent({ kind: 'update', pcc, srpId, plspId, intended });
    return true;
  }

  sendInitiate(pcc: PccId, { srpId }: Dispatch, name: string, intended: IntendedLsp): boolean {
    this.#sent({ kind: 'initiate', pcc, srpId, name, intended });
    return true;
  }

  sendDelete(pcc: PccId, { srpId }: Dispatch, lsp: DeletedLsp): boolean {
    this.#sent({ kind: 'delete', pcc, srpId, plspId: lsp.plspId, name: lsp.name });
    return true;
  }

  #sent(sent: Sent): void {
    this.sent.push(sent);
    this.onSent?.(sent);
  }
}

/** Remembers what was logged and counted. */
export class FakeTelemetry implements Telemetry {
  readonly entries: LogEntry[] = [];
  readonly counts: { readonly name: CounterName; readonly labels: Readonly<Record<string, string>> }[] = [];
  readonly durations: {
    readonly name: DurationName;
    readonly labels: Readonly<Record<string, string>>;
    readonly seconds: number;
  }[] = [];

  log(entry: LogEntry): void {
    this.entries.push(entry);
  }

  count(name: CounterName, labels: Readonly<Record<string, string>> = {}): void {
    this.counts.push({ name, labels });
  }

  observe(name: DurationName, seconds: number, labels: Readonly<Record<string, string>> = {}): void {
    this.durations.push({ name, labels, seconds });
  }
}

export interface TestPceOptions {
  readonly log?: MemoryLog;
  readonly clock?: FakeClock;
  readonly operationTimeout?: number;
  /** Default 0. */
  readonly makeWayTime?: number;
  /** Milliseconds; without it, the LSPs of a PCC without a session stay. */
  readonly absenceTime?: number;
  readonly snapshotEvery?: number;
  readonly planner?: Planner;
  readonly linearSolver?: LinearSolver;
  readonly reoptimization?: Partial<ReoptimizationPolicy>;
  /** Absent: no link is damped, and no LSP goes back. */
  readonly restoration?: RestorationPolicy;
  readonly autoBandwidth?: Partial<AutoBandwidthPolicy>;
  /** Puts something between the PCE and its store. */
  readonly wrapStore?: (store: EventStore) => EventStore;
}

/** Nothing is reoptimized without being asked. */
export const UNTRIGGERED: ReoptimizationPolicy = {
  onFreed: false,
  above: 0,
  gap: 0,
  makeRoom: false,
  measured: false,
  interval: 0,
  maxMoves: 10,
  minGain: 0.01,
  minGainPerMove: 0.001,
};

/** No bandwidth is adjusted unless a head-end or an operator says so. */
export const UNADJUSTED: AutoBandwidthPolicy = { enabled: false, attributes: {}, forecast: 0 };

export const CAPABILITIES: PccCapabilities = {
  stateful: true,
  update: true,
  initiation: true,
  setupTypes: ['RSVP_TE', 'SR_MPLS'],
  maximumSidDepth: 10,
};

/** A PCE on a store in memory, with a clock that stands still and head-ends that the test plays itself. */
export class TestPce {
  readonly clock: FakeClock;
  readonly gateway = new FakeGateway();
  readonly telemetry = new FakeTelemetry();
  readonly store: EventStore;
  readonly pce: Pce;
  readonly fatal: unknown[] = [];
  #ids = 0;
  #sessions = 0;

  constructor(options: TestPceOptions = {}) {
    const log = options.log ?? emptyLog();
    const first = log.events.length;
    this.clock = options.clock ?? new FakeClock();
    const newId = (): string => `id-${first}-${++this.#ids}`;
    const store = openMemoryStore({ clock: () => this.clock.now(), newId, log });
    this.store = options.wrapStore?.(store) ?? store;
    this.pce = new Pce({
      store: this.store,
      codec: msgpackSnapshotCodec,
      clock: this.clock,
      ids: { next: newId },
      telemetry: this.telemetry,
      gateway: this.gateway,
      newComputer: createPathComputer,
      ...(options.planner === undefined ? {} : { planner: options.planner }),
      ...(options.linearSolver === undefined ? {} : { linearSolver: options.linearSolver }),
      snapshotEvery: options.snapshotEvery ?? 1_000_000,
      holdTime: 10_000,
      makeWayTime: options.makeWayTime ?? 0,
      staleTime: 60_000,
      absenceTime: options.absenceTime ?? 0,
      measurements: { minChange: 0.05, interval: 120_000, silentTime: 30_000 },
      bookingLeadTime: 5_000,
      bookingHandOverTime: 60_000,
      bookingTrigger: 'PCE',
      maintenanceDrainTime: 60_000,
      restoration: options.restoration ?? {},
      reoptimization: { ...UNTRIGGERED, ...options.reoptimization },
      autoBandwidth: { ...UNADJUSTED, ...options.autoBandwidth },
      operationTimeout: options.operationTimeout ?? 30_000,
      onFatal: (error) => this.fatal.push(error),
    });
  }

  /** Started, with what earlier processes left in the log. */
  static async start(options: TestPceOptions = {}): Promise<TestPce> {
    const started = new TestPce(options);
    await started.pce.start();
    return started;
  }

  /** Imports a Cairn topology document and fails the test when it is refused. */
  async topology(document: string, replace = false): Promise<void> {
    const report = await this.pce.importTopology(document, 'CAIRN', replace);
    if (!report.ok) throw new Error(report.error.message);
  }

  /** A PCEP session comes up, its LSPs are synchronised, and from then on the gateway can send to it. */
  async connect(
    address: string,
    lsps: readonly LspState[] = [],
    capabilities = CAPABILITIES,
  ): Promise<PccId> {
    const pcc = PccId(address);
    const session = SessionId(`session-${++this.#sessions}-${this.store.head()}`);
    const timer = { local: 30, remote: 30 };
    this.pce.sessionEstablished({
      pcc,
      session,
      address,
      port: 4189,
      keepalive: timer,
      deadTimer: timer,
      capabilities,
    });
    for (const state of lsps) this.report(state, { session, sync: true });
    this.gateway.sessions.set(pcc, session);
    this.pce.synchronizationEnded(pcc, session, () => undefined);
    await this.settled();
    return pcc;
  }

  async disconnect(pcc: PccId): Promise<void> {
    const session = this.gateway.sessions.get(pcc);
    if (session === undefined) throw new Error(`${pcc} is not connected`);
    this.gateway.sessions.delete(pcc);
    this.pce.sessionClosed(pcc, session, 'connection-lost');
    await this.settled();
  }

  report(
    state: LspState,
    {
      session = this.gateway.sessions.get(state.pcc),
      sync = false,
      removed = false,
      srpId = 0,
    }: {
      readonly session?: SessionId | undefined;
      readonly sync?: boolean;
      readonly removed?: boolean;
      readonly srpId?: number;
    } = {},
  ): void {
    if (session === undefined) throw new Error(`${state.pcc} is not connected`);
    this.pce.lspReported({ session, state, sync, removed, srpId });
  }

  /** Until everything that was said is durable, applied, and what follows from it at once has happened. */
  async settled(): Promise<void> {
    for (let calm = 0; calm < 4; ) {
      const head = this.store.head();
      await setImmediate();
      this.clock.advance(0);
      const still = head === this.store.head() && this.pce.live.state.position === head;
      calm = still ? calm + 1 : 0;
      if (this.fatal.length > 0) throw new Error(`fatal: ${String(this.fatal[0])}`);
    }
  }

  async stop(): Promise<void> {
    await this.pce.stop();
    await this.store.close();
  }
}

/** An RSVP-TE LSP as a head-end reports it: up, delegated, priorities 7. */
export function lspState(
  given: Pick<LspState, 'pcc' | 'name' | 'source' | 'destination'> & Partial<LspState>,
): LspState {
  return {
    plspId: 1,
    setupType: 'RSVP_TE',
    operationalState: 'UP',
    administrative: true,
    delegated: true,
    createdByPce: false,
    bandwidth: 0,
    setupPriority: 7,
    holdingPriority: 7,
    route: [],
    ...given,
  };
}
