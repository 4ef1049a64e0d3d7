import path from 'node:path';
import { Child } from '../child.js';
import { type Benchmark, type Finding, median, ofRounds, quantile } from '../measure.js';
import { documentOf, generateNetwork } from '../network.js';
import { type RunningCairn, startCairn } from '../running-cairn.js';
import { inScratchFolder } from '../scratch.js';
import type { Answers, RequestQuestion } from './request-load.js';

const ROUNDS = 3;
const OFFERED_PER_SECOND = 200;
const OFFERED = 2_000;
const PUMPED = 1_500;
const WARM_UP = 1_000;
const APPENDS = 500;

export const pcreq: Benchmark = {
  name: 'pcreq',
  summary:
    'PCReq to PCRep over TCP on a network of 1,000 nodes and 5,000 links, each answer durable before it is sent',
  limits: [
    'one PCC, one request per message; random end points, bandwidth of 10 Mbit/s to 5 Gbit/s, a third with affinities, IGP or TE metric; bandwidth answered is held for the configured time, so requests compete',
    'requests are sent at Poisson intervals whether or not the earlier ones are answered, so some meet others; latency counts from the write to the socket until the reply is decoded by the asking process',
    `the network is seeded and synthetic; the aim is p99 below 5 ms at ${OFFERED_PER_SECOND} requests/s`,
    'beside it stands the append of one event to the same store: nothing that records its answers durably can be faster',
  ],
  run: () => inScratchFolder(measure),
};

async function measure(folder: string): Promise<readonly Finding[]> {
  const cairn = await startCairn({ file: path.join(folder, 'pcreq.db') });
  const imported = await cairn.pce.importTopology(documentOf(generateNetwork()), 'CAIRN', true);
  if (!imported.ok) throw new Error(imported.error.message);
  const load = new Child('./pcreq/request-load.ts');
  const ask = (question: RequestQuestion): Promise<Answers> => load.ask<Answers>(question);
  await ask({ kind: 'connect', port: cairn.port });
  await ask({ kind: 'pump', requests: WARM_UP, outstanding: 1 });
  const offered: Answers[] = [];
  const oneByOne: Answers[] = [];
  const sixteen: Answers[] = [];
  const floor: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    offered.push(await ask({ kind: 'offer', requests: OFFERED, perSecond: OFFERED_PER_SECOND }));
    oneByOne.push(await ask({ kind: 'pump', requests: PUMPED, outstanding: 1 }));
    sixteen.push(await ask({ kind: 'pump', requests: PUMPED, outstanding: 16 }));
    floor.push(await appendLatencies(cairn, round));
  }
  await load.end();
  await cairn.stop();
  return [...latencies(offered, floor), ...rates(oneByOne, sixteen)];
}

/** Milliseconds of one append after the other, of an event as small as any. */
async function appendLatencies({ store }: RunningCairn, round: number): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < APPENDS; index++) {
    const started = performance.now();
    const data = { source: `append-${round}-${index}`, digest: '' } as never;
    await store.append('bench', 'any', [{ type: 'TopologyFileApplied', data }]);
    took.push(performance.now() - started);
  }
  return took;
}

function latencies(offered: readonly Answers[], floor: readonly (readonly number[])[]): readonly Finding[] {
  const share = median(offered.map(({ withoutPath }) => withoutPath / OFFERED));
  const note = `${Math.round(100 * share)} % of the answers are NO-PATH`;
  const at = (part: number, label: string): Finding => {
    const name = `pcreq: latency ${label} at ${OFFERED_PER_SECOND} requests/s`;
    const rounds = offered.map((answers) => quantile(answers.latencies, part));
    return ofRounds({ name, unit: 'ms', higherIsBetter: false, note }, rounds);
  };
  const floorAt = (part: number, label: string): Finding => {
    const name = `pcreq: floor, one event appended durably, ${label}`;
    const rounds = floor.map((took) => quantile(took, part));
    return ofRounds({ name, unit: 'ms', higherIsBetter: false }, rounds);
  };
  return [at(0.5, 'p50'), at(0.99, 'p99'), at(0.999, 'p99.9'), floorAt(0.5, 'p50'), floorAt(0.99, 'p99')];
}

function rates(oneByOne: readonly Answers[], sixteen: readonly Answers[]): readonly Finding[] {
  const rate = (answers: readonly Answers[]): number[] => answers.map(({ seconds }) => PUMPED / seconds);
  const figures = { unit: 'requests/s', higherIsBetter: true };
  return [
    ofRounds({ ...figures, name: 'pcreq: one request at a time' }, rate(oneByOne)),
    ofRounds({ ...figures, name: 'pcreq: 16 requests outstanding' }, rate(sixteen)),
  ];
}
