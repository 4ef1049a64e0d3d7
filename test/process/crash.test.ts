// 100 times kill -9 under load. After each: every event that was acknowledged is in the log, the projections equal a
// fold of the whole log, and what was under way on the network comes to an outcome without being sent twice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Audit } from '../../src/app/audit/audit.js';
import { Projector } from '../../src/app/projector.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import type { EventStore } from '../../src/events/store.js';
import { openSqliteStore } from '../../src/events/stores/sqlite/open.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { systemClock } from '../../src/main/system-clock.js';
import { NetworkState } from '../../src/projections/network-state.js';
import { Random } from '../../src/simulators/pcc/random.js';
import { auditOf, notReproduced } from '../support/audits.js';
import { type CairnProcess, eventually, pause, startCairn } from '../support/cairn-process.js';
import { Subscribed } from '../support/graphql-client.js';
import { LoadPcc } from '../support/load-pcc.js';
import { FakeTelemetry } from '../support/pce.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const KILLS = 100;
const SEED = 20_241;

interface Acknowledged {
  readonly id: string;
  readonly type: string;
}

/** What was told to somebody before the process died. */
class Witness {
  readonly events = new Map<number, Acknowledged>();
  readonly operations = new Set<string>();
  head = 0;

  note(position: string): void {
    this.head = Math.max(this.head, Number(position));
  }
}

const CREATE = `mutation ($input: CreateLspInput!) { createLsp(input: $input) { id } }`;
const UPDATE = `mutation ($input: UpdateLspInput!) { updateLsp(input: $input) { id } }`;
const DELETE = `mutation ($id: ID!) { deleteLsp(id: $id) { id } }`;
const FOLLOW = `subscription ($after: Position) { eventAppended(after: $after) { id position type } }`;
const LSPS = `{ lsps(first: 1000) { nodes { id plspId operationalState bandwidth delegated createdByPce } } }`;

/** Mutations that are answered or die with the process; nothing else may go wrong. */
async function command(
  cairn: CairnProcess,
  witness: Witness,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await cairn.ask(query, variables).catch(() => undefined);
  const [operation] = Object.values(answer?.data ?? {}) as ({ readonly id: string } | null)[];
  if (operation?.id !== undefined) witness.operations.add(operation.id);
}

async function follow(cairn: CairnProcess, witness: Witness, after: number): Promise<void> {
  const url = `ws://127.0.0.1:${cairn.ports.http}/graphql`;
  const subscribed = new Subscribed(url, FOLLOW, { after: String(after) });
  for (;;) {
    const taken = await subscribed.take(1).catch(() => []);
    const [event] = taken as (
      | { readonly id: string; readonly position: string; readonly type: string }
      | undefined
    )[];
    if (event === undefined) return;
    witness.events.set(Number(event.position), { id: event.id, type: event.type });
    witness.note(event.position);
  }
}

/** Load for a random time, then the end. Gives when the last words have arrived. */
async function live(
  cairn: CairnProcess,
  pccs: readonly LoadPcc[],
  witness: Witness,
  random: Random,
  cycle: number,
) {
  const following = follow(cairn, witness, witness.head);
  const commands: Promise<void>[] = [];
  const connected = Promise.allSettled(pccs.map((pcc) => pcc.connect(cairn.ports.pcep)));
  const end = Date.now() + random.between(60, 260);
  for (let turn = 0; Date.now() < end; turn++) {
    for (const pcc of pccs) pcc.change();
    const pcc = pccs[random.below(pccs.length)];
    if (pcc !== undefined && turn % 3 === 0) {
      const request = { source: 'A', destination: 'D', bandwidth: random.below(100) * 1e6 };
      const name = `made-${cycle}-${turn}`;
      const created = { pcc: pcc.name, name, request, setupType: 'RSVP_TE' };
      const removable = [...pcc.lsps.values()].find((lsp) => lsp.create);
      if (pcc.lsps.size < 40) commands.push(command(cairn, witness, CREATE, { input: created }));
      if (removable !== undefined && random.chance(0.5)) {
        commands.push(command(cairn, witness, DELETE, { id: `${pcc.name}/${removable.name}` }));
      }
      const id = `${pcc.name}/${pcc.name}-lsp-${random.below(5)}`;
      commands.push(command(cairn, witness, UPDATE, { input: { id, bandwidth: random.below(100) * 1e6 } }));
    }
    if (turn % 5 === 0) {
      const answer = await cairn.ask('{ pce { position } }').catch(() => undefined);
      const pce = answer?.data?.['pce'] as { readonly position: string } | undefined;
      if (pce !== undefined) witness.note(pce.position);
    }
    await pause(5);
  }
  cairn.signal('SIGKILL');
  await cairn.exited;
  await Promise.all([following, connected, ...commands]);
  await Promise.all(pccs.map((pcc) => pcc.lost()));
}

/** Folds what came since; checks what was acknowledged, and that a start from the snapshot gives the same. */
async function verify(store: EventStore, fold: NetworkState, witness: Witness): Promise<void> {
  const from = fold.position;
  let missing = 0;
  while (fold.position < store.head()) {
    for (const event of await store.readAll(fold.position, 5_000)) {
      fold.apply(event);
      const told = witness.events.get(event.position);
      if (told !== undefined) expect({ id: event.id, type: event.type }).toEqual(told);
      witness.events.delete(event.position);
    }
  }
  for (const position of witness.events.keys()) if (position > from) missing++;
  expect(missing).toBe(0);
  witness.events.clear();
  expect(store.head()).toBeGreaterThanOrEqual(witness.head);
  const known = new Set(fold.operations.capture().map(({ id }) => id as string));
  for (const id of witness.operations) expect(known).toContain(id);
  expect(await projected(store)).toEqual(fold.capture());
}

