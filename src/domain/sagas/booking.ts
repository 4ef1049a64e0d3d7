import type { Booking, Occurrence, OccurrenceRequest } from '../values/booking.js';
import {
  bookingRequestId,
  DISPLACED,
  ended,
  failedStep,
  isSame,
  isSuspect,
  noPath,
  of,
  progress,
  recordOwn,
  recordReplanned,
  requestDeletion,
  requestInitiation,
  requestUpdate,
  type Situation,
} from './booking-steps.js';
import type { BookingWorld, Obstacle, ReplannedPath } from './booking-world.js';
import {
  awaitRouter,
  goneAt,
  handedOverLate,
  isLeftToRouter,
  isWithRouter,
  keepHandedOver,
  keptSchedule,
  mayHaveEnded,
  verifiedAt,
} from './handed-over.js';
import { keepOwned } from './router-owned.js';
import type { Saga, SagaStep, SagaTimer } from './saga.js';

/**
 * Carries each occurrence of a booking from its admission to the end of its LSP (RFC 8413 4, RFC 8051 3.3): set up
 * before its start, kept up on a path that has its bandwidth, taken down at its end. What fails is tried again, if
 * possible on another path, at growing intervals until the time is over.
 */
export const bookingSaga: Saga<Booking, BookingWorld> = {
  kind: 'booking',
  nextTimer,
  next(booking, world) {
    for (const occurrence of booking.occurrences) {
      const step = nextOf({ booking, occurrence, world });
      if (step !== undefined) return step;
    }
    return undefined;
  },
};

/** O(occurrences). */
function nextTimer({ order, occurrences }: Booking): SagaTimer | undefined {
  let earliest: SagaTimer | undefined;
  const consider = (timer: string, due: number): void => {
    if (earliest === undefined || due < earliest.due) earliest = { timer, due };
  };
  const { leadTime, handOverTime } = order;
  for (const occurrence of occurrences) {
    const { number, state, start, end, retryAt, handOver } = occurrence;
    if (state === 'ENDED') continue;
    if (retryAt !== undefined) consider(`retry-${number}`, retryAt);
    if (state === 'PLANNED' && handOver === undefined && handOverTime !== undefined)
      consider(`hand-over-${number}`, start - leadTime - handOverTime);
    if (state === 'PLANNED') consider(`start-${number}`, start - leadTime);
    else if (state !== 'ENDING') consider(`end-${number}`, end);
    if (state === 'DUE' && handOver === 'DONE')
      consider(`verify-${number}`, verifiedAt(leadTime, occurrence));
    if (state === 'ENDING' && isLeftToRouter(occurrence)) consider(`gone-${number}`, goneAt(occurrence));
  }
  return earliest;
}

function nextOf(situation: Situation): SagaStep | undefined {
  if (situation.booking.order.schedule !== undefined) return keepOwned(situation);
  switch (situation.occurrence.state) {
    case 'PLANNED':
      return keepPlanned(situation);
    case 'DUE':
      return setUp(situation);
    case 'ACTIVE':
      return keepUp(situation);
    case 'ENDING':
      return takeDown(situation);
    default:
      return removeLeftover(situation);
  }
}

/** The network changed under a booking to come: it gets another path, or is noted to have none for now. */
function keepPlanned(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (occurrence.path === undefined || world.obstacle(booking, occurrence) !== undefined) {
    const replanned = world.replan(booking, occurrence);
    if (replanned.kind === 'path' || occurrence.path !== undefined)
      return recordReplanned(situation, replanned);
  }
  return occurrence.handOver === undefined ? undefined : keepHandedOver(situation);
}

