import {
  type Booking,
  type BookingState,
  type Occurrence,
  type OccurrenceOutcome,
  type OccurrenceRequest,
  occurrenceName,
} from '../../domain/values/booking.js';
import { type BookingId, LspId } from '../../domain/values/identifiers.js';
import type { BookingAdmitted, BookingEvent, BookingRequested } from '../../events/catalogue/booking.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { SagaTimerFired } from '../../events/catalogue/saga.js';

/**
 * A booking's timers: of its first occurrence `hand-over-0` (its head-end is to be told of its times), `start-0`, `verify-0` (by
 * then its head-end has set it up), `end-0`, `gone-0` (and taken it down), and `retry-0`.
 */
export type OccurrenceTimer = 'hand-over' | 'start' | 'verify' | 'end' | 'gone' | 'retry';
export const occurrenceTimer = (kind: OccurrenceTimer, occurrence: number): string => `${kind}-${occurrence}`;

export const requestedBooking = (
  { booking, order }: BookingRequested['data'],
  requestedAt: number,
): Booking => ({ id: booking, order, state: 'REQUESTED', requestedAt, occurrences: [] });

/** What a booking that was asked for goes through. */
type EventOfBooking = RecordedEvent<Exclude<BookingEvent, BookingRequested> | SagaTimerFired>;

export const isOfBooking = (event: RecordedEvent, id: BookingId): event is EventOfBooking =>
  event.type === 'SagaTimerFired'
    ? event.data.saga.kind === 'booking' && event.data.saga.id === id
    : event.type !== 'BookingRequested' && 'booking' in event.data && event.data.booking === id;

/** The booking after an event of its own. O(occurrences). */
export function evolveBooking(booking: Booking, event: EventOfBooking): Booking {
  switch (event.type) {
    case 'BookingAdmitted':
      return { ...booking, state: 'ADMITTED', occurrences: admitted(booking, event.data) };
    case 'BookingRejected': {
      const { booking: _, computation: _computation, decided: _decided, ...rejection } = event.data;
      return { ...booking, state: 'REJECTED', endedAt: event.time, rejection };
    }
    case 'BookingCancelled':
      return settled({ ...booking, occurrences: booking.occurrences.map(calledOff) }, event.time);
    case 'SagaTimerFired':
      return settled(onTimer(booking, event.data), event.time);
    default: {
      const { occurrence: number } = event.data;
      const occurrences = booking.occurrences.map((occurrence) =>
        occurrence.number === number ? evolveOccurrence(occurrence, event) : occurrence,
      );
      return settled({ ...booking, occurrences }, event.time);
    }
  }
}

function admitted({ order }: Booking, { paths, occurrences }: BookingAdmitted['data']): Occurrence[] {
  return occurrences.map(({ start, end, bandwidth, path }, number) => {
    const lspName = occurrenceName(order, number);
    const chosen = paths[path];
    return {
      number,
      start,
      end,
      bandwidth,
      state: 'PLANNED',
      ...(chosen === undefined ? {} : { path: chosen }),
      lsp: LspId(order.pcc, lspName),
      lspName,
      asked: { create: 0, update: 0, delete: 0 },
      // One that its head-end scheduled itself is there, and is to be told its path.
      moving: order.schedule !== undefined,
      ...(order.schedule === undefined ? {} : { handOver: 'DONE' as const }),
      suspects: [],
    };
  });
}

type OccurrenceEvent = Exclude<
  BookingEvent,
  { readonly type: 'BookingRequested' | 'BookingAdmitted' | 'BookingRejected' | 'BookingCancelled' }
>;

function evolveOccurrence(occurrence: Occurrence, event: OccurrenceEvent): Occurrence {
  const { asked } = occurrence;
  switch (event.type) {
    case 'BookingReplanned': {
      const { path: _, retryAt: __, failure: ___, ...rest } = occurrence;
      const { path, reasons = [] } = event.data;
      if (path !== undefined)
        return { ...rest, path, moving: occurrence.state === 'ACTIVE' || isWithRouter(occurrence) };
      return {
        ...rest,
        moving: false,
        failure: { code: 'NO_PATH', message: `no path: ${reasons.join(', ')}` },
      };
    }
    case 'BookingChanged': {
      const { end, bandwidth, path } = event.data;
      // One that is being set up may come up as it was before.
      return {
        ...occurrence,
        end,
        bandwidth,
        path,
        moving: occurrence.state !== 'PLANNED' || isWithRouter(occurrence),
      };
    }
    case 'BookingActivated':
      return {
        ...recovered(occurrence),
        ...(isWithRouter(occurrence) ? { handOver: 'DONE' } : {}),
        state: 'ACTIVE',
        asked: { ...asked, create: asked.create + 1 },
      };
    case 'BookingHandedOver':
      return {
        ...recovered(occurrence),
        handOver: 'DONE',
        moving: event.data.isOvertaken === true,
        asked: { ...asked, create: asked.create + 1 },
      };
    case 'BookingTakenBack':
      return takenBack(occurrence, event.data);
    case 'BookingMoved':
      return {
        ...recovered(occurrence),
        moving: event.data.isOvertaken === true,
        asked: { ...asked, update: asked.update + 1 },
      };
    case 'BookingStepFailed':
      return failed(occurrence, event.data);
    case 'BookingOccurrenceEnded': {
      const { retryAt: _, ...rest } = occurrence;
      const { outcome, message } = event.data;
      // An LSP that turns up later is to be removed once more, under a number of its own.
      const deletions = { asked: { ...asked, delete: asked.delete + 1 } };
      const failure = message === undefined ? {} : { failure: { code: outcome, message } };
      return { ...rest, ...deletions, ...failure, state: 'ENDED', moving: false, outcome };
    }
    default:
      return occurrence;
  }
}

