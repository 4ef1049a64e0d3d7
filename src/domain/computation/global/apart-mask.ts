import type { DisjointnessLevel } from '../../values/disjointness.js';
import { isEnd, risksOf } from '../diverse/risks.js';
import { oppositeOf } from '../graph/opposite-link.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { GlobalDemand, LinkMask } from './problem.js';

/** The links of a demand over which its path shares no failure with any of the paths, at the level. A copy of its mask, and the links at the paths' nodes. */
export function apartFrom(
  graph: TeGraph,
  { source, destination, allowed }: Pick<GlobalDemand, 'source' | 'destination' | 'allowed'>,
  paths: readonly (readonly number[])[],
  level: DisjointnessLevel,
): LinkMask {
  const mask = allowed?.slice() ?? new Uint8Array(graph.links.length).fill(1);
  for (const path of paths) {
    if (path.length === 0) continue;
    const risks = risksOf(graph, level, path);
    for (const link of risks.links) {
      mask[link] = 0;
      const opposite = oppositeOf(graph, link);
      if (opposite >= 0) mask[opposite] = 0;
    }
    for (const srlg of risks.srlgs) for (const link of graph.srlgMembers.get(srlg) ?? []) mask[link] = 0;
    for (const node of risks.nodes) {
      if (isEnd(risks, node) && (node === source || node === destination)) continue;
      for (let at = graph.outFirst[node]!; at < graph.outFirst[node + 1]!; at++) mask[graph.outLink[at]!] = 0;
      for (let at = graph.inFirst[node]!; at < graph.inFirst[node + 1]!; at++) mask[graph.inLink[at]!] = 0;
    }
  }
  return mask;
}
