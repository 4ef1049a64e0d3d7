import { type Booking, bookedWindow, type Occurrence, type TimeWindow } from '../../domain/values/booking.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import type { NetworkState } from '../../projections/network-state.js';

/** What bookings take of a link at worst within a window, as a request of the setup priority sees it; bit/s. */
export const bookedDuring =
  (state: NetworkState, setupPriority: number, { start, end }: TimeWindow) =>
  (link: LinkId): number =>
    state.calendar.peak(link, setupPriority, start, end);

/**
 * The same for a new path of an occurrence, over what is left of its time: what it has itself counts as free. That is
 * exact, as it takes the same bandwidth all the time.
 */
export function bookedBesides(
  state: NetworkState,
  { order }: Booking,
  occurrence: Occurrence,
  now: number,
): (link: LinkId) => number {
  const { setupPriority } = order.request;
  const { start, end } = bookedWindow(order, occurrence);
  const others = bookedDuring(state, setupPriority, { start: Math.max(start, now), end });
  const own = new Set(order.holdingPriority <= setupPriority ? (occurrence.path?.path.links ?? []) : []);
  return (link) => others(link) - (own.has(link) ? occurrence.bandwidth : 0);
}
