// PCCs without a session: kept, and forgotten when somebody says so or after the time that was set.
import { afterEach, describe, expect, test } from '@jest/globals';
import { LinkId, PccId } from '../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lspState, TestPce, type TestPceOptions } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const HOUR = 3_600_000;
const NORTH = lspState({
  pcc: A,
  name: 'north',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 4e9,
  route: ROUTE_A_B_D,
});
const LSPS = [NORTH, { ...NORTH, name: 'second', plspId: 2, bandwidth: 1e9 }];

let cairn: TestPce;

afterEach(() => cairn.stop());

/** A PCE that A has left. */
async function leftAlone(options: TestPceOptions = {}): Promise<void> {
  cairn = await TestPce.start(options);
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.connect(A, LSPS);
  await cairn.disconnect(A);
}

const free = (): number => cairn.pce.live.decidingComputer.available(LinkId('A-B'), 7);
const typesAfter = async (position: number): Promise<readonly string[]> =>
  (await cairn.store.readAll(position, 100)).map(({ type }) => type);

describe('a PCC without a session', () => {
  test('keeps its LSPs and their bandwidth, however long it is away', async () => {
    await leftAlone();
    const taken = free();
    cairn.clock.advance(1_000 * HOUR);
    await cairn.settled();
    expect(cairn.pce.live.state.lspDb.countOf(A)).toBe(2);
    expect(free()).toBe(taken);
  });

  test('is forgotten with its LSPs when an operator says so, the PCC last', async () => {
    await leftAlone();
    const taken = free();
    const before = cairn.store.head();
    expect(await cairn.pce.absent.forget(A)).toEqual({ ok: true, value: 2 });
    expect(await typesAfter(before)).toEqual(['LspRemoved', 'LspRemoved', 'PccForgotten']);
    expect(cairn.pce.live.state.lspDb.countOf(A)).toBe(0);
    expect(cairn.pce.live.state.sessions.get(A)).toBeUndefined();
    expect(free()).toBe(taken + 5e9);
  });

  test('comes back after it was forgotten, with what it reports then', async () => {
    await leftAlone();
    await cairn.pce.absent.forget(A);
    await cairn.connect(A, LSPS.slice(0, 1));
    expect(cairn.pce.live.state.sessions.get(A)).toMatchObject({ synchronized: true });
    expect(cairn.pce.live.state.lspDb.ids()).toEqual(['10.0.0.1/north']);
  });

  test('can be forgotten once; one that has a session, or never had one, can not', async () => {
    await leftAlone();
    await cairn.pce.absent.forget(A);
    expect(await cairn.pce.absent.forget(A)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_PCC' } });
    await cairn.connect(A, LSPS);
    const before = cairn.store.head();
    expect(await cairn.pce.absent.forget(A)).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    expect(cairn.store.head()).toBe(before);
  });
});

describe('with an absence time', () => {
  test('it is forgotten when that has passed, and not when it came back before', async () => {
    await leftAlone({ absenceTime: HOUR });
    cairn.clock.advance(HOUR - 1);
    await cairn.connect(A, LSPS);
    cairn.clock.advance(HOUR);
    await cairn.settled();
    expect(cairn.pce.live.state.lspDb.countOf(A)).toBe(2);
    await cairn.disconnect(A);
    const before = cairn.store.head();
    cairn.clock.advance(HOUR);
    await cairn.settled();
    expect(await typesAfter(before)).toEqual(['LspRemoved', 'LspRemoved', 'PccForgotten']);
  });

  test('the time goes on over a restart of the PCE, and ends once', async () => {
    const log = emptyLog();
    const clock = new FakeClock();
    await leftAlone({ log, clock, absenceTime: HOUR });
    await cairn.stop();
    clock.advance(HOUR / 2);
    cairn = await TestPce.start({ log, clock, absenceTime: HOUR });
    clock.advance(HOUR / 2 - 1);
    await cairn.settled();
    expect(cairn.pce.live.state.lspDb.countOf(A)).toBe(2);
    await cairn.stop();
    clock.advance(HOUR);
    cairn = await TestPce.start({ log, clock, absenceTime: HOUR });
    await cairn.settled();
    expect(cairn.pce.live.state.lspDb.countOf(A)).toBe(0);
    const forgotten = (await cairn.store.readAll(0, 1_000)).filter(({ type }) => type === 'PccForgotten');
    expect(forgotten.map(({ data }) => data)).toEqual([{ pcc: A, reason: 'absent', lsps: 2 }]);
  });
});
