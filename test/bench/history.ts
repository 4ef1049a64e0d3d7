import { SNAPSHOT_NAME } from '../../src/app/projector.js';
import { thinOut } from '../../src/app/snapshot-retention.js';
import { LspId, PccId, SessionId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import type { LspReported } from '../../src/events/catalogue/lsp.js';
import { lspStream, sessionStream } from '../../src/events/catalogue/streams.js';
import type { EventStore } from '../../src/events/store.js';
import { openSqliteStore } from '../../src/events/stores/sqlite/open.js';
import { msgpackSnapshotCodec } from '../../src/main/snapshot-codec.js';
import { NETWORK_STATE_SCHEMA } from '../../src/projections/network-state.js';
import { type BenchNetwork, documentOf, generateNetwork, walk } from './network.js';
import { Random } from './random.js';
import { type RunningCairn, startCairn } from './running-cairn.js';

export const HISTORY_LSPS = 100_000;
const PCCS = 100;
const HOPS = 8;
/** Appends that are under way at a time. */
const WINDOW = 4_000;
const NEVER = 1_000_000_000;

/**
 * Fills a new store with a network, sessions, and reports of 100,000 RSVP-TE LSPs: first all as new, then changes of
 * random ones until the log has `events` events. Everything goes through Cairn's own append. No snapshot is left in it,
 * unless they are wanted: then those that a Cairn has kept which lived through this log.
 */
export async function generateHistory(file: string, events: number, snapshotEvery = NEVER): Promise<void> {
  const cairn = await startCairn({ file, snapshotEvery: NEVER });
  const network = generateNetwork();
  const imported = await cairn.pce.importTopology(documentOf(network), 'CAIRN', true);
  if (!imported.ok) throw new Error(imported.error.message);
  await recordSessions(cairn.store);
  const source = reports(network);
  for (let next = snapshotEvery; cairn.store.head() < events; next += snapshotEvery) {
    await recordReports(cairn.store, source, Math.min(next, events));
    await cairn.pce.reached(cairn.store.head());
    if (snapshotEvery !== NEVER) await saveSnapshot(cairn);
  }
  await cairn.stop();
  if (snapshotEvery === NEVER) await forgetSnapshots(file);
}

async function saveSnapshot({ store, pce }: RunningCairn): Promise<void> {
  const captured = pce.live.state.capture();
  const body = await msgpackSnapshotCodec.encode(captured);
  await store.snapshots.save(SNAPSHOT_NAME, {
    position: captured.position,
    schema: NETWORK_STATE_SCHEMA,
    body,
  });
  for (const old of thinOut(await store.snapshots.list(SNAPSHOT_NAME)))
    await store.snapshots.remove(SNAPSHOT_NAME, old);
}

/** So that the next start has to fold the whole log. Without a PCE, which would save its state again at its end. */
export async function forgetSnapshots(path: string): Promise<void> {
  const store = await openSqliteStore({ path, clock: Date.now, newId: () => '' });
  for (const position of await store.snapshots.list(SNAPSHOT_NAME)) {
    await store.snapshots.remove(SNAPSHOT_NAME, position);
  }
  await store.close();
}

async function recordSessions(store: EventStore): Promise<void> {
  for (let index = 0; index < PCCS; index++) {
    const pcc = pccOf(index);
    const session = SessionId(`bench-session-${index}`);
    const timer = { local: 30, remote: 30 };
    const capabilities = { stateful: true, update: true, initiation: true, setupTypes: ['RSVP_TE'] as const };
    const established = {
      pcc,
      session,
      address: pcc,
      port: 4189,
      keepalive: timer,
      deadTimer: timer,
      capabilities,
    };
    await store.append(sessionStream(pcc), 'any', [
      { type: 'SessionEstablished', data: established },
      { type: 'SessionSynchronized', data: { pcc, session, reported: 0, removed: 0 } },
      { type: 'SessionClosed', data: { pcc, session, reason: 'closed-by-peer' } },
    ]);
  }
}

/** Until the log has `until` events. */
async function recordReports(store: EventStore, source: Iterator<LspReported>, until: number): Promise<void> {
  while (store.head() < until) {
    const window = Math.min(WINDOW, until - store.head());
    await Promise.all(
      Array.from({ length: window }, () => append(store, source.next().value as LspReported)),
    );
  }
}

function append(store: EventStore, report: LspReported): Promise<unknown> {
  const { pcc, name } = report.data;
  return store.append(lspStream(LspId(pcc, name)), 'any', [report]);
}

/** Without end: each LSP as new, then random ones with another bandwidth. */
export function* reports(network: BenchNetwork): Generator<LspReported> {
  const random = new Random(2);
  const states: LspState[] = [];
  for (let index = 0; index < HISTORY_LSPS; index++) {
    const state = newLsp(network, index, random);
    states.push(state);
    yield { type: 'LspReported', data: state };
  }
  for (;;) {
    const known = random.pick(states);
    yield { type: 'LspReported', data: { ...known, bandwidth: 1_000_000 * (1 + random.below(200)) } };
  }
}

function newLsp(network: BenchNetwork, index: number, random: Random): LspState {
  const { source, destination, addresses } = walk(network, HOPS, random);
  const sender = network.nodes[source]?.routerId ?? '';
  const endpoint = network.nodes[destination]?.routerId ?? '';
  return {
    pcc: pccOf(index % PCCS),
    name: `lsp-${index}`,
    plspId: 1 + Math.floor(index / PCCS),
    setupType: 'RSVP_TE',
    operationalState: 'UP',
    administrative: true,
    delegated: true,
    createdByPce: false,
    source: sender,
    destination: endpoint,
    identifiers: { sender, lspId: 1, tunnelId: index % 65_536, extendedTunnelId: sender, endpoint },
    bandwidth: 1_000_000 * (1 + random.below(200)),
    setupPriority: 7,
    holdingPriority: 7,
    metric: 'TE',
    route: addresses.map((address) => ({ kind: 'address', address })),
  };
}

const pccOf = (index: number): PccId => PccId(`192.0.2.${index + 1}`);
