import { type Booking, bookedWindow, isOverdue } from '../../domain/values/booking.js';
import type { Calendar } from '../calendar/calendar.js';

/**
 * Gives the calendar what a booking takes: its occurrences that are not over and have a path. With a number that
 * occurrence alone. O(occurrences), each that changed as `Calendar.reserve`.
 */
export function bookIn(calendar: Calendar, { id, order, occurrences }: Booking, number?: number): void {
  for (const occurrence of occurrences) {
    if (number !== undefined && occurrence.number !== number) continue;
    const key = { booking: id, occurrence: occurrence.number };
    const { path, bandwidth, state } = occurrence;
    if (path === undefined || state === 'ENDED' || isOverdue(occurrence)) {
      calendar.release(key);
      continue;
    }
    const { start, end } = bookedWindow(order, occurrence);
    const links = [...new Set(path.path.links)];
    calendar.reserve({ ...key, start, end, bandwidth, holdingPriority: order.holdingPriority, links });
  }
}
