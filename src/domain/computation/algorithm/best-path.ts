import type { TeGraph } from '../graph/te-graph.js';
import { sumOf } from '../objective/path-order.js';
import { exactPath } from './exact-path.js';
import type { Query } from './query.js';
import { isStrictEnough, NO_LINK, stageAfterLink, stageOnArrival } from './waypoints.js';
import type { Found, Start, Workspace } from './workspace.js';

const NONE: Found = { kind: 'none' };

/** A path must begin with `links`, and must not go on with one of `bannedNext`. */
export interface Prefix {
  readonly links: readonly number[];
  readonly bannedNext: readonly number[];
}

export const NO_PREFIX: Prefix = { links: [], bannedNext: [] };

/**
 * The best simple path (in the order of `comparePaths`) that meets the query and starts with the prefix.
 *
 * First the cheap way: shortest paths from waypoint to waypoint, O(legs (V + E) log V). What they give is a lower
 * bound on every path that passes the waypoints, so if it is simple and keeps the bounds and strict hops it is the answer.
 * If not, or where any node of an abstract one will do, the exact label search decides, within its limit.
 */
export function bestPath(workspace: Workspace, query: Query, prefix: Prefix = NO_PREFIX): Found {
  const { graph, filter } = workspace;
  const rootNodes = prefix.links.map((link) => graph.source[link]!);
  filter.load(query, rootNodes, prefix.bannedNext);
  if (filter.bansNode(query.destination) || query.source === query.destination) return NONE;
  const start = startAfter(graph, query, prefix.links);
  if (query.waypoints.every(({ anyOf }) => anyOf === undefined)) {
    const legs = shortestLegs(workspace, query, start);
    if (legs === undefined) return NONE;
    const links = prefix.links.length === 0 ? legs : [...prefix.links, ...legs];
    const passes = query.waypoints.length === 0 || isWayThrough(graph, query, links);
    if (passes && keepsBounds(query, links)) return { kind: 'found', links };
    if (isHopeless(query, links)) return NONE;
  }
  const rest = exactPath(workspace, query, start);
  return rest.kind === 'found' ? { kind: 'found', links: [...prefix.links, ...rest.links] } : rest;
}

function startAfter(graph: TeGraph, query: Query, links: readonly number[]): Start {
  let node = query.source;
  let stage = stageOnArrival(query.waypoints, 0, node);
  for (const link of links) {
    node = graph.target[link]!;
    stage = stageAfterLink(query.waypoints, stage, link, node);
  }
  return { node, stage, used: query.bounds.map((bound) => sumOf(bound.weights, links)) };
}

/** Shortest paths between the waypoints that are still to be passed, joined; they may meet a node twice. */
function shortestLegs(workspace: Workspace, query: Query, start: Start): number[] | undefined {
  const { graph, filter, paths } = workspace;
  const links: number[] = [];
  let node = start.node;
  for (let stage = start.stage; stage <= query.waypoints.length; stage++) {
    const waypoint = query.waypoints[stage];
    const end = waypoint?.node ?? query.destination;
    if (!paths.append(query.weights, filter, node, end, links)) return undefined;
    node = end;
    if (waypoint === undefined || waypoint.link === NO_LINK) continue;
    if (!filter.admits(waypoint.link) || query.weights[waypoint.link] === Number.POSITIVE_INFINITY)
      return undefined;
    links.push(waypoint.link);
    node = graph.target[waypoint.link]!;
  }
  return links;
}

/** Whether the links, which pass the waypoints, pass no node twice and are as strict as it is asked for. */
function isWayThrough(graph: TeGraph, { source, waypoints }: Query, links: readonly number[]): boolean {
  const visited = new Set([source]);
  let stage = stageOnArrival(waypoints, 0, source);
  for (const link of links) {
    const node = graph.target[link]!;
    if (!isStrictEnough(waypoints, stage, link, node)) return false;
    stage = stageAfterLink(waypoints, stage, link, node);
    visited.add(node);
  }
  return visited.size === links.length + 1;
}

function keepsBounds(query: Query, links: readonly number[]): boolean {
  return query.bounds.every((bound) => sumOf(bound.weights, links) <= bound.max);
}

/** The cheapest way breaks a bound on the very metric that is minimised. */
function isHopeless(query: Query, links: readonly number[]): boolean {
  return query.bounds.some(
    (bound) => bound.weights === query.weights && sumOf(bound.weights, links) > bound.max,
  );
}
