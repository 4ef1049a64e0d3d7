import type { DisjointnessConstraint, DisjointnessLevel } from '../values/disjointness.js';
import type { Hop } from '../values/hop.js';
import type { LinkId, NodeId } from '../values/identifiers.js';
import type { SetupType } from '../values/lsp.js';
import type { Metric } from '../values/metric.js';
import type { Path, SignalledPath } from '../values/path.js';
import type { NoPathReason, PathRequest } from '../values/path-request.js';
import type { Result } from '../values/result.js';
import type { NetworkLoad, SetRequirements } from '../values/set-requirements.js';
import type { TopologyLink, TopologyNode } from '../values/topology.js';
import type { TreeRequest } from '../values/tree-request.js';
import type { Withheld } from '../values/withheld.js';
import type { Claim } from './claim.js';

export type { Claim, ClaimedRoute } from './claim.js';

/**
 * PORT: path computation on one network state. The state is set from outside and lives in typed arrays;
 * an answer depends only on topology, claims and request, never on the order in which they were set.
 */
export interface PathComputer {
  /** Replaces the topology; every claim is resolved again. O(V + E + claims). */
  setTopology(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>): void;
  /**
   * Gives known links other metrics, delays, bandwidths or states, with the same outcome as `setTopology` and less work.
   * False, and nothing is changed, if one of the links isn't known or differs in anything else. O(links + cached trees);
   * where an IGP or TE metric or a state changes, claims are resolved again, O(claims).
   */
  updateLinks(links: Iterable<TopologyLink>): boolean;
  /** Says what `owner` takes of the links, replacing what it took before. O(hops). */
  setClaim(owner: string, claim: Claim): void;
  clearClaim(owner: string): void;
  /**
   * Says what bookings will take of the link at worst from now on, for setup priorities 0 to 7, in whole bit/s; undefined:
   * nothing. No path that lasts can have it. Links that aren't there yet count once they are. O(1).
   */
  setBooked(link: LinkId, byPriority: readonly number[] | undefined): void;

  compute(request: ComputationRequest): Computation;
  /**
   * Computes the requests as one set (RFC 8051 3.4.2): the claims of all their owners are free first, then each path
   * takes its share, all of them by metric alone, whatever single path objectives they name. Result i belongs to request i. The outcome does not depend on the order of the requests.
   */
  computeTogether(requests: readonly ComputationRequest[]): readonly Computation[];
  /** The path alone that `compute` gives, undefined where it explains a refusal. One search. */
  findPath(request: ComputationRequest): SignalledPath | undefined;

  /**
   * What `compute`, `computeTogether` and `computeDisjoint` answer on the state at the call, whatever is set before the
   * promise resolves. Questions do not see each other's answers, so that a computer with threads behind it spreads them
   * over the cores; one without has computed them when it returns.
   */
  ask<Asked extends Question>(questions: readonly Asked[]): Promise<readonly AnswerTo<Asked>[]>;

  /** How much fits between two nodes over all paths together, and what limits it (RFC 8051 2). */
  maxFlow(request: FlowRequest): Result<MaxFlow, FlowRefusal>;
  /** A cheap tree from one root to many leaves, or the present one with other leaves. Exact for few leaves. */
  computeTree(request: TreeComputationRequest): TreeComputation;
  /**
   * Computes the requests as one set whose paths share no risk of the level, or if it isn't strict the fewest (RFC 5440 7.13,
   * RFC 8800): then with the lowest sum of metrics, each within its own constraints and all within the bandwidth. Ends may
   * differ; a node where two paths start or end isn't shared. The claims of all owners are free first. No alternatives.
   * What the owners in `from` claim stays where it is, and is not shared either (RFC 8051 3.4.3): an owner without a known path
   * shares nothing. Independent of the order of the requests. Exact unless it says otherwise; exponential at worst, hence limits; at most 8 requests.
   */
  computeDisjoint(
    requests: readonly ComputationRequest[],
    constraint: DisjointnessConstraint,
    from?: readonly string[],
  ): DisjointComputation;

