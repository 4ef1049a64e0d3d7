import { formatIpv4 } from '../../domain/values/address.js';
import { OPERATIONAL } from '../../southbound/pcep/codec/code-points.js';
import { encodeMessage } from '../../southbound/pcep/codec/message.js';
import { LoadSession } from './load-session.js';
import { DEFAULT_LOCAL_ADDRESS, hasOwnAddresses, localAddressAt } from './loopback.js';
import { bandwidthObject, type Lsp, lspaObject } from './lsp.js';
import { endOfSynchronization, pathReport } from './messages.js';
import { SimulationError } from './simulation-error.js';

export interface BlastOptions {
  readonly host: string;
  readonly port: number;
  /** Sessions. */
  readonly pccs: number;
  /** How many reports each sends. */
  readonly reportsPerPcc: number;
  /** LSPs that each reports, in turn; default 1,000, or fewer when there are fewer reports. */
  readonly lspsPerPcc?: number;
  /** Hops of the ERO and of the RRO, 1 to 64; default 8. */
  readonly hops?: number;
  /** Whether the LSPs are delegated; default true. */
  readonly delegated?: boolean;
  /** First source address; default 127.1.0.1. */
  readonly localAddressBase?: string;
  /** Milliseconds until every session must be up; default 30,000. */
  readonly connectTimeout?: number;
}

export interface BlastResult {
  readonly sessions: number;
  readonly reports: number;
  readonly bytes: number;
  /** From the first report to the moment the system has taken the last one. */
  readonly milliseconds: number;
  /** `performance.timeOrigin + performance.now()` of the first report: comparable over processes of one machine. */
  readonly startedAt: number;
}

/** Sessions that are up and synchronised, with nothing reported yet. */
export interface PreparedBlast {
  /** Bytes of one report. */
  readonly reportLength: number;
  /** Sends all reports as fast as TCP takes them. Rejects when a session is lost. Once. */
  blast(): Promise<BlastResult>;
  /** Ends the sessions with Close. */
  close(): Promise<void>;
}

const DEFAULT_LSPS = 1_000;
const DEFAULT_HOPS = 8;
const CONNECT_MILLISECONDS = 30_000;
/** Bandwidth of the first round, bit/s; each round adds a step, so that every report tells something new. */
const FIRST_BANDWIDTH = 8_000_000;
const BANDWIDTH_STEP = 8_000;
/** A BANDWIDTH object comes last: its float32 ends the message. */
const BANDWIDTH_LENGTH = 4;
const CHUNK_BYTES = 256 * 1024;

/**
 * Connects, and encodes what will be sent: RSVP-TE reports of LSPs that are up, with ERO and RRO, each one an event, because it
 * is a new LSP or has a new bandwidth.
 * @throws SimulationError when the options are of no use or the PCE does not accept all sessions in time
 */
