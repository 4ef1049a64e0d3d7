import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Pce } from '../app/pce.js';
import type { LinearSolver } from '../app/ports/linear-solver.js';
import type { Planner } from '../app/ports/planner.js';
import type { PathComputer } from '../domain/computation/computer.js';
import { createPathComputer } from '../domain/computation/engine.js';
import type { EventStore } from '../events/store.js';
import type { Readiness } from '../graphql/context.js';
import { startGraphqlServer } from '../graphql/server.js';
import { DEFAULT_BGP_POLICY } from '../southbound/bgp-ls/session/bgp-policy.js';
import { BgpLsServer } from '../southbound/bgp-ls/session/server.js';
import { PcepServer } from '../southbound/pcep/session/server.js';
import { autoBandwidthPolicy } from './auto-bandwidth-policy.js';
import { ComputationPool } from './computation-pool/pool.js';
import type { Config, Listener } from './config/config.js';
import { restorationPolicy } from './config/restoration-policy.js';
import { newIdSource } from './id-source.js';
import { ThreadedLinearSolver } from './linear-solver/threaded-solver.js';
import { describeLocation, openStore } from './open-store.js';
import { ThreadedPlanner } from './planner/threaded-planner.js';
import { msgpackSnapshotCodec } from './snapshot-codec.js';
import { listenError, StartError } from './start-error.js';
import { systemClock } from './system-clock.js';
import { ProcessTelemetry } from './telemetry/telemetry.js';

export interface RunningCairn {
  /** The real ports. */
  readonly http: { readonly host: string; readonly port: number };
  readonly pcep: { readonly host: string; readonly port: number };
  /** Closes sessions with a Close message, saves what is worth saving, closes the store. */
  stop(cause: string): Promise<void>;
}

export interface StartOptions {
  readonly version: string;
  readonly name: string;
  /** Called as each listener accepts. */
  readonly announce: (listening: ListenerName, host: string, port: number) => void;
  /** Cairn can't go on and has stopped listening to anybody. */
  readonly onFatal: (error: unknown) => void;
}

export type ListenerName = 'http' | 'pcep' | 'bgp-ls';