  /**
   * As `computeDisjoint` or `computeTogether`, whichever the requirements ask for, but best by the objective of the set: among the sets
   * that place as much and share as little. Bounds on what the set amounts to are kept by all of it, or all of it is refused. At most 8
   * requests with another objective than CUMULATIVE_COST, or with bounds.
   */
  computeSet(
    requests: readonly ComputationRequest[],
    required: SetRequirements,
    from?: readonly string[],
  ): DisjointComputation;

  /**
   * A working path and a backup that shares no risk of the level with it, with the lowest sum of metrics. The backup
   * needs no bandwidth where it can share that of other backups (see `Claim.protects`). Exact unless it says otherwise.
   */
  computeProtected(request: ComputationRequest, level: DisjointnessLevel): ProtectedComputation;

  /**
   * Which of the owners' claimed paths share what the level says they must not, by pairs in the order of the owners. An
   * owner without a known path shares nothing. O(pairs times links of their paths).
   */
  conflicts(owners: readonly string[], level: DisjointnessLevel): readonly Conflict[];

  /**
   * The links and nodes that a route object stands for, starting at `source` (node id, name or address). Where two hops are not
   * adjacent, it leads along the IGP, or with gaps `refused` nowhere.
   */
  resolve(source: string, route: readonly Hop[], gaps?: 'along-igp' | 'refused'): Result<Path, UnresolvedHop>;
  /** The path with the given nodes, link ids or addresses in this order, and its route object. */
  pin(
    source: string,
    waypoints: readonly string[],
    signalling: Signalling,
  ): Result<SignalledPath, UnresolvedHop>;
  /** The node with this id, name, router id or interface address. */
  findNode(reference: string): TopologyNode | undefined;

  /** Bandwidth taken on a link over all priorities, without what is booked; 0 for an unknown link. Whole bit/s. */
  reserved(link: LinkId): number;
  /** Unreserved bandwidth at a setup priority: reservable minus what holding priorities 0..priority took, and what is booked. May be negative. */
  available(link: LinkId, priority: number): number;
  /** The same as if nothing were booked. */
  unbooked(link: LinkId, priority: number): number;
  /** Owners whose claim uses this link, sorted. */
  ownersOver(link: LinkId): readonly string[];
  /** The path that an owner's claim was resolved to (its first route), or undefined. */
  claimedPath(owner: string): Path | undefined;
}

export type Question =
  | { readonly kind: 'path'; readonly request: ComputationRequest }
  | { readonly kind: 'together'; readonly requests: readonly ComputationRequest[] }
  | {
      readonly kind: 'set';
      readonly requests: readonly ComputationRequest[];
      readonly required: SetRequirements;
      readonly from?: readonly string[];
    };

export type AnswerTo<Asked extends Question> = {
  readonly path: Computation;
  readonly together: readonly Computation[];
  readonly set: DisjointComputation;
}[Asked['kind']];

/** How the path will be set up: decides the route object and what limits it. */
export interface Signalling {
  readonly setupType: SetupType;
  /** Largest number of labels the head-end can push (MSD). */
  readonly maximumSidDepth?: number;
  /** Of segment lists with as few labels, one with prefix segments of this algorithm. */
  readonly algorithm?: number;
  /**
   * Whoever sets the path up is not told the inside of these autonomous systems. The way through one is a loose hop for it and
   * one for the node where it ends, where such hops will do (RSVP_TE alone); else no path leads over a link inside.
   */
  readonly withheld?: Withheld;
}

export interface ComputationRequest {
  readonly request: PathRequest;
  readonly signalling: Signalling;
  /** Owners of claims whose bandwidth does not count against this path: the LSP's own. */
  readonly ownClaims?: readonly string[];
  /**
   * The owner whose path this one is to be a backup of: alone, not in a set of several, it may use what other backups take, where
   * it can share that with them (see `Claim.protects`). Keeping away from that path is asked for apart from this.
   */
  readonly protects?: string;
  /** Bandwidth of a path that the requester says it has (RRO of a PCReq, RFC 4655 6.8 stateless): free for it too. */
  readonly previous?: { readonly hops: readonly Hop[]; readonly bandwidth: number };
  /** Used when several are computed together: 0 first. Default: the setup priority. */
  readonly holdingPriority?: number;
  /**
   * For a path that lasts for an interval only: what bookings take of each link at worst within it. Counts instead of
   * `setBooked`. In a set every path is held against the most that any of its requests says. Links that are out of use now
   * count as usable: whoever asks excludes those that are out of use within the interval.
   */
  readonly booked?: BookedBandwidth;
  /**
   * `reasons`: a refusal gives these alone, without relaxations, bottleneck and bounds, for a few searches in place of
   * some tens and a maximum flow. For whoever has hundreds to place and nobody who reads on.
   */
  readonly explanation?: 'reasons';
}

