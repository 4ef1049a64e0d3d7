import type { SegmentHop } from '../../values/hop.js';
import { err, ok, type Result } from '../../values/result.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { IgpTrees } from './igp-trees.js';

/** From this position of the path no segment leads on: neither the link nor any node behind it has a usable SID. */
export interface NoSegment {
  readonly link: number;
}

interface Step {
  readonly count: number;
  /** Position up to which the first segment leads. */
  readonly to: number;
  readonly byNode: boolean;
}

/**
 * The shortest stack of labels that makes packets take exactly these links (RFC 8402): a node SID may stand for a
 * stretch only if that is the one IGP shortest path, without equal-cost alternatives; an adjacency SID stands for its
 * link. Among stacks of the same depth, one whose segments reach furthest first and with node before adjacency SIDs.
 *
 * O(links^2) and one IGP tree per node of the path that isn't cached.
 */
export function segmentList(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
): Result<readonly SegmentHop[], NoSegment> {
  const steps: (Step | undefined)[] = links.map(() => undefined);
  steps.push({ count: 0, to: links.length, byNode: true });
  const firstReached = links.map((_, position) => uniqueStretchStart(graph, trees, links, position));
  for (let from = links.length - 1; from >= 0; from--) {
    steps[from] = bestStep(graph, links, steps, firstReached, from);
  }
  if (steps[0] === undefined) return err({ link: links[lastGap(steps)]! });
  const hops: SegmentHop[] = [];
  for (let from = 0; from < links.length; ) {
    const step: Step = steps[from]!;
    hops.push(step.byNode ? nodeSegment(graph, links[step.to - 1]!) : adjacencySegment(graph, links[from]!));
    from = step.to;
  }
  return ok(hops);
}

/** The first position from which the node SID of the end of `links[position]` leads exactly along the path. */
function uniqueStretchStart(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  position: number,
): number {
  const end = graph.target[links[position]!]!;
  if (graph.nodes[end]!.prefixSid === undefined) return position + 1;
  const tree = trees.towards(end);
  let from = position + 1;
  while (from > 0) {
    const link = links[from - 1]!;
    const node = graph.source[link]!;
    if (tree.next[node] !== link || tree.unique[node] === 0) break;
    from -= 1;
  }
  return from;
}

function bestStep(
  graph: TeGraph,
  links: readonly number[],
  steps: readonly (Step | undefined)[],
  firstReached: readonly number[],
  from: number,
): Step | undefined {
  let best: Step | undefined;
  for (let to = links.length; to > from; to--) {
    const rest = steps[to];
    if (rest === undefined || firstReached[to - 1]! > from) continue;
    if (best === undefined || rest.count + 1 < best.count) best = { count: rest.count + 1, to, byNode: true };
  }
  const rest = steps[from + 1];
  const hasAdjacency = graph.links[links[from]!]!.adjacencySid !== undefined;
  if (rest !== undefined && hasAdjacency && (best === undefined || rest.count + 1 < best.count)) {
    best = { count: rest.count + 1, to: from + 1, byNode: false };
  }
  return best;
}

function lastGap(steps: readonly (Step | undefined)[]): number {
  return steps.findLastIndex((step) => step === undefined);
}

function nodeSegment(graph: TeGraph, lastLink: number): SegmentHop {
  const { prefixSid, routerId } = graph.nodes[graph.target[lastLink]!]!;
  return {
    kind: 'segment',
    ...(prefixSid === undefined ? {} : { label: prefixSid }),
    ...(routerId === undefined ? {} : { node: routerId }),
  };
}

function adjacencySegment(graph: TeGraph, link: number): SegmentHop {
  const { adjacencySid, sourceAddress, targetAddress } = graph.links[link]!;
  return {
    kind: 'segment',
    ...(adjacencySid === undefined ? {} : { label: adjacencySid }),
    // The identifier of an adjacency needs both ends (RFC 8664 4.3.1).
    ...(sourceAddress === undefined || targetAddress === undefined
      ? {}
      : { local: sourceAddress, remote: targetAddress }),
  };
}
