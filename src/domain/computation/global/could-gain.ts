import { RankHeap } from '../kernel/rank-heap.js';
import type { GlobalDemand, GlobalProblem } from './problem.js';

/** Of more links at once each LSP is taken to gain: the searches would cost more than they save. */
const MOST_LINKS = 64;
const UNREACHED = Number.POSITIVE_INFINITY;
/** Sums of metrics that differ by less are the same one rounded differently. */
const ROUNDING = 1e-9;

/**
 * The demands for which a path over one of the links could be shorter than the one they have, or that have none: no other
 * can gain from these links by itself. Whether there is room on the rest of the way is not asked. O(links x (E log V + demands)).
 */
export function couldGain(problem: GlobalProblem, links: readonly number[]): readonly GlobalDemand[] {
  const { graph, capacity, metric, demands } = problem;
  const usable = links.filter((link) => graph.operational[link] === 1 && metric[link]! < UNREACHED);
  if (usable.length === 0) return [];
  if (usable.length > MOST_LINKS) return demands;
  const gaining = new Set<GlobalDemand>();
  const left = new Map(demands.map((demand) => [demand, lengthOf(demand, metric)]));
  for (const link of usable) {
    const before = distances(problem, graph.source[link]!, 'towards');
    const behind = distances(problem, graph.target[link]!, 'from');
    for (const [demand, present] of left) {
      const { source, destination, bandwidth, allowed } = demand;
      if (allowed?.[link] === 0 || bandwidth > capacity[link]!) continue;
      const least = before[source]! + metric[link]! + behind[destination]!;
      if (!(least < present * (1 - ROUNDING) || (present === UNREACHED && least < UNREACHED))) continue;
      gaining.add(demand);
      left.delete(demand);
    }
  }
  return demands.filter((demand) => gaining.has(demand));
}

const lengthOf = ({ current = [] }: GlobalDemand, metric: Float64Array): number =>
  current.length === 0 ? UNREACHED : current.reduce((sum, link) => sum + metric[link]!, 0);

/** By node: how far it is to or from `end` if nothing else were on the links. */
function distances(
  { graph, metric }: GlobalProblem,
  end: number,
  direction: 'from' | 'towards',
): Float64Array {
  const [first, arcs, next] =
    direction === 'from'
      ? [graph.outFirst, graph.outLink, graph.target]
      : [graph.inFirst, graph.inLink, graph.source];
  const distance = new Float64Array(graph.nodes.length).fill(UNREACHED);
  const heap = new RankHeap();
  distance[end] = 0;
  heap.push(0, end);
  while (heap.size > 0) {
    const key = heap.top;
    const node = heap.pop();
    if (key > distance[node]!) continue;
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      const link = arcs[arc]!;
      const far = key + metric[link]!;
      if (graph.operational[link] === 0 || far >= distance[next[link]!]!) continue;
      distance[next[link]!] = far;
      heap.push(far, next[link]!);
    }
  }
  return distance;
}
