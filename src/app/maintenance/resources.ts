import type { QuietTime } from '../../domain/booking/booking-ask.js';
import { oppositeOf } from '../../domain/computation/graph/opposite-link.js';
import { buildTeGraph } from '../../domain/computation/graph/te-graph.js';
import type { TimeWindow } from '../../domain/values/booking.js';
import type { LinkId } from '../../domain/values/identifiers.js';
import {
  concerns,
  type MaintenanceOrder,
  type MaintenanceResources,
} from '../../domain/values/maintenance.js';
import type { TopologyLink } from '../../domain/values/topology.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import type { Maintenances } from '../../projections/maintenances/maintenances.js';
import type { NetworkState } from '../../projections/network-state.js';
import type { Ted } from '../../projections/ted/ted.js';

/** The links that the resources stand for, by id. O(links). */
export function linksOf(ted: Ted, all: Iterable<MaintenanceResources>): ReadonlySet<LinkId> {
  const wanted = [...all];
  if (wanted.length === 0) return NONE;
  const found = ted.links().filter((link) => wanted.some((resources) => isOf(resources, link)));
  return new Set(found.map(({ id }) => id));
}

export const isOf = (resources: MaintenanceResources, link: TopologyLink | undefined): boolean =>
  link !== undefined && concerns(resources, link);

/** What decides whether a link is in use. */
export type LinkUse = Pick<NetworkState, 'ted' | 'maintenances' | 'linkDamping'>;

/** Links in maintenance now: from the draining of a window to its end. */
const inMaintenance = ({ ted, maintenances }: LinkUse): ReadonlySet<LinkId> =>
  linksOf(
    ted,
    Array.from(maintenances.in('DRAINING', 'IN_PROGRESS'), ({ order }) => order.resources),
  );

/**
 * Links that went down so often of late that no new path is led over them for now, with the instant at which they are in use
 * again if they stay up. O(links) while there are any.
 */
function dampedUntil({ ted, linkDamping }: LinkUse): ReadonlyMap<LinkId, number> {
  const damped = new Map<LinkId, number>();
  if (!linkDamping.isDamping) return damped;
  for (const { id } of ted.links()) {
    const until = linkDamping.of(ted.linkSources(id), 0).dampedUntil;
    if (until !== undefined) damped.set(id, until);
  }
  return damped;
}

/** Links that are damped now. */
export const dampedLinks = (use: LinkUse): ReadonlySet<LinkId> => new Set(dampedUntil(use).keys());

/** Links that are still damped at an instant, as far as is known now: what is booked for later may be led over the others. */
export const stillDampedAt = (use: LinkUse, at: number): readonly LinkId[] =>
  [...dampedUntil(use)].flatMap(([link, until]) => (until > at ? [link] : []));

/** Links that no path is to be led over now: in maintenance, or damped. */
export function outOfUse(use: LinkUse): ReadonlySet<LinkId> {
  const damped = dampedLinks(use);
  const worked = inMaintenance(use);
  return damped.size === 0 ? worked : new Set([...worked, ...damped]);
}

/** The windows that keep a link out of use now. O(windows). */
export const keepingOut = (maintenances: Maintenances, link: TopologyLink): readonly MaintenanceEntry[] =>
  [...maintenances.in('DRAINING', 'IN_PROGRESS')].filter(({ order }) => isOf(order.resources, link));

/**
 * All links as paths are computed on them: those of the TED, marked where they are out of use now. By id.
 * @param overDamped whether those that are damped are in use all the same
 */
export function linksAsUsed(use: LinkUse, overDamped = false): TopologyLink[] {
  const out = overDamped ? inMaintenance(use) : outOfUse(use);
  return use.ted.links().map((link) => (out.has(link.id) ? { ...link, outOfUse: true } : link));
}

/** When the resources are out of use. */
export const quietWindow = ({
  start,
  end,
  drainTime,
}: Pick<MaintenanceOrder, 'start' | 'end' | 'drainTime'>): TimeWindow => ({ start: start - drainTime, end });

/** Windows to come, and those that are going on. */
export const ahead = ({ maintenances }: NetworkState): Iterable<MaintenanceEntry> =>
  maintenances.in('PLANNED', 'DRAINING', 'IN_PROGRESS');

/** Links that are out of use at some time within the window. Nothing is looked up while there is no maintenance. */
export function outWithin(
  state: NetworkState,
  { start, end }: TimeWindow,
  besides?: MaintenanceEntry['id'],
): ReadonlySet<LinkId> {
  const met = [...ahead(state)].filter(({ id, order }) => {
    const quiet = quietWindow(order);
    return id !== besides && quiet.start < end && quiet.end > start;
  });
  return linksOf(
    state.ted,
    met.map(({ order }) => order.resources),
  );
}

/**
 * What bookings that are to be admitted have to keep off, and when: maintenance, and links that are damped, until they are in
 * use again.
 */
export const quietTimes = (state: NetworkState): readonly QuietTime[] => [
  ...Array.from(ahead(state), ({ order }) => ({
    ...quietWindow(order),
    out: [...linksOf(state.ted, [order.resources])],
  })),
  ...Array.from(dampedUntil(state), ([link, end]) => ({ start: 0, end, out: [link] })),
];

/** The links with the other direction of each, where there is one. O(links). */
export function bothDirections(ted: Ted, links: readonly LinkId[]): readonly LinkId[] {
  const graph = buildTeGraph(ted.nodes(), ted.links());
  const numbers = new Map(graph.links.map(({ id }, number) => [id, number]));
  const both = links.flatMap((link) => {
    const number = numbers.get(link);
    const opposite = number === undefined ? undefined : graph.links[oppositeOf(graph, number)];
    return opposite === undefined ? [link] : [link, opposite.id];
  });
  return [...new Set(both)].sort();
}

const NONE: ReadonlySet<LinkId> = new Set();
