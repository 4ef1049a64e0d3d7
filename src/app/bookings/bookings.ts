import { admit } from '../../domain/booking/admission.js';
import type { Admission, BookingAsk } from '../../domain/booking/booking-ask.js';
import type { Computation, Signalling } from '../../domain/computation/computer.js';
import {
  type Booking,
  type BookingOrder,
  type BookingRejection,
  type Occurrence,
  occurrenceName,
  type TimeWindow,
} from '../../domain/values/booking.js';
import { BookingId, LspId } from '../../domain/values/identifiers.js';
import type { SetupType } from '../../domain/values/lsp.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { PathRequest } from '../../domain/values/path-request.js';
import { ok, type Result } from '../../domain/values/result.js';
import type { BookingEvent } from '../../events/catalogue/booking.js';
import { bookingStream, CALENDAR_STREAM } from '../../events/catalogue/streams.js';
import type { PccEntry } from '../../projections/sessions/sessions.js';
import { recordOf } from '../computation-record.js';
import type { Journal } from '../journal.js';
import { describeNoPath } from '../lsp-commands.js';
import { outWithin, quietTimes } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { checkEndPoints, holdingPriorityOf, intendedForNew } from '../new-lsp.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/id-source.js';
import type { Telemetry } from '../ports/telemetry.js';
import { type Rejection, reject } from '../rejection.js';
import type { CalendarGate } from '../sagas/calendar-gate.js';
import { bookedBesides, restOf } from './booked-bandwidth.js';
import { durationOf } from './flexibility.js';
import { recurringWindows } from './recurrence.js';

