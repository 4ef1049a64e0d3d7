// A process that ends after any event of a booking's life: the next one finishes it, and nothing is asked for twice.
import { describe, expect, test } from '@jest/globals';
import type { BookBandwidth } from '../../src/app/bookings/bookings.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { emptyLog } from '../../src/events/stores/memory/open.js';
import { type Life, live, type Outside } from '../support/crashing-pce.js';
import { FakeClock } from '../support/fake-clock.js';
import { PlayedPccs } from '../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';

const START = Date.UTC(2026, 2, 1, 12);
const SECOND = 1_000;
const wanted: BookBandwidth = {
  name: 'backup',
  request: pathRequest({ source: 'A', destination: 'D', bandwidth: 10e9 }),
  setupType: 'SR_MPLS',
  holdingPriority: 7,
  window: { start: START + 20 * SECOND, end: START + 60 * SECOND },
  timeZone: 'UTC',
  idempotencyKey: 'the-order',
};
/** What happens besides: a link under the LSP fails while it is up. */
const WITHOUT_B_D = REFERENCE_NETWORK.replace(/ {2}- \{ from: B, to: D.*\n/, '');

const outside = (): Outside => ({
  log: emptyLog(),
  clock: new FakeClock(START),
  pccs: new PlayedPccs(['10.0.0.1']),
});

const life: Life = {
  ask: (cairn) => cairn.pce.bookings.book(wanted),
  until: START + 100 * SECOND,
  eachSecond: async (cairn, now) => {
    if (now === START + 30 * SECOND) await cairn.topology(WITHOUT_B_D, true);
  },
};

const dataOf = ({ text }: { readonly text: string }): unknown => JSON.parse(text);

const whole = outside();
await live(whole, life);
const total = whole.log.events.length;
const firstOfBooking = whole.log.events.findIndex(({ type }) => type === 'BookingRequested');

test('without a crash the booking is carried out', () => {
  const types = new Set(whole.log.events.map(({ type }) => type));
  for (const type of ['BookingAdmitted', 'BookingActivated', 'BookingReplanned', 'BookingMoved'])
    expect(types).toContain(type);
  expect(whole.log.events.at(-1)?.type).toBe('BookingOccurrenceEnded');
  expect(whole.pccs.names).toEqual([]);
});

const points = Array.from({ length: total - firstOfBooking }, (_, index) => firstOfBooking + index);

describe.each(points)('the process ends when the log has %i events', (point) => {
  test('the next one finishes the booking', async () => {
    const world = outside();
    expect(await live(world, life, point)).toBe(false);
    expect(await live(world, life)).toBe(true);
    const { log, pccs } = world;
    const over = log.events.filter(({ type }) => type === 'BookingOccurrenceEnded');
    expect(over).toHaveLength(1);
    expect(over.map(dataOf)[0]).toMatchObject({ outcome: 'COMPLETED' });
    // No LSP is left, and none was made twice.
    expect(pccs.names).toEqual([]);
    expect(pccs.asked.filter(({ kind }) => kind === 'initiate')).toHaveLength(1);
    expect(log.events.filter(({ type }) => type === 'BookingRequested')).toHaveLength(1);
    // Each timer is in the log once.
    const timers = log.events.filter(({ type }) => type === 'SagaTimerFired');
    expect(new Set(timers.map(({ text }) => text)).size).toBe(timers.length);
  });
});
