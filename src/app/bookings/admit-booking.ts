import { admit } from '../../domain/booking/admission.js';
import type { Admission, BookingAsk } from '../../domain/booking/booking-ask.js';
import type { Signalling } from '../../domain/computation/computer.js';
import type { BookingOrder } from '../../domain/values/booking.js';
import type { BookingDecision } from '../../events/catalogue/booking.js';
import { quietTimes } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { tooLate } from './decided-booking.js';

/** So long after the end of what does not fit a later time is looked for: a day, milliseconds. */
const LOOK_AHEAD = 86_400_000;

/** What a booking is decided from now, besides its order and the network. */
export function decisionAt(now: number, { windows }: BookingOrder): BookingDecision {
  return { at: now, lookedUntil: (windows.at(-1)?.end ?? now) + LOOK_AHEAD };
}

/**
 * Admission beside what lasts and what is booked. It follows from its arguments and the view's state with the decisions in flight, so that it
 * comes out the same when it is audited. The bandwidth is taken from the moment at which an LSP is set up, which is before it is to be usable.
 */
export function admissionOf(
  view: NetworkView,
  order: BookingOrder,
  signalling: Signalling,
  { at, lookedUntil }: BookingDecision,
): Admission {
  const { request, holdingPriority, windows, leadTime, flexibility, leastBandwidth, volume } = order;
  const occurrences = windows.map(({ start, end }) => ({ start: Math.max(start - leadTime, at), end }));
  const late = occurrences.findIndex(({ start, end }) => end <= start + leadTime);
  if (late !== -1) return tooLate(late);
  const ask: BookingAsk = {
    request: { ...request, alternatives: 0 },
    signalling,
    holdingPriority,
    occurrences,
    flexibility,
    ...(leastBandwidth === undefined ? {} : { leastBandwidth }),
    // While it is being set up nothing is moved.
    ...(volume === undefined ? {} : { volume, idle: leadTime }),
    quiet: quietTimes(view.state),
    horizon: lookedUntil,
  };
  // A link that flaps now is kept off for as long as it is damped, and not by what begins later.
  return view.overDamped((computer) => admit(computer, view.state.calendar, ask));
}
