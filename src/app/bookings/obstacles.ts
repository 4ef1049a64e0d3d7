import type { Obstacle } from '../../domain/sagas/booking.js';
import type { Booking, Occurrence, TimeWindow } from '../../domain/values/booking.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import type { CalendarEntry } from '../../projections/calendar/calendar.js';
import { lspOfOwner } from '../claim-owners.js';
import type { NetworkView } from '../network-view.js';
import { restOf } from './booked-bandwidth.js';

/**
 * What keeps an occurrence's path from carrying it. Where a link has not enough for everything that is booked on it at the
 * occurrence's holding priority or a higher one, beside what lasts at such a priority, those with the lowest priority have to make
 * room, and of these the ones that were asked for last. IN_TRANSIT: to be asked again when LSPs of bookings have moved. O(links of the path), each a peak; where one has not enough, the entries over it.
 */
export function obstacleOf(
  view: NetworkView,
  booking: Booking,
  occurrence: Occurrence,
  now: number,
): Obstacle | 'IN_TRANSIT' | undefined {
  const { state } = view;
  const links = occurrence.path?.path.links ?? [];
  if (links.some((link) => state.ted.link(link)?.operational !== true)) return { kind: 'BROKEN' };
  const rest = restOf(booking, occurrence, now);
  if (rest.start >= rest.end) return undefined;
  let from = Number.POSITIVE_INFINITY;
  let isUndecided = false;
  for (const link of links) {
    const found = tooFullFrom(view, booking, occurrence, link, rest);
    if (found === 'IN_TRANSIT') isUndecided = true;
    else from = Math.min(from, found);
  }
  if (from !== Number.POSITIVE_INFINITY) return { kind: 'DISPLACED', from };
  return isUndecided ? 'IN_TRANSIT' : undefined;
}

/** The first instant at which the link has not enough for what comes before the occurrence and for itself; Infinity: none. */
function tooFullFrom(
  view: NetworkView,
  booking: Booking,
  occurrence: Occurrence,
  link: LinkId,
  { start, end }: TimeWindow,
): number | 'IN_TRANSIT' {
  const { calendar } = view.state;
  const { holdingPriority } = booking.order;
  const room = view.decidingComputer.unbooked(link, holdingPriority);
  if (room >= calendar.peak(link, holdingPriority, start, end)) return Number.POSITIVE_INFINITY;
  if (isInTransit(view, link)) return 'IN_TRANSIT';
  const before = calendar.overLinks([link], start, end).filter(comesBefore(view, booking, occurrence));
  const left = room - occurrence.bandwidth;
  if (left < 0) return start;
  return firstAbove(before, left, start);
}

/** While an LSP of a booking moves it takes bandwidth that the calendar does not know: that passes, and shows nothing. */
const isInTransit = ({ decidingComputer, state }: NetworkView, link: LinkId): boolean =>
  decidingComputer.ownersOver(link).some((owner) => {
    const lsp = lspOfOwner(owner);
    const known = lsp === undefined ? undefined : state.bookings.occurrenceOf(lsp);
    return known?.moving === true;
  });

const comesBefore =
  ({ state }: NetworkView, booking: Booking, { number }: Occurrence) =>
  (entry: CalendarEntry): boolean => {
    const { holdingPriority } = booking.order;
    if (entry.holdingPriority !== holdingPriority) return entry.holdingPriority < holdingPriority;
    if (entry.booking === booking.id) return entry.occurrence < number;
    const other = state.bookings.get(entry.booking);
    if (other === undefined) return true;
    if (other.requestedAt !== booking.requestedAt) return other.requestedAt < booking.requestedAt;
    return other.id < booking.id;
  };

/** The first instant from `from` on at which the entries take more than `most` together; Infinity: never. */
function firstAbove(entries: readonly CalendarEntry[], most: number, from: number): number {
  const instants = [...new Set(entries.map(({ start }) => Math.max(start, from)))].sort((a, b) => a - b);
  for (const at of instants) {
    const there = entries.filter(({ start, end }) => start <= at && end > at);
    if (there.reduce((sum, { bandwidth }) => sum + bandwidth, 0) > most) return at;
  }
  return Number.POSITIVE_INFINITY;
}
