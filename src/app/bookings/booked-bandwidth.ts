import type { BookedBandwidth } from '../../domain/computation/computer.js';
import { type Booking, bookedWindow, type Occurrence, type TimeWindow } from '../../domain/values/booking.js';
import type { NetworkState } from '../../projections/network-state.js';

/**
 * What other bookings take of links at worst within a window: where the occurrence itself is booked its own share is
 * taken off, which is exact, as it takes the same bandwidth all the time. Three peaks a link at most.
 */
export function bookedBesides(
  { calendar }: NetworkState,
  { order }: Booking,
  occurrence: Occurrence,
  window: TimeWindow,
): BookedBandwidth {
  const own = bookedWindow(order, occurrence);
  const links = new Set(occurrence.path?.path.links);
  return (link, setupPriority) => {
    if (!links.has(link) || order.holdingPriority > setupPriority)
      return calendar.peak(link, setupPriority, window.start, window.end);
    const peakOf = ({ start, end }: TimeWindow, share: number): number =>
      start < end ? calendar.peak(link, setupPriority, start, end) - share : 0;
    return Math.max(
      peakOf({ start: window.start, end: Math.min(window.end, own.start) }, 0),
      peakOf(within(window, own), occurrence.bandwidth),
      peakOf({ start: Math.max(window.start, own.end), end: window.end }, 0),
    );
  };
}

const within = (one: TimeWindow, other: TimeWindow): TimeWindow => ({
  start: Math.max(one.start, other.start),
  end: Math.min(one.end, other.end),
});

/** What is left of an occurrence's time. */
export function restOf({ order }: Booking, occurrence: TimeWindow, now: number): TimeWindow {
  const { start, end } = bookedWindow(order, occurrence);
  return { start: Math.max(start, now), end };
}
