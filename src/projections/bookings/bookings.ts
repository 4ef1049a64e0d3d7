import type { Booking, Occurrence } from '../../domain/values/booking.js';
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
  /** Those with an occurrence between its start and the end of its LSP, and those with one that has no path. */
  readonly #inNetwork = new Set<BookingId>();
  readonly #withoutPath = new Set<BookingId>();

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
      case 'BookingHandedOver':
      case 'BookingTakenBack':
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

  /** The occurrence that the LSP is for, unless it has ended. */
  occurrenceOf(lsp: LspId): Occurrence | undefined {
    if (this.#ofLsp.size === 0) return undefined;
    return this.ofLsp(lsp)?.occurrences.find((one) => one.lsp === lsp && one.state !== 'ENDED');
  }

  ofKey(idempotencyKey: string): Booking | undefined {
    const id = this.#byKey.get(idempotencyKey);
    return id === undefined ? undefined : this.get(id);
  }

  /** Something is still to be done for them, in the order in which they were asked for. */
  open(): IterableIterator<Booking> {
    return this.#open.values();
  }

  /** Those that have, or are to have by now, an LSP: one that waits on its head-end for its start too. */
  inNetwork(): ReadonlySet<BookingId> {
    return this.#inNetwork;
  }

  /** Those that wait for the network to have a path for them. */
  withoutPath(): ReadonlySet<BookingId> {
    return this.#withoutPath;
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
    for (const index of [
      this.#open,
      this.#over,
      this.#ofLsp,
      this.#byKey,
      this.#inNetwork,
      this.#withoutPath,
    ])
      index.clear();
    for (const booking of captured) this.#set(booking);
  }

  #set(booking: Booking): void {
    const { id, order, occurrences } = booking;
    if (isOver(booking)) {
      this.#open.delete(id);
      this.#over.set(id, booking);
      this.#forgetOldest();
    } else this.#open.set(id, booking);
    for (const { lsp, state } of occurrences) if (state !== 'ENDED') this.#ofLsp.set(lsp, id);
    keep(this.#inNetwork, id, occurrences.some(isInNetwork));
    keep(
      this.#withoutPath,
      id,
      occurrences.some(({ state, path }) => path === undefined && state !== 'ENDED'),
    );
    if (order.idempotencyKey !== undefined) this.#byKey.set(order.idempotencyKey, id);
  }

  /** Somebody else uses the name of an occurrence that has ended. */
  #disown(lsp: LspId): void {
    if (this.occurrenceOf(lsp) === undefined) this.#ofLsp.delete(lsp);
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
export const isOver = ({ state, occurrences }: Booking): boolean =>
  state === 'REJECTED' || (state !== 'REQUESTED' && occurrences.every((one) => one.state === 'ENDED'));

const isInNetwork = ({ state, handOver }: Occurrence): boolean =>
  state === 'DUE' ||
  state === 'ACTIVE' ||
  state === 'ENDING' ||
  (state === 'PLANNED' && handOver !== undefined);

function keep(ids: Set<BookingId>, id: BookingId, belongs: boolean): void {
  if (belongs) ids.add(id);
  else ids.delete(id);
}
