import {
  type Booking,
  bookedWindow,
  isOverdue,
  type TimeWindow,
} from '../../../src/domain/values/booking.js';
import type { BookingId, LinkId } from '../../../src/domain/values/identifiers.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import type { Check, Seen, Violation } from './violation.js';

interface Entry extends TimeWindow {
  readonly bandwidth: number;
  readonly links: readonly LinkId[];
}

/**
 * The calendar is the sum of the bookings that are not over, added up here from the bookings alone, and no link is ever booked
 * for more than it has at its best. What lasts is not counted beside it: a head-end brings up by itself what a link that
 * failed took down, also onto bandwidth that was booked meanwhile.
 */
export class BookedBandwidthCheck implements Check {
  readonly #capacity: number;
  readonly #entries = new Map<BookingId, readonly Entry[]>();
  readonly #over = new Map<LinkId, Map<BookingId, readonly Entry[]>>();

  /** @param capacity of each link, bit/s */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  *after(event: RecordedEvent, { state }: Seen): Iterable<Violation> {
    const id = bookingOf(event);
    if (id === undefined) return;
    const before = this.#linksOf(id);
    const booking = state.bookings.get(id);
    this.#take(id, booking === undefined ? [] : entriesOf(booking));
    yield* this.#isInCalendar(id, state);
    for (const link of new Set([...before, ...this.#linksOf(id)]))
      yield* this.#hasRoom(link, event.time, state);
  }

  *at(): Iterable<Violation> {}

  /** Entries in the whole calendar. */
  get size(): number {
    return [...this.#entries.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  #linksOf(id: BookingId): ReadonlySet<LinkId> {
    return new Set((this.#entries.get(id) ?? []).flatMap(({ links }) => links));
  }

  #take(id: BookingId, entries: readonly Entry[]): void {
    for (const link of this.#linksOf(id)) this.#over.get(link)?.delete(id);
    this.#entries.set(id, entries);
    for (const link of this.#linksOf(id)) {
      const over = entries.filter(({ links }) => links.includes(link));
      this.#over.set(link, (this.#over.get(link) ?? new Map<BookingId, readonly Entry[]>()).set(id, over));
    }
  }

  *#isInCalendar(id: BookingId, { calendar }: NetworkState): Iterable<Violation> {
    const known = calendar.occurrencesOf(id).map(({ start, end, bandwidth, links }) => {
      return { start, end, bandwidth, links };
    });
    const own = this.#entries.get(id) ?? [];
    if (JSON.stringify(known) === JSON.stringify(own)) return;
    const what = `the calendar has ${JSON.stringify(known)} of ${id}, which takes ${JSON.stringify(own)}`;
    yield { what, about: [id] };
  }

  /** Now, and at every instant to come at which something begins; the calendar's own step function says the same. */
  *#hasRoom(link: LinkId, now: number, { calendar }: NetworkState): Iterable<Violation> {
    const over = this.#over.get(link) ?? new Map<BookingId, readonly Entry[]>();
    const entries = [...over.values()].flat();
    for (const entry of entries) {
      const start = Math.max(entry.start, now);
      const taken = entries
        .filter((other) => other.start <= start && other.end > start)
        .reduce((sum, { bandwidth }) => sum + bandwidth, 0);
      const when = new Date(start).toISOString();
      const about = [link, ...over.keys()];
      const known = calendar.peak(link, LOWEST_PRIORITY, start, start + 1);
      if (known !== taken)
        yield { what: `the calendar has ${known} bit/s of ${link} at ${when}, booked are ${taken}`, about };
      if (taken > this.#capacity) yield { what: `${link} is booked for ${taken} bit/s at ${when}`, about };
    }
  }
}

const LOWEST_PRIORITY = 7;

function bookingOf(event: RecordedEvent): BookingId | undefined {
  if ('booking' in event.data) return event.data.booking;
  return event.type === 'SagaTimerFired' && event.data.saga.kind === 'booking'
    ? (event.data.saga.id as BookingId)
    : undefined;
}

const entriesOf = ({ order, occurrences }: Booking): readonly Entry[] =>
  occurrences.flatMap((occurrence) => {
    const { state, bandwidth, path } = occurrence;
    if (state === 'ENDED' || path === undefined || isOverdue(occurrence)) return [];
    const { start, end } = bookedWindow(order, occurrence);
    return [{ start, end, bandwidth, links: path.path.links }];
  });
