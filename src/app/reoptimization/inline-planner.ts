import { reoptimize } from '../../domain/computation/global/reoptimize.js';
import type { Planner } from '../ports/planner.js';

/** Plans in this very thread: nothing else goes on meanwhile. */
export const inlinePlanner: Planner = {
  reoptimize: (problem, wish, effort) =>
    new Promise((resolve) => {
      resolve(reoptimize(problem, wish, effort));
    }),
};
