import path from 'node:path';
import { Child, machineMilliseconds } from '../child.js';
import { type Benchmark, type Finding, ofRounds, quantile } from '../measure.js';
import { type RunningCairn, startCairn } from '../running-cairn.js';
import { inScratchFolder } from '../scratch.js';
import type { AlternativesQuestion, Available } from './alternatives.js';
import type { LoadQuestion } from './load.js';
import { LSPS, numberOfBandwidth, PCCS } from './reports.js';

/** New LSPs, then three changes of each: long enough for what a running Cairn does now and then, such as snapshots. */
const REPORTS = 4 * LSPS;
const BARE_EVENTS = 2 * LSPS;
const ROUNDS = 5;
const PACED_PER_SECOND = 10_000;
const PACED_REPORTS = 60_000;
/** Left out of the latencies: sockets and compiler are warming up. */
const PACED_WARM_UP = 10_000;

export const ingest: Benchmark = {
  name: 'ingest',
  summary: 'PCRpts from socket to durable event to LSP-DB, beside bare appends of the same events',
  limits: [
    `${PCCS} sessions over loopback from one other process; ${LSPS} LSPs with an ERO of 8 hops, each reported as new and then three times with another bandwidth, one report per message`,
    'Cairn and the process that loads it share the cores of the machine, while the bare appends have them alone; that favours the alternatives',
    'a virtual disk may acknowledge a flush before the data is on a medium: compare within the run, not between machines',
    'loopback has no loss and no delay, and nobody queries Cairn meanwhile',
  ],
  run: () => inScratchFolder(measure),
};

interface Contestants {
  readonly load: (question: LoadQuestion) => Promise<unknown>;
  readonly alternatives: (question: AlternativesQuestion) => Promise<unknown>;
}

async function measure(folder: string): Promise<readonly Finding[]> {
  const load = new Child('./ingest/load.ts');
  const alternatives = new Child('./ingest/alternatives.ts');
  const contestants: Contestants = {
    load: (question) => load.ask(question),
    alternatives: (question) => alternatives.ask(question),
  };
  try {
    return await measureAll(folder, contestants);
  } finally {
    await contestants.alternatives({ kind: 'stop' });
    await alternatives.end();
    await load.end();
  }
}

async function measureAll(folder: string, contestants: Contestants): Promise<readonly Finding[]> {
  const prepared = await contestants.load({ kind: 'prepare', reports: REPORTS });
  const { bytesPerReport } = prepared as { readonly bytesPerReport: number };
  const store = path.join(folder, 'warm-up.db');
  await withCairn(store, contestants, (cairn) => blast(cairn, contestants, 0, BARE_EVENTS));
  const preparation = {
    kind: 'prepare',
    store,
    events: BARE_EVENTS,
    folder: path.join(folder, 'postgres'),
  } as const;
  const available = (await contestants.alternatives(preparation)) as Available;
  if ('missing' in available.postgres)
    console.error(`ingest: PostgreSQL is left out: ${available.postgres.missing}`);
  const rates: Rates = { cairn: [], cairnNew: [], cairnChanged: [], sqlite: [], postgres: [] };
  for (let round = 0; round < ROUNDS; round++)
    await measureRound(folder, round, contestants, available, rates);
  const latencies = await pacedLatencies(path.join(folder, 'paced.db'), contestants);
  const note = `${Math.round(bytesPerReport)} octets on the wire, ${available.bytesOfJson} of JSON in the log`;
  return [...rateFindings(rates, note, available), ...latencyFindings(latencies)];
}

interface Rates {
  readonly cairn: number[];
  readonly cairnNew: number[];
  readonly cairnChanged: number[];
  readonly sqlite: number[];
  readonly postgres: number[];
}

async function measureRound(
  folder: string,
  round: number,
  contestants: Contestants,
  { postgres }: Available,
  rates: Rates,
): Promise<void> {
  await withCairn(path.join(folder, `cairn-${round}.db`), contestants, async (cairn) => {
    const forNew = await blast(cairn, contestants, 0, LSPS);
    const forChanged = await blast(cairn, contestants, LSPS, REPORTS);
    rates.cairn.push(REPORTS / (forNew + forChanged));
    rates.cairnNew.push(LSPS / forNew);
    rates.cairnChanged.push((REPORTS - LSPS) / forChanged);
  });
  const file = path.join(folder, `bare-${round}.db`);
  rates.sqlite.push(BARE_EVENTS / ((await contestants.alternatives({ kind: 'sqlite', file })) as number));
  if ('missing' in postgres) return;
  rates.postgres.push(BARE_EVENTS / ((await contestants.alternatives({ kind: 'postgres' })) as number));
}

