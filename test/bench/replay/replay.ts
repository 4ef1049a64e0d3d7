import path from 'node:path';
import { Child } from '../child.js';
import { forgetSnapshots, generateHistory, HISTORY_LSPS } from '../history.js';
import { type Benchmark, type Finding, ofRounds } from '../measure.js';
import { inScratchFolder } from '../scratch.js';
import type { Started } from './start.js';

const EVENTS = 1_000_000;
const ROUNDS = 3;

export const replay: Benchmark = {
  name: 'replay',
  summary: 'start of Cairn with 1,000,000 events in its log, by full replay and from a snapshot',
  limits: [
    `the log has a network of 1,000 nodes and reports of ${HISTORY_LSPS} RSVP-TE LSPs with 8 hops, each reported about ten times; other mixes of events take other times`,
    'times run from the start of the process to the state in which it takes sessions, loading of the program included; the full replay also saves snapshots, as it does in production',
    'the file is in the page cache: a machine that has just booted reads it from its disk first',
    'the bare reader does not fold anything: it is what any replay of JSON events from SQLite has to pay at least',
  ],
  run: () => inScratchFolder(measure),
};

async function measure(folder: string): Promise<readonly Finding[]> {
  const file = path.join(folder, 'history.db');
  await generateHistory(file, EVENTS);
  const full: number[] = [];
  const fromSnapshot: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await forgetSnapshots(file);
    bare.push(await timedRead(file));
    full.push(await timedStart(file));
    fromSnapshot.push(await timedStart(file));
  }
  const figures = { unit: 's', higherIsBetter: false };
  const versus = { name: 'better-sqlite3, bare SELECT and JSON.parse of the same events', rounds: bare };
  return [
    ofRounds({ ...figures, name: 'replay: start by full replay of 1,000,000 events' }, full, versus),
    ofRounds({ ...figures, name: 'replay: start from a snapshot at the head' }, fromSnapshot, versus),
  ];
}

/** Seconds from the start of the process to ready. */
async function timedStart(file: string): Promise<number> {
  const started = performance.now();
  const child = new Child('./replay/start.ts');
  const { events, lsps } = await child.ask<Started>({ kind: 'start', file });
  const seconds = (performance.now() - started) / 1000;
  if (events < EVENTS || lsps !== HISTORY_LSPS)
    throw new Error(`${events} events and ${lsps} LSPs after the start`);
  await child.ask({ kind: 'stop' });
  await child.end();
  return seconds;
}

async function timedRead(file: string): Promise<number> {
  const started = performance.now();
  const child = new Child('./replay/read-and-parse.ts');
  const events = await child.ask<number>({ file });
  const seconds = (performance.now() - started) / 1000;
  if (events < EVENTS) throw new Error(`only ${events} events were read`);
  await child.end();
  return seconds;
}
