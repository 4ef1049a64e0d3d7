import type { TeGraph } from '../graph/te-graph.js';
import type { LinkFilter } from '../kernel/link-filter.js';
import type { SearchLabels } from '../kernel/shortest-path.js';

/**
 * Dijkstra forwards from all `sources` at once over the links that the filter admits, until a settled node is `wanted`.
 * Returns that node, or -1. Following `via` from a settled node backwards gives the best path from the nearest source:
 * lowest sum of weights, then fewest links, then the smaller number of the link that arrives.
 *
 * PERF: O((V + E) log V), no allocation. `labels` is the caller's, reused, and holds the result.
 */
export function searchOutwards(
  graph: TeGraph,
  weights: Float64Array,
  filter: LinkFilter,
  sources: readonly number[],
  wanted: (node: number) => boolean,
  labels: SearchLabels,
): number {
  const { target, outFirst, outLink } = graph;
  const { cost, hops, via } = labels;
  labels.start(sources[0]!);
  for (let at = 1; at < sources.length; at++) {
    if (!labels.reached(sources[at]!)) labels.improve(sources[at]!, 0, 0, -1);
  }
  for (let node = labels.settleNext(); node >= 0; node = labels.settleNext()) {
    if (wanted(node)) return node;
    const end = outFirst[node + 1]!;
    for (let arc = outFirst[node]!; arc < end; arc++) {
      const link = outLink[arc]!;
      const to = target[link]!;
      const newCost = cost[node]! + weights[link]!;
      const newHops = hops[node]! + 1;
      if (labels.reached(to)) {
        if (!labels.isOpen(to) || newCost > cost[to]!) continue;
        if (newCost === cost[to]! && newHops > hops[to]!) continue;
        if (newCost === cost[to]! && newHops === hops[to]! && link > via[to]!) continue;
      }
      if (newCost === Number.POSITIVE_INFINITY || !filter.admits(link)) continue;
      labels.improve(to, newCost, newHops, link);
    }
  }
  return -1;
}

/** The links from the nearest source to a settled node, in order. O(links of the path). */
export function linksFromSource(graph: TeGraph, labels: SearchLabels, node: number): number[] {
  const links: number[] = [];
  for (let link = labels.via[node]!; link >= 0; link = labels.via[graph.source[link]!]!) links.push(link);
  return links.reverse();
}
