import type { BookingEvent } from '../../events/catalogue/booking.js';
import { bookingStream, CALENDAR_STREAM } from '../../events/catalogue/streams.js';
import type { Booking, Occurrence, OccurrenceRequest } from '../values/booking.js';
import { OperationId } from '../values/identifiers.js';
import type { LspSchedule } from '../values/lsp-schedule.js';
import type { SignalledPath } from '../values/path.js';
import type { NoPathReason } from '../values/path-request.js';
import { structurallyEqual } from '../values/structural-equality.js';
import type { BookingWorld, ReplannedPath } from './booking-world.js';
import type { SagaStep } from './saga.js';

/** An occurrence, at a moment. */
export interface Situation {
  readonly booking: Booking;
  readonly occurrence: Occurrence;
  readonly world: BookingWorld;
}

/** What is asked of a head-end on behalf of an occurrence: `<booking>.<occurrence>.<what>.<how often>`. */
export const bookingRequestId = (
  { id }: Pick<Booking, 'id'>,
  { number, asked }: Pick<Occurrence, 'number' | 'asked'>,
  what: OccurrenceRequest,
): OperationId => OperationId(`${id}.${number}.${what}.${asked[what] + 1}`);

export type Failure = { readonly code: string; readonly message: string };

/** Undefined: not asked for. */
export function progress({ booking, occurrence, world }: Situation, what: OccurrenceRequest) {
  const asked = world.request(bookingRequestId(booking, occurrence, what));
  if (asked === undefined) return undefined;
  if (asked.state === 'PENDING' || asked.state === 'SUCCEEDED') return asked.state;
  return asked.error ?? { code: asked.state, message: 'it was not done' };
}

export function failedStep(
  situation: Situation,
  step: OccurrenceRequest,
  { code, message }: Failure,
): SagaStep {
  const { occurrence, world } = situation;
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(occurrence.asked[step], 20));
  const data = { ...of(situation), step, code, message, retryAt: world.now + wait };
  return recordOwn(situation, { type: 'BookingStepFailed', data });
}

export function ended(situation: Situation): SagaStep {
  const { occurrence } = situation;
  const { outcome = 'FAILED', failure } = occurrence;
  const message =
    outcome === 'FAILED' ? (failure?.message ?? 'its time was over before it could be set up') : undefined;
  const data = { ...of(situation), outcome, ...(message === undefined ? {} : { message }) };
  return recordBooked({ type: 'BookingOccurrenceEnded', data });
}

export const DISPLACED: Failure = {
  code: 'DISPLACED',
  message: 'its bandwidth is needed for what comes before it, and no other path is free',
};

export const noPath = (reasons: readonly NoPathReason[]): Failure => ({
  code: 'NO_PATH',
  message: `no path: ${reasons.join(', ')}`,
});

export function recordReplanned(situation: Situation, replanned: ReplannedPath): SagaStep {
  const { computation } = replanned;
  const what = replanned.kind === 'path' ? { path: replanned.path } : { reasons: replanned.reasons };
  const data = { ...of(situation), ...what, computation, at: situation.world.now };
  return recordBooked({ type: 'BookingReplanned', data });
}

export const of = ({ booking, occurrence }: Situation) => ({
  booking: booking.id,
  occurrence: occurrence.number,
});

export const recordOwn = ({ booking }: Situation, event: BookingEvent): SagaStep => ({
  kind: 'record',
  stream: bookingStream(booking.id),
  events: [event],
});

/** What changes what is booked of a link. */
export const recordBooked = (event: BookingEvent): SagaStep => ({
  kind: 'record',
  stream: CALENDAR_STREAM,
  events: [event],
});

const requested = ({ booking, occurrence, world }: Situation, what: OccurrenceRequest) => ({
  operation: bookingRequestId(booking, occurrence, what),
  lsp: occurrence.lsp,
  pcc: booking.order.pcc,
  name: occurrence.lspName,
  deadline: world.deadline,
  reason: 'booking' as const,
  saga: { kind: 'booking' as const, id: booking.id },
});

/** What a head-end is told of ahead of its time needs its room then. */
const hasRoomNow = ({ booking, occurrence, world }: Situation): boolean =>
  occurrence.state === 'PLANNED' || world.isVacated(booking, occurrence);

export function requestInitiation(situation: Situation, schedule?: LspSchedule): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (occurrence.path === undefined || !hasRoomNow(situation)) return undefined;
  const intended = world.intended(booking, occurrence, occurrence.path, schedule);
  return {
    kind: 'request',
    requested: { type: 'LspInitiationRequested', data: { ...requested(situation, 'create'), intended } },
  };
}

export function requestUpdate(
  situation: Situation,
  path: SignalledPath,
  schedule?: LspSchedule,
): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (!hasRoomNow(situation)) return undefined;
  const intended = world.intended(booking, occurrence, path, schedule);
  return {
    kind: 'request',
    requested: { type: 'LspUpdateRequested', data: { ...requested(situation, 'update'), intended } },
  };
}

export const requestDeletion = (situation: Situation): SagaStep => ({
  kind: 'request',
  requested: { type: 'LspDeletionRequested', data: requested(situation, 'delete') },
});

export const isSuspect = ({ suspects, path }: Occurrence): boolean =>
  suspects.length > 0 && path?.path.links.some((link) => suspects.includes(link)) === true;

/** The same links by the same route: a label stack may lead elsewhere once the network has changed. */
export const isSame = (a: SignalledPath, b: SignalledPath | undefined): boolean =>
  b !== undefined && structurallyEqual(a.path.links, b.path.links) && structurallyEqual(a.route, b.route);

/** Milliseconds until what failed is tried again: the first time, and at most. */
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
