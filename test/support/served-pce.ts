// A PCE on a store in memory that PCCs reach over real sockets.
import type { AutoBandwidthPolicy } from '../../src/app/auto-bandwidth/auto-bandwidth-policy.js';
import type { ConfidentialSystem } from '../../src/app/confidential-systems.js';
import { Pce } from '../../src/app/pce.js';
import type { Clock } from '../../src/app/ports/clock.js';
import type { PccObserver } from '../../src/app/ports/pcc-observer.js';
import type { ReoptimizationPolicy } from '../../src/app/reoptimization/triggers.js';
import type { RestorationPolicy } from '../../src/app/restoration-policy.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { EventStore } from '../../src/events/store.js';
import { openMemoryStore } from '../../src/events/stores/memory/open.js';
import { newIdSource } from '../../src/main/id-source.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { systemClock } from '../../src/main/system-clock.js';
import type { PcepPolicy } from '../../src/southbound/pcep/session/pcep-policy.js';
import { PcepServer } from '../../src/southbound/pcep/session/server.js';
import { FakeTelemetry, UNADJUSTED, UNTRIGGERED } from './pce.js';

export const POLICY: PcepPolicy = {
  keepalive: 30,
  deadTimer: 120,
  openWait: 60,
  keepWait: 60,
  minimumKeepalive: 0,
  maximumSessions: 1_000,
  maximumLspsPerPcc: 1_000,
  maximumUnknownRequests: 5,
  maximumUnknownMessages: 5,
};

export interface ServedPceOptions {
  readonly policy?: Partial<PcepPolicy>;
  readonly topology?: string;
  readonly operationTimeout?: number;
  readonly holdTime?: number;
  readonly confidentialSystems?: readonly ConfidentialSystem[];
  readonly wrapStore?: (store: EventStore) => EventStore;
  /** What the PCE decides by; sessions keep to the system's. */
  readonly clock?: Clock;
  readonly reoptimization?: Partial<ReoptimizationPolicy>;
  /** Absent: no link is damped, and no LSP goes back. */
  readonly restoration?: RestorationPolicy;
  readonly autoBandwidth?: Partial<AutoBandwidthPolicy>;
}

export class ServedPce {
  readonly pce: Pce;
  readonly server: PcepServer;
  readonly store: EventStore;
  readonly telemetry: FakeTelemetry;
  readonly fatal: unknown[];
  readonly port: number;

  private constructor(given: Pick<ServedPce, 'pce' | 'server' | 'store' | 'telemetry' | 'fatal' | 'port'>) {
    this.pce = given.pce;
    this.server = given.server;
    this.store = given.store;
    this.telemetry = given.telemetry;
    this.fatal = given.fatal;
    this.port = given.port;
  }

  static async start(options: ServedPceOptions = {}): Promise<ServedPce> {
    const ids = newIdSource();
    const telemetry = new FakeTelemetry();
    const fatal: unknown[] = [];
    const server = new PcepServer();
    const clock = options.clock ?? systemClock;
    const memory = openMemoryStore({ clock: () => clock.now(), newId: () => ids.next() });
    const store = options.wrapStore?.(memory) ?? memory;
    const pce = new Pce({
      store,
      codec: msgpackSnapshotCodec,
      clock,
      ids,
      telemetry,
      gateway: server,
      newComputer: createPathComputer,
      snapshotEvery: 1_000_000,
      holdTime: options.holdTime ?? 10_000,
      confidentialSystems: options.confidentialSystems ?? [],
      makeWayTime: 5_000,
      operationTimeout: options.operationTimeout ?? 5_000,
      bookingLeadTime: 5_000,
      bookingHandOverTime: 60_000,
      bookingTrigger: 'PCE',
      maintenanceDrainTime: 60_000,
      restoration: options.restoration ?? {},
      reoptimization: { ...UNTRIGGERED, ...options.reoptimization },
      autoBandwidth: { ...UNADJUSTED, ...options.autoBandwidth },
      measurements: { minChange: 0.05, interval: 120_000, silentTime: 180_000 },
      staleTime: 60_000,
      absenceTime: 0,
      onFatal: (error) => fatal.push(error),
    });
    await pce.start();
    if (options.topology !== undefined) {
      const imported = await pce.importTopology(options.topology, 'CAIRN', false);
      if (!imported.ok) throw new Error(imported.error.message);
    }
    const port = await listen(server, pce, telemetry, options.policy);
    return new ServedPce({ pce, server, store, telemetry, fatal, port });
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.pce.stop();
    await this.store.close();
  }
}

/** Only the PCEP side, for an observer of the test. */
export const listen = (
  server: PcepServer,
  observer: PccObserver,
  telemetry: FakeTelemetry,
  policy: Partial<PcepPolicy> = {},
): Promise<number> =>
  server.listen('127.0.0.1', 0, {
    policy: { ...POLICY, ...policy },
    observer,
    clock: systemClock,
    telemetry,
    ids: newIdSource(),
  });
