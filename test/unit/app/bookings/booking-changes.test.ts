// What happens to a booking while something else is under way.
import { expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import { emptyLog } from '../../../../src/events/stores/memory/open.js';
import {
  book,
  bookingNetwork,
  bookingOf,
  HOUR,
  linksOf,
  occurrenceOf,
  pass,
  SECOND,
  wanted,
} from '../../../support/booking-network.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { workOnLink } from '../../../support/maintained-network.js';
import { TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const without = (...links: readonly string[]): string =>
  links.reduce((network, link) => {
    const [from, to] = link.split('-');
    return network.replace(new RegExp(` {2}- \\{ from: ${from}, to: ${to}.*\\n`), '');
  }, REFERENCE_NETWORK);

test('a bandwidth that changes while the LSP is set up is what it has in the end', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const booked = book(cairn, wanted('early', now, now + HOUR));
  pccs.fault = () => 'silent';
  const { id } = await booked;
  await cairn.settled();
  const [initiation] = pccs.asked;
  const changed = await cairn.pce.bookings.change({ booking: id, occurrence: 0, bandwidth: 4e9 });
  expect(changed).toMatchObject({ ok: true });
  pccs.fault = () => undefined;
  pccs.obey(cairn, initiation!);
  await pass(cairn, 2 * SECOND);
  expect(pccs.lsp('early')).toMatchObject({ bandwidth: 4e9, operationalState: 'UP' });
  expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', moving: false });
  await cairn.stop();
});

test('a bandwidth that changes while the LSP moves is what it has in the end', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const { id } = await book(cairn, wanted('moved', now, now + HOUR));
  await pass(cairn, SECOND);
  pccs.fault = () => 'silent';
  await cairn.pce.bookings.change({ booking: id, occurrence: 0, bandwidth: 6e9 });
  await cairn.settled();
  const update = pccs.asked.at(-1);
  await cairn.pce.bookings.change({ booking: id, occurrence: 0, bandwidth: 4e9 });
  pccs.fault = () => undefined;
  pccs.obey(cairn, update!);
  await pass(cairn, 2 * SECOND);
  expect(pccs.lsp('moved')?.bandwidth).toBe(4e9);
  expect(occurrenceOf(cairn, id)).toMatchObject({ bandwidth: 4e9, moving: false });
  await cairn.stop();
});

test('an occurrence that is over leaves LSPs alone that others make under its name', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const recurring = { recurrence: 'FREQ=HOURLY;COUNT=2' };
  const { id } = await book(cairn, wanted('hourly', now, now + 60 * SECOND, recurring));
  await pass(cairn, 70 * SECOND);
  expect(occurrenceOf(cairn, id)?.state).toBe('ENDED');
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 1e9 });
  const lsp = {
    pcc: '10.0.0.1',
    name: 'hourly-1',
    request,
    setupType: 'SR_MPLS',
    holdingPriority: 7,
  } as const;
  expect(await cairn.pce.lsps.create(lsp)).toMatchObject({ ok: true });
  await cairn.settled();
  cairn.clock.advance(now + HOUR - cairn.clock.now());
  await pass(cairn, 2 * SECOND);
  expect(pccs.names).toEqual(['hourly-1', 'hourly-2']);
  await cairn.stop();
});

test('the name of an LSP to come is taken, and the LSP of a booking is changed by the booking alone', async () => {
  const { cairn, now } = await bookingNetwork();
  await book(cairn, wanted('mine', now, now + HOUR));
  await book(cairn, wanted('later', now + 2 * HOUR, now + 3 * HOUR));
  await pass(cairn, SECOND);
  const id = LspId(PccId('10.0.0.1'), 'mine');
  const request = pathRequest({ source: 'A', destination: 'D' });
  const later = {
    pcc: '10.0.0.1',
    name: 'later',
    request,
    setupType: 'SR_MPLS',
    holdingPriority: 7,
  } as const;
  expect(await cairn.pce.lsps.create(later)).toMatchObject({ ok: false, error: { code: 'NAME_IN_USE' } });
  expect(await cairn.pce.lsps.update({ id, bandwidth: 1 })).toMatchObject({ error: { code: 'BOOKED' } });
  expect(await cairn.pce.lsps.remove(id)).toMatchObject({ error: { code: 'BOOKED' } });
  await cairn.stop();
});

test('an LSP whose path broke without another is moved as soon as there is one', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const { id } = await book(cairn, wanted('stranded', now, now + HOUR));
  await pass(cairn, SECOND);
  await cairn.topology(without('B-D', 'C-D'), true);
  await cairn.settled();
  expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', failure: { code: 'NO_PATH' } });
  await cairn.topology(without('B-D'), true);
  await pass(cairn, 3 * SECOND);
  expect(linksOf(cairn, id)).toEqual(['A-C', 'C-D']);
  expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update' });
  expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', moving: false });
  expect(occurrenceOf(cairn, id)?.failure).toBeUndefined();
  await cairn.stop();
});