/**
 * What bookings take of a link that setup priority `setupPriority` can't preempt, in whole bit/s. Asked once at most in a
 * computation for each link and priority that matters; must not call the computer.
 */
export type BookedBandwidth = (link: LinkId, setupPriority: number) => number;

export type Computation =
  | {
      readonly kind: 'path';
      readonly path: SignalledPath;
      /** Next best ones, best first, as many as exist up to the number asked for. */
      readonly alternatives: readonly SignalledPath[];
    }
  | { readonly kind: 'no-path'; readonly noPath: NoPath };

export interface TreeComputationRequest {
  readonly request: TreeRequest;
  /**
   * The links of the tree as it is. What of it serves wanted leaves is kept link by link, other leaves are dropped and
   * new ones joined; nothing else is touched (RFC 8306 3.4). Links that are unknown or down are not part of it.
   */
  readonly present?: readonly LinkId[];
  /** Owners of claims whose bandwidth does not count against this tree: its own. */
  readonly ownClaims?: readonly string[];
}

export interface TreeComputation {
  /** From the root outwards: each starts at the root or where an earlier one ends. */
  readonly links: readonly LinkId[];
  /** Sum of the wanted metric over the links. */
  readonly cost: number;
  /** True: proved that no tree to the leaves that are reached is cheaper. Never claimed where a present tree is kept. */
  readonly exact: boolean;
  /** One for each leaf that was asked for, in that order. */
  readonly leaves: readonly TreeLeaf[];
}

export type TreeLeaf =
  | { readonly leaf: string; readonly kind: 'reached'; readonly node: NodeId; readonly path: Path }
  | { readonly leaf: string; readonly kind: 'missed'; readonly noPath: NoPath };
export interface DisjointComputation {
  /** Result i belongs to request i. */
  readonly computations: readonly Computation[];
  /**
   * What two of the paths have in common, of the risks that the level counts; where strict disjointness was refused, what
   * would have to be.
   */
  readonly shared: SharedRisks;
  /** False: a search met its limit, so that there may be better paths, or paths at all. */
  readonly exact: boolean;
  /** Where that was asked for. */
  readonly load?: NetworkLoad;
}

export interface ProtectedComputation {
  readonly working: Computation;
  readonly backup: Computation;
  /** False: a search met its limit, so that there may be a better pair, or one at all. */
  readonly exact: boolean;
}

/** Of a link that is shared in opposite directions, one direction stands for both. */
export interface SharedRisks {
  readonly links: readonly LinkId[];
  readonly nodes: readonly NodeId[];
  readonly srlgs: readonly number[];
}

/** Two paths that a single failure takes. */
export interface Conflict {
  readonly owners: readonly [string, string];
  readonly shared: SharedRisks;
}

export interface NoPath {
  /** Most telling first; never empty. */
  readonly reasons: readonly NoPathReason[];
  /** What each single constraint would have to become for a path to exist, and that path. */
  readonly relaxations: readonly Relaxation[];
  /** The relaxation to take if any will do; absent when there is none. */
  readonly cheapest?: CheapestRelaxation;
  /** Where the way is barred; absent when links that each meet the request lead all the way. */
  readonly bottleneck?: Bottleneck;
  /** Per bounded metric, when some path meets everything but the bounds. */
  readonly bounds?: readonly BoundShortfall[];
}

/** Constraints of links, by the names that they have in relaxations. */
export type LinkConstraint =
  | 'operational'
  | 'bandwidth'
  | 'includeAny'
  | 'includeAll'
  | 'excludeAny'
  | 'exclude'
  | 'excludeSrlgs'
  | 'delayKnown'
  | 'delayVariationKnown'
  | 'lossKnown';

/**
 * A smallest set of links of which every known way from one node to the other has to take one, none of which meets the
 * request; of several such sets the one nearest `from`. Links that are down are known ways too.
 */
