import { PRIORITIES } from '../graph/reservations.js';
import { compareGlobalScores, type GlobalScore } from '../objective/global-score.js';
import type { Instance } from './instance.js';
import type { Effort } from './problem.js';
import { Routing } from './routing.js';

const MOST_PLACEMENTS = 50_000;
const MOST_PATHS = 64;
const MOST_DEMANDS = 16;
const MOST_VISITS = 2000;

/** True if all placements are few enough to look at each. */
export function isSmall(instance: Instance, { mostPlacements = MOST_PLACEMENTS }: Effort): boolean {
  if (instance.demandCount > MOST_DEMANDS) return false;
  let placements = 1;
  for (let demand = 0; demand < instance.demandCount; demand++) {
    const paths = simplePaths(instance, demand);
    if (paths === undefined) return false;
    placements *= paths.length + 1;
    if (placements > mostPlacements) return false;
  }
  return true;
}

/**
 * All simple paths that the demand may use if it were alone, in the order of their arcs; undefined if there are too
 * many, or looking for them takes too long.
 */
export function simplePaths(instance: Instance, demand: number): readonly Int32Array[] | undefined {
  const { first, head, metric, capacity, bandwidth, metricBound, target, source } = instance;
  const mask = instance.masks[instance.maskOf[demand]!];
  const paths: Int32Array[] = [];
  const path: number[] = [];
  const passed = new Uint8Array(instance.nodeCount);
  let visits = 0;
  const extend = (node: number, spent: number): boolean => {
    visits += 1;
    if (visits > MOST_VISITS || paths.length > MOST_PATHS) return false;
    if (node === target[demand]) {
      paths.push(Int32Array.from(path));
      return true;
    }
    passed[node] = 1;
    let isComplete = true;
    for (let arc = first[node]!; arc < first[node + 1]! && isComplete; arc++) {
      if (passed[head[arc]!] === 1 || mask?.[arc] === 0 || capacity[arc]! < bandwidth[demand]!) continue;
      if (spent + metric[arc]! > metricBound[demand]!) continue;
      path.push(arc);
      isComplete = extend(head[arc]!, spent + metric[arc]!);
      path.pop();
    }
    passed[node] = 0;
    return isComplete;
  };
  return extend(source[demand]!, 0) && paths.length <= MOST_PATHS ? paths : undefined;
}

/** What a complete choice is judged by beside its score. */
export interface Preference {
  /** Positive: the first is better. */
  compare(a: Choice, b: Choice): number;
  /** False: no such choice counts. */
  admits(choice: Choice): boolean;
}

export interface Choice extends GlobalScore {
  /** Demands that had a current path and now have another, or none. */
  readonly moves: number;
}

/** The best of all placements within the capacities. Expects `isSmall`. */
export function everyPlacement(instance: Instance, byUtilization: boolean): Routing {
  const best = bestChoice(instance, {
    compare: (a, b) => compareGlobalScores(a, b, byUtilization) || b.moves - a.moves,
    admits: () => true,
  });
  // Nobody placed is a placement too.
  return best ?? new Routing(instance, 'BY_ARC');
}

/** The best choice that is admitted, or undefined. O(product of the numbers of paths). Expects `isSmall`. */
export function bestChoice(instance: Instance, preference: Preference): Routing | undefined {
  const paths = Array.from(
    { length: instance.demandCount },
    (_, demand) => simplePaths(instance, demand) ?? [],
  );
  const routing = new Routing(instance, 'BY_ARC');
  const bandwidth = new Float64Array(PRIORITIES);
  let best: Choice | undefined;
  let bestPaths = routing.save();
  const decide = (demand: number, placed: number, totalMetric: number, moves: number): void => {
    if (demand === instance.demandCount) {
      const utilization = routing.maxUtilization();
      const choice = { bandwidth: bandwidth.slice(), placed, utilization, totalMetric, moves };
      if (!preference.admits(choice) || (best !== undefined && preference.compare(choice, best) <= 0)) return;
      best = choice;
      bestPaths = routing.save();
      return;
    }
    const bits = instance.bandwidth[demand]!;
    const level = instance.priority[demand]!;
    const current = instance.current[demand];
    for (const path of paths[demand]!) {
      if (path.some((arc) => routing.room[arc]! < bits)) continue;
      routing.place(demand, path, path.length, false);
      bandwidth[level]! += bits;
      const isMove = current !== undefined && path.join() !== current.join();
      decide(demand + 1, placed + 1, totalMetric + routing.metricOf(demand), moves + (isMove ? 1 : 0));
      bandwidth[level]! -= bits;
      routing.remove(demand);
    }
    decide(demand + 1, placed, totalMetric, moves + (current === undefined ? 0 : 1));
  };
  decide(0, 0, 0, 0);
  if (best === undefined) return undefined;
  routing.restore(bestPaths);
  return routing;
}
