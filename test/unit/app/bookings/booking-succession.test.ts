// One booking after the other over the same links: the bandwidth is passed on, never had by both.
import { expect, test } from '@jest/globals';
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

/** As long before its start a booking is set up. */
const LEAD = 5 * SECOND;

async function inSuccession() {
  const { cairn, pccs, now } = await bookingNetwork();
  const end = now + HOUR;
  const first = await book(cairn, wanted('first', now, end));
  const beside = await book(cairn, wanted('beside', now, now + 3 * HOUR));
  const second = await book(cairn, wanted('second', end + LEAD, end + HOUR));
  expect(linksOf(cairn, second.id)).toEqual(linksOf(cairn, first.id));
  expect(linksOf(cairn, beside.id)).not.toEqual(linksOf(cairn, first.id));
  return { cairn, pccs, first, second };
}

test('who comes next is set up when who was there has been taken down', async () => {
  const { cairn, pccs, second } = await inSuccession();
  await pass(cairn, HOUR);
  expect(pccs.names).toEqual(['beside', 'second']);
  expect(pccs.asked.slice(-2)).toMatchObject([
    { kind: 'delete', name: 'first' },
    { kind: 'initiate', name: 'second' },
  ]);
  const events = await cairn.store.readAll(0, 10_000);
  const removed = events.findIndex(({ type }) => type === 'LspRemoved');
  const asked = events.findIndex(
    ({ type, data }) => type === 'LspInitiationRequested' && 'name' in data && data.name === 'second',
  );
  expect(removed).toBeGreaterThan(0);
  expect(asked).toBeGreaterThan(removed);
  expect(occurrenceOf(cairn, second.id)?.state).toBe('ACTIVE');
  await cairn.stop();
});

test('it waits for one that does not go no longer than the head-end has to answer', async () => {
  const { cairn, pccs, second } = await inSuccession();
  pccs.fault = ({ kind }) => (kind === 'delete' ? 'silent' : undefined);
  await pass(cairn, HOUR);
  expect(pccs.names).toEqual(['beside', 'first']);
  await pass(cairn, 29 * SECOND);
  expect(linksOf(cairn, second.id)).toBeDefined();
  await pass(cairn, 2 * SECOND);
  // Nobody knows for how long it stays: the path is not free any more.
  expect(linksOf(cairn, second.id)).toBeUndefined();
  pccs.fault = () => undefined;
  await pass(cairn, 2 * 60 * SECOND);
  expect(pccs.names).toEqual(['beside', 'second']);
  await cairn.stop();
});
