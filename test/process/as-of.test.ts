// What `asOf` says of a position is what live queries said when the log ended there, before and after a restart.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Random } from '../../src/simulators/pcc/random.js';
import { type CairnProcess, pause, startCairn } from '../support/cairn-process.js';
import { LoadPcc } from '../support/load-pcc.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const POSITIONS = 100;
const SEED = 4655;

const FIELDS = `
  topology(asOf: $asOf) {
    position time
    nodes { id name }
    links { id operational capacity reserved low: available(priority: 7) high: available(priority: 0) utilization }
  }
  lsps(asOf: $asOf, first: 1000) {
    nodes {
      id plspId operationalState bandwidth delegated stale setupPriority updatedAt
      signalledRoute { kind address }
      path { nodes igpMetric hops { address node { id } link { id } } }
      paths { operationalState bandwidth }
    }
    totalCount
  }
  computePath(asOf: $asOf, request: { source: "A", destination: "D", bandwidth: 8e9, alternatives: 2 }) {
    position path { nodes igpMetric } alternatives { nodes } noPath { reasons }
  }
  computePaths(
    asOf: $asOf
    requests: [{ source: "A", destination: "D", bandwidth: 1e9 }, { source: "A", destination: "D", bandwidth: 2e9 }]
    disjointness: { level: NODE, strict: false }
  ) { position exact shared { nodes } results { path { nodes igpMetric } noPath { reasons } } }
  pccs(asOf: $asOf) { id address connected synchronized lspCount since lastEnd }
`;
const QUERY = `query ($asOf: AsOf) { ${FIELDS} }`;

interface Picture {
  readonly topology: { readonly position: string; readonly time: string };
}

type Pictures = ReadonlyMap<string, Picture>;

/** Asks again and again while things happen. Every answer is of one position: the whole query sees one state. */
async function record(cairn: CairnProcess, pccs: readonly LoadPcc[], random: Random): Promise<Pictures> {
  const pictures = new Map<string, Picture>();
  for (let turn = 0; pictures.size < POSITIONS; turn++) {
    const disturbance = random.below(12);
    const pcc = pccs[random.below(pccs.length)];
    if (pcc !== undefined && disturbance === 0) {
      pcc.disconnect();
      await pcc.lost();
      void pcc.connect(cairn.ports.pcep);
    } else if (disturbance === 1) await toggleLink(cairn, random);
    else if (disturbance === 2 && pcc !== undefined) await create(cairn, pcc, `made-${turn}`, random);
    else pcc?.change();
    if (random.chance(0.3)) await pause(random.below(10));
    const picture = await cairn.graphql<Picture & Record<string, unknown>>(QUERY);
    // Nothing that was answered about a position may be answered otherwise later.
    const known = pictures.get(picture.topology.position);
    if (known !== undefined) expect(picture).toEqual(known);
    pictures.set(picture.topology.position, picture);
  }
  return pictures;
}

async function toggleLink(cairn: CairnProcess, random: Random): Promise<void> {
  const document = REFERENCE_NETWORK.replace('name: reference', 'name: outages').replace(
    'teMetric: 10, delay: 1000, capacity: 10e9',
    `teMetric: 10, delay: 1000, capacity: ${random.below(10) + 1}e9, operational: ${random.chance(0.5)}`,
  );
  const input = { format: 'CAIRN', document };
  const mutation = 'mutation ($input: ImportTopologyInput!) { importTopology(input: $input) { links } }';
  await cairn.graphql(mutation, { input });
}

async function create(cairn: CairnProcess, pcc: LoadPcc, name: string, random: Random): Promise<void> {
  const request = { source: 'A', destination: 'D', bandwidth: random.below(100) * 1e6 };
  const mutation = 'mutation ($input: CreateLspInput!) { createLsp(input: $input) { id } }';
  // Refused while the head-end is away: that is an answer too.
  await cairn.ask(mutation, { input: { pcc: pcc.name, name, request, setupType: 'RSVP_TE' } });
}

async function compare(cairn: CairnProcess, pictures: Pictures): Promise<void> {
  for (const [position, picture] of pictures) {
    expect(await cairn.graphql(QUERY, { asOf: { position } })).toEqual(picture);
  }
}

/** By time: the last position at or before that instant. Of several with the same time only the last one can be asked. */
async function compareByTime(cairn: CairnProcess, pictures: Pictures): Promise<number> {
  let compared = 0;
  for (const picture of pictures.values()) {
    const { position, time } = picture.topology;
    const found = await cairn.graphql<Picture & Record<string, unknown>>(QUERY, { asOf: { time } });
    expect(Number(found.topology.position)).toBeGreaterThanOrEqual(Number(position));
    expect(found.topology.time).toBe(time);
    if (found.topology.position !== position) continue;
    expect(found).toEqual(picture);
    compared++;
  }
  return compared;
}

/** What was decided meanwhile is decided likewise when it is computed again. */
async function audit(cairn: CairnProcess): Promise<void> {
  const query = '{ audit(first: 1000) { reproduced different notComputed pageInfo { hasNextPage } } }';
  const { audit: found } = await cairn.graphql<{ audit: Readonly<Record<string, unknown>> }>(query);
  expect(found).toMatchObject({ different: 0, notComputed: 0, pageInfo: { hasNextPage: false } });
  expect(found['reproduced']).toBeGreaterThan(10);
}

test(`asOf at ${POSITIONS} positions is what was live, before and after a restart`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-as-of-'));
  const topology = path.join(folder, 'network.yaml');
  writeFileSync(topology, REFERENCE_NETWORK);
  const start = (workers: number) =>
    startCairn({
      env: { CAIRN_DATA_DIR: path.join(folder, 'data'), CAIRN_TOPOLOGY: topology },
      config: { store: { snapshotEvery: 150 }, computation: { workers }, log: { level: 'error' } },
    });
  try {
    const cairn = await start(0);
    const pccs = [1, 2, 3].map((number) => new LoadPcc(`head-${number}`, SEED + number, 6));
    await Promise.all(pccs.map((pcc) => pcc.connect(cairn.ports.pcep)));
    const pictures = await record(cairn, pccs, new Random(SEED));
    await compare(cairn, pictures);
    await audit(cairn);
    for (const pcc of pccs) pcc.disconnect();
    expect((await cairn.stop()).code).toBe(0);
    // By threads of their own this time.
    const again = await start(2);
    await compare(again, pictures);
    await audit(again);
    expect((await again.get('/metrics')).body).toMatch(
      /^cairn_computation_questions_total\{by="thread"\} [1-9]/m,
    );
    expect(await compareByTime(again, pictures)).toBeGreaterThan(POSITIONS / 4);
    await again.stop();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
