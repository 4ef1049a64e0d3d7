import { PRIORITIES } from '../graph/reservations.js';
import type { GlobalScore } from '../objective/global-score.js';
import { ArcSearch } from './arc-search.js';
import { priceBound, simpleBound } from './bounds.js';
import type { Instance } from './instance.js';
import type { GlobalAnswer, GlobalMove, GlobalProblem } from './problem.js';
import { Routing, type SavedPaths } from './routing.js';

/** Prices for the bound that is stated: one of these is usually close. */
const BOUND_STEEPNESS = [50, 200, 1000];

/** A complete placement with what it is worth. */
export interface Candidate {
  readonly paths: SavedPaths;
  readonly score: GlobalScore;
  /** All placements were covered. */
  readonly optimal: boolean;
}

export const candidateOf = (routing: Routing, optimal: boolean): Candidate => ({
  paths: routing.save(),
  score: scoreOf(routing),
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

/** The candidate in the terms of the problem. O(sum of path lengths), and a few trees per node for the bound. */
export function answerOf(
  problem: GlobalProblem,
  instance: Instance,
  { paths, score, optimal }: Candidate,
  knownBound: number,
  steps: number,
): GlobalAnswer {
  const { given, arcLink, current } = instance;
  const byGiven: (readonly number[] | undefined)[] = problem.demands.map(() => undefined);
  const moved = new Uint8Array(instance.demandCount);
  for (let demand = 0; demand < instance.demandCount; demand++) {
    const path = paths.pool.subarray(paths.at[demand]!, paths.at[demand]! + paths.length[demand]!);
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
    utilizationBound: Math.max(knownBound, boundOf(instance, paths)),
    optimal,
    steps,
  };
}

const isSamePath = (path: Int32Array, other: Int32Array | undefined): boolean =>
  path.length === (other?.length ?? 0) && path.every((arc, at) => arc === other?.[at]);

function boundOf(instance: Instance, paths: SavedPaths): number {
  const routing = new Routing(instance, 'BY_ARC');
  const search = new ArcSearch(instance);
  routing.restore(paths);
  const most = routing.maxUtilization();
  let bound = simpleBound(instance);
  for (const steepness of most > 0 ? BOUND_STEEPNESS : []) {
    routing.setSteepness(steepness, most);
    bound = Math.max(bound, priceBound(instance, routing.price, search));
  }
  return bound;
}
