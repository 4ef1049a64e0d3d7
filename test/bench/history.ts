import { setImmediate } from 'node:timers/promises';
import { LspId, PccId, SessionId } from '../../src/domain/values/identifiers.js';
import type { LspState } from '../../src/domain/values/lsp.js';
import type { LspReported } from '../../src/events/catalogue/lsp.js';
import { lspStream, sessionStream } from '../../src/events/catalogue/streams.js';
import type { EventStore } from '../../src/events/store.js';
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
 * random ones until the log has `events` events. No snapshot is left in it. Everything goes through Cairn's own append.
 */
export async function generateHistory(file: string, events: number): Promise<void> {
  const cairn = await startCairn({ file, snapshotEvery: NEVER });
  const network = generateNetwork();
  const imported = await cairn.pce.importTopology(documentOf(network), 'CAIRN', true);
  if (!imported.ok) throw new Error(imported.error.message);
  await recordSessions(cairn.store);
  await recordReports(cairn.store, network, events);
  await cairn.pce.reached(events);
  await cairn.stop();
  await forgetSnapshots(file);
}

/** So that the next start has to fold the whole log. */
export async function forgetSnapshots(file: string): Promise<void> {
  const { store, stop }: RunningCairn = await startCairn({ file, snapshotEvery: NEVER });
  for (const position of await store.snapshots.list('network'))
    await store.snapshots.remove('network', position);
  await stop();
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

async function recordReports(store: EventStore, network: BenchNetwork, until: number): Promise<void> {
  let window: Promise<unknown>[] = [];
  let left = until - store.head();
  for (const { data } of reports(network)) {
    if (left-- === 0) break;
    const stream = lspStream(LspId(data.pcc, data.name));
    window.push(store.append(stream, 'any', [{ type: 'LspReported', data }]));
    if (window.length < WINDOW) continue;
    await Promise.all(window);
    await setImmediate();
    window = [];
  }
  await Promise.all(window);
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
