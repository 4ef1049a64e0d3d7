import type { SegmentHop } from '../../values/hop.js';
import type { Result } from '../../values/result.js';
import { type NodeSegment, nodeSegmentsOf } from '../graph/node-segments.js';
import type { TeGraph } from '../graph/te-graph.js';
import { fewestSegments, type NoSegment, type Segment, stretchStart } from './fewest-segments.js';
import type { IgpTrees } from './igp-trees.js';

/**
 * The shortest stack of labels that makes packets take exactly these links (RFC 8402): a node SID may stand for a
 * stretch only if that is the one shortest path of its algorithm (the IGP's own, or a flexible one), without equal-cost
 * alternatives; an adjacency SID stands for its link. Among stacks of the same depth, one whose segments reach furthest
 * first, with SIDs of the preferred algorithm (default: the IGP's own) before others and node before adjacency SIDs.
 *
 * O(links^2) and, per algorithm with a SID there, one tree per node of the path that isn't cached.
 */
export function segmentList(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  preferred = 0,
): Result<readonly SegmentHop[], NoSegment> {
  const segments = links.map((link, position): readonly Segment<SegmentHop>[] => {
    const adjacency = adjacencySegment(graph, link);
    return [
      ...nodeSegments(graph, trees, links, position, preferred),
      ...(adjacency === undefined ? [] : [{ from: position, hop: adjacency }]),
    ];
  });
  return fewestSegments(links, segments);
}

/** Those of the end of `links[position]` that lead over that link, the preferred algorithm first. */
function nodeSegments(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  position: number,
  preferred: number,
): readonly Segment<SegmentHop>[] {
  const node = graph.nodes[graph.target[links[position]!]!]!;
  const rank = ({ algorithm }: NodeSegment): number => (algorithm === preferred ? -1 : algorithm);
  return [...nodeSegmentsOf(node)]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap(({ algorithm, label, address }) => {
      const own = trees.of(algorithm);
      const from = own === undefined ? position + 1 : stretchStart(graph, own, links, position + 1);
      const named = address === undefined ? {} : { node: address };
      return from > position ? [] : [{ from, hop: { kind: 'segment' as const, label, ...named } }];
    });
}

function adjacencySegment(graph: TeGraph, link: number): SegmentHop | undefined {
  const { adjacencySid, sourceAddress, targetAddress } = graph.links[link]!;
  if (adjacencySid === undefined) return undefined;
  return {
    kind: 'segment',
    label: adjacencySid,
    // The identifier of an adjacency needs both ends (RFC 8664 4.3.1).
    ...(sourceAddress === undefined || targetAddress === undefined
      ? {}
      : { local: sourceAddress, remote: targetAddress }),
  };
}