test('a booking that no path is left for says so, and has one again when the network has', async () => {
  const { cairn, now } = await bookingNetwork();
  const { id } = await book(cairn, wanted('planned', now + HOUR, now + 2 * HOUR));
  await cairn.topology(without('B-D', 'C-D'), true);
  await cairn.settled();
  expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'PLANNED', failure: { code: 'NO_PATH' } });
  expect(linksOf(cairn, id)).toBeUndefined();
  await cairn.topology(REFERENCE_NETWORK, true);
  await cairn.settled();
  expect(linksOf(cairn, id)).toEqual(['A-B', 'B-D']);
  expect(occurrenceOf(cairn, id)?.failure).toBeUndefined();
  await cairn.stop();
});

test('a change of a booking whose path is down takes another one', async () => {
  const { cairn, now } = await bookingNetwork();
  const { id } = await book(cairn, wanted('far', now + 48 * HOUR, now + 49 * HOUR));
  await cairn.topology(without('B-D'), true);
  await cairn.settled();
  await cairn.pce.bookings.change({ booking: id, occurrence: 0, bandwidth: 5e9 });
  expect(linksOf(cairn, id)).toEqual(['A-C', 'C-D']);
  await cairn.stop();
});

test('an LSP that can not be taken down at its end is counted as one that lasts', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  const { id } = await book(cairn, wanted('stuck', now, now + 60 * SECOND));
  await pass(cairn, SECOND);
  pccs.fault = ({ kind }) => (kind === 'delete' ? 'refuse' : undefined);
  await pass(cairn, 62 * SECOND);
  expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ENDING' });
  const [first, second] = ['x', 'y'].map((name) =>
    book(cairn, wanted(name, now + HOUR, now + 2 * HOUR, { setupType: 'RSVP_TE' })),
  );
  expect((await first)?.state).toBe('ADMITTED');
  expect((await second)?.state).toBe('REJECTED');
  await cairn.stop();
});

test('a volume is moved once its LSP is set up, at the rate that it gets', async () => {
  const { cairn, now } = await bookingNetwork();
  const start = now + HOUR;
  const volume = { bandwidth: 20e9, volume: 10e9 * 600 };
  const booking = await book(cairn, wanted('volume', start, start + HOUR, volume));
  const [occurrence] = booking.occurrences;
  expect(occurrence).toMatchObject({ bandwidth: 10e9, start, end: start + 600 * SECOND });
  await cairn.stop();
});

test('one that was written down before a crash and never decided is refused when its time is over', async () => {
  const log = emptyLog();
  const clock = new FakeClock();
  const first = await bookingNetwork({ log, clock });
  const decided = log.events.length;
  await book(first.cairn, wanted('late', first.now + 60 * SECOND, first.now + 120 * SECOND));
  await first.cairn.stop();
  log.events.splice(decided + 1);
  clock.advance(HOUR);
  const next = await TestPce.start({ log, clock });
  await next.settled();
  const [booking] = next.pce.live.state.bookings.all();
  expect(booking).toMatchObject({ state: 'REJECTED', rejection: { reasons: ['POLICY'] } });
  expect(bookingOf(next, booking!.id)?.occurrences).toEqual([]);
  await next.stop();
});

test('one whose head-end lost it is not set up again over links that are worked on', async () => {
  const { cairn, pccs, now } = await bookingNetwork();
  // No other path: over C there is another booking.
  const booking = await book(cairn, wanted('first', now, now + HOUR));
  await book(cairn, wanted('second', now, now + HOUR));
  await pass(cairn, SECOND);
  expect(linksOf(cairn, booking.id)).toEqual(['A-B', 'B-D']);
  const work = workOnLink(now + 10 * SECOND, now + 300 * SECOND, { whatCannotMove: 'LEAVE' });
  expect(await cairn.pce.maintenances.plan({ ...work, drainTime: 0 })).toMatchObject({ ok: true });
  await pass(cairn, 20 * SECOND);
  pccs.lose(cairn, 'first');
  await pass(cairn, 200 * SECOND);
  expect(pccs.names).toEqual(['second']);
  expect(pccs.asked.filter(({ kind }) => kind === 'initiate')).toHaveLength(2);
  await pass(cairn, 200 * SECOND);
  expect(pccs.names).toEqual(['first', 'second']);
  await cairn.stop();
});
