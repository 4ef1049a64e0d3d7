// A process that ends after any event of a maintenance window's life: the next one finishes it, moves no LSP twice, and
// leaves every LSP where a process that lives on would have.
import { describe, expect, test } from '@jest/globals';
import type { LspState } from '../../src/domain/values/lsp.js';
import { emptyLog } from '../../src/events/stores/memory/open.js';
import { type Life, live, type Outside } from '../support/crashing-pce.js';
import { FakeClock } from '../support/fake-clock.js';
import { isOverB, lspOver, MINUTE, SECOND, workOnLink } from '../support/maintained-network.js';
import { TestPce } from '../support/pce.js';
import { PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const START = Date.UTC(2026, 2, 1, 12);
const wanted = workOnLink(START + 80 * SECOND, START + 110 * SECOND, {
  drainTime: 60 * SECOND,
  idempotencyKey: 'change-1',
});
/** One goes over B all the time, one is where the others come through. */
const LSPS: readonly LspState[] = [
  lspOver('gold', 'B', 4e9, 1),
  lspOver('silver', 'B', 2e9, 2),
  lspOver('bronze', 'C', 1e9, 3),
];

function outside(): Outside {
  const pccs = new PlayedPccs(['10.0.0.1']);
  for (const lsp of LSPS) pccs.lsps.set(`${lsp.pcc}/${lsp.name}`, lsp);
  return { log: emptyLog(), clock: new FakeClock(START), pccs };
}

const life: Life = {
  ask: (cairn) => cairn.pce.maintenances.plan(wanted),
  until: START + 3 * MINUTE,
};

const dataOf = ({ text }: { readonly text: string }): unknown => JSON.parse(text);
const placesOf = (pccs: PlayedPccs) =>
  Object.fromEntries(pccs.names.map((name) => [name, isOverB(pccs.lsp(name)) ? 'B' : 'C']));

const whole = outside();
await live(whole, life);
const total = whole.log.events.length;
const firstOfWindow = whole.log.events.findIndex(({ type }) => type === 'MaintenanceRequested');

test('without a crash the window is carried out', () => {
  const types = whole.log.events.map(({ type }) => type);
  expect(types.filter((type) => type === 'MaintenanceMovesPlanned')).toHaveLength(2);
  expect(types.filter((type) => type === 'MaintenanceLspMoved')).toHaveLength(4);
  expect(whole.log.events.at(-1)?.type).toBe('MaintenanceEnded');
  expect(placesOf(whole.pccs)).toEqual({ gold: 'B', silver: 'B', bronze: 'C' });
});

const points = Array.from({ length: total - firstOfWindow }, (_, index) => firstOfWindow + index);

describe.each(points)('the process ends when the log has %i events', (point) => {
  test('the next one finishes the window', async () => {
    const world = outside();
    expect(await live(world, life, point)).toBe(false);
    expect(await live(world, life)).toBe(true);
    const { log, pccs } = world;
    const over = log.events.filter(({ type }) => type === 'MaintenanceEnded');
    expect(over).toHaveLength(1);
    expect(over.map(dataOf)[0]).toMatchObject({ outcome: 'DONE' });
    expect(placesOf(pccs)).toEqual(placesOf(whole.pccs));
    // Away and back, each once.
    expect(pccs.asked.filter(({ kind }) => kind === 'update')).toHaveLength(4);
    expect(log.events.filter(({ type }) => type === 'MaintenanceRequested')).toHaveLength(1);
    expect(log.events.filter(({ type }) => type === 'MaintenanceStarted')).toHaveLength(1);
    // Each timer is in the log once.
    const timers = log.events.filter(({ type }) => type === 'SagaTimerFired');
    expect(new Set(timers.map(({ text }) => text)).size).toBe(timers.length);
  });
});

/** One LSP is not let go: the window is called off at its start, and whatever was moved goes back. */
function hindered(): Outside {
  const world = outside();
  world.pccs.fault = (sent) => (sent.kind === 'update' && sent.plspId === 2 ? 'refuse' : undefined);
  return world;
}

const refused = hindered();
await live(refused, life);
const firstOfRefused = refused.log.events.findIndex(({ type }) => type === 'MaintenanceRequested');

test('without a crash it is called off', () => {
  expect(refused.log.events.filter(({ type }) => type === 'MaintenanceCalledOff')).toHaveLength(1);
  expect(refused.log.events.at(-1)?.type).toBe('MaintenanceEnded');
  expect(placesOf(refused.pccs)).toEqual({ gold: 'B', silver: 'B', bronze: 'C' });
});

const refusedPoints = Array.from(
  { length: refused.log.events.length - firstOfRefused },
  (_, index) => firstOfRefused + index,
);

describe.each(refusedPoints)('it is called off, and the process ends when the log has %i events', (point) => {
  test('the next one leads everything back', async () => {
    const world = hindered();
    expect(await live(world, life, point)).toBe(false);
    expect(await live(world, life)).toBe(true);
    const { log, pccs } = world;
    const over = log.events.filter(({ type }) => type === 'MaintenanceEnded');
    expect(over.map(dataOf)).toMatchObject([{ outcome: 'REFUSED' }]);
    expect(log.events.filter(({ type }) => type === 'MaintenanceCalledOff')).toHaveLength(1);
    expect(placesOf(pccs)).toEqual({ gold: 'B', silver: 'B', bronze: 'C' });
    const done = pccs.asked.filter((sent) => sent.kind === 'update' && sent.plspId === 1);
    expect(done).toHaveLength(2);
  });
});

describe('away for a part of it', () => {
  /** A process until just after `until`, none until `again`, then another one. */
  async function away(until: number, again: number, command = wanted) {
    const world = outside();
    const { log, clock, pccs } = world;
    const first = await TestPce.start({ log, clock });
    await first.topology(REFERENCE_NETWORK);
    await pccs.connectTo(first);
    await first.pce.maintenances.plan(command);
    while (clock.now() < until) {
      clock.advance(SECOND);
      await first.settled();
    }
    first.gateway.onSent = undefined;
    await first.pce.stop();
    clock.advance(again - clock.now());
    const second = new TestPce({ log, clock });
    await second.pce.start();
    await pccs.connectTo(second);
    await second.settled();
    const [entry] = [...second.pce.live.state.maintenances.all()];
    const at = { state: entry?.state, places: placesOf(pccs) };
    clock.advance(3 * MINUTE);
    await second.settled();
    const [ended] = [...second.pce.live.state.maintenances.all()];
    await second.stop();
    return { at, end: { state: ended?.state, places: placesOf(pccs), failure: ended?.failure } };
  }

  test('over the start: drained late, then in progress', async () => {
    const { at, end } = await away(START + 10 * SECOND, START + 90 * SECOND);
    expect(at).toEqual({ state: 'IN_PROGRESS', places: { gold: 'C', silver: 'C', bronze: 'C' } });
    expect(end).toMatchObject({ state: 'DONE', places: { gold: 'B', silver: 'B', bronze: 'C' } });
  });

  test('over the end: what was moved goes back', async () => {
    const { at } = await away(START + 100 * SECOND, START + 10 * MINUTE);
    expect(at).toEqual({ state: 'DONE', places: { gold: 'B', silver: 'B', bronze: 'C' } });
  });

  test('over all of it: nothing was touched, and it is said to have come to nothing', async () => {
    const { at, end } = await away(START + 10 * SECOND, START + 10 * MINUTE);
    expect(at).toEqual({ state: 'CANCELLED', places: { gold: 'B', silver: 'B', bronze: 'C' } });
    expect(end.failure).toMatchObject({ message: 'its time was over before it could begin' });
  });

  test('the clock is put back: what has begun is not begun again', async () => {
    const world = outside();
    const { log, clock, pccs } = world;
    const cairn = await TestPce.start({ log, clock });
    await cairn.topology(REFERENCE_NETWORK);
    await pccs.connectTo(cairn);
    await cairn.pce.maintenances.plan(wanted);
    clock.advance(25 * SECOND);
    await cairn.settled();
    expect(placesOf(pccs)).toMatchObject({ gold: 'C', silver: 'C' });
    const asked = pccs.asked.length;
    await cairn.stop();
    const again = new TestPce({ log, clock: new FakeClock(START) });
    await again.pce.start();
    await pccs.connectTo(again);
    await again.settled();
    expect(pccs.asked).toHaveLength(asked);
    expect([...again.pce.live.state.maintenances.all()][0]?.state).toBe('DRAINING');
    await again.stop();
  });
});