/** A fresh Cairn with all sessions up. */
async function withCairn<Value>(
  file: string,
  { load }: Contestants,
  work: (cairn: RunningCairn) => Promise<Value>,
): Promise<Value> {
  const cairn = await startCairn({ file });
  const before = cairn.pce.head();
  await load({ kind: 'connect', port: cairn.port });
  // Each session is recorded as established and as synchronised.
  await cairn.pce.reached(before + 2 * PCCS);
  const value = await work(cairn);
  await load({ kind: 'disconnect' });
  await cairn.stop();
  return value;
}

/** Seconds until all reports are durable and in the LSP-DB. */
async function blast(
  { pce }: RunningCairn,
  { load }: Contestants,
  from: number,
  to: number,
): Promise<number> {
  const before = pce.head();
  const started = performance.now();
  const sent = load({ kind: 'blast', from, to });
  await pce.reached(before + to - from);
  const seconds = (performance.now() - started) / 1000;
  await sent;
  if (pce.head() !== before + to - from)
    throw new Error(`${pce.head() - before} events of ${to - from} reports`);
  if (pce.live.state.lspDb.size !== LSPS) throw new Error(`${pce.live.state.lspDb.size} LSPs in the LSP-DB`);
  return seconds;
}

/** Milliseconds from the write of each report to its socket until it was durable and in the LSP-DB. */
async function pacedLatencies(file: string, contestants: Contestants): Promise<Float64Array> {
  return withCairn(file, contestants, async ({ pce }) => {
    const applied = new Float64Array(PACED_REPORTS);
    const before = pce.head();
    // The projector subscribed first, so that what comes here is in the LSP-DB already.
    const following = pce.follow(
      before,
      (events) => {
        const now = machineMilliseconds();
        for (const event of events) {
          if (event.type === 'LspReported') applied[numberOfBandwidth(event.data.bandwidth ?? 0)] = now;
        }
      },
      (error) => {
        throw error;
      },
    );
    const question = { kind: 'pace', from: 0, to: PACED_REPORTS, perSecond: PACED_PER_SECOND } as const;
    const written = (await contestants.load(question)) as Float64Array;
    await pce.reached(before + PACED_REPORTS);
    following.close();
    return applied.map((at, number) => at - (written[number] as number)).subarray(PACED_WARM_UP);
  });
}

function rateFindings(rates: Rates, note: string, { postgres }: Available): readonly Finding[] {
  const rate = { unit: 'reports/s', higherIsBetter: true, note };
  const sqlite = {
    name: 'better-sqlite3, bare table, 1,000 events per commit, synchronous=FULL',
    rounds: rates.sqlite,
  };
  const findings = [
    ofRounds(
      { ...rate, name: 'ingest: socket to durable to LSP-DB, beside bare SQLite' },
      rates.cairn,
      sqlite,
    ),
  ];
  if ('version' in postgres) {
    const versus = {
      name: `PostgreSQL ${postgres.version}, bare table, 1,000-row unnest INSERTs, synchronous_commit=on`,
      rounds: rates.postgres,
    };
    findings.push(
      ofRounds(
        { ...rate, name: 'ingest: socket to durable to LSP-DB, beside bare PostgreSQL' },
        rates.cairn,
        versus,
      ),
    );
  }
  findings.push(ofRounds({ ...rate, name: 'ingest: LSPs reported for the first time' }, rates.cairnNew));
  findings.push(ofRounds({ ...rate, name: 'ingest: changes of known LSPs' }, rates.cairnChanged));
  return findings;
}

function latencyFindings(latencies: Float64Array): readonly Finding[] {
  const at = (share: number, label: string): Finding => {
    const name = `ingest: latency ${label} at 10,000 reports/s offered`;
    return ofRounds({ name, unit: 'ms', higherIsBetter: false }, [quantile(latencies, share)]);
  };
  return [at(0.5, 'p50'), at(0.99, 'p99'), at(0.999, 'p99.9')];
}