function setUp(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (isWithRouter(occurrence)) return awaitRouter(situation);
  const asked = progress(situation, 'create');
  if (asked === 'PENDING') return undefined;
  const handedOver = occurrence.handOver === undefined ? undefined : handedOverLate(situation);
  if (handedOver !== undefined) return handedOver === 'PENDING' ? undefined : handedOver;
  if (asked === 'SUCCEEDED') return recordOwn(situation, { type: 'BookingActivated', data: of(situation) });
  if (asked !== undefined) return failedStep(situation, 'create', asked);
  // After a start that came late its end may be due as well: nothing is set up to be taken down at once.
  if (occurrence.end <= world.now) return undefined;
  const obstacle = world.obstacle(booking, occurrence);
  if (occurrence.retryAt !== undefined && obstacle?.kind !== 'DISPLACED') return undefined;
  if (occurrence.path === undefined || obstacle !== undefined || isSuspect(occurrence)) {
    const replanned = world.replan(booking, occurrence);
    if (replanned.kind === 'path' && !isSame(replanned.path, occurrence.path))
      return recordReplanned(situation, replanned);
    if (replanned.kind === 'no-path' && obstacle?.kind === 'DISPLACED')
      return recordReplanned(situation, replanned);
    // It had to make room, and could not be taken down then.
    if (replanned.kind === 'no-path' && isWithoutPath(situation)) return takeAway(situation);
    // One that only failed there before may do better now; over a link that is down or worked on it can't.
    if (replanned.kind === 'no-path' && (obstacle !== undefined || !isSuspect(occurrence)))
      return failedStep(situation, 'create', noPath(replanned.reasons));
  }
  // It may be there already: set up after its time for that had passed, or by an earlier attempt that was not answered.
  if (world.lsp(occurrence.lsp) !== undefined) return adopt(situation);
  return requestInitiation(situation);
}

function adopt(situation: Situation): SagaStep | undefined {
  const { occurrence, world } = situation;
  const lsp = world.lsp(occurrence.lsp);
  const { path } = occurrence;
  if (lsp === undefined || path === undefined) return undefined;
  if (lsp.isOn(path, occurrence.bandwidth))
    return recordOwn(situation, { type: 'BookingActivated', data: of(situation) });
  if (!lsp.delegated) {
    return failedStep(situation, 'create', {
      code: 'NAME_IN_USE',
      message: 'the head-end has an LSP of this name that is not delegated to this PCE',
    });
  }
  const asked = progress(situation, 'update');
  if (asked === 'PENDING') return undefined;
  if (asked === 'SUCCEEDED') return recordOwn(situation, { type: 'BookingActivated', data: of(situation) });
  if (asked !== undefined) return failedStep(situation, 'update', asked);
  return requestUpdate(situation, path);
}

/** Up: it is moved when its path breaks or it was given another one, and set up again when its head-end lost it. */
function keepUp(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const asked = progress(situation, 'update');
  if (asked === 'PENDING') return undefined;
  const lsp = world.lsp(occurrence.lsp);
  const schedule = keptSchedule(situation);
  const { path } = occurrence;
  if (asked === 'SUCCEEDED') {
    const isThere = lsp === undefined || path === undefined || lsp.isOn(path, occurrence.bandwidth, schedule);
    const data = { ...of(situation), ...(isThere ? {} : { isOvertaken: true as const }) };
    return recordOwn(situation, { type: 'BookingMoved', data });
  }
  if (asked !== undefined) return failedStep(situation, 'update', asked);
  if (path === undefined && progress(situation, 'delete') !== undefined) return takenAway(situation);
  const obstacle = world.obstacle(booking, occurrence);
  if (!world.isReady(booking.order.pcc) || isWaiting(occurrence, obstacle, world.now)) return undefined;
  if (lsp === undefined) {
    if (mayHaveEnded(occurrence, world.now)) return undefined;
    const message = 'the head-end no longer has the LSP';
    return failedStep(situation, 'create', { code: 'LSP_REMOVED', message });
  }
  if (path === undefined || obstacle !== undefined || isSuspect(occurrence)) {
    const replanned = world.replan(booking, occurrence);
    if (replanned.kind === 'path' && !isSame(replanned.path, path))
      return recordReplanned(situation, replanned);
    if (replanned.kind === 'no-path' && (path === undefined || obstacle !== undefined))
      return withoutPath(situation, obstacle, replanned);
  }
  if (path === undefined) return undefined;
  if (lsp.isOn(path, occurrence.bandwidth, schedule)) {
    const isNews = occurrence.moving || isRelieved(occurrence, obstacle);
    return isNews ? recordOwn(situation, { type: 'BookingMoved', data: of(situation) }) : undefined;
  }
  return occurrence.moving && lsp.delegated ? requestUpdate(situation, path, schedule) : undefined;
}

/** Who waits because of one obstacle does not wait when it is gone, or another one has come. */
function isWaiting({ retryAt, failure }: Occurrence, obstacle: Obstacle | undefined, now: number): boolean {
  if (retryAt === undefined) return false;
  if (obstacle?.kind === 'DISPLACED' && obstacle.from <= now) return false;
  if (failure?.code === 'NO_PATH') return obstacle?.kind === 'BROKEN';
  return failure?.code !== 'DISPLACED' || obstacle?.kind === 'DISPLACED';
}

