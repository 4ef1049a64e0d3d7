import type { PathRequest } from '../../values/path-request.js';
import { compileWaypoints, NO_LINK } from '../algorithm/waypoints.js';
import type { Bottleneck } from '../computer.js';
import { linkFlow } from '../flow/link-flow.js';
import type { TeGraph } from '../graph/te-graph.js';
import { knownTo } from './seldom-known.js';
import { Shortfalls } from './shortfalls.js';
import type { WhatIf } from './what-if.js';

/**
 * Where links that each meet the request do not lead on: the first barred part of the way, and a smallest set of links
 * across it. Undefined when they lead all the way (then bounds, or passing no node twice, are in the way), or when the
 * waypoints can't be passed by any path. O(V + E) per waypoint and one maximum flow.
 */
export function bottleneckOf(whatIf: WhatIf, request: PathRequest): Bottleneck | undefined {
  const { graph, names, filter } = whatIf.network;
  const { source, destination } = whatIf;
  const waypoints = compileWaypoints(graph, names, request.include, source, destination);
  if (waypoints === undefined) return undefined;
  filter.load(whatIf.query(request), [], []);
  const isKnown = knownTo(graph, request);
  const meets = (link: number): boolean =>
    filter.admits(link) && !filter.bansNode(graph.target[link]!) && isKnown(link);
  const shortfalls = new Shortfalls(whatIf.network, request);
  let from = source;
  for (const { node, link, anyOf } of waypoints) {
    if (anyOf !== undefined) {
      // Which of its nodes is passed is open: the way goes on from where it was.
      const known = reachable(graph, meets, from, 'from');
      const [first] = [...anyOf].some((member) => known.has(member)) ? [] : anyOf;
      if (first === undefined) continue;
      return barredBetween(graph, meets, shortfalls, from, first);
    }
    const barred = barredBetween(graph, meets, shortfalls, from, node);
    if (barred !== undefined) return barred;
    if (link !== NO_LINK && !meets(link)) return barredAt(graph, meets, shortfalls, link);
    from = link === NO_LINK ? node : graph.target[link]!;
  }
  return barredBetween(graph, meets, shortfalls, from, destination);
}

function barredBetween(
  graph: TeGraph,
  meets: (link: number) => boolean,
  shortfalls: Shortfalls,
  from: number,
  to: number,
): Bottleneck | undefined {
  if (from === to) return undefined;
  const reached = reachable(graph, meets, from, 'from');
  if (reached.has(to)) return undefined;
  const reaching = reachable(graph, meets, to, 'to');
  // Links that meet the request can't be cut: one is worth more than all that fail it.
  const unbounded = graph.links.length + 1;
  const room = Float64Array.from(graph.links, (_, link) => (meets(link) ? unbounded : 1));
  const { cut } = linkFlow(graph, room, from, to);
  return {
    from: graph.nodes[from]!.id,
    to: graph.nodes[to]!.id,
    links: cut.map((link) => shortfalls.of(link)),
    reached: reached.size,
    reaching: reaching.size,
    nodes: graph.nodes.length,
  };
}

/** The link itself is to be passed. */
function barredAt(
  graph: TeGraph,
  meets: (link: number) => boolean,
  shortfalls: Shortfalls,
  link: number,
): Bottleneck {
  const [from, to] = [graph.source[link]!, graph.target[link]!];
  return {
    from: graph.nodes[from]!.id,
    to: graph.nodes[to]!.id,
    links: [shortfalls.of(link)],
    reached: reachable(graph, meets, from, 'from').size,
    reaching: reachable(graph, meets, to, 'to').size,
    nodes: graph.nodes.length,
  };
}

/** Nodes that can be reached from the node, or from which it can be. */
function reachable(
  graph: TeGraph,
  meets: (link: number) => boolean,
  start: number,
  direction: 'from' | 'to',
): ReadonlySet<number> {
  const forward = direction === 'from';
  const [first, row, beyond] = forward
    ? [graph.outFirst, graph.outLink, graph.target]
    : [graph.inFirst, graph.inLink, graph.source];
  const known = new Set([start]);
  // A set gives what is added during the walk too.
  for (const node of known) {
    for (let at = first[node]!; at < first[node + 1]!; at++) {
      if (meets(row[at]!)) known.add(beyond[row[at]!]!);
    }
  }
  return known;
}