/** Its head-end sets it up, or was to. */
const isWithRouter = ({ handOver }: Occurrence): boolean => handOver === 'DONE' || handOver === 'OVERDUE';

function takenBack(
  occurrence: Occurrence,
  { step, code, message }: Extract<OccurrenceEvent, { type: 'BookingTakenBack' }>['data'],
): Occurrence {
  const { retryAt: _, ...rest } = occurrence;
  const { asked, path } = occurrence;
  return {
    ...rest,
    handOver: 'OFF',
    moving: false,
    asked: step === undefined ? asked : { ...asked, [step]: asked[step] + 1 },
    // It may be the path that keeps its head-end from setting it up.
    suspects: code === 'NOT_TRIGGERED' ? (path?.path.links ?? []) : [],
    failure: { code, message },
  };
}

/** Failures that say nothing against the links of the path. */
const PATH_IS_INNOCENT: ReadonlySet<string> = new Set(['NO_PATH', 'DISPLACED']);

/** What went wrong before is of no interest any more. */
function recovered(occurrence: Occurrence): Occurrence {
  const { retryAt: _, failure: __, ...rest } = occurrence;
  return { ...rest, suspects: [] };
}

function failed(
  occurrence: Occurrence,
  { step, code, message, retryAt }: Extract<OccurrenceEvent, { type: 'BookingStepFailed' }>['data'],
): Occurrence {
  const isInnocent = step === 'delete' || occurrence.state === 'PLANNED' || PATH_IS_INNOCENT.has(code);
  const links = isInnocent ? [] : (occurrence.path?.path.links ?? []);
  return {
    ...occurrence,
    // Its LSP is gone, or never was: it has to be set up again.
    ...(step !== 'update' && occurrence.state === 'ACTIVE' ? { state: 'DUE', moving: false } : {}),
    ...(step === 'delete' && occurrence.state === 'ENDING' ? { overdue: true as const } : {}),
    ...handOverAfter(step, occurrence),
    asked: { ...occurrence.asked, [step]: occurrence.asked[step] + 1 },
    suspects: [...new Set([...occurrence.suspects, ...links])],
    retryAt,
    failure: { code, message },
  };
}

/** An LSP that is gone before its start is to be handed over again; one that is gone after it Cairn sets up. */
function handOverAfter(
  step: OccurrenceRequest,
  { state, handOver }: Occurrence,
): Pick<Occurrence, 'handOver'> {
  if (handOver === undefined || step === 'update') return {};
  if (state === 'ACTIVE') return { handOver: 'OFF' };
  return state === 'PLANNED' && step === 'create' && handOver === 'DONE' ? { handOver: 'DUE' } : {};
}

function onTimer(booking: Booking, { timer, due }: SagaTimerFired['data']): Booking {
  const occurrences = booking.occurrences.map((occurrence): Occurrence => {
    const { number, state, end } = occurrence;
    if (timer === occurrenceTimer('start', number) && state === 'PLANNED')
      return { ...occurrence, state: 'DUE' };
    // It may have been extended while its timer was on its way to the log.
    if (timer === occurrenceTimer('end', number) && isBeforeEnd(state) && due >= end)
      return ending(occurrence);
    const { retryAt: _, ...rest } = occurrence;
    const { handOver } = occurrence;
    if (timer === occurrenceTimer('hand-over', number) && state === 'PLANNED' && handOver === undefined)
      return { ...occurrence, handOver: 'DUE' };
    const isAwaited =
      (timer === occurrenceTimer('verify', number) && state === 'DUE') ||
      (timer === occurrenceTimer('gone', number) && state === 'ENDING');
    if (isAwaited && handOver === 'DONE') return { ...rest, handOver: 'OVERDUE' };
    return timer === occurrenceTimer('retry', number) ? rest : occurrence;
  });
  return { ...booking, occurrences };
}

const isBeforeEnd = (state: Occurrence['state']): boolean =>
  state === 'PLANNED' || state === 'DUE' || state === 'ACTIVE';

/** Its time is over: completed if it was up, else it never came about. */
const ending = (occurrence: Occurrence): Occurrence =>
  endingAs(occurrence, occurrence.state === 'ACTIVE' ? 'COMPLETED' : 'FAILED');

function endingAs(occurrence: Occurrence, outcome: OccurrenceOutcome): Occurrence {
  const { retryAt: _, ...rest } = occurrence;
  return { ...rest, state: 'ENDING', moving: false, outcome };
}

const calledOff = (occurrence: Occurrence): Occurrence =>
  isBeforeEnd(occurrence.state) ? endingAs(occurrence, 'CANCELLED') : occurrence;

/** With the state that follows from its occurrences. */
function settled(booking: Booking, time: number): Booking {
  const state = stateOf(booking);
  const isOver = state === 'COMPLETED' || state === 'CANCELLED' || state === 'FAILED';
  const wasOver = booking.endedAt !== undefined;
  return { ...booking, state, ...(isOver && !wasOver ? { endedAt: time } : {}) };
}

function stateOf({ occurrences }: Booking): BookingState {
  if (occurrences.some(({ state }) => state === 'ACTIVE')) return 'ACTIVE';
  if (occurrences.some(({ state }) => state === 'PLANNED' || state === 'DUE')) return 'ADMITTED';
  const outcomes = new Set(occurrences.map(({ outcome }) => outcome));
  if (outcomes.has('CANCELLED')) return 'CANCELLED';
  // What is still being taken down counts as active, unless it never came about.
  if (occurrences.some(({ state, outcome }) => state === 'ENDING' && outcome === 'COMPLETED'))
    return 'ACTIVE';
  return outcomes.has('FAILED') ? 'FAILED' : 'COMPLETED';
}
