// Bookings in the reference network, with head-ends that obey.
import type { BookBandwidth } from '../../src/app/bookings/bookings.js';
import type { Booking, Occurrence } from '../../src/domain/values/booking.js';
import type { BookingId } from '../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../src/domain/values/path-request.js';
import { TestPce, type TestPceOptions } from './pce.js';
import { PlayedPccs } from './played-pcc.js';
import { REFERENCE_NETWORK } from './reference-network.js';

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;

export async function bookingNetwork(options: TestPceOptions & { readonly scheduling?: boolean } = {}) {
  const cairn = await TestPce.start(options);
  await cairn.topology(REFERENCE_NETWORK);
  const pccs = new PlayedPccs(['10.0.0.1', '10.0.0.2']);
  if (options.scheduling === true) pccs.clock = cairn.clock;
  await pccs.connectTo(cairn);
  return { cairn, pccs, now: cairn.clock.now() };
}

/** 10 Gbit/s from A to D: two fit, over B and over C. */
export const wanted = (
  name: string,
  start: number,
  end: number,
  more: Partial<Omit<BookBandwidth, 'request'>> &
    Partial<Pick<PathRequest, 'bandwidth' | 'setupPriority'>> = {},
): BookBandwidth => {
  const { bandwidth = 10e9, setupPriority = 7, ...rest } = more;
  return {
    name,
    request: pathRequest({ source: 'A', destination: 'D', bandwidth, setupPriority }),
    setupType: 'SR_MPLS',
    holdingPriority: setupPriority,
    window: { start, end },
    timeZone: 'UTC',
    ...rest,
  };
};

export async function book(cairn: TestPce, command: BookBandwidth): Promise<Booking> {
  const result = await cairn.pce.bookings.book(command);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export const bookingOf = (cairn: TestPce, id: BookingId): Booking | undefined =>
  cairn.pce.live.state.bookings.get(id);

/** Its first one. */
export const occurrenceOf = (cairn: TestPce, id: BookingId): Occurrence | undefined =>
  bookingOf(cairn, id)?.occurrences[0];

export const linksOf = (cairn: TestPce, id: BookingId) => occurrenceOf(cairn, id)?.path?.path.links;

/** So much time passes, and everything that follows from it. */
export async function pass(cairn: TestPce, milliseconds: number): Promise<void> {
  const end = cairn.clock.now() + milliseconds;
  while (cairn.clock.now() < end) {
    cairn.clock.advance(Math.min(SECOND, end - cairn.clock.now()));
    await cairn.settled();
  }
}

/** The clock of the test stands at noon. */
export const NOON = Date.UTC(2026, 2, 1, 12);
export const at = (milliseconds: number): string => new Date(NOON + milliseconds).toISOString();

/** What a client asks for in GraphQL: 10 Gbit/s from A to D for an hour, an hour from the start of the test. */
export const bookingInput = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name,
  source: 'A',
  destination: 'D',
  bandwidth: 10e9,
  start: at(HOUR),
  end: at(2 * HOUR),
  ...more,
});