/** It had nowhere to go, and need not go any more. */
const isRelieved = ({ failure }: Occurrence, obstacle: Obstacle | undefined): boolean =>
  obstacle === undefined && (failure?.code === 'NO_PATH' || failure?.code === 'DISPLACED');

/**
 * Nowhere to go. Where its path is broken it stays as it is and is tried again. Where it has to make room it stays until
 * the instant at which that is needed; then it gives its bandwidth back, and its LSP is taken down.
 */
function withoutPath(
  situation: Situation,
  obstacle: Obstacle | undefined,
  replanned: Extract<ReplannedPath, { kind: 'no-path' }>,
): SagaStep | undefined {
  const { occurrence, world } = situation;
  if (occurrence.path === undefined)
    return progress(situation, 'delete') === undefined ? requestDeletion(situation) : undefined;
  if (obstacle?.kind !== 'DISPLACED') return failedStep(situation, 'update', noPath(replanned.reasons));
  if (obstacle.from <= world.now) return recordReplanned(situation, replanned);
  const data = { ...of(situation), step: 'update' as const, ...DISPLACED, retryAt: obstacle.from };
  return recordOwn(situation, { type: 'BookingStepFailed', data });
}

/** Due and without a path, with an LSP that this PCE has set up. */
function isWithoutPath({ occurrence, world }: Situation): boolean {
  const lsp = world.lsp(occurrence.lsp);
  return occurrence.path === undefined && lsp?.createdByPce === true && lsp.delegated;
}

const takeAway = (situation: Situation): SagaStep | undefined =>
  progress(situation, 'delete') === undefined ? requestDeletion(situation) : takenAway(situation);

/** It had to make room: once its LSP is down it is due again, and waits for a path. */
function takenAway(situation: Situation): SagaStep | undefined {
  const asked = progress(situation, 'delete');
  if (asked === 'PENDING' || asked === undefined) return undefined;
  return failedStep(situation, 'delete', asked === 'SUCCEEDED' ? DISPLACED : asked);
}

/** Over. First whatever is under way has to come to an end: what is asked for may appear until then. */
function takeDown(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  for (const what of ['create', 'update'] as const)
    if (progress(situation, what) === 'PENDING') return callOffUnsent(situation, what);
  const asked = progress(situation, 'delete');
  if (asked === 'PENDING' || occurrence.retryAt !== undefined) return undefined;
  const lsp = world.lsp(occurrence.lsp);
  const wasAsked = occurrence.asked.create > 0 || progress(situation, 'create') !== undefined;
  if (lsp === undefined || !lsp.createdByPce) {
    // An LSP that was asked for is gone when its head-end says so, not when nobody can be asked.
    if (wasAsked && asked !== 'SUCCEEDED' && !world.isReady(booking.order.pcc)) return undefined;
    return ended(situation);
  }
  if (isLeftToRouter(occurrence)) return undefined;
  if (asked !== undefined && asked !== 'SUCCEEDED') return failedStep(situation, 'delete', asked);
  return asked === 'SUCCEEDED' ? ended(situation) : requestDeletion(situation);
}

/** What its head-end has not got is not to be sent when it comes back: it would set up an LSP whose time is over. */
function callOffUnsent({ booking, occurrence, world }: Situation, what: OccurrenceRequest) {
  const operation = bookingRequestId(booking, occurrence, what);
  const wasSent = world.request(operation)?.dispatched !== undefined;
  if (wasSent && world.isReady(booking.order.pcc)) return undefined;
  return { kind: 'call-off', operation, message: 'the time of the booking is over' } as const;
}

/** An LSP that appears after its occurrence ended, late answer of a slow head-end, is nobody's: it goes. */
function removeLeftover(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const lsp = world.lsp(occurrence.lsp);
  if (lsp === undefined || !lsp.createdByPce || !lsp.delegated || !world.isOwn(booking, occurrence))
    return undefined;
  if (!world.isReady(booking.order.pcc)) return undefined;
  // Whatever the answer was: once more for each time that it is found there would never end.
  return progress(situation, 'delete') === undefined ? requestDeletion(situation) : undefined;
}
