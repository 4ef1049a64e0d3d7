import type { LinkId, LspId, OperationId } from './identifiers.js';
import type { SignalledPath } from './path.js';

export type ReoptimizationGoal = 'MIN_MAX_UTILIZATION' | 'MAX_THROUGHPUT' | 'MIN_TOTAL_METRIC';
/** Few moves away from the present paths; the best placement of all; the one that depends on no order of arrival. */
export type ReoptimizationScope = 'INCREMENTAL' | 'GLOBAL' | 'PREDICTABLE';
/**
 * Who wanted it: an operator; Cairn, as bandwidth was given back, a link is used too much, the whole is too far from the best, an
 * LSP has no path as room is in pieces, it is time, or an LSP needs more bandwidth than there is where it is.
 */
export type ReoptimizationTrigger =
  | 'operator'
  | 'freed'
  | 'utilization'
  | 'unplaced'
  | 'gap'
  | 'schedule'
  | 'bandwidth';
/** When a step fails: no more steps; those done are undone, last first; or a new plan from where things are. */
export type FailurePolicy = 'STOP' | 'ROLL_BACK' | 'REPLAN';

/** An LSP that is to have another bandwidth. */
export interface Resize {
  readonly lsp: LspId;
  /** Bit/s. */
  readonly bandwidth: number;
  /**
   * It carries more than that (`demand`, bit/s) and is to do so alone: on these links, from which everybody goes whom it
   * would overload (RFC 8051 3.1.2).
   */
  readonly isolated?: { readonly links: readonly LinkId[]; readonly demand: number };
}

/** What is wanted. Gains are shares: 0.01 is one percent. */
export interface ReoptimizationOrder {
  readonly goal: ReoptimizationGoal;
  readonly scope: ReoptimizationScope;
  readonly trigger: ReoptimizationTrigger;
  /** Only a plan is wanted. */
  readonly dryRun: boolean;
  /** LSPs that may move; absent: all that can. */
  readonly lsps?: readonly LspId[];
  readonly maxMoves?: number;
  /** LSPs that are placed with another bandwidth than they have; those without a path are left alone then. */
  readonly resizes?: readonly Resize[];
  /** No plan for less. */
  readonly minGain?: number;
  /** Nothing moves for less. */
  readonly minGainPerMove?: number;
  readonly allowRelease: boolean;
  readonly onFailure: FailurePolicy;
}

export type StepAction = 'SET_UP' | 'MOVE' | 'DETOUR' | 'RELEASE';

/** One change of one LSP, make-before-break unless it is a release. */
export interface PlannedStep {
  readonly lsp: LspId;
  readonly action: StepAction;
  /** Where the LSP is before the step; absent: nowhere. */
  readonly from?: SignalledPath;
  /** Absent for a release. */
  readonly to?: SignalledPath;
  /** Bit/s from this step on; absent: as it is. */
  readonly bandwidth?: number;
  readonly wave: number;
  /** Places of the steps that have to be done before this one begins. */
  readonly after: readonly number[];
}

export interface PlacementFigures {
  /** Load over capacity of the most utilised link. */
  readonly utilization: number;
  /** Sum of the TE metrics of the paths. */
  readonly totalMetric: number;
  /** Bit/s. */
  readonly placedBandwidth: number;
  readonly placed: number;
}

/** What a reoptimization would do, or does. Without steps there is nothing to be gained. */
export interface ReoptimizationPlan {
  readonly before: PlacementFigures;
  readonly after: PlacementFigures;
  readonly gain: number;
  /** No placement of all these LSPs has a lower utilisation. */
  readonly utilizationBound: number;
  /**
   * What no placement of all these LSPs can better by the goal, in its unit (a share, bit/s, or a sum of metrics), and how
   * that is known: by a linear program in which LSPs may be split, by what each LSP and node needs by itself, or by the search.
   */
  readonly bound?: { readonly value: number; readonly by: 'LINEAR_PROGRAM' | 'COMBINATORIAL' | 'SEARCH' };
  /** By how much of the bound the placement may be worse than the best; absent where some LSP has no place. */
  readonly gap?: number;
  readonly steps: readonly PlannedStep[];
  /** On a temporary path for a while, and without a path for a while. */
  readonly detoured: readonly LspId[];
  readonly released: readonly LspId[];
  /** LSPs that stay where they are, and why; those that may not move are not named. */
  readonly notDone: readonly { readonly lsp: LspId; readonly reason: string }[];
}

export type StepState = 'WAITING' | 'DONE' | 'FAILED' | 'UNDONE' | 'NOT_UNDONE';

export interface ReoptimizationStep extends PlannedStep {
  readonly number: number;
  readonly state: StepState;
  readonly failure?: { readonly code: string; readonly message: string };
}

/** PLANNING, RUNNING its steps, STOPPING (what is under way comes to an end), ROLLING_BACK, ENDED. */
export type ReoptimizationPhase = 'PLANNING' | 'RUNNING' | 'STOPPING' | 'ROLLING_BACK' | 'ENDED';
export type ReoptimizationOutcome = 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface Reoptimization {
  /** Also the id of the operation that it is. */
  readonly id: OperationId;
  readonly order: ReoptimizationOrder;
  readonly phase: ReoptimizationPhase;
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Plans made so far. */
  readonly round: number;
  readonly plan?: Omit<ReoptimizationPlan, 'steps'>;
  /** Of the present plan. */
  readonly steps: readonly ReoptimizationStep[];
  readonly cancelled: boolean;
  readonly outcome?: ReoptimizationOutcome;
  readonly failure?: { readonly code: string; readonly message: string };
}
