import { err, ok, type Result } from '../../values/result.js';
import type { UnresolvedHop } from '../computer.js';
import { type RouteContext, unresolved } from './resolve-route.js';
import { RouteWalk } from './route-walk.js';

/**
 * The links of an explicit path given by node ids, names, router ids, link ids or interface addresses. Each waypoint
 * must be adjacent to the one before (nothing is filled in), the links must be up and no node passed twice. To a
 * node leads the best parallel link: lowest TE metric, then id. The path may begin with the source itself. O(waypoints).
 */
export function pinRoute(
  context: RouteContext,
  source: string,
  waypoints: readonly string[],
): Result<readonly number[], UnresolvedHop> {
  const { graph, names } = context;
  const start = names.nodeOrOwner(source);
  if (start === undefined) return err(unresolved(-1, `${source} is not known`));
  const walk = new RouteWalk(graph, names, context.trees, start);
  const visited = new Set([start]);
  for (const [index, waypoint] of waypoints.entries()) {
    const step = stepTo(context, walk, waypoint);
    if (!step.ok) return err(unresolved(index, step.error));
    if (step.value === STAY) continue;
    walk.take(step.value);
    if (graph.operational[step.value] === 0)
      return err(unresolved(index, `${graph.links[step.value]!.id} is down`));
    if (graph.usable[step.value] === 0)
      return err(unresolved(index, `${graph.links[step.value]!.id} is out of use for maintenance`));
    if (visited.has(walk.at)) return err(unresolved(index, `${graph.nodes[walk.at]!.id} is passed twice`));
    visited.add(walk.at);
  }
  if (walk.links.length === 0) return err(unresolved(waypoints.length - 1, 'the path leads nowhere'));
  return ok(walk.links);
}

/** The waypoint names where the path already is. */
const STAY = -1;

function stepTo(context: RouteContext, walk: RouteWalk, waypoint: string): Result<number, string> {
  const { graph, names } = context;
  const here = graph.nodes[walk.at]!.id;
  const node = names.node(waypoint);
  if (node === walk.at) return ok(STAY);
  if (node !== undefined) {
    const link = walk.bestLinkTo(node);
    return link === undefined ? err(`no link from ${here} to ${graph.nodes[node]!.id}`) : ok(link);
  }
  const linkById = names.link(waypoint);
  if (linkById !== undefined) {
    if (linkById === walk.links.at(-1)) return ok(STAY);
    return graph.source[linkById] === walk.at ? ok(linkById) : err(`${waypoint} does not start at ${here}`);
  }
  const { arriving, leaving } = names.addressOwners(waypoint);
  const last = walk.links.at(-1);
  if (last !== undefined && (arriving.includes(last) || leaving.includes(last))) return ok(STAY);
  const fromHere = (link: number): boolean => graph.source[link] === walk.at;
  const link = arriving.find(fromHere) ?? leaving.find(fromHere);
  if (link !== undefined) return ok(link);
  const owned = arriving.length + leaving.length > 0;
  return err(owned ? `${waypoint} is on no link from ${here}` : `${waypoint} is not known`);
}
