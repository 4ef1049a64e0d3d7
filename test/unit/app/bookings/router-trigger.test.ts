// Bookings whose head-end keeps their times by itself (RFC 8934 4.3 to 4.5), C flag set.
import { describe, expect, test } from '@jest/globals';
import type { BookBandwidth } from '../../../../src/app/bookings/bookings.js';
import { PccId } from '../../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../../src/events/stores/memory/open.js';
import {
  book,
  bookingNetwork,
  linksOf,
  occurrenceOf,
  pass,
  SECOND,
  wanted,
} from '../../../support/booking-network.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { TestPce } from '../../../support/pce.js';
import { REFERENCE_NETWORK } from '../../../support/reference-network.js';

const MINUTE = 60 * SECOND;
const HEAD = PccId('10.0.0.1');
const WITHOUT_B_D = REFERENCE_NETWORK.replace(/ {2}- \{ from: B, to: D.*\n/, '');

/** Set up 5 s before its start; head-ends are told a minute before that. */
const order = (now: number, more: Partial<Omit<BookBandwidth, 'request'>> = {}): BookBandwidth =>
  wanted('late', now + 5 * MINUTE, now + 10 * MINUTE, { trigger: 'ROUTER_WHEN_ABLE', ...more });

async function network() {
  const clock = new FakeClock();
  const log = emptyLog();
  const { cairn, pccs, now } = await bookingNetwork({ clock, log, scheduling: true });
  return { cairn, pccs, now, clock, log };
}

/** Booked, and in the hands of its head-end. */
async function handedOver() {
  const world = await network();
  const { id } = await book(world.cairn, order(world.now));
  await pass(world.cairn, 4 * MINUTE);
  expect(occurrenceOf(world.cairn, id)).toMatchObject({ state: 'PLANNED', handOver: 'DONE' });
  return { ...world, id };
}

const kinds = ({ asked }: { readonly asked: readonly { readonly kind: string }[] }) =>
  asked.map(({ kind }) => kind);
const typesIn = ({ events }: { readonly events: readonly { readonly type: string }[] }) =>
  events.map(({ type }) => type);

describe('a head-end that keeps schedules', () => {
  test('is told of a booking ahead of time, sets it up and takes it down, and is asked for nothing else', async () => {
    const { cairn, pccs, now, id } = await handedOver();
    expect(pccs.lsp('late')).toMatchObject({
      operationalState: 'DOWN',
      schedule: { start: now + 295 * SECOND, end: now + 10 * MINUTE, trigger: 'PCC', activated: false },
    });
    await pass(cairn, 56 * SECOND);
    expect(pccs.lsp('late')?.operationalState).toBe('UP');
    expect(occurrenceOf(cairn, id)?.state).toBe('ACTIVE');
    await pass(cairn, 305 * SECOND);
    expect(pccs.names).toEqual([]);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ENDED', outcome: 'COMPLETED' });
    expect(kinds(pccs)).toEqual(['initiate']);
    await cairn.stop();
  });

  test('is not told before, and not at all of a booking that this PCE is to set up', async () => {
    const { cairn, pccs, now } = await network();
    await book(cairn, order(now));
    await book(cairn, order(now, { name: 'own', trigger: 'PCE' }));
    await pass(cairn, 3 * MINUTE);
    expect(pccs.names).toEqual([]);
    await pass(cairn, 61 * SECOND);
    expect(pccs.names).toEqual(['late']);
    await pass(cairn, 56 * SECOND);
    expect(pccs.lsp('own')).not.toHaveProperty('schedule');
    await cairn.stop();
  });

  test('takes nothing of what lasts: what is booked is counted once', async () => {
    const { cairn, id } = await handedOver();
    const { computer } = cairn.pce.live;
    const [link] = linksOf(cairn, id) ?? [];
    expect(computer.reserved(link!)).toBe(0);
    await pass(cairn, 2 * MINUTE);
    expect(occurrenceOf(cairn, id)?.state).toBe('ACTIVE');
    expect(computer.reserved(link!)).toBe(0);
    await cairn.stop();
  });

  test('that keeps none gets the LSP from this PCE at its start', async () => {
    const { cairn, pccs, now } = await bookingNetwork();
    const { id } = await book(cairn, order(now));
    await pass(cairn, 4 * MINUTE + 54 * SECOND);
    expect(pccs.asked).toEqual([]);
    await pass(cairn, 2 * SECOND);
    expect(occurrenceOf(cairn, id)?.state).toBe('ACTIVE');
    expect(pccs.lsp('late')).not.toHaveProperty('schedule');
    await cairn.stop();
  });
});

describe('what changes after a booking was handed over reaches the head-end with the schedule', () => {
  test('another path, because a link fails', async () => {
    const { cairn, pccs, id } = await handedOver();
    const [first] = linksOf(cairn, id) ?? [];
    await cairn.topology(
      first === 'A-B' ? WITHOUT_B_D : REFERENCE_NETWORK.replace(/ {2}- \{ from: C, to: D.*\n/, ''),
      true,
    );
    await pass(cairn, SECOND);
    expect(linksOf(cairn, id)?.[0]).not.toBe(first);
    expect(pccs.asked.at(-1)).toMatchObject({ kind: 'update', intended: { schedule: { activated: false } } });
    await pass(cairn, 2 * MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', moving: false });
    expect(kinds(pccs)).toEqual(['initiate', 'update']);
    await cairn.stop();
  });

  test('a later end, before the start and in service', async () => {
    const { cairn, pccs, now, id } = await handedOver();
    await cairn.pce.bookings.change({ booking: id, occurrence: 0, end: now + 11 * MINUTE });
    await pass(cairn, SECOND);
    expect(pccs.lsp('late')?.schedule?.end).toBe(now + 11 * MINUTE);
    await pass(cairn, 2 * MINUTE);
    await cairn.pce.bookings.change({ booking: id, occurrence: 0, end: now + 12 * MINUTE });
    await pass(cairn, SECOND);
    expect(pccs.lsp('late')).toMatchObject({ operationalState: 'UP', schedule: { end: now + 12 * MINUTE } });
    await pass(cairn, 330 * SECOND);
    expect(occurrenceOf(cairn, id)?.state).toBe('ACTIVE');
    await pass(cairn, MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ENDED', outcome: 'COMPLETED' });
    expect(kinds(pccs)).toEqual(['initiate', 'update', 'update']);
    await cairn.stop();
  });

  test('an earlier end and another bandwidth', async () => {
    const { cairn, pccs, now, id } = await handedOver();
    await cairn.pce.bookings.change({ booking: id, occurrence: 0, end: now + 7 * MINUTE, bandwidth: 4e9 });
    await pass(cairn, 2 * MINUTE);
    expect(pccs.lsp('late')).toMatchObject({ bandwidth: 4e9, operationalState: 'UP' });
    await pass(cairn, 61 * SECOND);
    expect(pccs.names).toEqual([]);
    expect(occurrenceOf(cairn, id)?.outcome).toBe('COMPLETED');
    await cairn.stop();
  });

  test.each([0, 2])('that it is called off, %d minutes later', async (minutes) => {
    const { cairn, pccs, id } = await handedOver();
    await pass(cairn, minutes * MINUTE);
    await cairn.pce.bookings.cancel(id);
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual([]);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ENDED', outcome: 'CANCELLED' });
    await cairn.stop();
  });

  test('that there is no path any more: the LSP goes, and comes up when there is one', async () => {
    const { cairn, pccs, id } = await handedOver();
    const isolated = REFERENCE_NETWORK.replace(/ {2}- \{ from: [BC], to: D.*\n/g, '');
    await cairn.topology(isolated, true);
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual([]);
    await pass(cairn, 2 * MINUTE);
    await cairn.topology(REFERENCE_NETWORK, true);
    await pass(cairn, MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'OFF' });
    expect(pccs.lsp('late')).not.toHaveProperty('schedule');
    await cairn.stop();
  });
});

describe('this PCE sets the LSP up after all', () => {
  test('where the head-end has not done so when the start has come, on another path if there is one', async () => {
    const { cairn, pccs, id } = await handedOver();
    const [first] = linksOf(cairn, id) ?? [];
    pccs.areAsleep = true;
    await pass(cairn, 61 * SECOND);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'OFF' });
    expect(linksOf(cairn, id)?.[0]).not.toBe(first);
    expect(kinds(pccs)).toEqual(['initiate', 'delete', 'initiate']);
    expect(pccs.lsp('late')).not.toHaveProperty('schedule');
    await pass(cairn, 6 * MINUTE);
    expect(pccs.names).toEqual([]);
    expect(occurrenceOf(cairn, id)?.outcome).toBe('COMPLETED');
    await cairn.stop();
  });

  test('where the head-end refuses the schedule', async () => {
    const { cairn, pccs, now } = await network();
    pccs.fault = (sent) =>
      sent.kind === 'initiate' && sent.intended.schedule !== undefined ? 'refuse' : undefined;
    const { id } = await book(cairn, order(now));
    await pass(cairn, 5 * MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'OFF' });
    expect(kinds(pccs)).toEqual(['initiate', 'initiate']);
    await cairn.stop();
  });

  test('where the head-end refuses what was changed: nothing may come up at a time of old', async () => {
    const { cairn, pccs, now, id } = await handedOver();
    pccs.fault = ({ kind }) => (kind === 'update' ? 'refuse' : undefined);
    await cairn.pce.bookings.change({ booking: id, occurrence: 0, end: now + 8 * MINUTE });
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual([]);
    await pass(cairn, 2 * MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'OFF' });
    await cairn.stop();
  });

  test('and takes it down where the head-end does not at its end', async () => {
    const { cairn, pccs, id } = await handedOver();
    await pass(cairn, 2 * MINUTE);
    pccs.areAsleep = true;
    await pass(cairn, 4 * MINUTE + 3 * SECOND);
    expect(pccs.names).toEqual(['late']);
    await pass(cairn, 3 * SECOND);
    expect(pccs.names).toEqual([]);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ENDED', outcome: 'COMPLETED' });
    await cairn.stop();
  });
});

