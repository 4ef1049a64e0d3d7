import type { Obstacle } from '../../domain/sagas/booking-world.js';
import { type Booking, isOverdue, type Occurrence, type TimeWindow } from '../../domain/values/booking.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import type { CalendarEntry } from '../../projections/calendar/calendar.js';
import { lspOfOwner } from '../claim-owners.js';
import { outWithin } from '../maintenance/resources.js';
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
  const rest = restOf(booking, occurrence, now);
  const out = outWithin(state, rest);
  if (links.some((link) => state.ted.link(link)?.operational !== true || out.has(link)))
    return { kind: 'BROKEN' };
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
  const astray = astrayOn(view, link);
  const before = calendar.overLinks([link], start, end).filter(comesBefore(view, booking, occurrence));
  const left = room + astray - occurrence.bandwidth;
  const from = left < 0 ? start : firstAbove(before, left, start);
  return from === Number.POSITIVE_INFINITY && astray > 0 ? 'IN_TRANSIT' : from;
}

/**
 * The most that LSPs of bookings take of the link beyond what is booked there: while they move, and where their path broke and
 * the routers lead the segments of it another way. That passes, and keeps nobody from what is booked.
 */
function astrayOn({ decidingComputer, state }: NetworkView, link: LinkId): number {
  let astray = 0;
  for (const owner of decidingComputer.ownersOver(link)) {
    const lsp = lspOfOwner(owner);
    const known = lsp === undefined ? undefined : state.bookings.occurrenceOf(lsp);
    if (known === undefined || isOverdue(known)) continue;
    const isWhereBooked = !known.moving && known.path?.path.links.includes(link) === true;
    const reported = state.lspDb.get(known.lsp)?.current.bandwidth ?? 0;
    if (!isWhereBooked) astray += Math.max(reported, known.bandwidth);
  }
  return astray;
}

/**
 * Whether its path has room for it at this moment, or nobody is about to make any. Where one booking ends at the instant at which
 * another is set up, nothing is booked for the first any more while its LSP is still being taken down; and one that had to make
 * room or moves is where it was for a while. That passes: an operation has a deadline, and what could not be taken down counts as
 * what lasts. O(LSPs over the links of the path).
 */
export function isVacated(view: NetworkView, { path, lsp }: Occurrence, now: number): boolean {
  const { calendar } = view.state;
  return (path?.path.links ?? []).every((link) => {
    const leaving = leavingFrom(view, link, lsp, now);
    if (!leaving.someone) return true;
    const booked = calendar.peak(link, LOWEST_PRIORITY, now, now + 1);
    return view.decidingComputer.unbooked(link, LOWEST_PRIORITY) >= booked + leaving.unaccounted;
  });
}

/** Whether LSPs of other bookings are about to leave the link, and what of theirs is neither booked there nor counted as lasting. */
function leavingFrom(view: NetworkView, link: LinkId, own: LspId, now: number) {
  const { decidingComputer, state } = view;
  let unaccounted = 0;
  let someone = false;
  for (const owner of decidingComputer.ownersOver(link)) {
    const lsp = lspOfOwner(owner);
    const known = lsp === undefined || lsp === own ? undefined : state.bookings.occurrenceOf(lsp);
    if (known === undefined || isOverdue(known)) continue;
    const isItsPath = known.path?.path.links.includes(link) === true;
    const isOver = known.end <= now;
    const isGivenUp = known.state === 'ACTIVE' && known.path === undefined;
    const isToMakeRoom = known.state === 'ACTIVE' && known.failure?.code === 'DISPLACED';
    const isMoving = !isItsPath && view.pendingOperations(known.lsp).length > 0;
    if (isOver || isGivenUp || isToMakeRoom || isMoving) someone = true;
    if (isOver && isItsPath) unaccounted += known.bandwidth;
  }
  return { unaccounted, someone };
}

const LOWEST_PRIORITY = 7;

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
