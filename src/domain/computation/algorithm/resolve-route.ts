import type { Hop } from '../../values/hop.js';
import { err, ok, type Result, unreachable } from '../../values/result.js';
import type { UnresolvedHop } from '../computer.js';
import type { Names } from '../graph/names.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { IgpTrees } from './igp-trees.js';
import { RouteWalk } from './route-walk.js';

/** What is needed to turn names and hops into links. */
export interface RouteContext {
  readonly graph: TeGraph;
  readonly names: Names;
  readonly trees: Pick<IgpTrees, 'of'>;
}

export const unresolved = (index: number, what: string): UnresolvedHop => ({
  code: 'unresolved-hop',
  index,
  what,
});

/** The links a route object stands for. O(hops), and one IGP tree per node SID or loose hop that isn't cached. */
export function resolveRoute(
  context: RouteContext,
  source: string,
  route: readonly Hop[],
): Result<{ readonly start: number; readonly links: readonly number[] }, UnresolvedHop> {
  const start = context.names.nodeOrOwner(source);
  if (start === undefined) return err(unresolved(-1, source));
  const walk = new RouteWalk(context.graph, context.names, context.trees, start);
  for (const [index, hop] of route.entries()) {
    if (!walk.follow(hop)) return err(unresolved(index, hopText(hop)));
  }
  return ok({ start, links: walk.links });
}

/** In which a route leads nowhere but over links that it names. */
export const withoutGaps = ({ graph, names }: RouteContext): RouteContext => ({
  graph,
  names,
  trees: { of: () => undefined },
});

/** The links of a recorded route that tells of every one of them and ends at `destination`, else undefined. O(hops). */
export function resolveRecorded(
  context: RouteContext,
  source: string,
  route: readonly Hop[],
  destination: number | undefined,
): readonly number[] | undefined {
  const resolved = resolveRoute(withoutGaps(context), source, route);
  const last = resolved.ok ? resolved.value.links.at(-1) : undefined;
  return resolved.ok && last !== undefined && context.graph.target[last] === destination
    ? resolved.value.links
    : undefined;
}

/**
 * As many links of the route as can be told: a hop that can't be resolved is passed over, and the links between it
 * and the next place that is named are unknown. `complete` says whether that happened.
 */
export function resolveLeniently(
  context: RouteContext,
  source: string,
  route: readonly Hop[],
): { readonly complete: boolean; readonly links: readonly number[] } {
  const start = context.names.nodeOrOwner(source);
  const walk = new RouteWalk(context.graph, context.names, context.trees, start ?? -1);
  let complete = start !== undefined;
  for (const hop of route) {
    if (walk.follow(hop)) continue;
    walk.lose();
    complete = false;
  }
  return { complete, links: walk.links };
}

function hopText(hop: Hop): string {
  switch (hop.kind) {
    case 'address':
      return hop.prefixLength === undefined ? hop.address : `${hop.address}/${hop.prefixLength}`;
    case 'unnumbered':
      return `${hop.routerId} interface ${hop.interfaceId}`;
    case 'as':
      return `AS ${hop.as}`;
    case 'segment':
      return segmentText(hop);
    case 'srv6':
      return `SRv6 segment ${hop.sid}`;
    case 'label':
      return `label ${hop.label}`;
    case 'opaque':
      return `subobject of type ${hop.type}`;
    default:
      return unreachable(hop);
  }
}

function segmentText(hop: Extract<Hop, { kind: 'segment' }>): string {
  const parts = [
    ...(hop.label === undefined ? [] : [`label ${hop.label}`]),
    ...(hop.index === undefined ? [] : [`index ${hop.index}`]),
    ...(hop.node === undefined ? [] : [`node ${hop.node}`]),
    ...(hop.local === undefined ? [] : [`adjacency ${hop.local} - ${hop.remote ?? '?'}`]),
  ];
  return `segment (${parts.join(', ')})`;
}
