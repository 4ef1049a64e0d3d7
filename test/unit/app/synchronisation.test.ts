// Mark and sweep (RFC 8231 5.6), on a PCE with a fake gateway and a store in memory.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PccId, SessionId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { lspState, TestPce } from '../../support/pce.js';
import { ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const state = (name: string, more: Partial<LspState> = {}): LspState =>
  lspState({ pcc: A, name, source: '10.0.0.1', destination: '10.0.0.4', route: ROUTE_A_B_D, ...more });
const path = (name: string, lspId: number, more: Partial<LspState> = {}): LspState => {
  const identifiers = {
    sender: '10.0.0.1',
    lspId,
    tunnelId: 1,
    extendedTunnelId: '10.0.0.1',
    endpoint: '10.0.0.4',
  };
  return state(name, { identifiers, ...more });
};

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
});

afterEach(() => cairn.stop());

const names = (): string[] => cairn.pce.live.state.lspDb.ids().map((id) => id.slice(id.indexOf('/') + 1));
const eventsAfter = async (position: number) => {
  const events = await cairn.store.readAll(position, 1_000);
  return events.map(({ type }) => type);
};

describe('a synchronisation', () => {
  test('removes what is not reported again, and only of that PCC', async () => {
    await cairn.connect(A, [state('one'), state('two', { plspId: 2 }), state('three', { plspId: 3 })]);
    const other = PccId('10.0.0.2');
    await cairn.connect(other, [state('other', { pcc: other })]);
    await cairn.disconnect(A);
    await cairn.connect(A, [state('two', { plspId: 7 }), state('four', { plspId: 8 })]);
    expect(names()).toEqual(['four', 'two', 'other']);
    const [synchronized] = (await cairn.store.readAll(0, 1_000)).filter(
      ({ type, data }) => type === 'SessionSynchronized' && 'removed' in data && data.removed > 0,
    );
    expect(synchronized?.data).toMatchObject({ pcc: A, reported: 2, removed: 2 });
  });

  test('that tells nothing new appends nothing but the events of the session', async () => {
    const lsps = [
      state('one'),
      path('two', 5, { plspId: 2 }),
      path('two', 6, { plspId: 2, operationalState: 'GOING_UP' }),
    ];
    await cairn.connect(A, lsps);
    await cairn.disconnect(A);
    const before = cairn.store.head();
    await cairn.connect(A, lsps);
    expect(await eventsAfter(before)).toEqual(['SessionEstablished', 'SessionSynchronized']);
  });

  test('sweeps one path of an LSP whose other path is reported again', async () => {
    await cairn.connect(A, [path('one', 1), path('one', 2)]);
    await cairn.disconnect(A);
    const before = cairn.store.head();
    await cairn.connect(A, [path('one', 2)]);
    expect(await eventsAfter(before)).toContain('LspRemoved');
    expect(
      cairn.pce.live.state.lspDb.byName(A, 'one')?.paths.map(({ identifiers }) => identifiers?.lspId),
    ).toEqual([2]);
  });

  test('waits for reports that are still on their way to the log', async () => {
    const pcc = await cairn.connect(A, [state('stays'), state('goes', { plspId: 2 })]);
    await cairn.disconnect(pcc);
    const session = SessionId('again');
    cairn.pce.sessionEstablished(established(session));
    cairn.report(state('stays', { bandwidth: 5e9 }), { session, sync: true });
    cairn.report(state('new', { plspId: 3 }), { session, sync: true });
    // Nothing of this has been appended when the marker comes.
    cairn.pce.synchronizationEnded(A, session, () => undefined);
    await cairn.settled();
    expect(names()).toEqual(['new', 'stays']);
    const types = await eventsAfter(0);
    expect(types.lastIndexOf('SessionSynchronized')).toBeGreaterThan(types.lastIndexOf('LspReported'));
  });

  test('that is cut off sweeps nothing, and the next one does', async () => {
    await cairn.connect(A, [state('one'), state('two', { plspId: 2 })]);
    await cairn.disconnect(A);
    const [first, second] = [SessionId('first'), SessionId('second')];
    cairn.pce.sessionEstablished(established(first));
    cairn.report(state('one', { bandwidth: 1e9 }), { session: first, sync: true });
    // The marker and the loss come before the report is in the log: the marker must not count for the next session.
    cairn.pce.synchronizationEnded(A, first, () => undefined);
    cairn.pce.sessionClosed(A, first, 'connection-lost');
    cairn.pce.sessionEstablished(established(second));
    await cairn.settled();
    expect(names()).toEqual(['one', 'two']);
    expect(cairn.pce.live.state.sessions.get(A)?.synchronized).toBe(false);
    cairn.report(state('two', { plspId: 2 }), { session: second, sync: true });
    cairn.pce.synchronizationEnded(A, second, () => undefined);
    await cairn.settled();
    expect(names()).toEqual(['two']);
  });

  const established = (session: SessionId) => ({
    pcc: A,
    session,
    address: A,
    port: 4189,
    keepalive: { local: 30, remote: 30 },
    deadTimer: { local: 120, remote: 120 },
    capabilities: { stateful: true, update: true, initiation: true, setupTypes: ['RSVP_TE' as const] },
  });
});

describe('make-before-break', () => {
  test('shows both paths, the liveliest as the current one, then the new one alone', async () => {
    await cairn.connect(A, [path('one', 1)]);
    const entry = () => cairn.pce.live.state.lspDb.byName(A, 'one');
    cairn.report(path('one', 2, { operationalState: 'GOING_UP', route: ROUTE_A_C_D }));
    await cairn.settled();
    expect(entry()?.paths).toHaveLength(2);
    expect(entry()?.current.identifiers?.lspId).toBe(1);
    cairn.report(path('one', 2, { route: ROUTE_A_C_D }));
    cairn.report(path('one', 1, { operationalState: 'DOWN' }), { removed: true });
    await cairn.settled();
    expect(entry()?.paths.map(({ identifiers }) => identifiers?.lspId)).toEqual([2]);
  });

  test('all in one turn leads to the same', async () => {
    await cairn.connect(A, [path('one', 1)]);
    cairn.report(path('one', 2, { operationalState: 'GOING_UP', route: ROUTE_A_C_D }));
    cairn.report(path('one', 2, { route: ROUTE_A_C_D }));
    cairn.report(path('one', 1, { operationalState: 'DOWN' }), { removed: true });
    await cairn.settled();
    const entry = cairn.pce.live.state.lspDb.byName(A, 'one');
    expect(entry?.paths.map(({ identifiers }) => identifiers?.lspId)).toEqual([2]);
    expect(entry?.current.route).toEqual(ROUTE_A_C_D);
  });

  test('a removal without an LSP-ID takes the whole LSP', async () => {
    await cairn.connect(A, [path('one', 1), path('one', 2)]);
    cairn.report(state('one'), { removed: true });
    await cairn.settled();
    expect(names()).toEqual([]);
  });
});

test('a restart takes no session over from the earlier process', async () => {
  const log = { events: [], snapshots: new Map() };
  const first = await TestPce.start({ log });
  await first.connect(A, [state('one')]);
  await first.stop();
  const second = await TestPce.start({ log });
  expect(second.pce.live.state.sessions.get(A)).toMatchObject({
    synchronized: false,
    lastEnd: 'pce-restarted',
  });
  expect(second.pce.live.state.sessions.get(A)?.session).toBeUndefined();
  await second.stop();
});
