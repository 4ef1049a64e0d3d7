import { isIP } from 'node:net';
import { PCEP_PORT } from '../../southbound/pcep/codec/code-points.js';
import { startChurn } from './churn.js';
import { createFleet, type Fleet } from './fleet.js';
import { makeScenario, type Scenario } from './scenario/scenario.js';
import type { PceAddress } from './session.js';
import type { PccObserver } from './simulated-pcc.js';
import { SimulationError } from './simulation-error.js';
import { Timers } from './timers.js';
import { fetchNetwork } from './topology-source.js';

/** Options of `cairn simulate pcc`, parsed to numbers; what is absent has its default. */
export interface SimulatePccOptions {
  /** HOST:PORT of the PCE; the port may be left out (4189). An IPv6 address with a port is in brackets. */
  readonly pce: string;
  /** GraphQL endpoint to ask for the topology, or ... */
  readonly graphql?: string | undefined;
  /** ... a JSON file with the answer to the same query. */
  readonly topology?: string | undefined;
  /** Head-ends; default every node with an IPv4 router id, which is also the most there can be. */
  readonly pccs?: number | undefined;
  /** LSPs in the whole network; default 100. */
  readonly lsps?: number | undefined;
  /** Default 1. */
  readonly seed?: number | undefined;
  /** Mean seconds between session losses; default 0: none. */
  readonly flap?: number | undefined;
  /** LSPs per second that are re-reported with another bandwidth; default 0. */
  readonly updatesPerSecond?: number | undefined;
  /** Probability that a set-up fails, 0 to 1; default 0. */
  readonly failSetups?: number | undefined;
  /** SRv6 SIDs that head-ends put on a packet, 0: any number; default: no SRv6. */
  readonly srv6?: number | undefined;
  /** Probability that an instruction is not answered, 0 to 1; default 0. */
  readonly silent?: number | undefined;
  /** Seconds until the simulation ends by itself; default: when it is told to. */
  readonly duration?: number | undefined;
  /** First source address; default 127.1.0.1. */
  readonly localAddress?: string | undefined;
  /** Whether SPEAKER-ENTITY-ID is always sent, or only where PCCs share an address (the default). */
  readonly speakerIds?: 'auto' | 'always' | undefined;
}

export interface SimulationIo {
  /** One line of progress, without line end; meant for stderr. */
  readonly progress: (line: string) => void;
  /** Ends the simulation: sessions are closed properly. */
  readonly signal: AbortSignal;
  /** Called once, when every PCC has synchronised. */
  readonly settled?: () => void;
}

const DEFAULT_LSPS = 100;
const DEFAULT_SEED = 1;
const PROGRESS_MILLISECONDS = 1_000;
/** Progress is told at least this often, also when nothing has changed but the number of reports. */
const QUIET_TICKS = 10;

/**
 * Simulates the head-ends of a network against a PCE until the signal or the duration ends it.
 * @throws SimulationError when an option or the topology is of no use; nothing has been started then
 */
export async function simulatePcc(options: SimulatePccOptions, io: SimulationIo): Promise<void> {
  const pce = parsePceAddress(options.pce);
  checkOptions(options);
  if (io.signal.aborted) return;
  const scenario = await prepare(options, io);
  if (io.signal.aborted || scenario === undefined) return;
  const {
    seed = DEFAULT_SEED,
    failSetups = 0,
    silent = 0,
    speakerIds = 'auto',
    localAddress,
    srv6,
  } = options;
  const fleet = await createFleet({
    pce,
    pccs: scenario.headEnds,
    seed,
    failSetups,
    silent,
    speakerIds,
    ...(srv6 === undefined ? {} : { maximumSrv6Sids: srv6 }),
    ...(localAddress === undefined ? {} : { localAddressBase: localAddress }),
    observer: observerOf(io),
  });
  if (!fleet.ownAddresses) {
    io.progress('PCCs share one local address and are told apart by SPEAKER-ENTITY-ID');
  }
  await run(fleet, options, io);
}

async function prepare(options: SimulatePccOptions, io: SimulationIo): Promise<Scenario | undefined> {
  const { seed = DEFAULT_SEED, lsps = DEFAULT_LSPS, pccs } = options;
  const network = await fetchNetwork(options, io.signal).catch((error: unknown) => {
    // Whoever ended the simulation does not want to hear that it could not begin.
    if (io.signal.aborted) return undefined;
    throw error;
  });
  if (network === undefined) return undefined;
  const scenario = makeScenario(network, { seed, lsps, ...(pccs === undefined ? {} : { pccs }) });
  const { headEnds } = scenario;
  if (headEnds.length === 0)
    throw new SimulationError('the topology has no node with an IPv4 router id to simulate');
  io.progress(
    `${network.nodes.length} nodes, ${network.links.length} links: simulating ${headEnds.length} PCCs with ${scenario.lsps} LSPs, seed ${seed}`,
  );
  if (pccs !== undefined && pccs > headEnds.length) {
    io.progress(`only ${headEnds.length} of ${pccs} PCCs: there is one for each node with an IPv4 router id`);
  }
  if (scenario.lsps < lsps) io.progress(`only ${scenario.lsps} of ${lsps} LSPs: the rest found no path`);
  return scenario;
}

