// Who has to make room, and what becomes of it (RFC 8051 3.1.3, RFC 8413 4.4).
import { expect, test } from '@jest/globals';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import {
  book,
  bookingNetwork,
  HOUR,
  linksOf,
  occurrenceOf,
  pass,
  SECOND,
  wanted,
} from '../../../support/booking-network.js';
import type { TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const OVER_B = ['A-B', 'B-D'];
const OVER_C = ['A-C', 'C-D'];

/** The most that is booked of any link at any time to come, at any priority. */
function mostBooked(cairn: TestPce): number {
  const { calendar } = cairn.pce.live.state;
  return Math.max(0, ...calendar.links().map((link) => calendar.peakEver(link, 7)));
}

test('a booking of higher priority takes the path of a lower one, which gets another at once', async () => {
  const { cairn, now } = await bookingNetwork();
  const low = await book(cairn, wanted('low', now + HOUR, now + 2 * HOUR));
  const high = await book(cairn, wanted('high', now + HOUR, now + 2 * HOUR, { setupPriority: 3 }));
  await cairn.settled();
  expect(linksOf(cairn, high.id)).toEqual(OVER_B);
  expect(linksOf(cairn, low.id)).toEqual(OVER_C);
  expect(mostBooked(cairn)).toBe(10e9);
  await cairn.stop();
});

test('of two with the lowest priority the one that came last has to go, and its reason shows', async () => {
  const { cairn, now } = await bookingNetwork();
  const bookings = [];
  for (const name of ['first', 'second']) {
    bookings.push(await book(cairn, wanted(name, now + HOUR, now + 2 * HOUR, { bandwidth: 5e9 })));
    cairn.clock.advance(1);
  }
  for (const [name, bandwidth] of [
    ['over-b', 5e9],
    ['over-c', 10e9],
  ] as const) {
    await book(cairn, wanted(name, now + HOUR, now + 2 * HOUR, { setupPriority: 2, bandwidth }));
  }
  await cairn.settled();
  expect(linksOf(cairn, bookings[0]!.id)).toEqual(OVER_B);
  expect(linksOf(cairn, bookings[1]!.id)).toBeUndefined();
  expect(occurrenceOf(cairn, bookings[1]!.id)).toMatchObject({
    state: 'PLANNED',
    failure: { code: 'NO_PATH', message: 'no path: BANDWIDTH' },
  });
  expect(mostBooked(cairn)).toBe(10e9);
  await cairn.stop();
});

test('who had to make room has a path again when the other is called off', async () => {
  const { cairn, now } = await bookingNetwork();
  await book(cairn, wanted('other', now + HOUR, now + 2 * HOUR, { setupPriority: 2 }));
  const low = await book(cairn, wanted('low', now + HOUR, now + 2 * HOUR));
  const high = await book(cairn, wanted('high', now + HOUR, now + 2 * HOUR, { setupPriority: 2 }));
  await cairn.settled();
  expect(linksOf(cairn, low.id)).toBeUndefined();
  await cairn.pce.bookings.cancel(high.id);
  await cairn.settled();
  expect(linksOf(cairn, low.id)).toEqual(OVER_C);
  await cairn.stop();
});

test('an LSP that is up keeps its bandwidth until the other needs it, and is then taken down', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  await book(cairn, wanted('other', now, now + HOUR, { setupPriority: 2 }));
  const low = await book(cairn, wanted('low', now, now + HOUR));
  await pass(cairn, SECOND);
  expect(pccs.names).toEqual(['low', 'other']);
  const window = [now + 60 * SECOND, now + 120 * SECOND] as const;
  const high = await book(cairn, wanted('high', ...window, { setupPriority: 2 }));
  expect(high.state).toBe('ADMITTED');
  await pass(cairn, 50 * SECOND);
  expect(pccs.names).toEqual(['low', 'other']);
  expect(occurrenceOf(cairn, low.id)).toMatchObject({
    state: 'ACTIVE',
    failure: { code: 'DISPLACED' },
    retryAt: now + 55 * SECOND,
  });
  await pass(cairn, 10 * SECOND);
  expect(pccs.names).toEqual(['high', 'other']);
  expect(occurrenceOf(cairn, low.id)?.state).toBe('DUE');
  // What is left of its time is free again afterwards.
  await pass(cairn, 130 * SECOND);
  expect(pccs.names).toEqual(['low', 'other']);
  expect(occurrenceOf(cairn, low.id)?.state).toBe('ACTIVE');
  await cairn.stop();
});

test('an LSP that is to make room moves at once where there is another path', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const low = await book(cairn, wanted('low', now, now + 2 * HOUR));
  await pass(cairn, SECOND);
  await book(cairn, wanted('high', now + HOUR, now + 2 * HOUR, { setupPriority: 2 }));
  await cairn.settled();
  expect(linksOf(cairn, low.id)).toEqual(OVER_C);
  expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update' });
  expect(occurrenceOf(cairn, low.id)).toMatchObject({ state: 'ACTIVE', moving: false });
  await cairn.stop();
});

test('when a link shrinks, the ones that came last leave it', async () => {
  const { cairn, now } = await bookingNetwork();
  const bookings = [];
  for (const name of ['first', 'second']) {
    bookings.push(await book(cairn, wanted(name, now + HOUR, now + 2 * HOUR, { bandwidth: 5e9 })));
    cairn.clock.advance(1);
  }
  expect(linksOf(cairn, bookings[1]!.id)).toEqual(OVER_B);
  await cairn.topology(REFERENCE_NETWORK.replace(/(from: B, to: D.*capacity: )10e9/, '$16e9'), true);
  await cairn.settled();
  expect(linksOf(cairn, bookings[0]!.id)).toEqual(OVER_B);
  expect(linksOf(cairn, bookings[1]!.id)).toEqual(OVER_C);
  await cairn.stop();
});

test('an LSP that lasts and has a higher priority takes the path of a booking, which gets another', async () => {
  const { cairn, now } = await bookingNetwork();
  const low = await book(cairn, wanted('low', now + HOUR, now + 2 * HOUR));
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 10e9, setupPriority: 1 });
  const lsp = {
    pcc: '10.0.0.1',
    name: 'lasting',
    request,
    setupType: 'SR_MPLS',
    holdingPriority: 1,
  } as const;
  await cairn.pce.lsps.create(lsp);
  await cairn.settled();
  expect(linksOf(cairn, low.id)).toEqual(OVER_C);
  await cairn.stop();
});

test('who had to make room and could not be taken down is taken down later, and the other waits for that', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  await book(cairn, wanted('other', now, now + HOUR, { setupPriority: 2 }));
  const low = await book(cairn, wanted('low', now, now + HOUR));
  await pass(cairn, SECOND);
  const window = [now + 60 * SECOND, now + HOUR] as const;
  const high = await book(cairn, wanted('high', ...window, { setupPriority: 2 }));
  pccs.fault = ({ kind }) => (kind === 'delete' ? 'silent' : undefined);
  await pass(cairn, 80 * SECOND);
  // Its deletion is not answered: nothing is set up beside it as long as it may still be.
  expect(pccs.names).toEqual(['low', 'other']);
  expect(pccs.asked.map(({ kind }) => kind)).toEqual(['initiate', 'initiate', 'delete']);
  pccs.fault = () => undefined;
  await pass(cairn, 60 * SECOND);
  expect(pccs.names).toEqual(['high', 'other']);
  expect(occurrenceOf(cairn, high.id)?.state).toBe('ACTIVE');
  expect(occurrenceOf(cairn, low.id)).toMatchObject({ state: 'DUE' });
  await cairn.stop();
});
