import type { GlobalDemand, GlobalProblem } from '../../domain/computation/global/problem.js';
import { UsableLinks } from '../../domain/computation/global/usable-links.js';
import { buildTeGraph, type TeGraph } from '../../domain/computation/graph/te-graph.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import { holdsResources } from '../../domain/values/lsp.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { Resize } from '../../domain/values/reoptimization.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import { isInGroup } from '../diversity.js';
import { attributesOf } from '../lsp-attributes.js';
import { requestFor } from '../lsp-constraints.js';
import { reportedPath } from '../lsp-path.js';
import { linksAsUsed } from '../maintenance/resources.js';
import type { NetworkView } from '../network-view.js';
import { boundToGroup, keptApart, maskBeside } from './kept-apart.js';
import { trafficBeyondReserved } from './unreserved-traffic.js';

/** The network as a problem of placing LSPs; who is not in it stays where it is, and what it takes is not to be had. */
export interface ReoptimizationProblem {
  readonly graph: TeGraph;
  readonly problem: GlobalProblem;
  /** By LSP: where it is; absent for one without a path. */
  readonly present: ReadonlyMap<string, SignalledPath>;
}

/** Why nothing can be changed of an LSP now, not even its bandwidth; undefined: it can. */
export const untouchable = (view: NetworkView, entry: LspEntry): string | undefined =>
  unready(view, entry) ??
  (view.state.associations.of(entry.id).length > 0 || isInGroup(view, entry.id)
    ? 'its path depends on those of its group'
    : undefined);

/** Why its head-end can't be asked for anything, or must not; undefined: it can. Booked ones have their own saga. */
function unready(view: NetworkView, { id, current }: LspEntry): string | undefined {
  const { state } = view;
  const { delegated, administrative, schedule, pcc } = current;
  const session = state.sessions.get(pcc);
  if (!delegated) return 'not delegated to this PCE';
  if (!administrative) return 'administratively down';
  if (schedule?.activated === false) return 'its time is to come';
  if (session?.synchronized !== true || !session.capabilities.update)
    return 'its head-end takes no updates now';
  if (view.pendingOperations(id).length > 0) return 'an operation is under way';
  return state.bookings.occurrenceOf(id) === undefined ? undefined : 'it is booked';
}

/**
 * Why an LSP can't be moved now; undefined: it can. What asks for more than affinities and
 * exclusions (bounds, waypoints, algorithms) keeps the path that was found for it. LSPs of disjoint groups can be, each to
 * where it keeps away from the others as they are now.
 */
export function immovable(view: NetworkView, entry: LspEntry): string | undefined {
  const reason = unready(view, entry) ?? boundToGroup(view, entry.id);
  if (reason !== undefined) return reason;
  const { bounds, include, objective, algorithm } = requestFor(view.state, entry);
  const asksMore = bounds.length + include.length > 0 || objective !== undefined || algorithm !== undefined;
  return asksMore ? 'it asks for more than affinities and exclusions' : undefined;
}

/**
 * O(links + LSPs x hops).
 * @param countsMeasured whether traffic measured beyond what is reserved is part of the background
 * @param resizes LSPs that are placed with another bandwidth than they have
 */
export function problemOf(
  view: NetworkView,
  isWanted: (lsp: LspId) => boolean,
  countsMeasured: boolean,
  resizes: readonly Resize[] = [],
): ReoptimizationProblem {
  const { state, decidingComputer: computer } = view;
  const graph = buildTeGraph(state.ted.nodes(), linksAsUsed(state));
  const usable = new UsableLinks(graph);
  const linkNumber = new Map(graph.links.map(({ id }, number) => [id, number]));
  const capacity = Float64Array.from(graph.links, ({ id }) => computer.available(id, LOWEST_PRIORITY));
  const demands: GlobalDemand[] = [];
  const resizeOf = new Map(resizes.map((resize) => [resize.lsp, resize]));
  const present = new Map<string, SignalledPath>();
  for (const entry of state.lspDb.entries()) {
    if (immovable(view, entry) !== undefined) continue;
    const alone = demandOf(view, entry, usable, linkNumber);
    const demand = alone && besideGroup(view, graph, linkNumber, alone);
    if (demand === undefined) continue;
    // What it holds is to be given out anew.
    for (const link of demand.current ?? []) capacity[link]! += demand.bandwidth;
    const path = presentPath(view, entry);
    if (path !== undefined) present.set(entry.id, path);
    const resize = resizeOf.get(entry.id);
    demands.push(resize === undefined ? demand : resized(demand, resize, linkNumber));
  }
  const problem = { graph, capacity, metric: graph.teMetric, demands };
  const background = Float64Array.from(graph.links, (known, link) => {
    const beyond = countsMeasured ? trafficBeyondReserved(computer, known) : 0;
    return Math.max(0, known.reservable - capacity[link]!) + beyond;
  });
  for (const resize of resizes) keepClear(resize, linkNumber, graph, background);
  return { graph, present, problem: split({ ...problem, background }, isWanted) };
}