/** Until the end; whatever happens, all is closed then. */
async function run(
  fleet: Fleet,
  options: SimulatePccOptions,
  { progress, signal, settled }: SimulationIo,
): Promise<void> {
  const { flap = 0, updatesPerSecond = 0, seed = DEFAULT_SEED, duration } = options;
  const timers = new Timers();
  const ended = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    if (duration !== undefined) timers.after(Math.max(1, duration * 1000), resolve);
  });
  fleet.start();
  tellProgress(fleet, progress, timers);
  if (settled !== undefined) whenSettled(fleet, settled, timers);
  const endChurn = startChurn(fleet.pccs, { seed, flap, updatesPerSecond });
  await ended;
  endChurn();
  timers.clear();
  await fleet.stop();
  progress(`stopped after ${total(fleet)} reports`);
}

const SETTLED_MILLISECONDS = 50;

function whenSettled({ pccs }: Fleet, settled: () => void, timers: Timers): void {
  const look = (): void => {
    if (pccs.every(({ isSynchronized }) => isSynchronized)) settled();
    else timers.after(SETTLED_MILLISECONDS, look);
  };
  look();
}

const total = ({ pccs }: Fleet): number => pccs.reduce((sum, { reports }) => sum + reports, 0);

function tellProgress(fleet: Fleet, progress: SimulationIo['progress'], timers: Timers): void {
  let told = '';
  let quiet = 0;
  let reports = 0;
  const tick = (): void => {
    const connected = fleet.pccs.filter(({ isSynchronized }) => isSynchronized).length;
    const line = `connected ${connected}/${fleet.pccs.length}`;
    quiet += 1;
    const news = line !== told || (quiet >= QUIET_TICKS && total(fleet) !== reports);
    if (news) {
      told = line;
      quiet = 0;
      reports = total(fleet);
      progress(`${line}, ${reports} reports sent`);
    }
    timers.after(PROGRESS_MILLISECONDS, tick);
  };
  timers.after(PROGRESS_MILLISECONDS, tick);
}

/** The same trouble of many PCCs is told once, until a session comes up again. */
function observerOf({ progress, signal }: SimulationIo): PccObserver {
  const told = new Set<string>();
  return {
    synchronized: () => told.clear(),
    sessionEnded: (pcc, reason) => {
      if (signal.aborted || told.has(reason)) return;
      told.add(reason);
      progress(`${pcc.name}: ${reason}; trying again`);
    },
  };
}

/** @throws SimulationError */
export function parsePceAddress(text: string): PceAddress {
  if (isIP(text) !== 0) return { host: text, port: PCEP_PORT };
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? PCEP_PORT : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) {
    throw new SimulationError(`--pce ${text}: HOST:PORT is wanted, for example 127.0.0.1:4189`);
  }
  return { host, port };
}

function checkOptions(options: SimulatePccOptions): void {
  const { pccs, lsps, seed, flap, updatesPerSecond, failSetups, silent, srv6, duration, localAddress } =
    options;
  checkNumber('--pccs', pccs, 1, 65_535, true);
  checkNumber('--lsps', lsps, 0, 1_000_000, true);
  checkNumber('--seed', seed, 0, 0xffff_ffff, true);
  checkNumber('--flap', flap, 0, MAXIMUM_SECONDS, false);
  checkNumber('--updates-per-second', updatesPerSecond, 0, 100_000, false);
  checkNumber('--fail-setups', failSetups, 0, 1, false);
  checkNumber('--silent', silent, 0, 1, false);
  checkNumber('--srv6', srv6, 0, 255, true);
  checkNumber('--duration', duration, 0, MAXIMUM_SECONDS, false);
  if (localAddress !== undefined && isIP(localAddress) !== 4) {
    throw new SimulationError(`--local-address ${localAddress}: an IPv4 address is wanted`);
  }
}

/** Node's timers hold 2^31 - 1 milliseconds. */
const MAXIMUM_SECONDS = 2_000_000;

function checkNumber(
  option: string,
  value: number | undefined,
  least: number,
  most: number,
  whole: boolean,
): void {
  if (value === undefined) return;
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return;
  throw new SimulationError(
    `${option} ${value}: a ${whole ? 'whole ' : ''}number from ${least} to ${most} is wanted`,
  );
}
