import type { Board } from '../algorithm/board.js';

/** What the links offer a set of paths, whichever of them uses a link. */
export interface FlowArcs {
  /** The lowest weight that any member counts. */
  readonly weights: Float64Array;
  /** The highest of those that is not infinite. */
  readonly heaviest: number;
  /** By link: how many of the members it can carry at once. */
  readonly capacity: Int32Array;
  readonly admits: (member: number, link: number) => boolean;
}

/** O(members E). */
export function flowArcs(board: Board): FlowArcs {
  const { graph, filter } = board.network;
  const count = graph.links.length;
  const weights = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const admitted = board.members.map(({ query }) => {
    const mask = new Uint8Array(count);
    filter.load(query, [], []);
    for (let link = 0; link < count; link++) {
      if (!filter.admits(link) || query.weights[link] === Number.POSITIVE_INFINITY) continue;
      mask[link] = 1;
      weights[link] = Math.min(weights[link]!, query.weights[link]!);
    }
    return mask;
  });
  let heaviest = 0;
  const capacity = new Int32Array(count);
  for (let link = 0; link < count; link++) {
    if (weights[link] === Number.POSITIVE_INFINITY) continue;
    heaviest = Math.max(heaviest, weights[link]!);
    capacity[link] = carriedBy(board, link, (member) => admitted[member]![link] === 1);
  }
  return { weights, heaviest, capacity, admits: (member, link) => admitted[member]![link] === 1 };
}

/** The smallest demands first: no choice of members puts more of them on the link. */
function carriedBy(board: Board, link: number, admits: (member: number) => boolean): number {
  const { reservations } = board.network;
  const demands = board.members.flatMap(({ query }, member) => (admits(member) ? [query] : []));
  demands.sort((a, b) => a.bandwidth - b.bandwidth);
  const room = demands.reduce(
    (most, { setupPriority }) => Math.max(most, reservations.available(link, setupPriority)),
    Number.NEGATIVE_INFINITY,
  );
  let [taken, carried] = [0, 0];
  for (const { bandwidth } of demands) {
    taken += bandwidth;
    if (bandwidth > 0 && taken > room) break;
    carried += 1;
  }
  return carried;
}
