import { type BookingWorld, bookingSaga } from '../../domain/sagas/booking.js';
import type { Booking } from '../../domain/values/booking.js';
import { BookingId, type LinkId, LspId, type MaintenanceId } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { linksOf, quietWindow } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import type { HostedSaga } from '../sagas/saga-runner.js';
import { LiveBookingWorld } from './booking-world.js';

/** Which bookings an event may concern. Nothing is looked up while there are no bookings. */
export class HostedBookings implements HostedSaga<Booking, BookingWorld> {
  readonly saga = bookingSaga;
  readonly #view: NetworkView;
  readonly #clock: Clock;
  readonly #operationTimeout: number;

  constructor(view: NetworkView, clock: Clock, operationTimeout: number) {
    this.#view = view;
    this.#clock = clock;
    this.#operationTimeout = operationTimeout;
  }

  *open(): Iterable<string> {
    for (const { id } of this.#view.state.bookings.open()) yield id;
  }

  get(id: string): Booking | undefined {
    return this.#view.state.bookings.get(BookingId(id));
  }

  world(): BookingWorld {
    return new LiveBookingWorld(this.#view, this.#clock.now(), this.#operationTimeout);
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    const { bookings } = this.#view.state;
    if (bookings.size === 0) return NONE;
    switch (event.type) {
      case 'BookingAdmitted':
      case 'BookingReplanned':
      case 'BookingChanged':
      case 'BookingActivated':
      case 'BookingMoved':
      case 'BookingStepFailed':
      case 'BookingOccurrenceEnded':
      case 'BookingCancelled':
        return [event.data.booking];
      case 'LspReported':
      case 'LspRemoved': {
        const booking = bookings.ofLsp(LspId(event.data.pcc, event.data.name));
        return booking === undefined ? NONE : [booking.id];
      }
      case 'SessionSynchronized':
        return bookings.inNetwork();
      case 'LinkObserved':
        return this.#overLink(event.data.link.id);
      case 'LinkWithdrawn':
        return this.#overLink(event.data.link);
      case 'TopologySourceExpired':
        return [...bookings.inNetwork(), ...bookings.withoutPath()];
      case 'MaintenancePlanned':
      case 'MaintenanceExtended':
        return this.#overMaintained(event.data.maintenance);
      case 'MaintenanceCalledOff':
      case 'MaintenanceCancelled':
      case 'MaintenanceEnded':
        return bookings.withoutPath();
      default:
        return NONE;
    }
  }

  /** Those that are over what is out of use at some time of theirs get another path at once. */
  #overMaintained(maintenance: MaintenanceId): Iterable<string> {
    const { ted, calendar, maintenances } = this.#view.state;
    const order = maintenances.get(maintenance)?.order;
    if (order === undefined) return NONE;
    const { start, end } = quietWindow(order);
    const links = linksOf(ted, [order.resources]);
    return calendar.overLinks(links, start, end).map(({ booking }) => booking);
  }

  /** A link that carries nothing: whoever is to use it soon. One that does: whoever waits for a path. */
  #overLink(link: LinkId): Iterable<string> {
    const { ted, calendar, bookings } = this.#view.state;
    if (ted.link(link)?.operational === true) return bookings.withoutPath();
    const now = this.#clock.now();
    return calendar.overLinks([link], now, now + LOOK_AHEAD).map(({ booking }) => booking);
  }
}

const NONE: readonly string[] = [];

/**
 * Bookings that start later than this are looked after when their time comes: the network will have changed again by
 * then. A day, milliseconds.
 */
const LOOK_AHEAD = 86_400_000;
