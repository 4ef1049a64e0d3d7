import type { Booking } from '../../domain/values/booking.js';
import type { BookingId, LspId } from '../../domain/values/identifiers.js';
import { BookingId as bookingIdOf } from '../../domain/values/identifiers.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';
import { evolveBooking, requestedBooking } from './evolve.js';

/** Bookings that are over and kept in memory; older ones are in the log. */
export const REMEMBERED_BOOKINGS = 10_000;

/** Every booking that is not over, and the last ones that are. */
export class Bookings implements Projection<readonly Booking[]> {
  readonly #open = new Map<BookingId, Booking>();
  readonly #over = new Map<BookingId, Booking>();
  readonly #ofLsp = new Map<LspId, BookingId>();
  readonly #byKey = new Map<string, BookingId>();

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'BookingRequested':
        this.#set(requestedBooking(event.data, event.time));
        break;
      case 'BookingAdmitted':
      case 'BookingRejected':
      case 'BookingReplanned':
      case 'BookingChanged':
      case 'BookingActivated':
      case 'BookingMoved':
      case 'BookingStepFailed':
      case 'BookingOccurrenceEnded':
      case 'BookingCancelled': {
        const known = this.get(event.data.booking);
        if (known !== undefined) this.#set(evolveBooking(known, event));
        break;
      }
      case 'SagaTimerFired': {
        if (event.data.saga.kind !== 'booking') break;
        const known = this.get(bookingIdOf(event.data.saga.id));
        if (known !== undefined) this.#set(evolveBooking(known, event));
        break;
      }
      case 'LspInitiationRequested':
        if (event.data.saga?.kind !== 'booking') this.#disown(event.data.lsp);
        break;
      default:
        break;
    }
  }

  get(id: BookingId): Booking | undefined {
    return this.#open.get(id) ?? this.#over.get(id);
  }

  /** The one that has, or had, an occurrence with this LSP. */
  ofLsp(lsp: LspId): Booking | undefined {
    const id = this.#ofLsp.get(lsp);
    return id === undefined ? undefined : this.get(id);
  }

  ofKey(idempotencyKey: string): Booking | undefined {
    const id = this.#byKey.get(idempotencyKey);
    return id === undefined ? undefined : this.get(id);
  }

  /** Something is still to be done for them, in the order in which they were asked for. */
  open(): IterableIterator<Booking> {
    return this.#open.values();
  }

  /** Those that are over first, else in the order in which they were asked for. */
  *all(): IterableIterator<Booking> {
    yield* this.#over.values();
    yield* this.#open.values();
  }

  get size(): number {
    return this.#open.size + this.#over.size;
  }

  capture(): readonly Booking[] {
    return [...this.all()];
  }

  restore(captured: readonly Booking[]): void {
    for (const index of [this.#open, this.#over, this.#ofLsp, this.#byKey]) index.clear();
    for (const booking of captured) this.#set(booking);
  }

  #set(booking: Booking): void {
    const { id, order, occurrences } = booking;
    if (isOver(booking)) {
      this.#open.delete(id);
      this.#over.set(id, booking);
      this.#forgetOldest();
    } else this.#open.set(id, booking);
    for (const { lsp } of occurrences) this.#ofLsp.set(lsp, id);
    if (order.idempotencyKey !== undefined) this.#byKey.set(order.idempotencyKey, id);
  }

  /** Somebody else uses the name of a booking that is over. */
  #disown(lsp: LspId): void {
    const booking = this.ofLsp(lsp);
    if (booking !== undefined && isOver(booking)) this.#ofLsp.delete(lsp);
  }

  #forgetOldest(): void {
    if (this.#over.size <= REMEMBERED_BOOKINGS) return;
    const [oldest] = this.#over.values();
    if (oldest === undefined) return;
    this.#over.delete(oldest.id);
    for (const { lsp } of oldest.occurrences) if (this.#ofLsp.get(lsp) === oldest.id) this.#ofLsp.delete(lsp);
    const key = oldest.order.idempotencyKey;
    if (key !== undefined && this.#byKey.get(key) === oldest.id) this.#byKey.delete(key);
  }
}

/** Rejected, or with nothing left in the network. */
const isOver = ({ state, occurrences }: Booking): boolean =>
  state === 'REJECTED' || (state !== 'REQUESTED' && occurrences.every((one) => one.state === 'ENDED'));
