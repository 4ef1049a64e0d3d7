import type { BookingOrder } from '../../domain/values/booking.js';
import { BookingId, type LspId, OperationId, type PccId } from '../../domain/values/identifiers.js';
import { type LspSchedule, lastEnd, scheduleFault } from '../../domain/values/lsp-schedule.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { BookingEvent } from '../../events/catalogue/booking.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { bookingStream, CALENDAR_STREAM } from '../../events/catalogue/streams.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { recordOf } from '../computation-record.js';
import type { Journal } from '../journal.js';
import { intendedFor, recomputation } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import type { OperationRunner } from '../operations.js';
import type { Clock } from '../ports/clock.js';
import type { IdSource } from '../ports/id-source.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { CalendarGate } from '../sagas/calendar-gate.js';
import { scheduledPath } from '../scheduled-paths.js';

export interface OwnedBookingDependencies {
  readonly view: NetworkView;
  readonly journal: Journal;
  readonly calendar: CalendarGate;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: Telemetry;
  readonly operations: OperationRunner;
  /** Milliseconds. */
  readonly operationTimeout: number;
}

/**
 * Admits LSPs that head-ends schedule themselves and delegate (RFC 8934 4.3): one interval, kept by the head-end (C flag). Each
 * becomes a booking, so that its bandwidth is in the calendar; its saga gives it its path.
 */
export class OwnedBookings {
  readonly #dependencies: OwnedBookingDependencies;
  /** What there was no room for: it is asked for again when its head-end says something else. */
  readonly #rejected = new Map<LspId, LspSchedule>();

  constructor(dependencies: OwnedBookingDependencies) {
    this.#dependencies = dependencies;
  }

  /** Takes note of events that the state has applied. */
  note(events: readonly RecordedEvent[]): void {
    const { state } = this.#dependencies.view;
    for (const event of events) {
      if (event.type === 'LspReported') {
        if (event.data.schedule !== undefined) this.#consider(event.data.pcc, event.data.name);
      } else if (event.type === 'SessionSynchronized') {
        for (const { current } of state.lspDb.ofPcc(event.data.pcc))
          if (current.schedule !== undefined) this.#consider(current.pcc, current.name);
      } else if (event.type === 'BookingOccurrenceEnded') {
        const order = state.bookings.get(event.data.booking)?.order;
        if (order?.schedule !== undefined) this.#consider(order.pcc, order.name);
      }
    }
  }

  #consider(pcc: PccId, name: string): void {
    const { calendar, telemetry } = this.#dependencies;
    calendar
      .alone(() => this.#admit(pcc, name))
      .catch((error: unknown) =>
        telemetry.log({ event: 'request-failed', what: `schedule of ${name}`, detail: String(error) }),
      );
  }

  async #admit(pcc: PccId, name: string): Promise<void> {
    const { view, clock, ids, journal, telemetry } = this.#dependencies;
    const { state } = view;
    const entry = state.lspDb.byName(pcc, name);
    const schedule = entry === undefined ? undefined : ownSchedule(entry);
    if (entry === undefined || schedule === undefined || lastEnd(schedule) <= clock.now()) return;
    if (state.bookings.occurrenceOf(entry.id) !== undefined) return;
    if (state.sessions.get(pcc)?.synchronized !== true) return;
    if (structurallyEqual(this.#rejected.get(entry.id), schedule)) return;
    const asked = recomputation(view, entry);
    const booking = BookingId(ids.next());
    const order = orderFor(entry, schedule, asked.computed);
    await journal.append(bookingStream(booking), 0, [
      { type: 'BookingRequested', data: { booking, order }, correlationId: booking },
    ]);
    const { schedule: given, result } = scheduledPath(view, asked, schedule, clock.now());
    const { start, end } = given;
    if (result.kind === 'no-path') {
      this.#rejected.set(entry.id, schedule);
      const { reasons } = result.noPath;
      const data = { booking, window: { start, end }, reasons, relaxations: [] };
      await this.#record(bookingStream(booking), { type: 'BookingRejected', data });
    } else {
      this.#rejected.delete(entry.id);
      const { bandwidth } = order.request;
      const occurrences = [{ start, end, bandwidth, path: 0 }];
      const computation = recordOf(view, asked, result);
      const data = { booking, paths: [result.path], occurrences, computation };
      await this.#record(CALENDAR_STREAM, { type: 'BookingAdmitted', data });
    }
    if (result.kind === 'no-path') await this.#tellThatThereIsNone(booking, entry);
    const decided = state.bookings.get(booking)?.state ?? 'REQUESTED';
    telemetry.log({ event: 'booking-decided', booking, state: decided });
  }

  /** By an empty ERO (RFC 8934 6.2). */
  async #tellThatThereIsNone(booking: BookingId, entry: LspEntry): Promise<void> {
    const { view, clock, operations, operationTimeout } = this.#dependencies;
    const { pcc, name } = entry.current;
    const nowhere = { path: { nodes: [], links: [], igpMetric: 0, teMetric: 0 }, route: [] };
    const asked = {
      operation: OperationId(`${booking}.none`),
      lsp: entry.id,
      pcc,
      name,
      deadline: clock.now() + operationTimeout,
      reason: 'booking' as const,
      intended: intendedFor(view.state, entry, nowhere),
    };
    await operations.submit({ type: 'LspUpdateRequested', data: asked });
  }

  async #record(stream: string, event: BookingEvent): Promise<void> {
    this.#dependencies.view.anticipate(event);
    const recorded = { ...event, correlationId: event.data.booking };
    await this.#dependencies.journal.append(stream, 'any', [recorded]);
  }
}

/** Undefined for an LSP that is not its head-end's to schedule, or not for this PCE to give a path. */
function ownSchedule({ current }: LspEntry): LspSchedule | undefined {
  const { schedule, delegated, createdByPce, operationalState } = current;
  if (schedule === undefined || !delegated || createdByPce || operationalState !== 'DOWN') return undefined;
  const { repeat, trigger, activated } = schedule;
  if (repeat !== undefined || trigger !== 'PCC' || activated) return undefined;
  return scheduleFault(schedule) === undefined ? schedule : undefined;
}

const orderFor = (
  { current }: LspEntry,
  schedule: LspSchedule,
  { request, holdingPriority = 7 }: ReturnType<typeof recomputation>['computed'],
): BookingOrder => ({
  name: current.name,
  pcc: current.pcc,
  request,
  setupType: current.setupType,
  holdingPriority,
  windows: [{ start: schedule.start, end: schedule.end }],
  leadTime: 0,
  flexibility: 0,
  schedule,
});
