import type { MoveOrder, OrderPolicy, StayingLsp } from './move-order/problem.js';
import type { GlobalGoal } from './problem.js';

/**
 *   INCREMENTAL  few moves away from the present paths (RFC 8051 3.6, 3.1.3)
 *   GLOBAL       the best placement of all (RFC 5557), then without the moves of it that are not worth it
 *   PREDICTABLE  the placement that does not depend on where the LSPs are or on their order of arrival (RFC 8051 3.1.4),
 *                with all the moves that it takes
 */
export const REOPTIMIZATION_SCOPES = ['INCREMENTAL', 'GLOBAL', 'PREDICTABLE'] as const;
export type ReoptimizationScope = (typeof REOPTIMIZATION_SCOPES)[number];

/**
 * What a reoptimization is to do. Gains are shares: points of utilisation of the most utilised link, of the bandwidth
 * asked for, or of the present sum of metrics, as the goal says; 0.01 is one percent.
 */
export interface ReoptimizationWish {
  readonly goal: GlobalGoal;
  readonly scope: ReoptimizationScope;
  /** LSPs with a path that may get another one. Set-ups do not count. Default: any number; not with PREDICTABLE. */
  readonly maxMoves?: number;
  /** Ids of the demands that may move or be set up; the others stay as they are. Default: all. */
  readonly mayMove?: ReadonlySet<string>;
  /** INCREMENTAL with MIN_MAX_UTILIZATION: enough once no link is used more. Default: as low as possible. */
  readonly targetUtilization?: number;
  /** No plan for less, unless it places an LSP that has no path. Default: any gain will do. */
  readonly minGain?: number;
  /** What each single move must earn, so that nothing moves for less than it is worth. Default: anything. */
  readonly minGainPerMove?: number;
  /** How the moves may be ordered. */
  readonly order?: OrderPolicy;
}

export interface PlacementFigures {
  /** Load over capacity of the most utilised link; also of LSPs that may not move. */
  readonly utilization: number;
  /** Of the LSPs that may move. */
  readonly totalMetric: number;
  /** Bit/s. */
  readonly placedBandwidth: number;
  readonly placed: number;
}

/** NO_PATH: it has none, and none was found. */
export type NotDone = StayingLsp | { readonly lsp: string; readonly reason: 'NO_PATH' };

interface Outcome {
  readonly before: PlacementFigures;
  /** Of the plan, or of the one that was not worth it. By the goal; negative where LSPs were placed at its cost. */
  readonly gain: number;
  /** No placement of all LSPs has a lower utilisation. */
  readonly utilizationBound: number;
  readonly notDone: readonly NotDone[];
}

export interface ReoptimizationPlan extends Outcome {
  readonly kind: 'plan';
  /** The steps, and what they cost: temporary paths and releases. */
  readonly order: MoveOrder;
  readonly after: PlacementFigures;
  /** LSPs that end on another path than they began. */
  readonly moved: readonly string[];
  /** LSPs that had no path and get one. */
  readonly setUp: readonly string[];
}

export interface NothingToReoptimize extends Outcome {
  readonly kind: 'none';
  readonly reason: 'NOTHING_BETTER' | 'GAIN_TOO_SMALL';
}

export type Reoptimization = ReoptimizationPlan | NothingToReoptimize;
