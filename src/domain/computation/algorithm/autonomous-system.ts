import type { TeGraph } from '../graph/te-graph.js';
import { RankHeap } from '../kernel/rank-heap.js';

/**
 * Where a route enters an autonomous system, which stands for the set of its nodes (RFC 3209 4.3.3.4): the node of it that is
 * nearest to `start` by the IGP metric over links that are up, `start` itself if it belongs to it; of several the first
 * by id. Undefined when none can be reached. O((V + E) log V).
 */
export function nearestInAutonomousSystem(graph: TeGraph, start: number, as: number): number | undefined {
  const overloaded = new Set(graph.overloaded);
  const cost = new Float64Array(graph.nodes.length).fill(Number.POSITIVE_INFINITY);
  const settled = new Uint8Array(graph.nodes.length);
  const queue = new RankHeap();
  let nearest: number | undefined;
  cost[start] = 0;
  queue.push(0, start);
  while (queue.size > 0) {
    const node = queue.pop();
    if (settled[node] === 1) continue;
    settled[node] = 1;
    if (nearest !== undefined && cost[node]! > cost[nearest]!) return nearest;
    if (graph.nodes[node]!.asNumber === as) {
      if (nearest === undefined || node < nearest) nearest = node;
      continue;
    }
    if (node !== start && overloaded.has(node)) continue;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const link = graph.outLink[arc]!;
      const next = graph.target[link]!;
      const reached = cost[node]! + graph.igpMetric[link]!;
      if (graph.operational[link] === 0 || reached >= cost[next]!) continue;
      cost[next] = reached;
      queue.push(reached, next);
    }
  }
  return nearest;
}
