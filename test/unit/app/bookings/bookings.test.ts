import { expect, test } from '@jest/globals';
import { BookingId, LinkId, PccId } from '../../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import { emptyLog } from '../../../../src/events/stores/memory/open.js';
import {
  book,
  HOUR,
  bookingNetwork as network,
  pass,
  bookingOf as state,
  wanted,
} from '../../../support/booking-network.js';
import { lspState, TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

test('an LSP is up from before the start of its booking until its end', async () => {
  const { cairn, pccs, now } = await network();
  const { id, state: decided } = await book(cairn, wanted('backup', now + 60_000, now + 180_000));
  expect(decided).toBe('ADMITTED');
  await pass(cairn, 54_000);
  expect(pccs.names).toEqual([]);
  await pass(cairn, 2_000);
  expect(pccs.names).toEqual(['backup']);
  expect(state(cairn, id)?.state).toBe('ACTIVE');
  await pass(cairn, 120_000);
  expect(pccs.names).toEqual(['backup']);
  await pass(cairn, 6_000);
  expect(pccs.names).toEqual([]);
  expect(state(cairn, id)).toMatchObject({
    state: 'COMPLETED',
    occurrences: [{ state: 'ENDED', outcome: 'COMPLETED' }],
  });
  expect(cairn.pce.live.state.calendar.size).toBe(0);
  await cairn.stop();
});

test('two bookings over the only room at one time: the second is refused, with a later start that fits', async () => {
  const { cairn, now } = await network();
  for (const name of ['one', 'two']) {
    const booking = await book(cairn, wanted(name, now + HOUR, now + 2 * HOUR));
    expect(booking.state).toBe('ADMITTED');
  }
  const setupType = 'RSVP_TE' as const;
  const third = await book(cairn, wanted('three', now + HOUR, now + 2 * HOUR, { setupType }));
  expect(third).toMatchObject({ state: 'REJECTED', rejection: { reasons: ['BANDWIDTH'] } });
  expect(third.rejection?.laterStart).toBe(now + 2 * HOUR + 5_000);
  expect(third.rejection?.lowerBandwidth).toBe(1e9);
  const later = await book(cairn, wanted('three', third.rejection!.laterStart!, now + 3 * HOUR));
  expect(later.state).toBe('ADMITTED');
  await cairn.stop();
});

test('what lasts is kept off the bandwidth that is booked, and what is booked off what lasts', async () => {
  const { cairn, now } = await network();
  const create = (name: string) =>
    cairn.pce.lsps.create({
      pcc: '10.0.0.1',
      name,
      request: pathRequest({ source: 'A', destination: 'D', bandwidth: 10e9 }),
      setupType: 'SR_MPLS',
      holdingPriority: 7,
    });
  await create('first');
  await cairn.settled();
  expect((await book(cairn, wanted('booked', now + HOUR, now + 2 * HOUR))).state).toBe('ADMITTED');
  expect(await create('second')).toMatchObject({ value: { state: 'FAILED', error: { code: 'NO_PATH' } } });
  expect((await book(cairn, wanted('other', now + HOUR, now + 2 * HOUR))).state).toBe('REJECTED');
  await cairn.stop();
});

test('the same key makes one booking', async () => {
  const { cairn, now } = await network();
  const command = wanted('once', now + HOUR, now + 2 * HOUR, { idempotencyKey: 'order-1' });
  const bookings = await Promise.all([book(cairn, command), book(cairn, command)]);
  expect(bookings[0].id).toBe(bookings[1].id);
  expect(cairn.pce.live.state.bookings.size).toBe(1);
  await cairn.stop();
});

test('a key that another booking has is refused, also after a restart', async () => {
  const log = emptyLog();
  const { cairn, now } = await network({ log });
  const key = { idempotencyKey: 'order-1' };
  const recurring = { recurrence: 'FREQ=DAILY;COUNT=2', timeZone: 'Europe/Berlin', flexibility: 'PT1H' };
  const first = await book(cairn, wanted('once', now + HOUR, now + 2 * HOUR, key));
  const daily = wanted('daily', now + HOUR, now + 2 * HOUR, { ...recurring, idempotencyKey: 'order-2' });
  const second = await book(cairn, daily);
  await cairn.stop();
  const later = await TestPce.start({ log });
  for (const other of [
    wanted('other', now + HOUR, now + 2 * HOUR, key),
    wanted('once', now + HOUR, now + 3 * HOUR, key),
    wanted('once', now + HOUR, now + 2 * HOUR, { ...key, volume: 1e9 }),
    wanted('once', now + HOUR, now + 2 * HOUR, { ...key, flexibility: 'PT1H' }),
    wanted('once', now + HOUR, now + 2 * HOUR, { ...key, recurrence: 'FREQ=DAILY;COUNT=2' }),
    { ...daily, timeZone: 'Asia/Tokyo' },
  ])
    expect(await later.pce.bookings.book(other)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', message: expect.stringContaining('idempotencyKey') },
    });
  expect((await book(later, wanted('once', now + HOUR, now + 2 * HOUR, key))).id).toBe(first.id);
  expect((await book(later, daily)).id).toBe(second.id);
  await later.stop();
});

