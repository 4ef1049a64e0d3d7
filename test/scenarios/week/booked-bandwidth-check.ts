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
  /** Holding priority, 0 first. */
  readonly priority: number;
  readonly links: readonly LinkId[];
}

/** Milliseconds in which a process runs. */
const TIME_TO_DISPLACE = 120_000;

/**
 * The calendar is the sum of the bookings that are not over, added up here from the bookings alone, and no link is ever booked
 * for more than it has at its best by bookings that are as important. Less important ones that are displaced have gone to another
 * path, or from the network, within TIME_TO_DISPLACE of the moment at which their bandwidth is needed. What lasts is not counted beside it: a head-end brings up by itself what a link that
 * failed took down, also onto bandwidth that was booked meanwhile.
 */
export class BookedBandwidthCheck implements Check {
  readonly #capacity: number;
  readonly #entries = new Map<BookingId, readonly Entry[]>();
  readonly #over = new Map<LinkId, Map<BookingId, readonly Entry[]>>();
  /** Links from which somebody has to go, and since when. */
  readonly #displacing = new Map<LinkId, number>();

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

  *at({ now, processSince }: Seen): Iterable<Violation> {
    for (const [link, since] of this.#displacing) {
      const taken = sumAt(this.#entriesOver(link), now);
      // Who is to leave later stays until then.
      if (taken <= this.#capacity) this.#displacing.set(link, now);
      else if (now - Math.max(since, processSince) > TIME_TO_DISPLACE)
        yield { what: `${link} is booked for ${taken} bit/s for too long`, about: this.#subjects(link) };
    }
  }

  #entriesOver(link: LinkId): readonly Entry[] {
    return [...(this.#over.get(link)?.values() ?? [])].flat();
  }

  #subjects(link: LinkId): readonly string[] {
    return [link, ...(this.#over.get(link)?.keys() ?? [])];
  }

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
    const known = calendar.occurrencesOf(id).map(takenBy);
    const own = (this.#entries.get(id) ?? []).map(takenBy);
    if (JSON.stringify(known) === JSON.stringify(own)) return;
    const what = `the calendar has ${JSON.stringify(known)} of ${id}, which takes ${JSON.stringify(own)}`;
    yield { what, about: [id] };
  }

  /** Now, and at every instant to come at which something begins; the calendar's own step function says the same. */
  *#hasRoom(link: LinkId, now: number, { calendar }: NetworkState): Iterable<Violation> {
    const entries = this.#entriesOver(link);
    for (const entry of entries) {
      const start = Math.max(entry.start, now);
      const taken = sumAt(entries, start);
      const when = new Date(start).toISOString();
      const about = this.#subjects(link);
      const known = calendar.peak(link, LOWEST_PRIORITY, start, start + 1);
      if (known !== taken)
        yield { what: `the calendar has ${known} bit/s of ${link} at ${when}, booked are ${taken}`, about };
      if (taken <= this.#capacity) continue;
      if (!this.#displacing.has(link)) this.#displacing.set(link, now);
      // Nobody displaces his equals.
      const equals = entries.filter(({ priority }) => priority === entry.priority);
      if (sumAt(equals, start) > this.#capacity)
        yield { what: `${link} is booked for ${taken} bit/s at ${when}`, about };
    }
  }
}

const LOWEST_PRIORITY = 7;

const takenBy = ({ start, end, bandwidth, links }: Omit<Entry, 'priority'>): Omit<Entry, 'priority'> => ({
  start,
  end,
  bandwidth,
  links,
});

const sumAt = (entries: readonly Entry[], at: number): number =>
  entries
    .filter(({ start, end }) => start <= at && end > at)
    .reduce((sum, { bandwidth }) => sum + bandwidth, 0);

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
    return [{ start, end, bandwidth, priority: order.holdingPriority, links: path.path.links }];
  });
