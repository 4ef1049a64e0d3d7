import { parseAddress } from '../../values/address.js';
import type { Names } from '../graph/names.js';
import type { TeGraph } from '../graph/te-graph.js';

/** Something to pass: a node, a link (not NO_LINK) that starts at the node, or an abstract node (RFC 3209 4.3.2). */
export interface Waypoint {
  /** NO_NODE for an abstract node. */
  readonly node: number;
  readonly link: number;
  /** Of an abstract node, that is an autonomous system or a prefix: its nodes, never none. To be at one of them is to pass it. */
  readonly anyOf?: ReadonlySet<number>;
  /**
   * From the waypoint before it, or the source, the way leads here over nodes of these two alone (RFC 3209 4.3.3.1). An abstract
   * node is passed where it is first entered: a way that leaves it again and comes back does not lead on from it.
   */
  readonly strict: boolean;
}

export const NO_LINK = -1;
export const NO_NODE = -1;

const STRICT = 'strict ';

/**
 * What is to be passed, or undefined if no simple path from source to destination can pass it in this order.
 * `strict X` stands for X as a strict hop. An interface address stands, as in an explicit route, for the link that arrives at it; if
 * no link is known to, for the one that leaves from it. O(references + nodes of those that are abstract), a prefix O(addresses).
 */
export function compileWaypoints(
  graph: TeGraph,
  names: Names,
  references: readonly string[],
  source: number,
  destination: number,
): readonly Waypoint[] | undefined {
  const waypoints: Waypoint[] = [];
  for (const reference of references) {
    const waypoint = waypointOf(graph, names, reference);
    if (waypoint === undefined) return undefined;
    // The same link twice in a row (by id and by address, say) is passed once.
    if (waypoint.link !== NO_LINK && waypoint.link === waypoints.at(-1)?.link) continue;
    waypoints.push(waypoint);
  }
  return isSimple(graph, waypoints, source, destination) ? waypoints : undefined;
}

/** Whatever is called so comes before what the text is made up of. */
function waypointOf(graph: TeGraph, names: Names, reference: string): Waypoint | undefined {
  const named = namedWaypoint(graph, names, reference);
  if (named !== undefined || !reference.startsWith(STRICT)) return named;
  const hop = namedWaypoint(graph, names, reference.slice(STRICT.length));
  return hop === undefined ? undefined : { ...hop, strict: true };
}

function namedWaypoint(graph: TeGraph, names: Names, reference: string): Waypoint | undefined {
  const node = names.node(reference);
  if (node !== undefined) return { node, link: NO_LINK, strict: false };
  const { arriving, leaving } = names.addressOwners(reference);
  const link = names.link(reference) ?? arriving[0] ?? leaving[0];
  if (link !== undefined) return { node: graph.source[link]!, link, strict: false };
  const anyOf = new Set([...names.autonomousSystem(reference), ...insidePrefix(graph, names, reference)]);
  return anyOf.size === 0 ? undefined : { node: NO_NODE, link: NO_LINK, anyOf, strict: false };
}

/** The nodes that have an address inside (RFC 3209 4.3.3.2, 4.3.3.3). */
function insidePrefix(graph: TeGraph, names: Names, reference: string): readonly number[] {
  const [address = '', length = ''] = reference.split('/');
  if (!/^\d{1,3}$/.test(length) || !parseAddress(address).ok) return [];
  const { nodes, arriving, leaving } = names.addressOwners(address, Number(length));
  const ends = [
    ...arriving.map((link) => graph.target[link]!),
    ...leaving.map((link) => graph.source[link]!),
  ];
  return [...nodes, ...ends];
}

/** True if the visits that the waypoints ask for leave and re-enter no node. Of an abstract node any will do. */
function isSimple(
  graph: TeGraph,
  waypoints: readonly Waypoint[],
  source: number,
  destination: number,
): boolean {
  const visits = [source];
  const visit = (node: number): void => {
    if (visits.at(-1) !== node) visits.push(node);
  };
  for (const waypoint of waypoints) {
    if (waypoint.anyOf !== undefined) continue;
    visit(waypoint.node);
    if (waypoint.link !== NO_LINK) visit(graph.target[waypoint.link]!);
  }
  visit(destination);
  return new Set(visits).size === visits.length;
}

export const isAt = ({ node: own, anyOf }: Waypoint, node: number): boolean =>
  anyOf === undefined ? own === node : anyOf.has(node);

/** How many of the waypoints are passed on arriving at `node`, when `stage` were before. */
export function stageOnArrival(waypoints: readonly Waypoint[], stage: number, node: number): number {
  let next = stage;
  while (next < waypoints.length && waypoints[next]!.link === NO_LINK && isAt(waypoints[next]!, node)) {
    next += 1;
  }
  return next;
}

/** How many of the waypoints are passed after taking `link` to `node`, when `stage` were before it. */
export function stageAfterLink(
  waypoints: readonly Waypoint[],
  stage: number,
  link: number,
  node: number,
): number {
  const passed = stage < waypoints.length && waypoints[stage]!.link === link;
  return stageOnArrival(waypoints, passed ? stage + 1 : stage, node);
}

/** True if taking `link` to `node`, when `stage` waypoints are passed, leads on to the next one as strictly as it asks for. */
export function isStrictEnough(
  waypoints: readonly Waypoint[],
  stage: number,
  link: number,
  node: number,
): boolean {
  const next = waypoints[stage];
  if (next === undefined || !next.strict) return true;
  const arrives = next.link === NO_LINK ? isAt(next, node) : next.link === link;
  return arrives || waypoints[stage - 1]?.anyOf?.has(node) === true;
}
