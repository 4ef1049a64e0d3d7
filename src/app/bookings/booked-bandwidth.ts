import type { BookedBandwidth } from '../../domain/computation/computer.js';
import { type Booking, bookedWindow, type Occurrence } from '../../domain/values/booking.js';
import type { NetworkState } from '../../projections/network-state.js';

/**
 * What other bookings take of links at worst over what is left of an occurrence's time. Its own share counts as free, which
 * is exact: it takes the same bandwidth all the time.
 */
export function bookedBesides(
  { calendar }: NetworkState,
  { order }: Booking,
  occurrence: Occurrence,
  now: number,
): BookedBandwidth {
  const { start, end } = bookedWindow(order, occurrence);
  const from = Math.max(start, Math.min(now, end));
  const own = new Set(occurrence.path?.path.links);
  return (link, setupPriority) => {
    const isOwn = own.has(link) && order.holdingPriority <= setupPriority && from < end;
    return calendar.peak(link, setupPriority, from, end) - (isOwn ? occurrence.bandwidth : 0);
  };
}
