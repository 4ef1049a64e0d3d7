import {
  type Booking,
  type BookingState,
  type Occurrence,
  type OccurrenceOutcome,
  occurrenceName,
} from '../../domain/values/booking.js';
import { type BookingId, LspId } from '../../domain/values/identifiers.js';
import type { BookingAdmitted, BookingEvent, BookingRequested } from '../../events/catalogue/booking.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { SagaTimerFired } from '../../events/catalogue/saga.js';

/** A booking's timers: `start-0`, `end-0` and `retry-0` of its first occurrence. */
export type OccurrenceTimer = 'start' | 'end' | 'retry';
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
      moving: false,
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
      if (path !== undefined) return { ...rest, path, moving: occurrence.state === 'ACTIVE' };
      return {
        ...rest,
        moving: false,
        failure: { code: 'NO_PATH', message: `no path: ${reasons.join(', ')}` },
      };
    }
    case 'BookingChanged': {
      const { end, bandwidth, path } = event.data;
      // One that is being set up may come up as it was before.
      return { ...occurrence, end, bandwidth, path, moving: occurrence.state !== 'PLANNED' };
    }
    case 'BookingActivated':
      return { ...recovered(occurrence), state: 'ACTIVE', asked: { ...asked, create: asked.create + 1 } };
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
  const isInnocent = step === 'delete' || PATH_IS_INNOCENT.has(code);
  const links = isInnocent ? [] : (occurrence.path?.path.links ?? []);
  return {
    ...occurrence,
    // Its LSP is gone, or never was: it has to be set up again.
    ...(step !== 'update' && occurrence.state === 'ACTIVE' ? { state: 'DUE', moving: false } : {}),
    asked: { ...occurrence.asked, [step]: occurrence.asked[step] + 1 },
    suspects: [...new Set([...occurrence.suspects, ...links])],
    retryAt,
    failure: { code, message },
  };
}

function onTimer(booking: Booking, { timer, due }: SagaTimerFired['data']): Booking {
  const occurrences = booking.occurrences.map((occurrence): Occurrence => {
    const { number, state, end } = occurrence;
    if (timer === occurrenceTimer('start', number) && state === 'PLANNED')
      return { ...occurrence, state: 'DUE' };
    // It may have been extended while its timer was on its way to the log.
    if (timer === occurrenceTimer('end', number) && isBeforeEnd(state) && due >= end)
      return ending(occurrence);
    if (timer !== occurrenceTimer('retry', number)) return occurrence;
    const { retryAt: _, ...rest } = occurrence;
    return rest;
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
