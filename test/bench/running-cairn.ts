import { Pce } from '../../src/app/pce.js';
import type { LogEntry, Telemetry } from '../../src/app/ports/telemetry.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { EventStore } from '../../src/events/store.js';
import { autoBandwidthPolicy } from '../../src/main/auto-bandwidth-policy.js';
import { loadConfig } from '../../src/main/config/load-config.js';
import { restorationPolicy } from '../../src/main/config/restoration-policy.js';
import { newIdSource } from '../../src/main/id-source.js';
import { openStore } from '../../src/main/open-store.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { systemClock } from '../../src/main/system-clock.js';
import { ProcessTelemetry } from '../../src/main/telemetry/telemetry.js';
import { PcepServer } from '../../src/southbound/pcep/session/server.js';

export interface RunningCairn {
  readonly pce: Pce;
  readonly store: EventStore;
  /** Of the PCEP listener on 127.0.0.1. */
  readonly port: number;
  stop(): Promise<void>;
}

export interface CairnOptions {
  /** The SQLite file. */
  readonly file: string;
  /** Replaces the configuration's default. */
  readonly snapshotEvery?: number;
}

/**
 * Cairn as `cairn serve` puts it together (main/compose.ts) with its default configuration, without the HTTP
 * listener. The parts are in reach, so that a benchmark knows when an event is in the LSP-DB.
 */
export async function startCairn({ file, snapshotEvery }: CairnOptions): Promise<RunningCairn> {
  const loaded = loadConfig({ environment: {} });
  if (!loaded.ok) throw new Error('the default configuration is refused');
  const config = loaded.value;
  const telemetry = new QuietTelemetry('silent');
  const ids = newIdSource();
  const location = { engine: 'sqlite', file } as const;
  const store = await openStore({ ...config.store, location }, { clock: systemClock, ids, telemetry });
  const pcepServer = new PcepServer();
  const pce = new Pce({
    store,
    codec: msgpackSnapshotCodec,
    clock: systemClock,
    ids,
    telemetry,
    gateway: pcepServer,
    newComputer: createPathComputer,
    snapshotEvery: snapshotEvery ?? config.store.snapshotEvery,
    holdTime: config.computation.holdTime * 1000,
    makeWayTime: config.computation.makeWayTime * 1000,
    reoptimization: { ...config.reoptimization, interval: config.reoptimization.interval * 1000 },
    restoration: restorationPolicy(config.restoration),
    autoBandwidth: autoBandwidthPolicy(config.autoBandwidth),
    bookingLeadTime: config.bookings.leadTime * 1000,
    bookingHandOverTime: config.bookings.handOverTime * 1000,
    bookingTrigger: 'PCE',
    maintenanceDrainTime: config.maintenance.drainTime * 1000,
    measurements: config.topology.measurements,
    staleTime: config.topology.staleTime * 1000,
    absenceTime: 0,
    operationTimeout: config.pcep.operationTimeout * 1000,
    onFatal: fail,
  });
  await pce.start();
  const policy = { ...config.pcep, maximumSessions: 10_000 };
  const port = await pcepServer.listen('127.0.0.1', 0, {
    policy,
    observer: pce,
    clock: systemClock,
    telemetry,
    ids,
  });
  return {
    pce,
    store,
    port,
    async stop() {
      await pcepServer.close();
      await pce.stop();
      await store.close();
    },
  };
}

/** Counts like the real one; what went wrong is shown, everything else is not. */
class QuietTelemetry extends ProcessTelemetry implements Telemetry {
  override log(entry: LogEntry): void {
    if (PROBLEMS.has(entry.event)) console.error(entry);
  }
}

const PROBLEMS: ReadonlySet<LogEntry['event']> = new Set([
  'fatal',
  'peer-error',
  'peer-message-rejected',
  'peer-refused',
  'request-failed',
  'snapshot-failed',
]);

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}