/** Undefined: it is to keep away from others and does not; that is for restoration to end. */
function besideGroup(
  view: NetworkView,
  graph: TeGraph,
  linkNumber: ReadonlyMap<LinkId, number>,
  demand: GlobalDemand,
): GlobalDemand | undefined {
  const apart = keptApart(view, demand.id as LspId);
  if (apart === undefined) return demand;
  const allowed = maskBeside(view, graph, linkNumber, demand, apart);
  return allowed === undefined ? undefined : { ...demand, allowed };
}

function resized(
  { current, ...demand }: GlobalDemand,
  { bandwidth, isolated }: Resize,
  linkNumber: ReadonlyMap<LinkId, number>,
): GlobalDemand {
  const held = current === undefined ? {} : { held: { path: current, bandwidth: demand.bandwidth } };
  if (isolated === undefined) return { ...demand, ...held, bandwidth };
  const allowed = new Uint8Array(linkNumber.size);
  for (const link of isolated.links) allowed[linkNumber.get(link) ?? allowed.length] = 1;
  return { ...demand, ...held, bandwidth, allowed };
}

/** Links get what an isolated LSP sends over them beside what is reserved for it: nobody else is to be there. */
function keepClear(
  { bandwidth, isolated }: Resize,
  linkNumber: ReadonlyMap<LinkId, number>,
  { links }: TeGraph,
  background: Float64Array,
): void {
  for (const id of isolated?.links ?? []) {
    const link = linkNumber.get(id);
    if (link === undefined) continue;
    background[link]! += Math.max(0, Math.min(isolated!.demand, links[link]!.reservable) - bandwidth);
  }
}

/** Who could move and is not to belongs to the background, as everybody else. */
function split(problem: GlobalProblem, isWanted: (lsp: LspId) => boolean): GlobalProblem {
  const capacity = Float64Array.from(problem.graph.links, ({ reservable }, link) =>
    Math.max(reservable, problem.capacity[link]!),
  );
  const background = problem.background?.slice() ?? new Float64Array(capacity.length);
  const demands = problem.demands.filter(({ id, current = [], bandwidth }) => {
    if (isWanted(id as LspId)) return true;
    for (const link of current) background[link]! += bandwidth;
    return false;
  });
  return { ...problem, capacity, background, demands };
}

function demandOf(
  view: NetworkView,
  entry: LspEntry,
  usable: UsableLinks,
  linkNumber: ReadonlyMap<LinkId, number>,
): GlobalDemand | undefined {
  const request = requestFor(view.state, entry);
  const source = usable.node(request.source);
  const destination = usable.node(request.destination);
  if (source === undefined || destination === undefined || source === destination) return undefined;
  // One that is down has nothing to give back, whatever route it is to take.
  const isThere = entry.current.route.length > 0 && holdsResources(entry.current);
  const links = isThere ? reportedPath(view, entry, entry.current)?.links : [];
  // Somewhere, but not where the topology can tell: nothing is known of what a move would give back.
  if (links === undefined) return undefined;
  const current = links.map((link) => linkNumber.get(link));
  if (current.some((number) => number === undefined)) return undefined;
  return {
    id: entry.id,
    source,
    destination,
    bandwidth: request.bandwidth,
    priority: attributesOf(view.state, entry).holdingPriority,
    ...(current.length === 0 ? {} : { current: current as readonly number[] }),
    allowed: usable.mask(request, source, destination),
  };
}

/** Where the head-end reports the LSP to be; undefined: nowhere, or nowhere that is known. */
export function presentPath(view: NetworkView, entry: LspEntry): SignalledPath | undefined {
  const { current } = entry;
  if (current.route.length === 0) return undefined;
  const known = reportedPath(view, entry, current);
  if (known === undefined) return undefined;
  const resolved = view.computer.resolve(current.source, current.recordedRoute ?? current.route);
  const sums = resolved.ok ? resolved.value : { igpMetric: 0, teMetric: 0 };
  return { path: { ...sums, nodes: known.nodes, links: known.links }, route: current.route };
}

/** Nothing is moved onto bandwidth that another LSP has, whatever the priorities are. */
const LOWEST_PRIORITY = 7;
