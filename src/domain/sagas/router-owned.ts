import { scheduleOf } from '../values/booking.js';
import { sameTimes } from '../values/lsp-schedule.js';
import {
  ended,
  failedStep,
  isSame,
  noPath,
  of,
  progress,
  recordOwn,
  recordReplanned,
  requestUpdate,
  type Situation,
} from './booking-steps.js';
import { mayHaveEnded } from './handed-over.js';
import type { SagaStep } from './saga.js';

/**
 * An LSP that its head-end scheduled itself and delegated (RFC 8934 4.3, PCC-initiated): it is given its path, and another one
 * where that breaks or has to make room; setting it up and removing it is the head-end's business. One that it removes, takes back
 * or gives other times ends here, and is admitted anew with those.
 */
export function keepOwned(situation: Situation): SagaStep | undefined {
  const { booking, occurrence, world } = situation;
  const { state, path, bandwidth, moving } = occurrence;
  if (state === 'ENDED') return undefined;
  const asked = progress(situation, 'update');
  if (asked === 'PENDING') return undefined;
  if (asked === 'SUCCEEDED') return recordOwn(situation, { type: 'BookingMoved', data: of(situation) });
  if (asked !== undefined) return failedStep(situation, 'update', asked);
  if (state === 'ENDING') return ended(situation);
  if (!world.isReady(booking.order.pcc)) return undefined;
  const lsp = world.lsp(occurrence.lsp);
  const schedule = scheduleOf(booking.order, occurrence, state === 'ACTIVE');
  if (lsp === undefined || isChanged(situation)) {
    return lsp === undefined && mayHaveEnded(occurrence, world.now)
      ? undefined
      : recordOwn(situation, { type: 'BookingCancelled', data: { booking: booking.id } });
  }
  if (state === 'DUE' && path !== undefined && lsp.isOn(path, bandwidth, { ...schedule, activated: true }))
    return recordOwn(situation, { type: 'BookingActivated', data: of(situation) });
  if (path === undefined || world.obstacle(booking, occurrence) !== undefined) {
    const replanned = world.replan(booking, occurrence);
    if (replanned.kind === 'path' && !isSame(replanned.path, path))
      return recordReplanned(situation, replanned);
    if (replanned.kind === 'no-path' && path !== undefined) {
      // In service it stays where it is, and is tried again.
      if (state !== 'ACTIVE') return recordReplanned(situation, replanned);
      return occurrence.retryAt === undefined
        ? failedStep(situation, 'update', noPath(replanned.reasons))
        : undefined;
    }
  }
  if (path === undefined || occurrence.retryAt !== undefined || !moving) return undefined;
  return lsp.isOn(path, bandwidth, schedule)
    ? recordOwn(situation, { type: 'BookingMoved', data: of(situation) })
    : requestUpdate(situation, path, schedule);
}

/** Not delegated any more, without a schedule, or with other times than it was admitted with. */
function isChanged({ booking, occurrence, world }: Situation): boolean {
  const lsp = world.lsp(occurrence.lsp);
  const { schedule: admitted } = booking.order;
  if (lsp?.schedule === undefined || admitted === undefined || !lsp.delegated) return true;
  const given = scheduleOf(booking.order, occurrence, false);
  return !sameTimes(lsp.schedule, admitted) && !sameTimes(lsp.schedule, given);
}
