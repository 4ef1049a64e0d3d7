import path from 'node:path';
import { TimeTravel } from '../../../src/app/time-travel.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import type { EventStore } from '../../../src/events/store.js';
import { msgpackSnapshotCodec } from '../../../src/main/snapshot-codec.js';
import { wrapped } from '../../support/wrapped-store.js';
import { generateHistory } from '../history.js';
import { type Benchmark, type Finding, ofRounds } from '../measure.js';
import { Random } from '../random.js';
import { startCairn } from '../running-cairn.js';
import { inScratchFolder } from '../scratch.js';

const EVENTS = 1_000_000;
const MOMENTS = 15;
/** As configured by default. */
const SNAPSHOT_EVERY = 100_000;

export const asOf: Benchmark = {
  name: 'as-of',
  summary:
    'the network as it was at random moments of a log of 1,000,000 events, beside folding from the beginning',
  limits: [
    'each moment is asked for once: asking the same moment again is answered from memory',
    'moments are spread evenly over the log, but snapshots are denser towards its end (each doubling of age keeps one), so recent moments are faster than the median',
    'the same log as for replay; Cairn is otherwise idle',
  ],
  run: () => inScratchFolder(measure),
};

async function measure(folder: string): Promise<readonly Finding[]> {
  const file = path.join(folder, 'history.db');
  await generateHistory(file, EVENTS, SNAPSHOT_EVERY);
  const { store, stop } = await startCairn({ file });
  const random = new Random(3);
  const moments = Array.from({ length: MOMENTS }, () => 1 + random.below(EVENTS));
  const travelling: number[] = [];
  const folding: number[] = [];
  for (const position of moments) {
    travelling.push(await timed(store, position));
    folding.push(await timed(withoutSnapshots(store), position));
  }
  await stop();
  const versus = { name: 'the same folds from the beginning of the log', rounds: folding };
  return [
    ofRounds(
      { name: 'as-of: state and path computer at a random position', unit: 'ms', higherIsBetter: false },
      travelling,
      versus,
    ),
  ];
}

async function timed(store: EventStore, position: number): Promise<number> {
  const travel = new TimeTravel(store, msgpackSnapshotCodec, createPathComputer);
  const started = performance.now();
  const view = await travel.asOf({ position });
  if (!view.ok || view.value.state.position !== position) throw new Error(`no state at ${position}`);
  return performance.now() - started;
}

const withoutSnapshots = (store: EventStore): EventStore =>
  wrapped(store, { snapshots: { ...store.snapshots, load: () => Promise.resolve(undefined) } });
