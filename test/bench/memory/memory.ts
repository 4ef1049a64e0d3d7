import { loadConfig } from '../../../src/main/config/load-config.js';
import { Child } from '../child.js';
import { generateHistory, HISTORY_LSPS } from '../history.js';
import { type Benchmark, type Finding, ofRounds, single } from '../measure.js';
import { inScratchFolder } from '../scratch.js';
import type { Used } from './load-view.js';
import { residentOfServe } from './served.js';

const ROUNDS = 3;
const MIB = 2 ** 20;
/** The network of 1,000 nodes, three events per session of 100 PCCs, and each LSP once. */
const EVENTS = HISTORY_LSPS + 6_301;

export const memory: Benchmark = {
  name: 'memory',
  summary:
    'memory of 100,000 RSVP-TE LSPs with 8 hops, in a view with a path computer that accounts for them',
  limits: [
    'LSPs share the interfaces of 1,000 nodes and 5,000 links, as in a real network; 800,000 different addresses would take more',
    'the difference of two processes after a forced collection: with 100,000 LSPs and with none, the network in both',
    'cairn serve is measured as the system sees it, without a forced collection: how much garbage it keeps is up to V8, and the file cache of SQLite is in it',
    'clients that are connected, operations under way and the pasts kept for as-of queries come on top',
  ],
  run: () => inScratchFolder(measure),
};

async function measure(folder: string): Promise<readonly Finding[]> {
  const resident: number[] = [];
  const heap: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const none = await used(0);
    const all = await used(HISTORY_LSPS);
    resident.push((all.resident - none.resident) / MIB);
    heap.push((all.heap + all.buffers - none.heap - none.buffers) / MIB);
  }
  const figures = { unit: 'MiB', higherIsBetter: false };
  const perLsp = { name: 'memory: per LSP', unit: 'bytes', higherIsBetter: false };
  return [
    ofRounds({ ...figures, name: 'memory: 100,000 LSPs, resident' }, resident),
    ofRounds({ ...figures, name: 'memory: 100,000 LSPs, heap and typed arrays after collection' }, heap),
    ofRounds(
      perLsp,
      heap.map((mebibytes) => (mebibytes * MIB) / HISTORY_LSPS),
    ),
    ...(await served(folder)),
  ];
}

async function used(lsps: number): Promise<Used> {
  const child = new Child('./memory/load-view.ts');
  const result = await child.ask<Used>({ lsps });
  await child.end();
  return result;
}

async function served(folder: string): Promise<readonly Finding[]> {
  const loaded = loadConfig({ environment: { CAIRN_DATA_DIR: folder } });
  if (!loaded.ok || loaded.value.store.location.engine !== 'sqlite')
    throw new Error('the default store is no file');
  const { file } = loaded.value.store.location;
  await generateHistory(file, EVENTS);
  const figures = { unit: 'MiB', higherIsBetter: false };
  const afterReplay = await residentOfServe(folder);
  const fromSnapshot = await residentOfServe(folder);
  return [
    single(
      { ...figures, name: 'memory: cairn serve, resident after replaying 100,000 LSPs' },
      afterReplay / MIB,
    ),
    single(
      { ...figures, name: 'memory: cairn serve, resident after a start from a snapshot' },
      fromSnapshot / MIB,
    ),
  ];
}
