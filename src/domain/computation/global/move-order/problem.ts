import type { TeGraph } from '../../graph/te-graph.js';
import type { LinkMask } from '../problem.js';

/** What an LSP holds: links in order, each link at most once, and whole bit/s on each of them. */
export interface Placement {
  readonly path: readonly number[];
  readonly bandwidth: number;
}

/** One LSP that the order is about. One that stays where it is, and must, belongs to the background. */
export interface OrderedLsp {
  /** Unique among the LSPs. */
  readonly id: string;
  /** Holding priority, 0 first. Default 7. Says who is spared when somebody has to be released or to stay. */
  readonly priority?: number;
  /** Undefined: it is to be set up. */
  readonly present?: Placement | undefined;
  /** Undefined: it is to be removed. Equal to `present`: it stays, but may get out of the way for a while. */
  readonly target?: Placement | undefined;
  /** Links that a temporary path may use. Default: every usable link. */
  readonly allowed?: LinkMask;
  /** Largest sum of the problem's metric of a temporary path. Default: none. */
  readonly metricBound?: number;
}

export interface OrderProblem {
  readonly graph: TeGraph;
  /**
   * Bit/s by link that all priorities together may take: what is left at priority 7, and what these LSPs take of it.
   * So no step of the order preempts anybody.
   */
  readonly capacity: Float64Array;
  /** Bit/s by link that others hold of it. Default: none. */
  readonly background?: Float64Array;
  /** By link; at least 0, Infinity: unknown, so never used by a temporary path. */
  readonly metric: Float64Array;
  readonly lsps: readonly OrderedLsp[];
}

export interface OrderPolicy {
  /** An LSP may be moved aside for a while, make-before-break. Default: true. */
  readonly allowTemporaryPaths?: boolean;
  /** An LSP may be without a path for a while (break-before-make) where nothing else helps. Default: false. */
  readonly allowRelease?: boolean;
  /** Links looked at, after which the search takes what it has. Default 40 million: a second or two. */
  readonly work?: number;
}

/**
 *   SET_UP   the LSP has no path, and gets one
 *   MOVE     make-before-break to where it is to be
 *   DETOUR   make-before-break to a temporary path
 *   RELEASE  it loses its path for a while; a SET_UP follows
 *   REMOVE   it loses its path for good
 */
export const MOVE_ACTIONS = ['SET_UP', 'MOVE', 'DETOUR', 'RELEASE', 'REMOVE'] as const;
export type MoveAction = (typeof MOVE_ACTIONS)[number];

/**
 * One change of one LSP. While it is under way both placements are held; on links that they share the larger
 * bandwidth counts once (shared explicit, RFC 3209 2.4.2).
 */
export interface MoveStep {
  readonly lsp: string;
  readonly action: MoveAction;
  readonly from: Placement | undefined;
  readonly to: Placement | undefined;
  /** Steps with the same number may run at the same time, once all of lower numbers are done. From 0. */
  readonly wave: number;
  /** Places in the list of the steps that must be done before this one starts. Enough by themselves, without waves. */
  readonly after: readonly number[];
}

/** TARGET_OVER_CAPACITY: no room even after all others are done. DEADLOCK: those it waits for wait for it. */
export type StayReason = 'DEADLOCK' | 'TARGET_OVER_CAPACITY';

export interface StayingLsp {
  readonly lsp: string;
  readonly reason: StayReason;
  /** A link on its way that has no room, as far as the order got. */
  readonly link: number;
  /** LSPs that would have to leave this link first, and don't. */
  readonly waitsFor: readonly string[];
}

export interface MoveOrder {
  /** Every prefix is safe, and so is every set of steps that is closed under `after`. Ordered by wave. */
  readonly steps: readonly MoveStep[];
  readonly waves: number;
  /** Those whose move is not in the list; they are at their present placement in the end. */
  readonly staying: readonly StayingLsp[];
  /** LSPs that are on a temporary path for a while. */
  readonly detoured: readonly string[];
  /** LSPs that are without a path for a while. */
  readonly released: readonly string[];
  /** True: no order without temporary paths and releases moves more. */
  readonly exhaustive: boolean;
  /** Links looked at. */
  readonly work: number;
}
