// From the intent to its outcome, and across every point where something can get lost.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CreateLsp } from '../../../src/app/lsp-commands.js';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../src/events/stores/memory/open.js';
import type { OperationEntry } from '../../../src/projections/operations/operations.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const NORTH = LspId(A, 'north');
const north = (more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: A,
    name: 'north',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    route: ROUTE_A_B_D,
    ...more,
  });
const created = (more: Partial<LspState> = {}): LspState =>
  north({ name: 'new', plspId: 9, createdByPce: true, bandwidth: 1e9, ...more });
const CREATE: CreateLsp = {
  pcc: A,
  name: 'new',
  request: pathRequest({ source: 'A', destination: 'D', bandwidth: 1e9 }),
  setupType: 'RSVP_TE',
  holdingPriority: 7,
};

let cairn: TestPce;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.connect(A, [north()]);
});

afterEach(() => cairn.stop());

async function accepted(asked: ReturnType<TestPce['pce']['lsps']['create']>): Promise<OperationEntry> {
  const result = await asked;
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const moved = (pce = cairn) => accepted(pce.pce.lsps.update({ id: NORTH, path: ['C', 'D'] }));
const outcome = ({ id }: OperationEntry, pce = cairn) => pce.pce.live.state.operations.get(id);
const lastSrpId = (pce = cairn): number => pce.gateway.sent.at(-1)?.srpId ?? 0;

describe('an update', () => {
  test('succeeds when the head-end reports the new path up', async () => {
    const operation = await moved();
    expect(cairn.gateway.sent).toMatchObject([
      { kind: 'update', plspId: 1, intended: { path: { route: ROUTE_A_C_D } } },
    ]);
    cairn.report(north({ route: ROUTE_A_C_D, operationalState: 'GOING_UP' }), { srpId: lastSrpId() });
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('PENDING');
    // The first report carries the SRP-ID; later progress does not (RFC 8231 7.2).
    cairn.report(north({ route: ROUTE_A_C_D }));
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('SUCCEEDED');
    expect(cairn.gateway.sent).toHaveLength(1);
  });

  test('is recorded before it is sent, and the SRP-ID too', async () => {
    await moved();
    const types = (await cairn.store.readAll(0, 1_000)).map(({ type }) => type).slice(-2);
    expect(types).toEqual(['LspUpdateRequested', 'OperationDispatched']);
  });

  test('an old report of the same path is no answer', async () => {
    const operation = await moved();
    cairn.report(north({ route: ROUTE_A_C_D }));
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('PENDING');
  });

  test('fails with the PCErr of the head-end', async () => {
    const operation = await moved();
    const session = cairn.gateway.sessions.get(A);
    if (session === undefined) throw new Error('not connected');
    const error = { errorType: 19, errorValue: 1, text: 'not delegated' };
    cairn.pce.operationRefused(A, session, lastSrpId() + 1, error);
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('PENDING');
    cairn.pce.operationRefused(A, session, lastSrpId(), error);
    await cairn.settled();
    expect(outcome(operation)).toMatchObject({ state: 'FAILED', error: { code: 'PCEP_ERROR' } });
    expect(outcome(operation)?.error?.message).toContain('PCErr 19/1');
  });

  test('fails with an LSP-ERROR-CODE', async () => {
    const operation = await moved();
    cairn.report(north({ errorCode: 8 }), { srpId: lastSrpId() });
    await cairn.settled();
    expect(outcome(operation)).toMatchObject({ state: 'FAILED', error: { code: 'LSP_ERROR' } });
    expect(outcome(operation)?.error?.message).toContain('RSVP signaling error');
  });

  test('times out at its deadline', async () => {
    const operation = await moved();
    cairn.clock.advance(29_999);
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('PENDING');
    cairn.clock.advance(1);
    await cairn.settled();
    expect(outcome(operation)).toMatchObject({ state: 'TIMED_OUT' });
    // What comes too late changes the LSP-DB, not the outcome.
    cairn.report(north({ route: ROUTE_A_C_D }), { srpId: lastSrpId() });
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('TIMED_OUT');
  });

  test('is superseded by a newer one for the same LSP', async () => {
    const first = await moved();
    const second = await accepted(cairn.pce.lsps.update({ id: NORTH, bandwidth: 2e9 }));
    expect(outcome(first)).toMatchObject({ state: 'CANCELLED' });
    expect(outcome(first)?.error?.message).toContain(second.id);
    cairn.report(north({ bandwidth: 2e9 }), { srpId: lastSrpId() });
    await cairn.settled();
    expect(outcome(second)?.state).toBe('SUCCEEDED');
  });

  test('two at once: the later one counts, and only one stays open', async () => {
    const [first, second] = await Promise.all([
      moved(),
      accepted(cairn.pce.lsps.update({ id: NORTH, bandwidth: 2e9 })),
    ]);
    await cairn.settled();
    expect(outcome(first)?.state).toBe('CANCELLED');
    expect(outcome(second)?.state).toBe('PENDING');
    expect(cairn.gateway.sent.at(-1)).toMatchObject({ intended: { bandwidth: 2e9 } });
  });

  test('fails when the LSP goes away', async () => {
    const operation = await moved();
    cairn.report(north(), { removed: true });
    await cairn.settled();
    expect(outcome(operation)).toMatchObject({ state: 'FAILED', error: { code: 'LSP_REMOVED' } });
  });
});

describe('a deletion', () => {
  beforeEach(async () => {
    cairn.report(created());
    await cairn.settled();
  });

  test('succeeds when the head-end reports the removal', async () => {
    const operation = await accepted(cairn.pce.lsps.remove(LspId(A, 'new')));
    expect(cairn.gateway.sent).toMatchObject([{ kind: 'delete', plspId: 9, name: 'new' }]);
    cairn.report(created(), { removed: true, srpId: lastSrpId() });
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('SUCCEEDED');
  });
});

describe('a session that is lost meanwhile', () => {
  test('before the head-end did anything: sent again under a new SRP-ID', async () => {
    const operation = await moved();
    await cairn.disconnect(A);
    expect(outcome(operation)?.state).toBe('PENDING');
    await cairn.connect(A, [north()]);
    expect(cairn.gateway.sent.map(({ kind, srpId }) => [kind, srpId])).toEqual([
      ['update', 1],
      ['update', 2],
    ]);
    cairn.report(north({ route: ROUTE_A_C_D }), { srpId: 2 });
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('SUCCEEDED');
  });

  test('after the head-end did it: nothing is sent again', async () => {
    const operation = await moved();
    await cairn.disconnect(A);
    await cairn.connect(A, [north({ route: ROUTE_A_C_D, plspId: 4 })]);
    expect(outcome(operation)?.state).toBe('SUCCEEDED');
    expect(cairn.gateway.sent).toHaveLength(1);
  });

  test('a creation that is there and coming up is waited for, not asked for twice', async () => {
    const operation = await accepted(cairn.pce.lsps.create(CREATE));
    await cairn.disconnect(A);
    await cairn.connect(A, [north(), created({ operationalState: 'GOING_UP' })]);
    expect(cairn.gateway.sent).toHaveLength(1);
    cairn.report(created());
    await cairn.settled();
    expect(outcome(operation)?.state).toBe('SUCCEEDED');
  });

  test('a creation that never arrived is sent again', async () => {
    await accepted(cairn.pce.lsps.create(CREATE));
    await cairn.disconnect(A);
    await cairn.connect(A, [north()]);
    expect(cairn.gateway.sent.map(({ kind }) => kind)).toEqual(['initiate', 'initiate']);
  });
});

describe('a restart', () => {
  /** The log as it was after its event number `length`. */
  const cutAt = (log: MemoryLog, length: number): MemoryLog => ({
    events: log.events.slice(0, length),
    snapshots: new Map(),
  });

  async function history(): Promise<{
    readonly log: MemoryLog;
    readonly types: readonly string[];
    readonly clock: FakeClock;
  }> {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await first.connect(A, [north()]);
    await moved(first);
    first.report(north({ route: ROUTE_A_C_D }), { srpId: lastSrpId(first) });
    await first.settled();
    await first.stop();
    return { log, types: log.events.map(({ type }) => type), clock };
  }

  test.each([
    ['requested', 'LspUpdateRequested', north(), 1],
    ['dispatched and maybe sent, not done', 'OperationDispatched', north(), 1],
    ['dispatched and done', 'OperationDispatched', north({ route: ROUTE_A_C_D }), 0],
    ['reported, the outcome not recorded', 'LspReported', north({ route: ROUTE_A_C_D }), 0],
    ['ended', 'OperationSucceeded', north({ route: ROUTE_A_C_D }), 0],
  ] as const)('when it was %s', async (_name, lastType, atHeadEnd, sends) => {
    const { log, types, clock } = await history();
    const second = await TestPce.start({ log: cutAt(log, types.lastIndexOf(lastType) + 1), clock });
    const before = [...second.pce.live.state.operations.pending()].length;
    expect(before).toBe(lastType === 'OperationSucceeded' ? 0 : 1);
    await second.connect(A, [atHeadEnd]);
    expect(second.gateway.sent).toHaveLength(sends);
    if (sends > 0) second.report(north({ route: ROUTE_A_C_D }), { srpId: lastSrpId(second) });
    await second.settled();
    const operations = second.pce.live.state.operations.capture();
    expect(operations.map(({ state }) => state)).toEqual(['SUCCEEDED']);
    await second.stop();
  });

  test('an operation whose head-end does not come back times out', async () => {
    const { log, types, clock } = await history();
    const second = await TestPce.start({
      log: cutAt(log, types.lastIndexOf('OperationDispatched') + 1),
      clock,
    });
    clock.advance(30_000);
    await second.settled();
    expect(second.pce.live.state.operations.capture().map(({ state }) => state)).toEqual(['TIMED_OUT']);
    await second.stop();
  });

  test('of two for one LSP, the process ended before the older was called off: only the newer is sent', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await first.connect(A, [north()]);
    await moved(first);
    await accepted(first.pce.lsps.update({ id: NORTH, bandwidth: 3e9 }));
    await first.stop();
    const until = log.events.findLastIndex(({ type }) => type === 'LspUpdateRequested') + 1;
    const second = await TestPce.start({ log: cutAt(log, until), clock });
    expect([...second.pce.live.state.operations.pending()]).toHaveLength(2);
    await second.connect(A, [north()]);
    expect(second.gateway.sent).toMatchObject([{ intended: { bandwidth: 3e9 } }]);
    await second.stop();
  });
});