describe('a session that is lost after a booking was handed over', () => {
  test('does not keep the head-end from setting it up, and shows at its return', async () => {
    const { cairn, pccs, id } = await handedOver();
    await cairn.disconnect(HEAD);
    await pass(cairn, 2 * MINUTE);
    expect(pccs.lsp('late')?.operationalState).toBe('UP');
    expect(occurrenceOf(cairn, id)?.state).toBe('DUE');
    await cairn.disconnect(PccId('10.0.0.2'));
    await pccs.connectTo(cairn);
    await pass(cairn, SECOND);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'DONE' });
    expect(kinds(pccs)).toEqual(['initiate']);
    await cairn.stop();
  });

  test('and comes back without the capability: the LSP goes, and this PCE sets it up at the start', async () => {
    const { cairn, pccs, id } = await handedOver();
    await cairn.disconnect(HEAD);
    await cairn.disconnect(PccId('10.0.0.2'));
    pccs.clock = undefined;
    await pccs.connectTo(cairn);
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual([]);
    await pass(cairn, MINUTE);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'ACTIVE', handOver: 'OFF' });
    await cairn.stop();
  });

  test('and comes back without the LSP: it is handed over again', async () => {
    const { cairn, pccs, id } = await handedOver();
    pccs.lose(cairn, 'late');
    await pass(cairn, 5 * SECOND);
    expect(occurrenceOf(cairn, id)).toMatchObject({ state: 'PLANNED', handOver: 'DONE' });
    expect(kinds(pccs)).toEqual(['initiate', 'initiate']);
    await pass(cairn, MINUTE);
    expect(occurrenceOf(cairn, id)?.state).toBe('ACTIVE');
    await cairn.stop();
  });
});

test('a process that ends before the start and comes back after it asks for nothing that the head-end did', async () => {
  const { cairn, pccs, clock, log, id } = await handedOver();
  cairn.gateway.onSent = undefined;
  await cairn.stop();
  clock.advance(2 * MINUTE);
  expect(pccs.lsp('late')?.operationalState).toBe('UP');
  const next = await TestPce.start({ log, clock });
  await pccs.connectTo(next);
  await pass(next, SECOND);
  expect(occurrenceOf(next, id)).toMatchObject({ state: 'ACTIVE', handOver: 'DONE' });
  await pass(next, 5 * MINUTE);
  expect(occurrenceOf(next, id)).toMatchObject({ state: 'ENDED', outcome: 'COMPLETED' });
  expect(kinds(pccs)).toEqual(['initiate']);
  expect(typesIn(log)).not.toContain('BookingTakenBack');
  await next.stop();
});
