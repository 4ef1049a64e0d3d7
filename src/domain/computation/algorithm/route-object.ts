import type { Hop } from '../../values/hop.js';
import { err, ok, type Result, unreachable } from '../../values/result.js';
import type { Signalling } from '../computer.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { NoSegment } from './fewest-segments.js';
import type { IgpTrees } from './igp-trees.js';
import { segmentList } from './segment-list.js';
import { srv6SegmentList } from './srv6-segment-list.js';

/** Why a path can't be given to the head-end. */
export type SignallingObstacle =
  /** The stack would need `needed` labels. */
  | { readonly kind: 'maximum-sid-depth'; readonly needed: number }
  /** Neither the link nor a node behind it has a segment identifier that leads over it. */
  | { readonly kind: 'no-segment'; readonly link: number }
  /** Neither the node nor an interface of it has an address to name it by. */
  | { readonly kind: 'no-address'; readonly node: number };

/**
 * The route object that makes a head-end take exactly these links.
 *
 * RSVP-TE: one strict hop per link (RFC 3209 4.3.3): the address of the interface that the link arrives at; without
 * one the router id of the node, or any other address it has; the way through an autonomous system whose inside is withheld is a loose
 * hop for it and one for the node where it ends. MANAGED: the same, except that a node without any address is left out, as
 * each element gets its own instructions anyway. SR-MPLS: the smallest label stack (see `segmentList`).
 * SRv6: the fewest SIDs (see `srv6SegmentList`). O(links), SR O(links^2).
 */
export function routeObject(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  signalling: Signalling,
): Result<readonly Hop[], SignallingObstacle> {
  switch (signalling.setupType) {
    case 'RSVP_TE':
      return explicitHops(graph, links, signalling.withheld?.systems ?? []);
    case 'MANAGED':
      return ok(
        links.flatMap((link) => {
          const address = addressOfEnd(graph, link);
          return address === undefined ? [] : { kind: 'address' as const, address };
        }),
      );
    case 'SR_MPLS':
      return withinDepth(segmentList(graph, trees, links, signalling.algorithm), signalling);
    case 'SRV6':
      return withinDepth(srv6SegmentList(graph, trees, links, signalling.algorithm), signalling);
    default:
      return unreachable(signalling.setupType);
  }
}

function explicitHops(
  graph: TeGraph,
  links: readonly number[],
  withheld: readonly number[],
): Result<readonly Hop[], SignallingObstacle> {
  const hops: Hop[] = [];
  for (const [at, link] of links.entries()) {
    const inside = withheld.length === 0 ? undefined : systemAround(graph, link, withheld);
    const before = links[at - 1];
    const after = links[at + 1];
    const enters = before === undefined || systemAround(graph, before, withheld) !== inside;
    if (inside !== undefined && enters) hops.push({ kind: 'as', as: inside, loose: true });
    if (inside !== undefined && after !== undefined && systemAround(graph, after, withheld) === inside)
      continue;
    const node = graph.target[link]!;
    const address = inside === undefined ? addressOfEnd(graph, link) : addressOfBorder(graph, node, after);
    if (address === undefined) return err({ kind: 'no-address', node });
    hops.push({ kind: 'address', address, ...(inside === undefined ? {} : { loose: true }) });
  }
  return ok(hops);
}

/** The system among these that the link is inside of. */
function systemAround(graph: TeGraph, link: number, systems: readonly number[]): number | undefined {
  const as = graph.nodes[graph.source[link]!]!.asNumber;
  const isInside =
    as !== undefined && systems.includes(as) && graph.nodes[graph.target[link]!]!.asNumber === as;
  return isInside ? as : undefined;
}

/** Links inside of the systems. O(E). */
export function linksInside(graph: TeGraph, systems: readonly number[]): readonly number[] {
  const inside: number[] = [];
  for (let link = 0; link < graph.links.length; link++) {
    if (systemAround(graph, link, systems) !== undefined) inside.push(link);
  }
  return inside;
}

/** By its router id, else by the interface that leads on, so that no interface inside is named if that can be. */
const addressOfBorder = (graph: TeGraph, node: number, onwards: number | undefined): string | undefined =>
  graph.nodes[node]!.routerId ??
  (onwards === undefined ? undefined : graph.links[onwards]!.sourceAddress) ??
  interfaceOf(graph, node);

function addressOfEnd(graph: TeGraph, link: number): string | undefined {
  const node = graph.target[link]!;
  return graph.links[link]!.targetAddress ?? graph.nodes[node]!.routerId ?? interfaceOf(graph, node);
}

function interfaceOf(graph: TeGraph, node: number): string | undefined {
  const leaving = graph.outLink.subarray(graph.outFirst[node], graph.outFirst[node + 1]);
  const arriving = graph.inLink.subarray(graph.inFirst[node], graph.inFirst[node + 1]);
  for (const link of leaving) {
    const address = graph.links[link]!.sourceAddress;
    if (address !== undefined) return address;
  }
  for (const link of arriving) {
    const address = graph.links[link]!.targetAddress;
    if (address !== undefined) return address;
  }
  return undefined;
}

function withinDepth(
  segments: Result<readonly Hop[], NoSegment>,
  { maximumSidDepth }: Signalling,
): Result<readonly Hop[], SignallingObstacle> {
  if (!segments.ok) return err({ kind: 'no-segment', link: segments.error.link });
  if (maximumSidDepth !== undefined && segments.value.length > maximumSidDepth) {
    return err({ kind: 'maximum-sid-depth', needed: segments.value.length });
  }
  return segments;
}
