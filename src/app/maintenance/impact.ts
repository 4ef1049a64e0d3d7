import type { PathComputer } from '../../domain/computation/computer.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import type { MaintenanceImpact, MaintenanceOrder, StayingLsp } from '../../domain/values/maintenance.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import type { NetworkState } from '../../projections/network-state.js';
import { bookedBesides, restOf } from '../bookings/booked-bandwidth.js';
import { lspOwner } from '../claim-owners.js';
import { attributesOf } from '../lsp-attributes.js';
import { signallingBy } from '../lsp-constraints.js';
import type { NetworkView } from '../network-view.js';
import { lspsOver, obstacleOf } from './affected.js';
import { dependsOnOthers, placeApart, placeElsewhere } from './placing.js';
import { linksOf, outWithin, quietWindow } from './resources.js';

/**
 * What a window does to the network as it is now: bookings over its resources get other paths first, one after the
 * other, then all LSPs together. Nothing is recorded or taken. Other windows at the same time count.
 */
export function impactOf(
  view: NetworkView,
  order: MaintenanceOrder,
  now: number,
  besides?: MaintenanceEntry['id'],
): MaintenanceImpact {
  const { state } = view;
  const own = linksOf(state.ted, [order.resources]);
  const quiet = quietWindow(order);
  const exclude = [...new Set([...own, ...outWithin(state, quiet, besides)])].sort();
  const bookings = movedBookings(view, own, order, exclude, now);
  const staying: StayingLsp[] = [];
  const entries = lspsOver(view, own).filter((entry) => {
    const obstacle = obstacleOf(view, entry, order, false);
    if (obstacle !== undefined && obstacle !== 'BOOKED') staying.push({ lsp: entry.id, reason: obstacle });
    return obstacle === undefined;
  });
  const booked = (link: LinkId, priority: number): number =>
    (state.calendar.peaksFrom(link, 0)?.[priority] ?? 0) + (bookings.added.get(link) ?? 0);
  const limits = { exclude, booked };
  const alone = entries.filter((entry) => dependsOnOthers(view, entry));
  const together = entries.filter((entry) => !alone.includes(entry));
  const placings = [
    ...(together.length === 0 ? [] : [placeElsewhere(view, together, limits)]),
    ...alone.map((entry) => placeApart(view, entry, limits)),
  ];
  const placed = placings.flatMap((placing) => placing.moves);
  const moves = placed.map(({ lsp, from, to }) => ({ lsp, from: from.path.links, to: to.path.links }));
  return {
    moves,
    staying: [...staying, ...placings.flatMap((placing) => placing.staying)].sort((a, b) =>
      a.lsp < b.lsp ? -1 : 1,
    ),
    bookings: bookings.moved,
    utilization: utilizationOf(state, view.decidingComputer, moves),
  };
}

/** Whether something would be in the way of the work. */
export const isHindered = ({ staying, bookings }: MaintenanceImpact): boolean =>
  staying.length > 0 || bookings.some(({ to }) => to === undefined);

/** Each gets a path that is free over the rest of its time beside all others, and beside those that moved before it. */
function movedBookings(
  view: NetworkView,
  own: ReadonlySet<LinkId>,
  order: MaintenanceOrder,
  exclude: readonly LinkId[],
  now: number,
): { readonly moved: MaintenanceImpact['bookings']; readonly added: ReadonlyMap<LinkId, number> } {
  const { state } = view;
  const { start, end } = quietWindow(order);
  const added = new Map<LinkId, number>();
  const moved: MaintenanceImpact['bookings'][number][] = [];
  for (const { booking: id, occurrence: number } of state.calendar.overLinks([...own], start, end)) {
    const booking = state.bookings.get(id);
    const occurrence = booking?.occurrences[number];
    if (booking === undefined || occurrence?.path === undefined) continue;
    const beside = bookedBesides(state, booking, occurrence, restOf(booking, occurrence, now));
    const { request, setupType, holdingPriority, pcc } = booking.order;
    const path = view.decidingComputer.findPath({
      request: {
        ...request,
        bandwidth: occurrence.bandwidth,
        alternatives: 0,
        exclude: [...request.exclude, ...exclude],
      },
      signalling: signallingBy(setupType, state.sessions.get(pcc)),
      holdingPriority,
      ownClaims: [lspOwner(occurrence.lsp)],
      booked: (link, priority) => beside(link, priority) + (added.get(link) ?? 0),
    });
    for (const link of path?.path.links ?? []) added.set(link, (added.get(link) ?? 0) + occurrence.bandwidth);
    const to = path === undefined ? {} : { to: path.path.links };
    moved.push({ booking: id, occurrence: number, from: occurrence.path.path.links, ...to });
  }
  return { moved, added };
}

/** Of the most utilised link, before and after the moves. */
function utilizationOf(
  state: NetworkState,
  computer: PathComputer,
  moves: MaintenanceImpact['moves'],
): MaintenanceImpact['utilization'] {
  const change = new Map<LinkId, number>();
  for (const { lsp, from, to } of moves) {
    const entry = state.lspDb.get(lsp);
    const bandwidth = entry === undefined ? 0 : attributesOf(state, entry).bandwidth;
    for (const link of from) change.set(link, (change.get(link) ?? 0) - bandwidth);
    for (const link of to) change.set(link, (change.get(link) ?? 0) + bandwidth);
  }
  let [before, after] = [0, 0];
  for (const { id, reservable } of state.ted.links()) {
    if (reservable <= 0) continue;
    const reserved = computer.reserved(id);
    before = Math.max(before, reserved / reservable);
    after = Math.max(after, (reserved + (change.get(id) ?? 0)) / reservable);
  }
  return { before, after };
}
