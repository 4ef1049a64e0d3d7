import type { Signalling } from '../../domain/computation/computer.js';
import {
  type Booking,
  type BookingOrder,
  type BookingTrigger,
  type Occurrence,
  occurrenceName,
} from '../../domain/values/booking.js';
import { BookingId, LspId } from '../../domain/values/identifiers.js';
import { ok, type Result } from '../../domain/values/result.js';
import type { BookingEvent } from '../../events/catalogue/booking.js';
import { bookingStream, CALENDAR_STREAM } from '../../events/catalogue/streams.js';
import { recordOf } from '../computation-record.js';
import type { Journal } from '../journal.js';
import { describeNoPath } from '../lsp-commands.js';
import { signallingBy } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import { holdingPriorityOf } from '../new-lsp.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/id-source.js';
import type { Telemetry } from '../ports/telemetry.js';
import { type Rejection, reject } from '../rejection.js';
import type { CalendarGate } from '../sagas/calendar-gate.js';
import { admissionOf, decisionAt } from './admit-booking.js';
import { type AskAvailability, type Availability, availabilityOf } from './availability.js';
import { changedOccurrence } from './changed-occurrence.js';
import {
  type BookBandwidth,
  checkCommand,
  checkEnds,
  checkHeadEnd,
  flexibilityOf,
  headEndOf,
  isOrderedAgain,
  windowsOf,
} from './check-booking.js';
import { plansOf, rejectionOf } from './decided-booking.js';

export type { BookBandwidth } from './check-booking.js';

export interface ChangeBooking {
  readonly booking: BookingId;
  readonly occurrence: number;
  readonly end?: number;
  readonly bandwidth?: number;
}

export interface BookingDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly calendar: CalendarGate;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  /** Milliseconds before its start at which an LSP is set up. */
  readonly bookingLeadTime: number;
  /** Milliseconds before that at which a head-end that keeps schedules is told of it, where it is to set it up by itself. */
  readonly bookingHandOverTime: number;
  /** Of bookings that do not say. */
  readonly bookingTrigger: BookingTrigger;
}

type Answer = Promise<Result<Booking, Rejection>>;

/** What operators ask of the calendar. One decision at a time, each recorded before the next is taken. */
export class BookingCommands {
  readonly #dependencies: BookingDependencies;

  constructor(dependencies: BookingDependencies) {
    this.#dependencies = dependencies;
  }

  /** After the replay: decides what a process that ended had only written down. */
  start(): void {
    for (const booking of this.#view.state.bookings.open())
      if (booking.state === 'REQUESTED') void this.#decideLater(booking);
  }

  get #view(): NetworkView {
    return this.#dependencies.view;
  }

