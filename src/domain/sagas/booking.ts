import type { BookingEvent } from '../../events/catalogue/booking.js';
import type { ComputationRecord } from '../../events/catalogue/computation.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import { bookingStream, CALENDAR_STREAM } from '../../events/catalogue/streams.js';
import type { Booking, Occurrence, OccurrenceRequest } from '../values/booking.js';
import { type LspId, OperationId, type PccId } from '../values/identifiers.js';
import type { SignalledPath } from '../values/path.js';
import type { NoPathReason } from '../values/path-request.js';
import { structurallyEqual } from '../values/structural-equality.js';
import type { Saga, SagaStep, SagaTimer, SagaWorld } from './saga.js';

/** What the LSP-DB says of an occurrence's LSP. */
export interface BookedLsp {
  readonly createdByPce: boolean;
  readonly delegated: boolean;
  /** Up on exactly this path with this bandwidth. */
  isOn(path: SignalledPath, bandwidth: number): boolean;
}

export type ReplannedPath =
  | { readonly kind: 'path'; readonly path: SignalledPath; readonly computation: ComputationRecord }
  | {
      readonly kind: 'no-path';
      readonly reasons: readonly NoPathReason[];
      readonly computation: ComputationRecord;
    };

/**
 * A link is down or gone; or from an instant on (milliseconds) one has not enough for what comes before the occurrence
 * and for the occurrence itself.
 */
export type Obstacle = { readonly kind: 'BROKEN' } | { readonly kind: 'DISPLACED'; readonly from: number };

export interface BookingWorld extends SagaWorld {
  lsp(lsp: LspId): BookedLsp | undefined;
  /** Connected and synchronised: what it has not reported is not there. */
  isReady(pcc: PccId): boolean;
  /** What keeps the path from carrying the occurrence for the rest of its time; undefined: nothing. */
  obstacle(booking: Booking, occurrence: Occurrence): Obstacle | undefined;
  /** Whether its path has room for it at this moment, or nobody is about to make any. */
  isVacated(booking: Booking, occurrence: Occurrence): boolean;
  /** Whether the LSP of this name is the occurrence's, not that of somebody who used the name after it. */
  isOwn(booking: Booking, occurrence: Occurrence): boolean;
  /** A path that is free over what is left of the occurrence's time, if possible not over its suspects. */
  replan(booking: Booking, occurrence: Occurrence): ReplannedPath;
  intended(booking: Booking, occurrence: Occurrence, path: SignalledPath): IntendedLsp;
}

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

/** What is asked of a head-end on behalf of an occurrence: `<booking>.<occurrence>.<what>.<how often>`. */
export const bookingRequestId = (
  { id }: Pick<Booking, 'id'>,
  { number, asked }: Pick<Occurrence, 'number' | 'asked'>,
  what: OccurrenceRequest,
): OperationId => OperationId(`${id}.${number}.${what}.${asked[what] + 1}`);

/** O(occurrences). */
function nextTimer({ order, occurrences }: Booking): SagaTimer | undefined {
  let earliest: SagaTimer | undefined;
  const consider = (timer: string, due: number): void => {
    if (earliest === undefined || due < earliest.due) earliest = { timer, due };
  };
  for (const { number, state, start, end, retryAt } of occurrences) {
    if (state === 'ENDED') continue;
    if (retryAt !== undefined) consider(`retry-${number}`, retryAt);
    if (state === 'PLANNED') consider(`start-${number}`, start - order.leadTime);
    else if (state !== 'ENDING') consider(`end-${number}`, end);
  }
  return earliest;
}

interface Situation {
  readonly booking: Booking;
  readonly occurrence: Occurrence;
  readonly world: BookingWorld;
}

function nextOf(situation: Situation): SagaStep | undefined {
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
  if (occurrence.path !== undefined && world.obstacle(booking, occurrence) === undefined) return undefined;
  const replanned = world.replan(booking, occurrence);
  if (replanned.kind === 'no-path' && occurrence.path === undefined) return undefined;
  return recordReplanned(situation, replanned);
}

