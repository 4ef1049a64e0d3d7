import { type Occurrence, type OccurrenceRequest, scheduleOf } from '../values/booking.js';
import { type LspSchedule, scheduleFault } from '../values/lsp-schedule.js';
import {
  bookingRequestId,
  type Failure,
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
import type { BookedLsp } from './booking-world.js';
import type { SagaStep } from './saga.js';

/** Its head-end sets its LSP up and takes it down, or was to. */
export const isWithRouter = ({ handOver }: Occurrence): boolean =>
  handOver === 'DONE' || handOver === 'OVERDUE';

/** By when a head-end has set an LSP up that it was told of: at the start, and not before it had some seconds for it. */
export const verifiedAt = (leadTime: number, { start }: Occurrence): number =>
  Math.max(start, start - leadTime + ROUTER_MARGIN);

/** By when it has taken it down. */
export const goneAt = ({ end }: Occurrence): number => end + ROUTER_MARGIN;

/** It is for its head-end to take it down, and there is time for that. */
export const isLeftToRouter = ({ handOver, outcome }: Occurrence): boolean =>
  handOver === 'DONE' && outcome === 'COMPLETED';

/** Its head-end takes it down at its end by a clock of its own, which may be a little ahead. */
export const mayHaveEnded = ({ handOver, end }: Occurrence, now: number): boolean =>
  handOver === 'DONE' && now >= end - ROUTER_MARGIN;

/** What its head-end is told of its times with everything that it is asked; undefined where it does not keep them. */
export function keptSchedule({ booking, occurrence, world }: Situation): LspSchedule | undefined {
  const { pcc } = booking.order;
  if (!isWithRouter(occurrence) || !world.keepsSchedules(pcc)) return undefined;
  return scheduleOf(booking.order, occurrence, occurrence.state === 'ACTIVE');
}

/**
 * Before its start, with its path as it should be (RFC 8934 4.3, 4.4): the head-end is told of it, and of what changes. One
 * that no longer keeps schedules, or was given no path for it, must not set it up at a time or on a path of old.
 */
export function keepHandedOver(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const answered = answeredStep(situation);
  if (answered !== undefined) return answered === 'PENDING' ? undefined : answered;
  const { path, handOver, bandwidth } = occurrence;
  const { pcc } = booking.order;
  if (occurrence.retryAt !== undefined || !world.isReady(pcc)) return undefined;
  const lsp = world.lsp(occurrence.lsp);
  const schedule = scheduleOf(booking.order, occurrence, false);
  const isWanted = handOver !== 'OFF' && path !== undefined && world.keepsSchedules(pcc);
  if (!isWanted || scheduleFault(schedule) !== undefined) return withdrawn(situation, lsp);
  if (lsp === undefined) {
    if (handOver !== 'DUE') return failedStep(situation, 'create', LSP_REMOVED);
    return isInTime(schedule, world.now) ? requestInitiation(situation, schedule) : undefined;
  }
  // Somebody else's has the name: that shows when it is set up.
  if (occurrence.asked.create === 0 && handOver === 'DUE') return undefined;
  if (lsp.isOn(path, bandwidth, schedule)) {
    if (handOver === 'DUE') return handedOver(situation, lsp);
    return occurrence.moving
      ? recordOwn(situation, { type: 'BookingMoved', data: of(situation) })
      : undefined;
  }
  const isToBeTold = occurrence.moving || handOver === 'DUE';
  return isToBeTold && lsp.delegated ? requestUpdate(situation, path, schedule) : undefined;
}

/** A start that has passed when it arrives is taken for one in 136 years (RFC 8934 5.2.1). */
const isInTime = ({ start }: LspSchedule, now: number): boolean => start > now + ROUTER_MARGIN;

/** Of a head-end that has no part in it any more: its LSP goes, if it is there. */
function withdrawn(situation: Situation, lsp: BookedLsp | undefined): SagaStep | undefined {
  const { occurrence } = situation;
  if (lsp === undefined) return occurrence.handOver === 'DONE' ? takenBack(situation) : undefined;
  const isOwn = lsp.createdByPce && lsp.delegated && occurrence.asked.create > 0;
  return isOwn ? requestDeletion(situation) : undefined;
}

/** What was asked of the head-end before the LSP was up has come to an end, or has not. */
function answeredStep(situation: Situation): SagaStep | 'PENDING' | undefined {
  for (const what of ['create', 'update', 'delete'] as const) {
    const asked = progress(situation, what);
    if (asked === 'PENDING') return asked;
    if (asked === 'SUCCEEDED') return succeededStep(situation, what);
    if (asked !== undefined) return refusedStep(situation, what, asked);
  }
  return undefined;
}

function succeededStep(situation: Situation, what: OccurrenceRequest): SagaStep {
  const { occurrence, world } = situation;
  const lsp = world.lsp(occurrence.lsp);
  if (what === 'delete') return takenBack(situation, what);
  if (what === 'create') return handedOver(situation, lsp);
  const data = { ...of(situation), ...(isAsBooked(situation, lsp) ? {} : { isOvertaken: true as const }) };
  return recordOwn(situation, { type: 'BookingMoved', data });
}

/** A head-end that refuses is not asked twice: Cairn does it. One that was not there is. */
function refusedStep(situation: Situation, what: OccurrenceRequest, failure: Failure): SagaStep {
  const isRefusal = what !== 'delete' && !UNANSWERED.has(failure.code);
  return isRefusal ? takenBack(situation, what, failure) : failedStep(situation, what, failure);
}

function handedOver(situation: Situation, lsp: BookedLsp | undefined): SagaStep {
  const isOvertaken = lsp !== undefined && !isAsBooked(situation, lsp);
  const data = { ...of(situation), ...(isOvertaken ? { isOvertaken: true as const } : {}) };
  return recordOwn(situation, { type: 'BookingHandedOver', data });
}

function isAsBooked({ booking, occurrence }: Situation, lsp: BookedLsp | undefined): boolean {
  const { path, bandwidth } = occurrence;
  if (lsp === undefined || path === undefined) return true;
  return lsp.isOn(path, bandwidth, scheduleOf(booking.order, occurrence, false));
}

/**
 * Its start has come: its head-end sets it up, on another path where the booked one breaks or fails. What it has not done when
 * it is overdue is done by Cairn: its LSP is taken away and made anew, without a schedule.
 */
export function awaitRouter(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const answered = answeredStep(situation);
  if (answered !== undefined) return answered === 'PENDING' ? undefined : answered;
  if (occurrence.end <= world.now) return undefined;
  const { path, bandwidth, handOver, moving } = occurrence;
  const lsp = world.lsp(occurrence.lsp);
  if (path !== undefined && lsp?.isOn(path, bandwidth, scheduleOf(booking.order, occurrence, true)))
    return recordOwn(situation, { type: 'BookingActivated', data: of(situation) });
  const { pcc } = booking.order;
  const obstacle = world.obstacle(booking, occurrence);
  if (!world.isReady(pcc)) return undefined;
  if (occurrence.retryAt !== undefined && obstacle?.kind !== 'DISPLACED') return undefined;
  if (lsp === undefined) return takenBack(situation);
  const isOver = path === undefined || handOver === 'OVERDUE' || !world.keepsSchedules(pcc);
  if (isOver) return lsp.createdByPce && lsp.delegated ? requestDeletion(situation) : takenBack(situation);
  if (obstacle !== undefined || isSuspect(occurrence)) {
    const replanned = world.replan(booking, occurrence);
    if (replanned.kind === 'path' && !isSame(replanned.path, path))
      return recordReplanned(situation, replanned);
    if (replanned.kind === 'no-path' && obstacle?.kind === 'DISPLACED')
      return recordReplanned(situation, replanned);
    if (replanned.kind === 'no-path' && obstacle !== undefined)
      return failedStep(situation, 'update', noPath(replanned.reasons));
  }
  if (moving && lsp.delegated)
    return requestUpdate(situation, path, scheduleOf(booking.order, occurrence, false));
  return lsp.failed && !isSuspect(occurrence) ? failedStep(situation, 'update', NOT_SET_UP) : undefined;
}

/**
 * Its start has come before its head-end was told, or while it was: it sets it up at once if it was. Where Cairn does that, what
 * is left of an LSP with a schedule goes first.
 */
export function handedOverLate(situation: Situation): SagaStep | 'PENDING' | undefined {
  const { booking, occurrence, world } = situation;
  const removed = progress(situation, 'delete');
  if (removed === 'PENDING') return removed;
  if (removed === 'SUCCEEDED') return takenBack(situation, 'delete');
  if (removed !== undefined) return failedStep(situation, 'delete', removed);
  const isHandedOver = world.request(bookingRequestId(booking, occurrence, 'create'))?.intended?.schedule;
  const created = progress(situation, 'create');
  const lsp = world.lsp(occurrence.lsp);
  if (created !== undefined && created !== 'PENDING' && isHandedOver !== undefined)
    return created === 'SUCCEEDED' ? handedOver(situation, lsp) : refusedStep(situation, 'create', created);
  const isOwn = lsp?.createdByPce === true && lsp.delegated && occurrence.asked.create > 0;
  if (lsp?.schedule === undefined || !isOwn || occurrence.end <= world.now) return undefined;
  if (occurrence.handOver === 'DUE') return handedOver(situation, lsp);
  return occurrence.retryAt === undefined && world.isReady(booking.order.pcc)
    ? requestDeletion(situation)
    : 'PENDING';
}

function takenBack(
  situation: Situation,
  step?: OccurrenceRequest,
  { code, message }: Failure = reasonOf(situation),
): SagaStep {
  const data = { ...of(situation), ...(step === undefined ? {} : { step }), code, message };
  return recordOwn(situation, { type: 'BookingTakenBack', data });
}

function reasonOf({ booking, occurrence, world }: Situation): Failure {
  const { handOver, path, failure } = occurrence;
  if (handOver === 'OVERDUE') return NOT_TRIGGERED;
  if (handOver === 'OFF' && failure !== undefined) return failure;
  if (path === undefined) return { code: 'NO_PATH', message: failure?.message ?? 'no path' };
  return world.keepsSchedules(booking.order.pcc) ? LSP_REMOVED : NOT_SUPPORTED;
}

const LSP_REMOVED: Failure = { code: 'LSP_REMOVED', message: 'the head-end no longer has the LSP' };
const NOT_SET_UP: Failure = { code: 'LSP_ERROR', message: 'the head-end could not set it up at its start' };
const NOT_TRIGGERED: Failure = {
  code: 'NOT_TRIGGERED',
  message: 'the head-end had not set it up when its start had come',
};
const NOT_SUPPORTED: Failure = {
  code: 'NOT_SUPPORTED',
  message: 'the head-end came back without the scheduling capability (RFC 8934 5.1)',
};
const UNANSWERED: ReadonlySet<string> = new Set(['TIMED_OUT', 'CANCELLED']);

/** What clocks may be apart, and what setting up and taking down may last; milliseconds. */
const ROUTER_MARGIN = 5_000;