  /** Admitted or rejected when it resolves. The same again with the same idempotency key gets the same booking. */
  async book(command: BookBandwidth): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const { idempotencyKey } = command;
      const known =
        idempotencyKey === undefined ? undefined : this.#view.state.bookings.ofKey(idempotencyKey);
      if (known !== undefined) return isOrderedAgain(command, known.order) ? ok(known) : keyInUse(known.id);
      const order = this.#orderFor(command);
      if (!order.ok) return order;
      const { ids, journal } = this.#dependencies;
      const booking = BookingId(ids.next());
      const data = { booking, order: order.value };
      await journal.append(bookingStream(booking), 0, [
        { type: 'BookingRequested', data, correlationId: booking },
      ]);
      return ok(await this.#decide(this.#get(booking)));
    });
  }

  async cancel(id: BookingId): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const booking = this.#view.state.bookings.get(id);
      if (booking === undefined) return unknownBooking(id);
      if (booking.order.schedule !== undefined)
        return reject(
          'NOT_SUPPORTED',
          `${id} is of an LSP that its head-end scheduled: it is called off there`,
        );
      const isOver = booking.occurrences.every(({ state }) => state === 'ENDING' || state === 'ENDED');
      if (isOver || booking.state === 'REJECTED') return ok(booking);
      await this.#record(bookingStream(id), { type: 'BookingCancelled', data: { booking: id } });
      return ok(this.#get(id));
    });
  }

  /** What can be booked between two nodes over time; see `availabilityOf`. */
  availability(ask: AskAvailability): Result<Availability, Rejection> {
    const { clock, bookingLeadTime } = this.#dependencies;
    return availabilityOf(this.#view, { ...ask, now: clock.now(), leadTime: bookingLeadTime });
  }

  /** Extends, shortens, widens or narrows an occurrence; on its present path where that has the room. */
  async change(command: ChangeBooking): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const found = this.#changeable(command);
      if (!found.ok) return found;
      const { booking, occurrence } = found.value;
      const { end = occurrence.end, bandwidth = occurrence.bandwidth } = command;
      const at = this.#dependencies.clock.now();
      const changes = { end, bandwidth };
      const { result, computation } = changedOccurrence(this.#view, booking, occurrence, changes, at);
      if (result.kind === 'no-path')
        return reject('NO_ROOM', `nothing is changed: ${describeNoPath(result.noPath)}`);
      const data = { booking: booking.id, occurrence: occurrence.number, ...changes, path: result.path };
      await this.#record(CALENDAR_STREAM, { type: 'BookingChanged', data: { ...data, computation, at } });
      return ok(this.#get(booking.id));
    });
  }

  #changeable({
    booking: id,
    occurrence: number,
    end,
    bandwidth,
  }: ChangeBooking): Result<{ readonly booking: Booking; readonly occurrence: Occurrence }, Rejection> {
    const booking = this.#view.state.bookings.get(id);
    if (booking === undefined) return unknownBooking(id);
    const occurrence = booking.occurrences[number];
    if (occurrence === undefined)
      return reject('INVALID_INPUT', `occurrence: ${id} has ${booking.occurrences.length}, from 0`);
    const now = this.#dependencies.clock.now();
    if (occurrence.state === 'ENDING' || occurrence.state === 'ENDED' || occurrence.end <= now)
      return reject('INVALID_INPUT', `occurrence ${number} of ${id} is over`);
    if (end !== undefined && end <= Math.max(now, occurrence.start))
      return reject('INVALID_INPUT', 'end: must be after the start, and to come');
    if (bandwidth === 0) return reject('INVALID_INPUT', 'bandwidth: must be more than 0');
    return ok({ booking, occurrence });
  }

  async #decideLater({ id }: Booking): Promise<void> {
    await this.#dependencies.calendar.alone(async () => {
      const booking = this.#get(id);
      if (booking.state === 'REQUESTED') await this.#decide(booking);
    });
  }

  /** Within the calendar's gate. */
  async #decide(booking: Booking): Promise<Booking> {
    const { id, order } = booking;
    const view = this.#view;
    const signalling = this.#signallingOf(order);
    const decided = decisionAt(this.#dependencies.clock.now(), order);
    const admission = admissionOf(view, order, signalling, decided);
    const asked = { computed: { request: order.request, signalling } };
    if (admission.kind === 'refused') {
      const computation = recordOf(view, asked, { kind: 'no-path', noPath: admission.noPath });
      const data = { booking: id, ...rejectionOf(order, admission), computation, decided };
      await this.#record(bookingStream(id), { type: 'BookingRejected', data });
    } else {
      const first = admission.occurrences[0];
      if (first === undefined) throw new Error(`booking ${id} has no window`);
      const found = { kind: 'path', path: first.path, alternatives: [] } as const;
      const computation = recordOf(view, asked, found);
      const data = { booking: id, ...plansOf(order, admission), computation, decided };
      await this.#record(CALENDAR_STREAM, { type: 'BookingAdmitted', data });
    }
    const outcome = this.#get(id);
    this.#dependencies.telemetry.log({ event: 'booking-decided', booking: id, state: outcome.state });
    return outcome;
  }

  #signallingOf({ pcc, setupType }: BookingOrder): Signalling {
    return signallingBy(setupType, this.#view.state.sessions.get(pcc));
  }

  async #record(stream: string, event: BookingEvent): Promise<void> {
    this.#view.anticipate(event);
    await this.#dependencies.journal.append(stream, 'any', [{ ...event, correlationId: event.data.booking }]);
  }

  #get(id: BookingId): Booking {
    const booking = this.#view.state.bookings.get(id);
    if (booking === undefined) throw new Error(`booking ${id} is not in the log after its append`);
    return booking;
  }

  /** What is asked for, checked; recurrences worked out. */
  #orderFor(command: BookBandwidth): Result<BookingOrder, Rejection> {
    const { clock, bookingLeadTime, bookingHandOverTime, bookingTrigger } = this.#dependencies;
    const { request, recurrence, timeZone } = command;
    const problem = checkCommand(command, clock.now() + bookingLeadTime);
    if (problem !== undefined) return problem;
    const pcc = headEndOf(this.#view, request.source);
    if (pcc === undefined) {
      return reject('UNKNOWN_PCC', `no PCC has been seen at ${request.source}; see the pccs query`);
    }
    const unfit = checkHeadEnd(command, pcc) ?? checkEnds(this.#view, command, pcc);
    if (unfit !== undefined) return unfit;
    const windows = windowsOf(command);
    if (!windows.ok) return windows;
    const flexibility = flexibilityOf(command);
    if (!flexibility.ok) return flexibility;
    const order: BookingOrder = {
      name: command.name,
      pcc: pcc.id,
      request,
      setupType: command.setupType,
      holdingPriority: holdingPriorityOf(command),
      windows: windows.value,
      leadTime: bookingLeadTime,
      ...((command.trigger ?? bookingTrigger) === 'PCE' ? {} : { handOverTime: bookingHandOverTime }),
      flexibility: flexibility.value,
      ...optional('leastBandwidth', command.leastBandwidth),
      ...optional('volume', command.volume),
      ...(recurrence === undefined ? {} : { recurrence: { rule: recurrence, timeZone } }),
      ...optional('idempotencyKey', command.idempotencyKey),
    };
    return this.#nameInUse(order) ?? ok(order);
  }

  #nameInUse(order: BookingOrder) {
    const { lspDb, bookings } = this.#view.state;
    for (const number of order.windows.keys()) {
      const name = occurrenceName(order, number);
      const taken =
        lspDb.byName(order.pcc, name) !== undefined ||
        bookings.occurrenceOf(LspId(order.pcc, name)) !== undefined;
      if (taken) return reject('NAME_IN_USE', `PCC ${order.pcc} has, or will have, an LSP called ${name}`);
    }
    return undefined;
  }
}

const unknownBooking = (id: BookingId) =>
  reject('UNKNOWN_BOOKING', `there is no booking ${id}; see the bookings query`);

/** To answer with a booking that says something else would tell of bandwidth that nobody booked. */
const keyInUse = (id: BookingId) =>
  reject('INVALID_INPUT', `idempotencyKey: booking ${id} has it, and asks for something else`);

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