/** The state as a starting Cairn gets it: from its newest snapshot and the events after it. */
async function projected(store: EventStore) {
  const projector = new Projector({
    store,
    codec: msgpackSnapshotCodec,
    clock: systemClock,
    telemetry: new FakeTelemetry(),
    snapshotEvery: 1_000_000_000,
    onFatal: (error) => {
      throw error;
    },
  });
  await projector.start();
  return projector.state.capture();
}

/** Whatever was decided between two kills can be computed again from the log. */
async function expectReproduced(store: EventStore): Promise<void> {
  const codec = msgpackSnapshotCodec;
  const audit = new Audit({ store, codec, newComputer: createPathComputer, clock: systemClock });
  const found = await auditOf({ audit: (filter) => audit.page(filter), head: () => store.head() });
  expect(notReproduced(found)).toEqual([]);
  expect(found.length).toBeGreaterThan(KILLS * 3);
}

/** The restarted process shows what the fold shows. */
async function compareLive(cairn: CairnProcess, fold: NetworkState): Promise<void> {
  const { lsps } = await cairn.graphql<{ lsps: { nodes: unknown } }>(LSPS);
  const expected = fold.lspDb.ids().map((id) => {
    const current = fold.lspDb.get(id)?.current;
    const { plspId, operationalState, bandwidth, delegated, createdByPce } = current ?? {};
    return { id, plspId, operationalState, bandwidth, delegated, createdByPce };
  });
  expect(lsps.nodes).toEqual(expected);
}

test(`${KILLS} random kills under load lose nothing`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-crash-'));
  const data = path.join(folder, 'data');
  const topology = path.join(folder, 'network.yaml');
  writeFileSync(topology, REFERENCE_NETWORK);
  let running: CairnProcess | undefined;
  const start = async () => {
    running = await startCairn({
      env: { CAIRN_DATA_DIR: data, CAIRN_TOPOLOGY: topology },
      config: { store: { snapshotEvery: 700 }, pcep: { operationTimeout: 4 }, log: { level: 'error' } },
    });
    return running;
  };
  const open = () => {
    let ids = 0;
    return openSqliteStore({
      path: path.join(data, 'cairn.db'),
      clock: () => Date.now(),
      newId: () => `test-${++ids}`,
    });
  };
  const random = new Random(SEED);
  const pccs = [1, 2, 3].map((number) => new LoadPcc(`head-${number}`, SEED + number, 8));
  const witness = new Witness();
  const fold = new NetworkState();
  let acknowledged = 0;
  let interrupted = 0;
  try {
    for (let cycle = 0; cycle < KILLS; cycle++) {
      const cairn = await start();
      await compareLive(cairn, fold);
      await live(cairn, pccs, witness, random, cycle);
      acknowledged += witness.events.size;
      const store = await open();
      await verify(store, fold, witness);
      interrupted += [...fold.operations.pending()].length;
      await store.close();
    }
    // Enough was going on for the kills to mean something.
    expect(acknowledged).toBeGreaterThan(KILLS * 20);
    expect(interrupted).toBeGreaterThan(KILLS / 4);
    await expectOutcomes(await start(), pccs, witness);
    const store = await open();
    const whole = new NetworkState();
    while (whole.position < store.head()) {
      for (const event of await store.readAll(whole.position, 5_000)) whole.apply(event);
    }
    expect(await projected(store)).toEqual(whole.capture());
    await expectReproduced(store);
    await store.close();
    for (const pcc of pccs) expect(pcc.nameClashes).toBe(0);
  } finally {
    // A failure must leave nothing behind that keeps the other tests from ending.
    await running?.kill('SIGKILL');
    for (const pcc of pccs) await pcc.lost();
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

/** With its head-ends back, no operation stays open, and the LSP-DB is what they have. */
async function expectOutcomes(
  cairn: CairnProcess,
  pccs: readonly LoadPcc[],
  witness: Witness,
): Promise<void> {
  await Promise.all(pccs.map((pcc) => pcc.connect(cairn.ports.pcep)));
  for (const id of witness.operations) {
    const query = `query ($id: ID!) { operation(id: $id) { state } }`;
    await eventually(`an outcome of operation ${id}`, async () => {
      const { operation } = await cairn.graphql<{ operation: { state: string } }>(query, { id });
      return operation.state === 'PENDING' ? undefined : operation.state;
    });
  }
  const had = pccs.flatMap((pcc) => [...pcc.lsps.values()].map(({ name }) => `${pcc.name}/${name}`)).sort();
  const pages: string[] = [];
  for (let after: string | null = null; ; ) {
    const { lsps }: LspPage = await cairn.graphql<LspPage>(IDS, { after });
    pages.push(...lsps.nodes.map(({ id }) => id));
    after = lsps.pageInfo.endCursor;
    if (!lsps.pageInfo.hasNextPage) break;
  }
  expect(pages).toEqual(had);
  expect((await cairn.stop()).code).toBe(0);
  for (const pcc of pccs) await pcc.lost();
}

const IDS = `query ($after: String) { lsps(first: 1000, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

interface LspPage {
  readonly lsps: {
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
