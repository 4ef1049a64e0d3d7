// LSPs that their head-ends schedule themselves and delegate (RFC 8934 4.3, PCC-initiated), as bookings of the head-end.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Booking } from '../../../../src/domain/values/booking.js';
import { PccId } from '../../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../../src/domain/values/lsp.js';
import type { LspSchedule } from '../../../../src/domain/values/lsp-schedule.js';
import { emptyLog, type MemoryLog } from '../../../../src/events/stores/memory/open.js';
import { book, bookingNetwork, HOUR, pass, SECOND, wanted } from '../../../support/booking-network.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { lspState, TestPce } from '../../../support/pce.js';
import type { PlayedPccs } from '../../../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const HEAD = PccId('10.0.0.1');
const MINUTE = 60 * SECOND;
let cairn: TestPce;
let pccs: PlayedPccs;
let now: number;
let clock: FakeClock;
let log: MemoryLog;

beforeEach(async () => {
  clock = new FakeClock();
  log = emptyLog();
  ({ cairn, pccs, now } = await bookingNetwork({ clock, log, scheduling: true }));
});
afterEach(() => cairn.stop());

const times = (more: Partial<LspSchedule> = {}): LspSchedule => ({
  start: now + 2 * MINUTE,
  end: now + 4 * MINUTE,
  trigger: 'PCC',
  activated: false,
  ...more,
});
const delegated = (schedule: LspSchedule, more: Partial<LspState> = {}): LspState =>
  lspState({
    pcc: HEAD,
    name: 'own',
    source: '10.0.0.1',
    destination: '10.0.0.4',
    setupType: 'SR_MPLS',
    operationalState: 'DOWN',
    bandwidth: 10e9,
    schedule,
    ...more,
  });

async function schedule(...given: Parameters<typeof delegated>): Promise<void> {
  pccs.change(cairn, delegated(...given));
  await cairn.settled();
}
const all = (): readonly Booking[] => [...cairn.pce.live.state.bookings.all()];
const occurrence = () => all().at(-1)?.occurrences[0];

test('one gets a path for its times, and is up in them by itself', async () => {
  await schedule(times());
  expect(pccs.asked).toMatchObject([{ kind: 'update', intended: { schedule: times() } }]);
  expect(pccs.lsp('own')).toMatchObject({ operationalState: 'DOWN', route: [{}, {}] });
  expect(occurrence()).toMatchObject({ state: 'PLANNED', moving: false });
  await pass(cairn, 121 * SECOND);
  expect(occurrence()?.state).toBe('ACTIVE');
  for (const { id } of cairn.pce.live.state.ted.links()) expect(cairn.pce.live.computer.reserved(id)).toBe(0);
  await pass(cairn, 2 * MINUTE);
  expect(pccs.names).toEqual([]);
  expect(all().map(({ state }) => state)).toEqual(['COMPLETED']);
  expect(pccs.asked).toHaveLength(1);
  expect(cairn.pce.live.state.calendar.size).toBe(0);
});

test('its bandwidth is booked: others find what it leaves, and it finds what they leave', async () => {
  await schedule(times());
  await book(cairn, wanted('second', now + 2 * MINUTE + 5 * SECOND, now + 4 * MINUTE));
  const third = await book(cairn, wanted('third', now + 2 * MINUTE + 5 * SECOND, now + 4 * MINUTE));
  expect(third.state).toBe('REJECTED');
  await schedule(times(), { name: 'late', plspId: 2 });
  expect(all().find(({ order }) => order.name === 'late')?.state).toBe('REJECTED');
  expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update', plspId: 2, intended: { path: { route: [] } } });
  expect([...cairn.pce.live.state.operations.pending()]).toEqual([]);
});

test('an elastic one moves to where there is room, and is told so', async () => {
  for (const name of ['one', 'two'])
    await book(cairn, wanted(name, now + MINUTE, now + 2 * MINUTE + 30 * SECOND));
  await schedule(times({ elastic: { earlier: 0, later: 5 * MINUTE } }));
  const moved = { start: now + 150 * SECOND, end: now + 270 * SECOND };
  expect(occurrence()).toMatchObject({ ...moved, state: 'PLANNED' });
  expect(pccs.lsp('own')?.schedule).toMatchObject(moved);
  await pass(cairn, 3 * MINUTE);
  expect(occurrence()?.state).toBe('ACTIVE');
});

test.each([0, 3])('another path reaches it when a link fails %d minutes later', async (minutes) => {
  await schedule(times());
  await pass(cairn, minutes * MINUTE);
  const before = occurrence()?.path?.path.links ?? [];
  const [, to] = before[0]!.split('-');
  await cairn.topology(REFERENCE_NETWORK.replace(new RegExp(` {2}- \\{ from: ${to}, to: D.*\\n`), ''), true);
  await pass(cairn, SECOND);
  expect(occurrence()?.path?.path.links).not.toEqual(before);
  expect(occurrence()).toMatchObject({ moving: false });
  expect(pccs.asked).toHaveLength(2);
});

test.each([
  ['removed', () => pccs.lose(cairn, 'own')],
  ['no longer delegated', () => pccs.change(cairn, { ...pccs.lsp('own')!, delegated: false })],
])('one that is %s gives its bandwidth back', async (_what, change) => {
  await schedule(times());
  change();
  await cairn.settled();
  expect(all().map(({ state }) => state)).toEqual(['CANCELLED']);
  expect(cairn.pce.live.state.calendar.size).toBe(0);
});

test('one that is given other times is admitted anew for those', async () => {
  await schedule(times());
  const later = times({ start: now + HOUR, end: now + 2 * HOUR });
  pccs.change(cairn, { ...pccs.lsp('own')!, schedule: later });
  await cairn.settled();
  expect(all().map(({ state }) => state)).toEqual(['CANCELLED', 'ADMITTED']);
  expect(occurrence()).toMatchObject({ start: later.start, end: later.end, moving: false });
});

test('it is not called off here', async () => {
  await schedule(times());
  const answer = await cairn.pce.bookings.cancel(all()[0]!.id);
  expect(answer).toMatchObject({ ok: false, error: { code: 'NOT_SUPPORTED' } });
});

test.each<[string, Partial<LspSchedule>, Partial<LspState>]>([
  ['repeats', { repeat: { interval: HOUR, times: 2 } }, {}],
  ['is this PCE to trigger', { trigger: 'PCE' }, {}],
  ['is not delegated', {}, { delegated: false }],
])('one that %s is not admitted', async (_what, more, state) => {
  await schedule(times(more), state);
  expect(all()).toEqual([]);
  expect(pccs.asked).toEqual([]);
});

test('a process that ends before it looked admits it when the head-end is back', async () => {
  cairn.gateway.onSent = undefined;
  await cairn.stop();
  pccs.lsps.set('10.0.0.1/own', delegated(times()));
  cairn = await TestPce.start({ log, clock });
  await pccs.connectTo(cairn);
  await cairn.settled();
  expect(occurrence()).toMatchObject({ state: 'PLANNED', moving: false });
  await pass(cairn, 5 * MINUTE);
  expect(all().map(({ state }) => state)).toEqual(['COMPLETED']);
});
