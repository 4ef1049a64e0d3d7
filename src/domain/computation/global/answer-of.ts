import { PRIORITIES } from '../graph/reservations.js';
import type { GlobalScore } from '../objective/global-score.js';
import { ArcSearch } from './arc-search.js';
import { priceBound, simpleBound } from './bounds.js';
import type { Instance } from './instance.js';
import type { GlobalAnswer, GlobalMove, GlobalProblem } from './problem.js';
import type { Routing, SavedPaths } from './routing.js';

/** Prices for the bound that is stated: one of these is usually close. */
const BOUND_STEEPNESS = [200, 1000];

/** A complete placement with what it is worth. */
export interface Candidate {
  readonly paths: SavedPaths;
  readonly score: GlobalScore;
  /** Utilisation that no placement of all demands stays below. */
  readonly bound: number;
  /** All placements were covered. */
  readonly optimal: boolean;
}

export const candidateOf = (routing: Routing, bound: number, optimal: boolean): Candidate => ({
  paths: routing.save(),
  score: scoreOf(routing),
  bound,
  optimal,
});

/** O(E + sum of path lengths). */
function scoreOf(routing: Routing): GlobalScore {
  const { demandCount, bandwidth, priority } = routing.instance;
  const placed = new Float64Array(PRIORITIES);
  let count = 0;
  let totalMetric = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    if (!routing.isPlaced(demand)) continue;
    placed[priority[demand]!]! += bandwidth[demand]!;
    count += 1;
    totalMetric += routing.metricOf(demand);
  }
  return { bandwidth: placed, placed: count, utilization: routing.maxUtilization(), totalMetric };
}

/** The candidate in the terms of the problem. O(sum of path lengths). */
export function answerOf(
  problem: GlobalProblem,
  instance: Instance,
  { paths, score, bound, optimal }: Candidate,
  steps: number,
): GlobalAnswer {
  const { given, arcLink, current } = instance;
  const byGiven: (readonly number[] | undefined)[] = problem.demands.map(() => undefined);
  const moved = new Uint8Array(instance.demandCount);
  for (let demand = 0; demand < instance.demandCount; demand++) {
    const path = pathIn(paths, demand);
    if (path.length > 0) {
      byGiven[given[demand]!] = Array.from(path, (arc) => arcLink[arc]!);
    }
    if (!isSamePath(path, current[demand])) moved[given[demand]!] = 1;
  }
  const moves = problem.demands.flatMap((demand, index): readonly GlobalMove[] => {
    const hadPath = demand.current !== undefined && demand.current.length > 0;
    if (moved[index] === 0 && (byGiven[index] !== undefined || !hadPath)) return [];
    return [{ demand, path: byGiven[index] }];
  });
  return {
    paths: byGiven,
    moves,
    utilization: score.utilization,
    placedBandwidth: score.bandwidth.reduce((sum, bits) => sum + bits, 0),
    placed: score.placed,
    totalMetric: score.totalMetric,
    utilizationBound: bound,
    optimal,
    steps,
  };
}

function pathIn({ pool, at, length }: SavedPaths, demand: number): Int32Array {
  const from = at[demand]!;
  return pool.subarray(from, from + length[demand]!);
}

const isSamePath = (path: Int32Array, other: Int32Array | undefined): boolean =>
  path.length === (other?.length ?? 0) && path.every((arc, at) => arc === other?.[at]);

/**
 * The best bound that the prices of the routing prove, or `known` if that is higher. Reprices the routing; a few
 * trees per node.
 */
export function provenBound(routing: Routing, known: number): number {
  const most = routing.maxUtilization();
  const search = new ArcSearch(routing.instance);
  let bound = Math.max(known, simpleBound(routing.instance));
  for (const steepness of most > 0 ? BOUND_STEEPNESS : []) {
    routing.setSteepness(steepness, most);
    bound = Math.max(bound, priceBound(routing.instance, routing.price, search));
  }
  return bound;
}
