// Delegated LSPs whose path breaks are moved: all victims of a change together (RFC 8051 3.4.2).
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { EventStore } from '../../../src/events/store.js';
import { emptyLog, openMemoryStore } from '../../../src/events/stores/memory/open.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const state = (name: string, plspId: number, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name,
    plspId,
    source: '10.0.0.1',
    destination: '10.0.0.4',
    bandwidth: 4e9,
    route: ROUTE_A_B_D,
    ...more,
  });

const A_B = '{ from: A, to: B,';
const without = (start: string, document = REFERENCE_NETWORK): string =>
  document
    .split('\n')
    .filter((line) => !line.includes(start))
    .join('\n');
const down = (start: string): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) => (line.includes(start) ? line.replace(' }', ', operational: false }') : line))
    .join('\n');
const capacity = (start: string, value: string): string =>
  REFERENCE_NETWORK.split('\n')
    .map((line) => (line.includes(start) ? line.replace('capacity: 10e9', `capacity: ${value}`) : line))
    .join('\n');

/** All of a store, for one of them to be replaced. */
const methodsOf = (store: EventStore): EventStore => ({
  append: (...args) => store.append(...args),
  readStream: (...args) => store.readStream(...args),
  readAll: (...args) => store.readAll(...args),
  subscribe: (...args) => store.subscribe(...args),
  head: () => store.head(),
  positionAt: (time) => store.positionAt(time),
  snapshots: store.snapshots,
  close: () => store.close(),
});

let cairn: TestPce;

const start = async (wrapStore?: (store: EventStore) => EventStore): Promise<void> => {
  cairn = await TestPce.start(wrapStore === undefined ? {} : { wrapStore });
  await cairn.topology(REFERENCE_NETWORK);
};

beforeEach(() => start());
afterEach(() => cairn.stop());

async function change(document: string): Promise<void> {
  await cairn.topology(document, true);
  await cairn.settled();
}

const updates = (): [number, string][] =>
  cairn.gateway.sent.flatMap((sent) =>
    sent.kind === 'update' ? [[sent.plspId, sent.intended.path.path.nodes.join('')]] : [],
  );
const types = async (): Promise<string[]> => (await cairn.store.readAll(0, 1_000)).map(({ type }) => type);

describe('a link that fails', () => {
  test.each([
    ['down', down(A_B)],
    ['withdrawn', without(A_B)],
  ])('%s: its LSPs get another path by PCUpd, others are left alone', async (_name, document) => {
    await cairn.connect(A, [state('over', 1), state('beside', 2, { route: ROUTE_A_C_D })]);
    await change(document);
    expect(updates()).toEqual([[1, 'ACD']]);
    expect(cairn.telemetry.entries).toContainEqual({
      event: 'lsps-rerouted',
      affected: 1,
      moved: 1,
      unplaced: 0,
    });
  });

  test('victims are computed together: who fits is not a matter of who comes first', async () => {
    // 10 Gbit/s by C, 1 Gbit/s directly: 6 and 5 do not fit together, 5 and 4 do; the important one goes first.
    const important = { setupPriority: 0, holdingPriority: 0 };
    await cairn.connect(A, [
      state('big', 1, { bandwidth: 4.5e9 }),
      state('important', 2, { bandwidth: 5.5e9, ...important }),
      state('small', 3, { bandwidth: 1e9, route: [{ kind: 'address', address: '10.1.4.2' }] }),
    ]);
    await change(down(A_B));
    expect(new Map(updates())).toEqual(
      new Map([
        [1, 'ACD'],
        [2, 'ACD'],
      ]),
    );
    const events = await cairn.store.readAll(0, 1_000);
    const requested = events.flatMap((event) => (event.type === 'LspUpdateRequested' ? [event.data] : []));
    expect(requested.map(({ reason }) => reason)).toEqual(['path-broken', 'path-broken']);
    // One record of the set, to which each of them points.
    const sets = events.flatMap((event) => (event.type === 'PathsComputedTogether' ? [event.data] : []));
    expect(sets.map(({ members }) => members.map(({ ownLsp }) => ownLsp))).toEqual([
      [LspId(A, 'big'), LspId(A, 'important')],
    ]);
    expect(requested.map(({ computation }) => computation?.memberOf)).toEqual(
      [0, 1].map((member) => ({ set: sets[0]?.set, member })),
    );
  });

  test('one that fits nowhere is noted once, and moved when the link returns elsewhere', async () => {
    await cairn.connect(A, [state('one', 1), state('two', 2, { bandwidth: 8e9, route: ROUTE_A_C_D })]);
    await change(down(A_B));
    expect(updates()).toEqual([]);
    expect((await types()).filter((type) => type === 'LspNotReroutable')).toHaveLength(1);
    // Something else changes: tried again, not noted again.
    await change(down(A_B).replace('teMetric: 50, capacity: 1e9', 'teMetric: 50, capacity: 2e9'));
    expect((await types()).filter((type) => type === 'LspNotReroutable')).toHaveLength(1);
    await change(down(A_B).replace('teMetric: 50, capacity: 1e9', 'teMetric: 50, capacity: 20e9'));
    expect(updates()).toEqual([[1, 'AD']]);
  });

  test('several that fit nowhere are noted once, and a set from which nothing follows is not', async () => {
    const full = state('three', 3, { bandwidth: 8e9, route: ROUTE_A_C_D });
    await cairn.connect(A, [state('one', 1), state('two', 2), full]);
    await change(down(A_B));
    const noted = ['PathsComputedTogether', 'LspNotReroutable', 'LspNotReroutable'];
    expect((await types()).filter((type) => noted.includes(type))).toEqual(noted);
    await change(down(A_B).replace('teMetric: 50, capacity: 1e9', 'teMetric: 50, capacity: 2e9'));
    expect((await types()).filter((type) => noted.includes(type))).toEqual(noted);
  });

  test('when it comes back before the LSP was moved, nothing is left to do', async () => {
    await cairn.connect(A, [state('one', 1), state('two', 2, { bandwidth: 8e9, route: ROUTE_A_C_D })]);
    await change(down(A_B));
    await change(REFERENCE_NETWORK);
    await change(REFERENCE_NETWORK.replace('name: Amsterdam', 'name: Mokum'));
    expect(updates()).toEqual([]);
  });

  test('what is not delegated, is down by intent, or has no session is not touched', async () => {
    const other = PccId('10.0.0.9');
    await cairn.connect(other, [state('away', 1, { pcc: other })]);
    await cairn.disconnect(other);
    await cairn.connect(A, [
      state('own', 1, { delegated: false }),
      state('off', 2, { administrative: false }),
    ]);
    await change(down(A_B));
    expect(cairn.gateway.sent).toEqual([]);
  });

  test('of a PCC that is still synchronising: moved after its end-of-synchronisation marker', async () => {
    await cairn.connect(A, [state('one', 1)]);
    await cairn.disconnect(A);
    await change(down(A_B));
    expect(cairn.gateway.sent).toEqual([]);
    await cairn.connect(A, [state('one', 5)]);
    expect(updates()).toEqual([[5, 'ACD']]);
  });
});

