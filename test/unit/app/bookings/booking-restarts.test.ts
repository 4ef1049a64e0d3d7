// Bookings whose start or end passes while no process runs.
import { expect, test } from '@jest/globals';
import { PccId } from '../../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../../src/events/stores/memory/open.js';
import { book, bookingNetwork, bookingOf, pass, SECOND, wanted } from '../../../support/booking-network.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { TestPce, type TestPceOptions } from '../../../support/pce.js';

/** Runs from 0 to `down` seconds and again from `up`; the booking is wanted from second 60 to 120. */
async function away(down: number, up: number, options: TestPceOptions = {}) {
  const log = emptyLog();
  const clock = new FakeClock();
  const { cairn, pccs, now } = await bookingNetwork({ log, clock, ...options });
  const { id } = await book(cairn, wanted('backup', now + 60 * SECOND, now + 120 * SECOND));
  await pass(cairn, down * SECOND);
  const before = pccs.names;
  cairn.gateway.onSent = undefined;
  await cairn.stop();
  clock.advance((up - down) * SECOND);
  const next = await TestPce.start({ log, clock, ...options });
  await pccs.connectTo(next);
  await next.settled();
  return { next, pccs, before, id, log };
}

const asked = (pccs: { readonly asked: readonly { readonly kind: string }[] }) =>
  pccs.asked.map(({ kind }) => kind);

test('a start that passed is made up for', async () => {
  const { next, pccs, before, id } = await away(30, 90);
  expect(before).toEqual([]);
  expect(pccs.names).toEqual(['backup']);
  await pass(next, 31 * SECOND);
  expect(pccs.names).toEqual([]);
  expect(bookingOf(next, id)?.state).toBe('COMPLETED');
  await next.stop();
});

test('an end that passed is made up for', async () => {
  const { next, pccs, before, id } = await away(90, 200);
  expect(before).toEqual(['backup']);
  expect(pccs.names).toEqual([]);
  expect(asked(pccs)).toEqual(['initiate', 'delete']);
  expect(bookingOf(next, id)?.state).toBe('COMPLETED');
  await next.stop();
});

test('one that was missed as a whole has failed, and nothing was asked for', async () => {
  const { next, pccs, id, log } = await away(30, 200);
  expect(asked(pccs)).toEqual([]);
  expect(bookingOf(next, id)).toMatchObject({
    state: 'FAILED',
    occurrences: [{ failure: { message: 'its time was over before it could be set up' } }],
  });
  expect(next.pce.live.state.calendar.size).toBe(0);
  const timers = log.events.filter(({ type }) => type === 'SagaTimerFired');
  expect(timers.map(({ text }) => (JSON.parse(text) as { timer: string }).timer)).toEqual([
    'start-0',
    'end-0',
  ]);
  await next.stop();
});

test.each([
  ['before the LSP was asked for', 50],
  ['before it answered', 58],
])('a head-end that goes %s and comes back after the end is not asked again', async (_when, gone) => {
  const { cairn, pccs, now } = await bookingNetwork();
  pccs.fault = () => 'silent';
  const { id } = await book(cairn, wanted('short', now + 60 * SECOND, now + 70 * SECOND));
  await pass(cairn, gone * SECOND);
  await cairn.disconnect(PccId('10.0.0.1'));
  const before = pccs.asked.length;
  await pass(cairn, 22 * SECOND);
  await cairn.connect('10.0.0.1');
  await pass(cairn, SECOND);
  expect(pccs.asked.slice(before)).toEqual([]);
  expect(bookingOf(cairn, id)?.state).toBe('FAILED');
  expect([...cairn.pce.live.state.operations.pending()]).toEqual([]);
  await cairn.stop();
});

test('what is up stays as it is, from a snapshot as well', async () => {
  const { next, pccs, id } = await away(90, 100, { snapshotEvery: 5 });
  expect(pccs.names).toEqual(['backup']);
  expect(asked(pccs)).toEqual(['initiate']);
  expect(bookingOf(next, id)?.state).toBe('ACTIVE');
  expect(next.pce.live.state.calendar.size).toBe(1);
  await pass(next, 21 * SECOND);
  expect(pccs.names).toEqual([]);
  await next.stop();
});
