import path from 'node:path';
import { Child, machineMilliseconds } from '../child.js';
import { type Benchmark, type Finding, ofRounds, quantile, secondsOf } from '../measure.js';
import { type RunningCairn, startCairn } from '../running-cairn.js';
import { inScratchFolder } from '../scratch.js';
import { appendToSqlite } from './bare-sqlite.js';
import type { LoadQuestion } from './load.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { LSPS, numberOfBandwidth, PCCS } from './reports.js';
import { type StoredEvent, storedReports } from './stored-event.js';

/** New LSPs, then a change of each. */
const REPORTS = 2 * LSPS;
const ROUNDS = 5;
const PACED_PER_SECOND = 10_000;
const PACED_REPORTS = 60_000;
/** Left out of the latencies: sockets and compiler are warming up. */
const PACED_WARM_UP = 10_000;

export const ingest: Benchmark = {
  name: 'ingest',
  summary: 'PCRpts from socket to durable event to LSP-DB, beside bare appends of the same events',
  limits: [
    `${PCCS} sessions over loopback from one other process; ${LSPS} LSPs with an ERO of 8 hops, each reported as new and then once with another bandwidth, one report per message`,
    'Cairn and its load share the cores of the machine, while the bare appends have them alone; that favours the alternatives',
    'a virtual disk may acknowledge a flush before the data is on a medium: compare within the run, not between machines',
    'loopback has no loss and no delay, and nobody queries Cairn meanwhile',
  ],
  run: () => inScratchFolder(measure),
};

async function measure(folder: string): Promise<readonly Finding[]> {
  const load = new Child('./ingest/load.ts');
  const { bytesPerReport } = await ask<{ readonly bytesPerReport: number }>(load, {
    kind: 'prepare',
    reports: REPORTS,
  });
  const postgres = await startPostgres(path.join(folder, 'postgres'));
  if (typeof postgres === 'string') console.error(`ingest: PostgreSQL is left out: ${postgres}`);
  try {
    const events = await warmUp(folder, load);
    const rates = await interleaved(
      folder,
      load,
      events,
      typeof postgres === 'string' ? undefined : postgres,
    );
    const latencies = await pacedLatencies(path.join(folder, 'paced.db'), load);
    const bytes = Buffer.byteLength(events[0]?.data ?? '');
    const note = `${Math.round(bytesPerReport)} octets on the wire, ${bytes} of JSON in the log`;
    return [
      ...rateFindings(rates, note, typeof postgres === 'string' ? undefined : postgres),
      ...latencyFindings(latencies),
    ];
  } finally {
    await load.end();
    if (typeof postgres !== 'string') await postgres.stop();
  }
}

const ask = <Answer>(load: Child, question: LoadQuestion): Promise<Answer> => load.ask<Answer>(question);

/** One round that does not count; gives the events that the alternatives append. */
async function warmUp(folder: string, load: Child): Promise<readonly StoredEvent[]> {
  return withCairn(path.join(folder, 'warm-up.db'), load, async (cairn) => {
    await blast(cairn, load, 0, REPORTS);
    return storedReports(cairn.store, REPORTS);
  });
}

interface Rates {
  readonly cairn: number[];
  readonly cairnNew: number[];
  readonly cairnChanged: number[];
  readonly sqlite: number[];
  readonly postgres: number[];
}

async function interleaved(
  folder: string,
  load: Child,
  events: readonly StoredEvent[],
  postgres: PostgresServer | undefined,
): Promise<Rates> {
  const rates: Rates = { cairn: [], cairnNew: [], cairnChanged: [], sqlite: [], postgres: [] };
  for (let round = 0; round < ROUNDS; round++) {
    await withCairn(path.join(folder, `cairn-${round}.db`), load, async (cairn) => {
      const forNew = await blast(cairn, load, 0, LSPS);
      const forChanged = await blast(cairn, load, LSPS, REPORTS);
      rates.cairn.push(REPORTS / (forNew + forChanged));
      rates.cairnNew.push(LSPS / forNew);
      rates.cairnChanged.push(LSPS / forChanged);
    });
    rates.sqlite.push(
      REPORTS / (await secondsOf(() => appendToSqlite(path.join(folder, `bare-${round}.db`), events))),
    );
    if (postgres === undefined) continue;
    rates.postgres.push(REPORTS / (await secondsOf(() => postgres.append(events))));
    await postgres.clear();
  }
  return rates;
}

/** A fresh Cairn with all sessions up. */
async function withCairn<Value>(
  file: string,
  load: Child,
  work: (cairn: RunningCairn) => Promise<Value>,
): Promise<Value> {
  const cairn = await startCairn({ file });
  await ask(load, { kind: 'connect', port: cairn.port });
  // Each session is recorded as established and as synchronised.
  await cairn.pce.reached(2 * PCCS);
  const value = await work(cairn);
  await ask(load, { kind: 'disconnect' });
  await cairn.stop();
  return value;
}

/** Seconds until all reports are durable and in the LSP-DB. */
async function blast({ pce }: RunningCairn, load: Child, from: number, to: number): Promise<number> {
  const before = pce.head();
  const started = performance.now();
  const sent = ask(load, { kind: 'blast', from, to });
  await pce.reached(before + to - from);
  const seconds = (performance.now() - started) / 1000;
  await sent;
  if (pce.head() !== before + to - from)
    throw new Error(`${pce.head() - before} events of ${to - from} reports`);
  if (pce.live.state.lspDb.size !== LSPS) throw new Error(`${pce.live.state.lspDb.size} LSPs in the LSP-DB`);
  return seconds;
}

/** Milliseconds from the write of each report to its socket until it was durable and in the LSP-DB. */
async function pacedLatencies(file: string, load: Child): Promise<Float64Array> {
  return withCairn(file, load, async ({ pce }) => {
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
    const written = await ask<Float64Array>(load, question);
    await pce.reached(before + PACED_REPORTS);
    following.close();
    return applied.map((at, number) => at - (written[number] as number)).subarray(PACED_WARM_UP);
  });
}

function rateFindings(rates: Rates, note: string, postgres: PostgresServer | undefined): readonly Finding[] {
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
  if (postgres !== undefined) {
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
