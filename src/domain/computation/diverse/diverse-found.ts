import type { Signallable } from '../algorithm/signalled-paths.js';

/** `exact` false: a search met its limit, so that there may be a better answer, or one at all. */
export interface DiverseFound {
  /** One per member of the board; undefined if none were found for all together. */
  readonly paths: readonly Signallable[] | undefined;
  readonly exact: boolean;
}

/** No set of paths can be better than this. */
export interface LeastPossible {
  readonly shared: number;
  readonly cost: number;
}