export interface BookBandwidth {
  readonly name: string;
  readonly request: PathRequest;
  readonly setupType: SetupType;
  readonly holdingPriority: number;
  readonly window: TimeWindow;
  readonly recurrence?: string;
  readonly timeZone: string;
  /** ISO 8601 duration. */
  readonly flexibility?: string;
  readonly leastBandwidth?: number;
  readonly volume?: number;
  readonly idempotencyKey?: string;
}

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

  /** Admitted or rejected when it resolves. The same idempotency key gets the same booking. */
  async book(command: BookBandwidth): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const { idempotencyKey } = command;
      const known =
        idempotencyKey === undefined ? undefined : this.#view.state.bookings.ofKey(idempotencyKey);
      if (known !== undefined) return ok(known);
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
      const isOver = booking.occurrences.every(({ state }) => state === 'ENDING' || state === 'ENDED');
      if (isOver || booking.state === 'REJECTED') return ok(booking);
      await this.#record(bookingStream(id), { type: 'BookingCancelled', data: { booking: id } });
      return ok(this.#get(id));
    });
  }

  /** Extends, shortens, widens or narrows an occurrence; on its present path where that has the room. */
  async change(command: ChangeBooking): Answer {
    return this.#dependencies.calendar.alone(async () => {
      const found = this.#changeable(command);
      if (!found.ok) return found;
      const { booking, occurrence } = found.value;
      const changed: Occurrence = {
        ...occurrence,
        end: command.end ?? occurrence.end,
        bandwidth: command.bandwidth ?? occurrence.bandwidth,
      };
      const { result, computation } = this.#pathFor(booking, occurrence, changed);
      if (result.kind === 'no-path')
        return reject('NO_ROOM', `nothing is changed: ${describeNoPath(result.noPath)}`);
      const { end, bandwidth, number } = changed;
      const data = { booking: booking.id, occurrence: number, end, bandwidth, path: result.path };
      await this.#record(CALENDAR_STREAM, { type: 'BookingChanged', data: { ...data, computation } });
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
    if (occurrence.state === 'ENDING' || occurrence.state === 'ENDED')
      return reject('INVALID_INPUT', `occurrence ${number} of ${id} is over`);
    const now = this.#dependencies.clock.now();
    if (end !== undefined && end <= Math.max(now, occurrence.start))
      return reject('INVALID_INPUT', 'end: must be after the start, and to come');
    if (bandwidth === 0) return reject('INVALID_INPUT', 'bandwidth: must be more than 0');
    return ok({ booking, occurrence });
  }

  /** The present path where it has the room, else another one. */
  #pathFor(booking: Booking, present: Occurrence, changed: Occurrence) {
    const view = this.#view;
    const { decidingComputer: computer, state } = view;
    const rest = restOf(booking, changed, this.#dependencies.clock.now());
    const out = outWithin(state, rest);
    const wanted = { ...booking.order.request, bandwidth: changed.bandwidth, alternatives: 0 };
    const request = out.size === 0 ? wanted : { ...wanted, exclude: [...wanted.exclude, ...out] };
    const asked = { computed: { request, signalling: this.#signallingOf(booking.order) } };
    const booked = bookedBesides(state, booking, present, rest);
    const hasRoom = (path: SignalledPath): boolean =>
      path.path.links.every((link) => {
        const { setupPriority } = request;
        if (out.has(link)) return false;
        return computer.unbooked(link, setupPriority) - booked(link, setupPriority) >= request.bandwidth;
      });
    const result: Computation =
      present.path !== undefined && hasRoom(present.path)
        ? { kind: 'path', path: present.path, alternatives: [] }
        : computer.compute({ ...asked.computed, booked });
    return { result, computation: recordOf(view, asked, result) };
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
    const admission = admit(view.decidingComputer, view.state.calendar, this.#askOf(order, signalling));
    if (admission.kind === 'refused') {
      const data = { booking: id, ...rejectionOf(order, admission) };
      await this.#record(bookingStream(id), { type: 'BookingRejected', data });
    } else {
      const asked = { computed: { request: order.request, signalling } };
      const first = admission.occurrences[0];
      if (first === undefined) throw new Error(`booking ${id} has no window`);
      const found = { kind: 'path', path: first.path, alternatives: [] } as const;
      const computation = recordOf(view, asked, found);
      const data = { booking: id, ...plansOf(order, admission), computation };
      await this.#record(CALENDAR_STREAM, { type: 'BookingAdmitted', data });
    }
    const decided = this.#get(id);
    this.#dependencies.telemetry.log({ event: 'booking-decided', booking: id, state: decided.state });
    return decided;
  }

  /** The bandwidth is taken from the moment at which an LSP is set up, which is before it is to be usable. */
  #askOf(order: BookingOrder, signalling: Signalling): BookingAsk {
    const { request, holdingPriority, windows, leadTime, flexibility, leastBandwidth, volume } = order;
    const now = this.#dependencies.clock.now();
    const occurrences = windows.map(({ start, end }) => ({ start: Math.max(start - leadTime, now), end }));
    const last = occurrences.at(-1)?.end ?? now;
    return {
      request: { ...request, alternatives: 0 },
      signalling,
      holdingPriority,
      occurrences,
      flexibility,
      ...(leastBandwidth === undefined ? {} : { leastBandwidth }),
      // While it is being set up nothing is moved.
      ...(volume === undefined ? {} : { volume: volume + (request.bandwidth * leadTime) / 1000 }),
      quiet: quietTimes(this.#view.state),
      horizon: last + LOOK_AHEAD,
    };
  }

  #signallingOf({ pcc, setupType }: BookingOrder): Signalling {
    const maximumSidDepth = this.#view.state.sessions.get(pcc)?.capabilities.maximumSidDepth;
    return { setupType, ...(maximumSidDepth === undefined ? {} : { maximumSidDepth }) };
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
    const { clock, bookingLeadTime } = this.#dependencies;
    const { request, recurrence, timeZone, window } = command;
    const problem = checkCommand(command, clock.now());
    if (problem !== undefined) return problem;
    const pcc = this.#headEndOf(request.source);
    if (pcc === undefined) {
      return reject('UNKNOWN_PCC', `no PCC has been seen at ${request.source}; see the pccs query`);
    }
    const unfit = checkHeadEnd(command, pcc) ?? this.#checkEnds(command, pcc);
    if (unfit !== undefined) return unfit;
    const windows = recurrence === undefined ? ok([window]) : recurringWindows(window, recurrence, timeZone);
    if (!windows.ok) return windows;
    const flexibility = durationOf(command.flexibility ?? 'PT0S', 'flexibility');
    if (!flexibility.ok) return flexibility;
    const order: BookingOrder = {
      name: command.name,
      pcc: pcc.id,
      request,
      setupType: command.setupType,
      holdingPriority: holdingPriorityOf(command),
      windows: windows.value,
      leadTime: bookingLeadTime,
      flexibility: flexibility.value,
      ...optional('leastBandwidth', command.leastBandwidth),
      ...optional('volume', command.volume),
      ...(recurrence === undefined ? {} : { recurrence: { rule: recurrence, timeZone } }),
      ...optional('idempotencyKey', command.idempotencyKey),
    };
    return this.#nameInUse(order) ?? ok(order);
  }

  #headEndOf(source: string): PccEntry | undefined {
    const { state, computer } = this.#view;
    const wanted = computer.findNode(source)?.id;
    if (wanted === undefined) return undefined;
    return state.sessions.all().find(({ address }) => computer.findNode(address)?.id === wanted);
  }

  #checkEnds({ request, setupType, holdingPriority }: BookBandwidth, pcc: PccEntry) {
    const nowhere = { path: { nodes: [], links: [], igpMetric: 0, teMetric: 0 }, route: [] };
    const wanted = { request, setupType, holdingPriority, headEnd: pcc.address };
    return checkEndPoints(intendedForNew(this.#view, wanted, nowhere));
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

function checkCommand(command: BookBandwidth, now: number) {
  const { name, request, window, leastBandwidth, volume, flexibility } = command;
  if (name === '' || new TextEncoder().encode(name).length > MAXIMUM_NAME_BYTES)
    return reject('INVALID_INPUT', `name must have 1 to ${MAXIMUM_NAME_BYTES} bytes`);
  if (window.end <= window.start) return reject('INVALID_INPUT', 'end: must be after the start');
  if (window.end <= now) return reject('INVALID_INPUT', 'end: must be in the future');
  if (request.bandwidth <= 0) return reject('INVALID_INPUT', 'bandwidth: must be more than 0');
  if (leastBandwidth !== undefined && (leastBandwidth < 1 || leastBandwidth > request.bandwidth))
    return reject('INVALID_INPUT', 'minimumBandwidth: must be more than 0 and at most the bandwidth');
  if (volume !== undefined && volume <= 0) return reject('INVALID_INPUT', 'volume: must be more than 0');
  if (volume !== undefined && flexibility !== undefined)
    return reject('INVALID_INPUT', 'flexibility: a volume finds its own start between start and end');
  return undefined;
}

/** What is not known of a head-end that is not connected shows when its LSP is set up. */
function checkHeadEnd({ setupType }: BookBandwidth, { id, capabilities, session }: PccEntry) {
  if (session === undefined) return undefined;
  if (!capabilities.initiation) {
    return reject(
      'NOT_SUPPORTED',
      `PCC ${id} does not accept LSPs from a PCE (no I flag in its Open, RFC 8281 4.1)`,
    );
  }
  if (capabilities.setupTypes.includes(setupType)) return undefined;
  const offered = capabilities.setupTypes.join(', ');
  return reject('NOT_SUPPORTED', `PCC ${id} does not support ${setupType}; it offers ${offered}`);
}

const optional = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };

/** Windows without the time for setting up, which is the head-end's business; equal paths once. */
function plansOf({ leadTime }: BookingOrder, { occurrences }: Extract<Admission, { kind: 'admitted' }>) {
  const paths: SignalledPath[] = [];
  const places = new Map<string, number>();
  const plans = occurrences.map(({ start, end, bandwidth, path }) => {
    const links = path.path.links.join(' ');
    const place = places.get(links) ?? paths.push(path) - 1;
    places.set(links, place);
    return { start: start + leadTime, end, bandwidth, path: place };
  });
  return { paths, occurrences: plans };
}

function rejectionOf(
  { windows, leadTime }: BookingOrder,
  { occurrence, noPath, fits }: Extract<Admission, { kind: 'refused' }>,
): BookingRejection {
  const { laterTime, lowerRate } = fits;
  return {
    window: windows[occurrence] ?? { start: 0, end: 0 },
    reasons: noPath.reasons,
    relaxations: noPath.relaxations.map(({ constraint, from, to, path }) => ({
      constraint,
      ...(from === undefined ? {} : { from }),
      to,
      links: path.links,
    })),
    ...(laterTime === undefined ? {} : { laterStart: laterTime.start + leadTime }),
    ...(lowerRate === undefined ? {} : { lowerBandwidth: lowerRate.bandwidth }),
  };
}

/** As for other LSPs, with room for the number of an occurrence. */
const MAXIMUM_NAME_BYTES = 1_000;

/** So long after the end of what does not fit a later time is looked for: a day, milliseconds. */
const LOOK_AHEAD = 86_400_000;