export async function prepareBlast(options: BlastOptions): Promise<PreparedBlast> {
  const {
    host,
    port,
    pccs,
    reportsPerPcc,
    hops = DEFAULT_HOPS,
    localAddressBase = DEFAULT_LOCAL_ADDRESS,
  } = options;
  const lsps = Math.min(options.lspsPerPcc ?? DEFAULT_LSPS, reportsPerPcc);
  if (
    ![pccs, reportsPerPcc, lsps, hops].every((value) => Number.isInteger(value) && value > 0) ||
    hops > 64
  ) {
    throw new SimulationError('a load needs at least one PCC, one report, one LSP and 1 to 64 hops');
  }
  const ownAddresses = await hasOwnAddresses(host, localAddressBase);
  const sessions = Array.from({ length: pccs }, (_, index) => {
    const identity = ownAddresses
      ? { localAddress: localAddressAt(localAddressBase, index) }
      : { speakerEntityId: `load-${index + 1}` };
    return new LoadSession({ pce: { host, port }, ...identity });
  });
  const closeAll = async (): Promise<void> => {
    await Promise.all(sessions.map((session) => session.close()));
  };
  try {
    await within(
      options.connectTimeout ?? CONNECT_MILLISECONDS,
      Promise.all(sessions.map((session) => session.synchronized(encodeMessage(endOfSynchronization())))),
    );
  } catch (error) {
    await closeAll();
    throw new SimulationError(
      `not all of ${pccs} sessions came up: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const templates = sessions.map((_, index) => encodeReports(index, lsps, hops, options.delegated ?? true));
  return {
    reportLength: templates[0]?.ends[0] ?? 0,
    blast: () => blastAll(sessions, templates, reportsPerPcc),
    close: closeAll,
  };
}

/** Prepares, sends, and closes: what the PCE has not read by then it still gets before the Close. */
export async function blastReports(options: BlastOptions): Promise<BlastResult> {
  const prepared = await prepareBlast(options);
  try {
    return await prepared.blast();
  } finally {
    await prepared.close();
  }
}

/** Reports of one round, one for each LSP, and where each ends. */
interface Template {
  readonly bytes: Buffer;
  readonly ends: readonly number[];
}

function encodeReports(pcc: number, lsps: number, hops: number, delegate: boolean): Template {
  const parts: Uint8Array[] = [];
  const ends: number[] = [];
  let end = 0;
  for (let index = 0; index < lsps; index++) {
    const context = { sender: senderOf(pcc), srpId: 0, delegate };
    const part = encodeMessage(pathReport(loadLsp(pcc, index, hops), loadPath(pcc, index, hops), context));
    end += part.byteLength;
    parts.push(part);
    ends.push(end);
  }
  return { bytes: Buffer.concat(parts), ends };
}

const senderOf = (pcc: number): string => formatIpv4(0x0a01_0001 + pcc);

function loadPath(pcc: number, index: number, hops: number): Lsp['current'] {
  const ero = Array.from({ length: hops }, (_, hop) => {
    const address = formatIpv4(0x0a80_0000 + ((pcc * 4099 + index * 131 + hop) & 0x7f_ffff));
    return { kind: 'IPv4', address, prefixLength: 32, loose: false } as const;
  });
  const bandwidth = bandwidthObject(FIRST_BANDWIDTH);
  return {
    lspId: 1,
    operational: OPERATIONAL.UP,
    attributes: { ero, lspa: lspaObject(7, 7), bandwidth, metrics: [] },
  };
}

const loadLsp = (pcc: number, index: number, hops: number): Lsp => ({
  name: `load-${pcc + 1}-${index + 1}`,
  setupType: 'RSVP_TE',
  destination: formatIpv4(0x0a02_0001 + (index & 0xffff)),
  tunnelId: (index % 0xffff) + 1,
  createdByPce: false,
  delegable: true,
  plspId: index + 1,
  delegated: true,
  administrative: true,
  current: loadPath(pcc, index, hops),
  pending: undefined,
  leaving: new Set(),
  schedule: undefined,
  associations: [],
  lastLspId: 1,
});

async function blastAll(
  sessions: readonly LoadSession[],
  templates: readonly Template[],
  reportsPerPcc: number,
): Promise<BlastResult> {
  const startedAt = performance.timeOrigin + performance.now();
  const start = performance.now();
  const sent = await Promise.all(
    sessions.map((session, index) => blastOne(session, templates[index] as Template, reportsPerPcc)),
  );
  const milliseconds = performance.now() - start;
  const bytes = sent.reduce((sum, length) => sum + length, 0);
  return {
    sessions: sessions.length,
    reports: sessions.length * reportsPerPcc,
    bytes,
    milliseconds,
    startedAt,
  };
}

/** PERF: what is sent is a copy of the template with the bandwidths patched: nothing is encoded while the clock runs. */
async function blastOne(session: LoadSession, { bytes, ends }: Template, reports: number): Promise<number> {
  let sent = 0;
  let length = 0;
  for (let round = 0; sent < reports; round++) {
    const bandwidth = Math.fround((FIRST_BANDWIDTH + round * BANDWIDTH_STEP) / 8);
    let first = 0;
    while (first < ends.length && sent < reports) {
      const from = ends[first - 1] ?? 0;
      let after = first;
      while (after < ends.length && sent < reports && (ends[after] as number) - from <= CHUNK_BYTES) {
        after += 1;
        sent += 1;
      }
      const chunk = Buffer.from(bytes.subarray(from, ends[after - 1]));
      for (let at = first; at < after; at++)
        chunk.writeFloatBE(bandwidth, (ends[at] as number) - from - BANDWIDTH_LENGTH);
      length += chunk.byteLength;
      await session.write(chunk);
      first = after;
    }
  }
  return length;
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${milliseconds} ms have passed`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
