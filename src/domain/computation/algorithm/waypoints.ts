import type { Names } from '../graph/names.js';
import type { TeGraph } from '../graph/te-graph.js';

/** Something to pass: a node, or (link not NO_LINK) a link that starts at the node. */
export interface Waypoint {
  readonly node: number;
  readonly link: number;
}

export const NO_LINK = -1;

/**
 * The nodes and links to pass, or undefined if no simple path from source to destination can pass them in this
 * order. An interface address stands, as in an explicit route, for the link that arrives at it; if no link is known
 * to, for the one that leaves from it. O(references).
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

function waypointOf(graph: TeGraph, names: Names, reference: string): Waypoint | undefined {
  const node = names.node(reference);
  if (node !== undefined) return { node, link: NO_LINK };
  const { arriving, leaving } = names.addressOwners(reference);
  const link = names.link(reference) ?? arriving[0] ?? leaving[0];
  return link === undefined ? undefined : { node: graph.source[link]!, link };
}

/** True if the visits that the waypoints ask for leave and re-enter no node. */
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
    visit(waypoint.node);
    if (waypoint.link !== NO_LINK) visit(graph.target[waypoint.link]!);
  }
  visit(destination);
  return new Set(visits).size === visits.length;
}

/** How many of the waypoints are passed on arriving at `node`, when `stage` were before. */
export function stageOnArrival(waypoints: readonly Waypoint[], stage: number, node: number): number {
  let next = stage;
  while (next < waypoints.length && waypoints[next]!.link === NO_LINK && waypoints[next]!.node === node) {
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