function setUp(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const asked = progress(situation, 'create');
  if (asked === 'PENDING') return undefined;
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
  const { path } = occurrence;
  if (asked === 'SUCCEEDED') {
    const isThere = lsp === undefined || path === undefined || lsp.isOn(path, occurrence.bandwidth);
    const data = { ...of(situation), ...(isThere ? {} : { isOvertaken: true as const }) };
    return recordOwn(situation, { type: 'BookingMoved', data });
  }
  if (asked !== undefined) return failedStep(situation, 'update', asked);
  if (path === undefined && progress(situation, 'delete') !== undefined) return takenAway(situation);
  const obstacle = world.obstacle(booking, occurrence);
  if (!world.isReady(booking.order.pcc) || isWaiting(occurrence, obstacle, world.now)) return undefined;
  if (lsp === undefined) {
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
  if (lsp.isOn(path, occurrence.bandwidth)) {
    const isNews = occurrence.moving || isRelieved(occurrence, obstacle);
    return isNews ? recordOwn(situation, { type: 'BookingMoved', data: of(situation) }) : undefined;
  }
  return occurrence.moving && lsp.delegated ? requestUpdate(situation, path) : undefined;
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
    if (progress(situation, what) === 'PENDING') return undefined;
  const asked = progress(situation, 'delete');
  if (asked === 'PENDING' || occurrence.retryAt !== undefined) return undefined;
  const lsp = world.lsp(occurrence.lsp);
  const wasAsked = occurrence.asked.create > 0 || progress(situation, 'create') !== undefined;
  if (lsp === undefined || !lsp.createdByPce) {
    // An LSP that was asked for is gone when its head-end says so, not when nobody can be asked.
    if (wasAsked && asked !== 'SUCCEEDED' && !world.isReady(booking.order.pcc)) return undefined;
    return ended(situation);
  }
  if (asked !== undefined && asked !== 'SUCCEEDED') return failedStep(situation, 'delete', asked);
  return asked === 'SUCCEEDED' ? ended(situation) : requestDeletion(situation);
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

function ended(situation: Situation): SagaStep {
  const { occurrence } = situation;
  const { outcome = 'FAILED', failure } = occurrence;
  const message =
    outcome === 'FAILED' ? (failure?.message ?? 'its time was over before it could be set up') : undefined;
  const data = { ...of(situation), outcome, ...(message === undefined ? {} : { message }) };
  return recordBooked({ type: 'BookingOccurrenceEnded', data });
}

type Failure = { readonly code: string; readonly message: string };

/** Undefined: not asked for. */
function progress({ booking, occurrence, world }: Situation, what: OccurrenceRequest) {
  const asked = world.request(bookingRequestId(booking, occurrence, what));
  if (asked === undefined) return undefined;
  if (asked.state === 'PENDING' || asked.state === 'SUCCEEDED') return asked.state;
  return asked.error ?? { code: asked.state, message: 'it was not done' };
}

function failedStep(situation: Situation, step: OccurrenceRequest, { code, message }: Failure): SagaStep {
  const { occurrence, world } = situation;
  const wait = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(occurrence.asked[step], 20));
  const data = { ...of(situation), step, code, message, retryAt: world.now + wait };
  return recordOwn(situation, { type: 'BookingStepFailed', data });
}

const DISPLACED: Failure = {
  code: 'DISPLACED',
  message: 'its bandwidth is needed for what comes before it, and no other path is free',
};

const noPath = (reasons: readonly NoPathReason[]): Failure => ({
  code: 'NO_PATH',
  message: `no path: ${reasons.join(', ')}`,
});

function recordReplanned(situation: Situation, replanned: ReplannedPath): SagaStep {
  const { computation } = replanned;
  const what = replanned.kind === 'path' ? { path: replanned.path } : { reasons: replanned.reasons };
  return recordBooked({ type: 'BookingReplanned', data: { ...of(situation), ...what, computation } });
}

const of = ({ booking, occurrence }: Situation) => ({ booking: booking.id, occurrence: occurrence.number });

const recordOwn = ({ booking }: Situation, event: BookingEvent): SagaStep => ({
  kind: 'record',
  stream: bookingStream(booking.id),
  events: [event],
});

/** What changes what is booked of a link. */
const recordBooked = (event: BookingEvent): SagaStep => ({
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

function requestInitiation(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (occurrence.path === undefined || !world.isVacated(booking, occurrence)) return undefined;
  const intended = world.intended(booking, occurrence, occurrence.path);
  return {
    kind: 'request',
    requested: { type: 'LspInitiationRequested', data: { ...requested(situation, 'create'), intended } },
  };
}

function requestUpdate(situation: Situation, path: SignalledPath): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  if (!world.isVacated(booking, occurrence)) return undefined;
  const intended = world.intended(booking, occurrence, path);
  return {
    kind: 'request',
    requested: { type: 'LspUpdateRequested', data: { ...requested(situation, 'update'), intended } },
  };
}

const requestDeletion = (situation: Situation): SagaStep => ({
  kind: 'request',
  requested: { type: 'LspDeletionRequested', data: requested(situation, 'delete') },
});

const isSuspect = ({ suspects, path }: Occurrence): boolean =>
  suspects.length > 0 && path?.path.links.some((link) => suspects.includes(link)) === true;

/** The same links by the same route: a label stack may lead elsewhere once the network has changed. */
const isSame = (a: SignalledPath, b: SignalledPath | undefined): boolean =>
  b !== undefined && structurallyEqual(a.path.links, b.path.links) && structurallyEqual(a.route, b.route);

/** Milliseconds until what failed is tried again: the first time, and at most. */
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
