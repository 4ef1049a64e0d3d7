import type { SegmentHop } from '../../values/hop.js';
import { err, ok, type Result } from '../../values/result.js';
import type { TopologyNode } from '../../values/topology.js';
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
  /** The prefix segment to use; absent: the adjacency segment. */
  readonly prefix?: PrefixSegmentOf;
}

/** A prefix segment of a node. */
interface PrefixSegmentOf {
  readonly algorithm: number;
  readonly label: number;
  /** Its address, where it is known. */
  readonly address?: string;
}

/** A prefix segment of the node at a position, and the first position from which it leads exactly along the path. */
interface Stretch {
  readonly from: number;
  readonly prefix: PrefixSegmentOf;
}

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
  const steps: (Step | undefined)[] = links.map(() => undefined);
  steps.push({ count: 0, to: links.length });
  const stretches = links.map((_, position) => stretchesTo(graph, trees, links, position, preferred));
  for (let from = links.length - 1; from >= 0; from--) {
    steps[from] = bestStep(graph, links, steps, stretches, from);
  }
  if (steps[0] === undefined) return err({ link: links[lastGap(steps)]! });
  const hops: SegmentHop[] = [];
  for (let from = 0; from < links.length; ) {
    const step: Step = steps[from]!;
    hops.push(step.prefix === undefined ? adjacencySegment(graph, links[from]!) : nodeSegment(step.prefix));
    from = step.to;
  }
  return ok(hops);
}

/** What the prefix segments of the end of `links[position]` are good for, the preferred algorithm first. */
function stretchesTo(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  position: number,
  preferred: number,
): readonly Stretch[] {
  const node = graph.nodes[graph.target[links[position]!]!]!;
  const rank = ({ algorithm }: PrefixSegmentOf): number => (algorithm === preferred ? -1 : algorithm);
  return [...prefixSegments(node)]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((prefix) => {
      const own = trees.of(prefix.algorithm);
      if (own === undefined) return [];
      const from = uniqueStretchStart(graph, own, links, position);
      return from > position ? [] : [{ from, prefix }];
    });
}

/** The first of each algorithm. What is told of a node's own SID comes before what is told of its prefixes. */
function prefixSegments({ prefixSid, routerId, prefixes }: TopologyNode): readonly PrefixSegmentOf[] {
  const byAlgorithm = new Map<number, PrefixSegmentOf>();
  if (prefixSid !== undefined) {
    const address = routerId === undefined ? {} : { address: routerId };
    byAlgorithm.set(0, { algorithm: 0, label: prefixSid, ...address });
  }
  for (const { prefix, sid, algorithm = 0 } of prefixes ?? []) {
    if (sid === undefined || algorithm === 0 || byAlgorithm.has(algorithm)) continue;
    byAlgorithm.set(algorithm, { algorithm, label: sid, address: prefix.slice(0, prefix.lastIndexOf('/')) });
  }
  return [...byAlgorithm.values()];
}

/** The first position from which the node SID of the end of `links[position]` leads exactly along the path. */
function uniqueStretchStart(
  graph: TeGraph,
  trees: IgpTrees,
  links: readonly number[],
  position: number,
): number {
  const tree = trees.towards(graph.target[links[position]!]!);
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
  stretches: readonly (readonly Stretch[])[],
  from: number,
): Step | undefined {
  let best: Step | undefined;
  for (let to = links.length; to > from; to--) {
    const rest = steps[to];
    const stretch = stretches[to - 1]!.find((one) => one.from <= from);
    if (rest === undefined || stretch === undefined) continue;
    if (best === undefined || rest.count + 1 < best.count) {
      best = { count: rest.count + 1, to, prefix: stretch.prefix };
    }
  }
  const rest = steps[from + 1];
  const hasAdjacency = graph.links[links[from]!]!.adjacencySid !== undefined;
  if (rest !== undefined && hasAdjacency && (best === undefined || rest.count + 1 < best.count)) {
    best = { count: rest.count + 1, to: from + 1 };
  }
  return best;
}

function lastGap(steps: readonly (Step | undefined)[]): number {
  return steps.findLastIndex((step) => step === undefined);
}

const nodeSegment = ({ label, address }: PrefixSegmentOf): SegmentHop => ({
  kind: 'segment',
  label,
  ...(address === undefined ? {} : { node: address }),
});

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
