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
 * one the router id of the node, or any other address it has. MANAGED: the same, except that a node without any address is left out, as
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
      return strictHops(graph, links);
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

function strictHops(graph: TeGraph, links: readonly number[]): Result<readonly Hop[], SignallingObstacle> {
  const hops: Hop[] = [];
  for (const link of links) {
    const address = addressOfEnd(graph, link);
    if (address === undefined) return err({ kind: 'no-address', node: graph.target[link]! });
    hops.push({ kind: 'address', address });
  }
  return ok(hops);
}

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
