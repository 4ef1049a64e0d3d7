import { compileInstance } from './instance.js';
import type { GlobalProblem } from './problem.js';
import type { PlacementFigures } from './reoptimization.js';
import type { Paths } from './worthwhile-moves.js';

/** By demand: the path that may be kept; undefined where there is none, or it may not be used any more. O(demands x hops). */
export function presentPaths(problem: GlobalProblem): Paths {
  const { given, current } = compileInstance(problem);
  const present: (readonly number[] | undefined)[] = problem.demands.map(() => undefined);
  current.forEach((arcs, index) => {
    if (arcs !== undefined) present[given[index]!] = problem.demands[given[index]!]!.current;
  });
  return present;
}

/** What a placement is worth, by demand a path. O(links + demands x hops). */
export function figuresOf(
  { capacity, background, metric, demands }: GlobalProblem,
  paths: Paths,
): PlacementFigures {
  const load = background?.slice() ?? new Float64Array(capacity.length);
  let totalMetric = 0;
  let placedBandwidth = 0;
  let placed = 0;
  paths.forEach((path, index) => {
    if (path === undefined) return;
    const { bandwidth } = demands[index]!;
    placed += 1;
    placedBandwidth += bandwidth;
    for (const link of path) {
      load[link]! += bandwidth;
      totalMetric += metric[link]!;
    }
  });
  let utilization = 0;
  load.forEach((bits, link) => {
    if (bits > 0 && capacity[link]! > 0) utilization = Math.max(utilization, bits / capacity[link]!);
  });
  return { utilization, totalMetric, placedBandwidth, placed };
}
