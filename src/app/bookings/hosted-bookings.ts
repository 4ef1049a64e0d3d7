import { bookingSaga } from '../../domain/sagas/booking.js';
import type { BookingWorld } from '../../domain/sagas/booking-world.js';
import { type Booking, bookedWindow, type TimeWindow } from '../../domain/values/booking.js';
import { BookingId, type LinkId, LspId, type MaintenanceId } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { lspOwner } from '../claim-owners.js';
import { linksOf, quietWindow } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import type { Clock } from '../ports/clock.js';
import { type HostedSaga, NOBODY } from '../sagas/saga-runner.js';
import { LiveBookingWorld } from './booking-world.js';

/** Which bookings an event may concern. Nothing is looked up while there are no bookings. */
export class HostedBookings implements HostedSaga<Booking, BookingWorld> {
  readonly saga = bookingSaga;
  readonly #view: NetworkView;
  readonly #clock: Clock;
  readonly #operationTimeout: number;
  /** Those that are to be looked at again when LSPs of others have moved. A start looks at all. */
  readonly #undecided = new Set<string>();

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
    return new LiveBookingWorld(this.#view, this.#clock.now(), this.#operationTimeout, (id) =>
      this.#undecided.add(id),
    );
  }

  concernedBy(event: RecordedEvent): Iterable<string> {
    const { bookings } = this.#view.state;
    if (bookings.size === 0) return NOBODY;
    switch (event.type) {
      case 'BookingAdmitted':
        return [event.data.booking, ...this.#displaced(event.data.booking)];
      case 'BookingReplanned': {
        const { booking, occurrence } = event.data;
        return [booking, ...this.#displaced(booking, occurrence)];
      }
      case 'BookingChanged': {
        const { booking, occurrence } = event.data;
        return [booking, ...this.#freed(booking, occurrence), ...this.#displaced(booking, occurrence)];
      }
      case 'BookingOccurrenceEnded': {
        const { booking, occurrence } = event.data;
        return [booking, ...this.#takeUndecided(), ...this.#freed(booking, occurrence)];
      }
      case 'SagaTimerFired':
        return this.#takeUndecided();
      case 'BookingActivated':
      case 'BookingMoved':
      case 'BookingHandedOver':
      case 'BookingTakenBack':
      case 'BookingStepFailed':
      case 'BookingCancelled':
        return [event.data.booking, ...this.#takeUndecided()];
      case 'LspInitiationRequested':
      case 'LspUpdateRequested': {
        const { intended, saga } = event.data;
        if (intended === undefined || saga?.kind === 'booking') return NOBODY;
        return this.#below(intended.path.path.links, intended.setupPriority, this.#soon());
      }
      case 'LspReported':
      case 'LspRemoved': {
        const booking = bookings.ofLsp(LspId(event.data.pcc, event.data.name));
        return booking === undefined ? NOBODY : [booking.id, ...this.#takeUndecided()];
      }
      case 'SessionSynchronized':
        return bookings.inNetwork();
      case 'LinkObserved':
        return this.#overLink(event.data.link.id);
      case 'LinkWithdrawn':
        return this.#overLink(event.data.link);
      case 'LinksMeasured':
        // A bound on the delay may be met now.
        return bookings.withoutPath();
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
        return NOBODY;
    }
  }

  /** Bookings over links of an LSP that came up by itself: there may not be enough for all of them any more. */
  crowdedBy(lsp: LspId): readonly string[] {
    const { bookings, calendar } = this.#view.state;
    if (bookings.size === 0) return NOBODY;
    const links = this.#view.computer.claimedPath(lspOwner(lsp))?.links ?? [];
    const { start, end } = this.#soon();
    return calendar.overLinks(links, start, end).map(({ booking }) => booking);
  }

  /** Those that are over what is out of use at some time of theirs get another path at once. */
  #overMaintained(maintenance: MaintenanceId): Iterable<string> {
    const { ted, calendar, maintenances } = this.#view.state;
    const order = maintenances.get(maintenance)?.order;
    if (order === undefined) return NOBODY;
    const { start, end } = quietWindow(order);
    const links = linksOf(ted, [order.resources]);
    return calendar.overLinks(links, start, end).map(({ booking }) => booking);
  }

  /**
   * A link that carries nothing, or too little: whoever is to use it soon. One that does: whoever waits for a path, and whose
   * label stack may lead over it now.
   */
  #overLink(link: LinkId): Iterable<string> {
    const { ted, calendar, bookings } = this.#view.state;
    const isUp = ted.link(link)?.operational === true;
    const waiting = isUp ? [...bookings.withoutPath(), ...bookings.inNetwork()] : NOBODY;
    const booked = calendar.peakEver(link, LOWEST);
    if (booked === 0 || (waiting !== NOBODY && booked <= this.#view.computer.unbooked(link, LOWEST)))
      return waiting;
    const { start, end } = this.#soon();
    return [...waiting, ...calendar.overLinks([link], start, end).map(({ booking }) => booking)];
  }

  #takeUndecided(): readonly string[] {
    if (this.#undecided.size === 0) return NOBODY;
    const taken = [...this.#undecided];
    this.#undecided.clear();
    return taken;
  }

  /** Those without a path that want some of the time that an occurrence leaves free; none where it is over. */
  *#freed(id: BookingId, number: number): Iterable<string> {
    const { bookings } = this.#view.state;
    const end = bookings.get(id)?.occurrences[number]?.end ?? 0;
    if (end <= this.#clock.now()) return;
    for (const waiting of bookings.withoutPath()) {
      const { order, occurrences = [] } = bookings.get(waiting) ?? {};
      if (order === undefined) continue;
      const wants = occurrences.some(
        (one) => one.path === undefined && one.state !== 'ENDED' && bookedWindow(order, one).start < end,
      );
      if (wants) yield waiting;
    }
  }

  /** Whose bandwidth the booking may have taken. */
  *#displaced(id: BookingId, number?: number): Iterable<string> {
    const booking = this.#view.state.bookings.get(id);
    if (booking === undefined) return;
    const { order, occurrences } = booking;
    for (const occurrence of occurrences) {
      if (occurrence.path === undefined || (number !== undefined && occurrence.number !== number)) continue;
      const window = bookedWindow(order, occurrence);
      yield* this.#below(occurrence.path.path.links, order.request.setupPriority, window);
    }
  }

  /** Bookings over the links that something with the setup priority may take bandwidth from. */
  #below(links: readonly LinkId[], setupPriority: number, { start, end }: TimeWindow): readonly string[] {
    if (setupPriority === LOWEST) return NOBODY;
    const { calendar } = this.#view.state;
    const below = calendar
      .overLinks(links, start, end)
      .filter(({ holdingPriority }) => holdingPriority > setupPriority);
    return below.map(({ booking }) => booking);
  }

  #soon(): TimeWindow {
    const now = this.#clock.now();
    return { start: now, end: now + LOOK_AHEAD };
  }
}

/** The lowest priority: it takes nothing from anybody, and sees everything that is booked. */
const LOWEST = 7;

/**
 * Bookings that start later than this are looked after when their time comes: the network will have changed again by
 * then. A day, milliseconds.
 */
const LOOK_AHEAD = 86_400_000;
