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

/** Its head-end is told ten seconds after it was booked, and keeps the times by itself (RFC 8934). */
const byRouter: BookBandwidth = {
  ...wanted,
  trigger: 'ROUTER_WHEN_ABLE',
  window: { start: START + 75 * SECOND, end: START + 95 * SECOND },
};

interface Course {
  readonly who: string;
  readonly life: Life;
  readonly outside: () => Outside;
  /** What has to happen without a crash. */
  readonly types: readonly string[];
}

const courseOf = (
  who: string,
  command: BookBandwidth,
  seconds: number,
  failure: number,
): Omit<Course, 'types'> => ({
  who,
  outside: () => {
    const clock = new FakeClock(START);
    const pccs = new PlayedPccs(['10.0.0.1']);
    if (command.trigger === 'ROUTER_WHEN_ABLE') pccs.clock = clock;
    return { log: emptyLog(), clock, pccs };
  },
  life: {
    ask: (cairn) => cairn.pce.bookings.book(command),
    until: START + seconds * SECOND,
    eachSecond: async (cairn, now) => {
      if (now === START + failure * SECOND) await cairn.topology(WITHOUT_B_D, true);
    },
  },
});

const courses: readonly Course[] = [
  {
    ...courseOf('this PCE', wanted, 100, 30),
    types: ['BookingAdmitted', 'BookingActivated', 'BookingReplanned', 'BookingMoved'],
  },
  {
    ...courseOf('its head-end, in service when a link fails', byRouter, 120, 80),
    types: ['BookingHandedOver', 'BookingActivated', 'BookingReplanned', 'BookingMoved'],
  },
  {
    ...courseOf('its head-end, told of it when a link fails', byRouter, 120, 40),
    types: ['BookingHandedOver', 'BookingReplanned', 'BookingMoved', 'BookingActivated'],
  },
];

const dataOf = ({ text }: { readonly text: string }): unknown => JSON.parse(text);

const played = await Promise.all(
  courses.map(async (course) => {
    const whole = course.outside();
    await live(whole, course.life);
    const first = whole.log.events.findIndex(({ type }) => type === 'BookingRequested');
    const points = whole.log.events.slice(first).map((_, index) => first + index);
    return { ...course, whole, points };
  }),
);

describe.each(played)('a booking that is set up by $who', ({ whole, points, life, outside, types }) => {
  test('without a crash is carried out', () => {
    const seen = new Set(whole.log.events.map(({ type }) => type));
    for (const type of types) expect(seen).toContain(type);
    expect(seen).not.toContain('BookingTakenBack');
    expect(whole.log.events.at(-1)?.type).toBe('BookingOccurrenceEnded');
    expect(whole.pccs.names).toEqual([]);
  });

  test.each(points)(
    'is finished by the next process where one ends when the log has %i events',
    async (point) => {
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
    },
  );
});