/** The one place that knows the concrete adapters: puts Cairn together and starts it. @throws StartError, StoreError */
export async function startCairn(config: Config, options: StartOptions): Promise<RunningCairn> {
  const telemetry = new ProcessTelemetry(config.log.level);
  const ids = newIdSource();
  const store = await openStore(config.store, { clock: systemClock, ids, telemetry });
  telemetry.log({
    event: 'store-opened',
    url: describeLocation(config.store.location),
    events: store.head(),
  });
  const undo: (() => Promise<void>)[] = [() => store.close()];
  try {
    return await startOnStore(config, options, telemetry, ids, store, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

const TRIGGERS = { pce: 'PCE', 'router-when-able': 'ROUTER_WHEN_ABLE' } as const;

/** Times are milliseconds. */
const timesOf = ({
  computation,
  bookings,
  maintenance,
  topology,
  pcep,
  restoration,
  reoptimization,
  autoBandwidth,
}: Config) => ({
  holdTime: computation.holdTime * 1000,
  confidentialSystems: computation.confidentialSystems,
  makeWayTime: computation.makeWayTime * 1000,
  bookingLeadTime: bookings.leadTime * 1000,
  bookingHandOverTime: bookings.handOverTime * 1000,
  bookingTrigger: TRIGGERS[bookings.trigger],
  maintenanceDrainTime: maintenance.drainTime * 1000,
  staleTime: topology.staleTime * 1000,
  measurements: {
    minChange: topology.measurements.minChange,
    interval: topology.measurements.interval * 1000,
    silentTime: topology.measurements.silentTime * 1000,
  },
  operationTimeout: pcep.operationTimeout * 1000,
  absenceTime: pcep.absenceTime * 1000,
  restoration: restorationPolicy(restoration),
  reoptimization: { ...reoptimization, interval: reoptimization.interval * 1000 },
  autoBandwidth: autoBandwidthPolicy(autoBandwidth),
});

async function startOnStore(
  config: Config,
  options: StartOptions,
  telemetry: ProcessTelemetry,
  ids: ReturnType<typeof newIdSource>,
  store: EventStore,
  undo: (() => Promise<void>)[],
): Promise<RunningCairn> {
  const pcepServer = new PcepServer();
  const fatal = onceOnly(options.onFatal);
  const pce = new Pce({
    store,
    codec: msgpackSnapshotCodec,
    clock: systemClock,
    ids,
    telemetry,
    gateway: pcepServer,
    newComputer: computersOf(config, telemetry, undo),
    ...plannersOf(undo),
    snapshotEvery: config.store.snapshotEvery,
    ...timesOf(config),
    onFatal: fatal,
  });
  exposeGauges(telemetry, pce);
  let ready = false;
  const http = await startHttp(config, options, telemetry, pce, () =>
    ready ? { ready } : { ready, reason: 'the log is being replayed or the listeners are not up yet' },
  );
  undo.push(() => http.close());
  options.announce('http', config.http.host, http.port);
  undo.push(() => pce.stop());
  await pce.start();
  await importTopologyFiles(pce, config.topology.files);
  const listening = (what: ListenerName, { host }: Listener, port: number): void => {
    telemetry.log({ event: 'listening', what, host, port });
    options.announce(what, host, port);
  };
  if (config.bgpLs !== undefined) {
    const server = new BgpLsServer();
    undo.push(() => server.close());
    listening('bgp-ls', config.bgpLs, await listenToBgpLs(server, config.bgpLs, pce, telemetry));
  }
  const { host } = config.pcep;
  const port = await pcepServer
    .listen(host, config.pcep.port, {
      policy: config.pcep,
      observer: pce,
      clock: systemClock,
      telemetry,
      ids,
    })
    .catch((error: unknown) => {
      throw listenError('pcep', host, config.pcep.port, error);
    });
  undo.push(() => pcepServer.close());
  listening('pcep', config.pcep, port);
  ready = true;
  telemetry.log({ event: 'ready' });
  return {
    http: { host: config.http.host, port: http.port },
    pcep: { host, port },
    stop: onceOnly(async (cause: string) => {
      ready = false;
      telemetry.log({ event: 'stopping', cause });
      await unwind(undo);
      telemetry.log({ event: 'stopped' });
    }),
  };
}

/** Without workers there is nothing beside the engine. */
function computersOf(
  { computation: { workers } }: Config,
  telemetry: ProcessTelemetry,
  undo: (() => Promise<void>)[],
): () => PathComputer {
  if (workers === 0) return createPathComputer;
  const pool = new ComputationPool({
    workers,
    onLost: (detail) => telemetry.log({ event: 'thread-lost', what: 'computation', detail }),
    onAnswered: (by, questions) => telemetry.count('computation_questions', { by }, questions),
  });
  undo.push(() => pool.stop());
  return () => pool.newComputer();
}

/** What plans reoptimizations and says how good they are, each in a thread that is started when it is needed. */
function plannersOf(undo: (() => Promise<void>)[]): {
  readonly planner: Planner;
  readonly linearSolver: LinearSolver;
} {
  const [planner, linearSolver] = [new ThreadedPlanner(), new ThreadedLinearSolver()];
  undo.push(() => planner.stop());
  undo.push(() => linearSolver.stop());
  return { planner, linearSolver };
}

function listenToBgpLs(
  server: BgpLsServer,
  { host, port, asNumber, ...own }: NonNullable<Config['bgpLs']>,
  observer: Pce,
  telemetry: ProcessTelemetry,
): Promise<number> {
  const policy = { ...DEFAULT_BGP_POLICY, ...own, localAs: asNumber };
  return server
    .listen(host, port, { policy, observer, clock: systemClock, telemetry })
    .catch((error: unknown) => {
      throw listenError('bgp-ls', host, port, error);
    });
}

async function startHttp(
  config: Config,
  options: StartOptions,
  telemetry: ProcessTelemetry,
  pce: Pce,
  readiness: () => Readiness,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { host, port } = config.http;
  const { name, version } = options;
  const startedAt = systemClock.now();
  const metrics = { contentType: telemetry.metricsType, text: () => telemetry.metrics() };
  const http = await startGraphqlServer({
    pce,
    host,
    port,
    telemetry,
    readiness,
    name,
    version,
    startedAt,
    metrics,
  }).catch((error: unknown) => {
    throw listenError('http', host, port, error);
  });
  telemetry.log({ event: 'listening', what: 'http', host, port: http.port });
  return http;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A document that can't be used stops the start: a PCE with half a network would give wrong answers. */
async function importTopologyFiles(pce: Pce, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new StartError(
        `topology.files: can't read ${file}: ${isMissing(error) ? 'there is no such file' : String(error)}`,
      );
    });
    const imported = await pce.importTopologyFile(text, path.parse(file).name);
    if (!imported.ok)
      throw new StartError(`topology.files: ${file} is not applied: ${imported.error.message}`);
  }
}

function exposeGauges(telemetry: ProcessTelemetry, pce: Pce): void {
  const { state } = pce.live;
  telemetry.expose({
    lsps: () => state.lspDb.size,
    connectedPccs: () => state.sessions.all().filter(({ session }) => session !== undefined).length,
    position: () => state.position,
    pendingOperations: () => [...state.operations.pending()].length,
    holds: () => state.holds.size,
    topologySources: () => state.ted.sources(),
    now: () => systemClock.now(),
  });
}

/** Undoes what was started, last first; one that fails does not keep the others from it. */
async function unwind(undo: (() => Promise<void>)[]): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step().catch(() => undefined);
}

function onceOnly<Input, Output>(work: (input: Input) => Output): (input: Input) => Output {
  let done: { readonly output: Output } | undefined;
  return (input) => {
    done ??= { output: work(input) };
    return done.output;
  };
}