export interface Bottleneck {
  /** The first part of the way that is barred: with waypoints from one to the next, else from source to destination. */
  readonly from: NodeId;
  readonly to: NodeId;
  /** By id; empty when no known link leads across. */
  readonly links: readonly BottleneckLink[];
  /** Nodes that `from` reaches over links that meet the request, itself included. */
  readonly reached: number;
  /** Nodes from which `to` is reached in the same way, itself included. */
  readonly reaching: number;
  /** All nodes. */
  readonly nodes: number;
}

export interface BottleneckLink {
  readonly link: LinkId;
  /** Never empty. */
  readonly shortfalls: readonly LinkShortfall[];
}

/** What the link has and what was wanted, as text: `bandwidth` 1000000 of 5000000, `exclude` B where none is wanted. */
export interface LinkShortfall {
  readonly constraint: LinkConstraint;
  readonly has: string;
  readonly wanted: string;
}

export interface BoundShortfall {
  readonly metric: Metric;
  readonly max: number;
  /** The least that any path has that meets everything but the bounds. */
  readonly least: number;
}

/**
 * What a relaxation touches, in the order in which it is preferred: the request itself, other LSPs (that would be
 * preempted), or the network and its routers.
 */
export type RelaxationConcern = 'REQUEST' | 'OTHER_LSPS' | 'NETWORK';

/**
 * What set the cheapest relaxation apart from the next: there is no other; it touches less (`CONCERN`); it gives up
 * less (`PRICE`); its path is better by the request's metric (`PATH`); it is named first (`ORDER`).
 */
export type CheapestBecause = 'ONLY' | 'CONCERN' | 'PRICE' | 'PATH' | 'ORDER';

export interface CheapestRelaxation {
  readonly relaxation: Relaxation;
  readonly concern: RelaxationConcern;
  /**
   * REQUEST: the share that is given up, 0 to 1: of the bandwidth, of the elements of a list, or of the new bound that
   * the old one leaves uncovered. OTHER_LSPS: priority levels. NETWORK: links, nodes or labels to change.
   */
  readonly price: number;
  readonly because: CheapestBecause;
  /** What it was preferred to. */
  readonly next?: Relaxation;
}

export interface Relaxation {
  /** `bandwidth`, `bounds.DELAY`, `includeAny`, `excludeAny`, `exclude`, `include`, `maximumSidDepth`, ... */
  readonly constraint: string;
  /** Present and proposed value as text; `from` absent when there is no single present value. */
  readonly from?: string;
  readonly to: string;
  readonly path: Path;
  /** See `CheapestRelaxation`; 1 where it is absent. */
  readonly price?: number;
}

/** What a flow is measured in: bit/s left at a priority, bit/s of capacity, or paths that share no link, or no node. */
export type FlowMeasure = 'UNRESERVED' | 'CAPACITY' | 'LINKS' | 'NODES';

export interface FlowRequest {
  /** Node id, name or address. */
  readonly source: string;
  readonly destination: string;
  readonly measure: FlowMeasure;
  /** Setup priority, for UNRESERVED. */
  readonly priority: number;
  /** Which links may be used, besides being up. */
  readonly links: Partial<
    Pick<PathRequest, 'includeAny' | 'includeAll' | 'excludeAny' | 'exclude' | 'excludeSrlgs'>
  >;
}

export type FlowRefusal = 'UNKNOWN_SOURCE' | 'UNKNOWN_DESTINATION' | 'SAME_NODE';

export interface MaxFlow {
  /** Bit/s, or paths. */
  readonly amount: number;
  /** The minimum cut nearest the source: what is available on these links adds up to the amount (and, for NODES, the nodes). */
  readonly cut: readonly { readonly link: LinkId; readonly available: number }[];
  /** For NODES. */
  readonly cutNodes: readonly NodeId[];
  /** One way to carry it, widest path first; empty for NODES. */
  readonly paths: readonly { readonly amount: number; readonly path: Path }[];
}

export interface UnresolvedHop {
  readonly code: 'unresolved-hop';
  /** Which hop (from 0), or -1 for the source. */
  readonly index: number;
  readonly what: string;
}