describe('commands are refused', () => {
  test.each([
    ['UNKNOWN_PCC', { ...CREATE, pcc: '10.9.9.9' }],
    ['NAME_IN_USE', { ...CREATE, name: 'north' }],
    ['INVALID_INPUT', { ...CREATE, name: '' }],
    ['INVALID_INPUT', { ...CREATE, name: 'ü'.repeat(513) }],
    ['NOT_SUPPORTED', { ...CREATE, setupType: 'SRV6' }],
  ] as const)('%s', async (code, command) => {
    const head = cairn.store.head();
    expect(await cairn.pce.lsps.create(command)).toMatchObject({ ok: false, error: { code } });
    expect(cairn.store.head()).toBe(head);
  });

  test('NAME_IN_USE while the first creation is still under way', async () => {
    const first = cairn.pce.lsps.create(CREATE);
    await first;
    expect(await cairn.pce.lsps.create(CREATE)).toMatchObject({ ok: false, error: { code: 'NAME_IN_USE' } });
  });

  test('PCC_NOT_READY, NOT_DELEGATED, NOT_PCE_INITIATED, UNKNOWN_LSP', async () => {
    cairn.report(north({ name: 'fixed', plspId: 3, delegated: false }));
    await cairn.settled();
    const { lsps } = cairn.pce;
    expect(await lsps.update({ id: LspId(A, 'fixed'), bandwidth: 1 })).toMatchObject({
      error: { code: 'NOT_DELEGATED' },
    });
    expect(await lsps.remove(NORTH)).toMatchObject({ error: { code: 'NOT_PCE_INITIATED' } });
    expect(await lsps.update({ id: LspId(A, 'none') })).toMatchObject({ error: { code: 'UNKNOWN_LSP' } });
    await cairn.disconnect(A);
    expect(await lsps.update({ id: NORTH, bandwidth: 1 })).toMatchObject({
      error: { code: 'PCC_NOT_READY' },
    });
    expect(await lsps.create(CREATE)).toMatchObject({ error: { code: 'PCC_NOT_READY' } });
  });
});