test('each occurrence of a recurring booking has its own LSP, at its wall-clock time', async () => {
  const { cairn, pccs } = await network();
  // Summer time ends in Berlin on 25 October 2026.
  const start = Date.UTC(2026, 9, 24, 7);
  const booking = await book(
    cairn,
    wanted('daily', start, start + HOUR, { recurrence: 'FREQ=DAILY;COUNT=3', timeZone: 'Europe/Berlin' }),
  );
  expect(booking.occurrences.map((one) => new Date(one.start).toISOString())).toEqual([
    '2026-10-24T07:00:00.000Z',
    '2026-10-25T08:00:00.000Z',
    '2026-10-26T08:00:00.000Z',
  ]);
  cairn.clock.advance(start - cairn.clock.now());
  await cairn.settled();
  expect(pccs.names).toEqual(['daily-1']);
  await cairn.stop();
});

test('a refused set-up is tried again on another path', async () => {
  const { cairn, pccs, now } = await network();
  let refusals = 0;
  pccs.fault = () => (refusals++ === 0 ? 'refuse' : undefined);
  const { id } = await book(cairn, wanted('retried', now + 10_000, now + HOUR));
  await pass(cairn, 9_000);
  expect(pccs.asked.map(({ kind }) => kind)).toEqual(['initiate', 'initiate']);
  expect(state(cairn, id)).toMatchObject({ state: 'ACTIVE' });
  expect(state(cairn, id)?.occurrences[0]?.path?.path.links).toEqual(['A-C', 'C-D']);
  await cairn.stop();
});

test('a link that fails under a booking to come, or under an active one, gives it another path', async () => {
  const { cairn, pccs, now } = await network();
  const planned = await book(cairn, wanted('planned', now + HOUR, now + 2 * HOUR));
  const active = await book(cairn, wanted('active', now, now + HOUR / 2));
  await pass(cairn, 2_000);
  expect(pccs.lsp('active')?.operationalState).toBe('UP');
  const before = [planned, active].map(({ id }) => state(cairn, id)?.occurrences[0]?.path?.path.links);
  expect(before).toEqual([
    ['A-B', 'B-D'],
    ['A-B', 'B-D'],
  ]);
  await cairn.topology(REFERENCE_NETWORK.replace(/ {2}- \{ from: B, to: D.*\n/, ''), true);
  await cairn.settled();
  const after = [planned, active].map(({ id }) => state(cairn, id)?.occurrences[0]?.path?.path.links);
  expect(after).toEqual([
    ['A-C', 'C-D'],
    ['A-C', 'C-D'],
  ]);
  expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update' });
  expect(cairn.pce.live.computer.reserved(LinkId('A-C'))).toBe(0);
  await cairn.stop();
});

test('cancelled: what is planned is dropped, what is active is taken down', async () => {
  const { cairn, pccs, now } = await network();
  const { id } = await book(cairn, wanted('gone', now, now + HOUR, { recurrence: 'FREQ=DAILY;COUNT=2' }));
  await pass(cairn, 2_000);
  expect(pccs.names).toEqual(['gone-1']);
  const cancelled = await cairn.pce.bookings.cancel(id);
  expect(cancelled).toMatchObject({ value: { state: 'CANCELLED' } });
  await cairn.settled();
  expect(pccs.names).toEqual([]);
  expect(cairn.pce.live.state.calendar.size).toBe(0);
  expect(await cairn.pce.bookings.cancel(BookingId('nobody'))).toMatchObject({ ok: false });
  await cairn.stop();
});

test('extended in service where there is room, refused where another booking follows', async () => {
  const { cairn, pccs, now } = await network();
  const first = await book(cairn, wanted('first', now, now + HOUR));
  for (const name of ['x', 'y']) await book(cairn, wanted(name, now + 2 * HOUR, now + 3 * HOUR));
  await pass(cairn, 1_000);
  const end = now + 2 * HOUR - 5_000;
  const extended = await cairn.pce.bookings.change({ booking: first.id, occurrence: 0, end });
  expect(extended).toMatchObject({ ok: true, value: { occurrences: [{ end }] } });
  const refused = await cairn.pce.bookings.change({ booking: first.id, occurrence: 0, end: end + 1 });
  expect(refused).toMatchObject({ ok: false, error: { code: 'NO_ROOM' } });
  await cairn.pce.bookings.change({ booking: first.id, occurrence: 0, bandwidth: 4e9 });
  await cairn.settled();
  expect(pccs.lsp('first')?.bandwidth).toBe(4e9);
  await cairn.stop();
});

test('an LSP that its head-end lost is set up again', async () => {
  const { cairn, pccs, now } = await network();
  const { id } = await book(cairn, wanted('lost', now, now + HOUR));
  await pass(cairn, 1_000);
  pccs.lose(cairn, 'lost');
  await pass(cairn, 3_000);
  expect(pccs.names).toEqual(['lost']);
  expect(state(cairn, id)?.state).toBe('ACTIVE');
  await cairn.stop();
});

test('the head-end is known by the address that it connects from, by its name, or by where its LSPs start', async () => {
  const { cairn, now } = await network();
  await cairn.connect('C');
  const starting = lspState({
    pcc: PccId('192.0.2.99'),
    name: 'there already',
    source: '10.0.0.4',
    destination: '10.0.0.1',
  });
  const unsaid = { ...starting, name: 'segments', source: '192.0.2.99', plspId: 2 };
  await cairn.connect('192.0.2.99', [unsaid, starting]);
  const from = async (source: string) => {
    const request = pathRequest({ source, destination: source === 'B' ? 'C' : 'B', bandwidth: 1e9 });
    const command = { ...wanted(`from-${source}`, now + HOUR, now + 2 * HOUR), request };
    return (await book(cairn, command)).order.pcc;
  };
  expect([await from('B'), await from('C'), await from('D')]).toEqual(['10.0.0.2', 'C', '192.0.2.99']);
  await cairn.stop();
});