describe('a capacity below the reservations', () => {
  test('moves the least important, and no more than needed', async () => {
    const important = { setupPriority: 1, holdingPriority: 1 };
    await cairn.connect(A, [
      state('gold', 1, { bandwidth: 3e9, ...important }),
      state('large', 2, { bandwidth: 4e9 }),
      state('small', 3, { bandwidth: 1e9 }),
    ]);
    await change(capacity(A_B, '5e9'));
    expect(updates()).toEqual([[2, 'ACD']]);
  });

  test('is acted on again when the head-end refuses', async () => {
    const session = await cairn.connect(A, [state('one', 1)]).then((pcc) => cairn.gateway.sessions.get(pcc));
    await change(capacity(A_B, '3e9'));
    const [sent] = cairn.gateway.sent;
    cairn.pce.operationRefused(A, session!, sent!.srpId, { errorType: 24, errorValue: 1, text: 'no' });
    await cairn.settled();
    cairn.clock.advance(5_000);
    await cairn.settled();
    expect(updates()).toEqual([
      [1, 'ACD'],
      [1, 'ACD'],
    ]);
  });

  test('that is enough moves nobody', async () => {
    await cairn.connect(A, [state('one', 1)]);
    await change(capacity(A_B, '4e9'));
    expect(updates()).toEqual([]);
  });
});

describe('a capacity that was cut while nobody could be told', () => {
  test('is looked at when the head-end is back', async () => {
    const lsps = [state('one', 1), state('two', 2, { bandwidth: 3e9 })];
    await cairn.connect(A, lsps);
    await cairn.disconnect(A);
    await change(capacity(A_B, '5e9'));
    await cairn.connect(A, lsps);
    expect(updates()).toEqual([[1, 'ACD']]);
  });

  test('is looked at after a start', async () => {
    const { clock } = cairn;
    const log = emptyLog();
    const lsps = [state('one', 1), state('two', 2, { bandwidth: 3e9 })];
    await cairn.stop();
    cairn = await TestPce.start({ log, clock });
    await cairn.topology(REFERENCE_NETWORK);
    await cairn.connect(A, lsps);
    await cairn.stop();
    // The process ended before anything followed from this.
    const cut = log.events.filter(({ type, text }) => type === 'LinkObserved' && text.includes('"id":"A-B"'));
    const { source, link } = JSON.parse(cut[0]!.text);
    const store = openMemoryStore({ clock: () => clock.now(), newId: () => 'id', log });
    const data = { source, link: { ...link, capacity: 5e9, reservable: 5e9 } };
    await store.append(cut[0]!.stream, 'any', [{ type: 'LinkObserved', data }]);
    cairn = await TestPce.start({ log, clock });
    await cairn.connect(A, lsps);
    expect(updates()).toEqual([[1, 'ACD']]);
  });
});

describe('a delegation with an empty ERO', () => {
  const empty = state('wants', 1, { route: [], operationalState: 'DOWN' });

  test('in the synchronisation gets a path after it', async () => {
    await cairn.connect(A, [empty]);
    expect(updates()).toEqual([[1, 'ABD']]);
  });

  test('later gets a path as soon as it is in the log, however slow the log is', async () => {
    await cairn.stop();
    // Every append takes a while, as on a disk.
    await start((store) => {
      const slow: EventStore['append'] = async (...args) => {
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
        return store.append(...args);
      };
      return { ...methodsOf(store), append: slow };
    });
    await cairn.connect(A);
    cairn.report(empty);
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      cairn.clock.advance(1);
    }
    await cairn.settled();
    expect(updates()).toEqual([[1, 'ABD']]);
  });

  test('without a delegation it gets none', async () => {
    await cairn.connect(A, [{ ...empty, delegated: false }]);
    expect(updates()).toEqual([]);
  });
});
