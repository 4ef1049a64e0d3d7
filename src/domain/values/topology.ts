import type { LinkId, NodeId } from './identifiers.js';

/** How an element without a control plane is provisioned. */
export interface ManagementAccess {
  readonly protocol: string;
  readonly profile: string;
  readonly address: string;
  readonly port?: number;
}

/** A run of MPLS labels that a node sets aside for segment indexes (SRGB, RFC 8402 3.1.2). */
export interface LabelBlock {
  readonly base: number;
  readonly size: number;
}

/** A prefix that a node originates, and the segment that leads to it. */
export interface NodePrefix {
  /** Canonical text, such as `10.0.0.1/32`. */
  readonly prefix: string;
  /** IGP cost of the prefix at its node (RFC 9552 5.3.3). */
  readonly metric?: number;
  /** Absolute MPLS label of the prefix segment. */
  readonly sid?: number;
  /** Algorithm of the segment: 0 shortest path, 128 to 255 flexible (RFC 8402 3.1.1, RFC 9350). Absent: 0. */
  readonly algorithm?: number;
}

/** How many bits of an SRv6 SID its parts take (RFC 8986 3.1). */
export interface Srv6SidStructure {
  readonly block: number;
  readonly node: number;
  readonly function: number;
  readonly argument: number;
}

/** A segment of the IPv6 data plane: routed to its node, then does what its behaviour says (RFC 8986). */
export interface Srv6Sid {
  /** Canonical text. */
  readonly sid: string;
  /** Endpoint behaviour (RFC 8986 10.2): 1 End, 5 End.X, and their flavours. */
  readonly behavior: number;
  /** By which it is routed; absent: 0. */
  readonly algorithm?: number;
  readonly structure?: Srv6SidStructure;
}

/** The prefix that leads to all SRv6 SIDs of a node of one algorithm (RFC 9514 5.1). */
export interface Srv6Locator {
  /** Canonical text, such as `2001:db8:1::/48`. */
  readonly prefix: string;
  readonly metric?: number;
  readonly algorithm?: number;
}

/** How the links of a flexible algorithm are chosen and weighed (RFC 9350 5.1). Groups are bit numbers. */
export interface FlexAlgorithmDefinition {
  /** 128 to 255. */
  readonly algorithm: number;
  /** 0 IGP metric, 1 minimum unidirectional delay, 2 TE metric. */
  readonly metricType: number;
  /** 0: shortest path first. */
  readonly calculationType: number;
  /** The definition with the highest priority counts, then that of the highest router. */
  readonly priority: number;
  readonly excludeAny: readonly number[];
  readonly includeAny: readonly number[];
  readonly includeAll: readonly number[];
  readonly excludeSrlgs: readonly number[];
  /** True: it has constraints that are not among these, so that nobody here can compute by it (RFC 9350 5.3). */
  readonly unsupported?: boolean;
}

export interface TopologyNode {
  readonly id: NodeId;
  readonly name: string;
  /** IPv4 or IPv6 TE router id, canonical text. */
  readonly routerId?: string;
  /** IPv6 TE router id of a node whose `routerId` is its IPv4 one. */
  readonly ipv6RouterId?: string;
  readonly asNumber?: number;
  /** Such as `isis-l2 49.0001` or `ospfv2 0.0.0.0`: where the IGP that told of the node places it. */
  readonly igpAreas?: readonly string[];
  /** True: no path may pass it (IS-IS overload bit, OSPF stub router); it still can be an end. */
  readonly overloaded?: boolean;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Absolute MPLS label of the node SID. */
  readonly prefixSid?: number;
  /** SRGB, in the order in which indexes count through it. */
  readonly labelBlocks?: readonly LabelBlock[];
  /** Labels that the node can push (base MPLS imposition MSD, RFC 8491). */
  readonly maximumSidDepth?: number;
  /** Algorithms that the node takes part in, ascending. */
  readonly algorithms?: readonly number[];
  readonly flexAlgorithms?: readonly FlexAlgorithmDefinition[];
  /** By prefix, then algorithm. */
  readonly prefixes?: readonly NodePrefix[];
  /** By prefix. */
  readonly srv6Locators?: readonly Srv6Locator[];
  /** What the node does itself (End and others that lead over no link), by SID. */
  readonly srv6Sids?: readonly Srv6Sid[];
  readonly management?: ManagementAccess;
}

/** One direction of a TE link. Bandwidth is whole bit/s, delay microseconds. */
export interface TopologyLink {
  readonly id: LinkId;
  readonly source: NodeId;
  readonly target: NodeId;
  /** Interface address at `source`. */
  readonly sourceAddress?: string;
  /** Interface address at `target`. */
  readonly targetAddress?: string;
  /** Interface number at `source`, for unnumbered links (RFC 9552 5.2.2). */
  readonly sourceInterface?: number;
  readonly targetInterface?: number;
  readonly name?: string;
  readonly igpMetric?: number;
  readonly teMetric?: number;
  /** Unidirectional delay. */
  readonly delay?: number;
  readonly minDelay?: number;
  readonly maxDelay?: number;
  readonly delayVariation?: number;
  /** Share of the packets that are lost, 0 to 1 (RFC 8571 2.4). */
  readonly loss?: number;
  /** What the RSVP routers say is left, at setup priority 0 to 7. Contains the LSPs that are signalled. */
  readonly unreserved?: readonly number[];
  /** Place in the log at which `unreserved` was told; the TED sets it. */
  readonly unreservedAt?: number;
  /** RFC 8571 2.5 to 2.7. */
  readonly residualBandwidth?: number;
  readonly availableBandwidth?: number;
  readonly utilizedBandwidth?: number;
  readonly capacity: number;
  /** What LSPs may reserve in total; at most oversubscription decides whether it exceeds the capacity. */
  readonly reservable: number;
  /** Bit numbers of administrative groups; above 31 those of the extended ones (RFC 7308). */
  readonly adminGroups: readonly number[];
  readonly srlgs: readonly number[];
  /** MPLS label of the adjacency SID from `source` towards `target`. */
  readonly adjacencySid?: number;
  /** SRv6 SIDs that lead over the link from `source` (End.X), by SID. */
  readonly srv6Sids?: readonly Srv6Sid[];
  /** False: known but down. */
  readonly operational: boolean;
  /**
   * True: no path is to be led over it for now, though routers go on forwarding over it (maintenance). No source says
   * this: the application sets it for the path computer.
   */
  readonly outOfUse?: boolean;
}

/**
 * What one source says of a link: what it does not say is absent, and another source may. A link of which nobody
 * says the capacity has none.
 */
export type ObservedLink = Omit<
  TopologyLink,
  'capacity' | 'reservable' | 'adminGroups' | 'srlgs' | 'unreservedAt' | 'outOfUse'
> &
  Partial<Pick<TopologyLink, 'capacity' | 'reservable' | 'adminGroups' | 'srlgs'>>;

/** Attributes of a link that a collector may measure. */
export const MEASURED_ATTRIBUTES = [
  'utilizedBandwidth',
  'delay',
  'minDelay',
  'maxDelay',
  'delayVariation',
  'loss',
] as const satisfies readonly (keyof TopologyLink)[];

export type MeasuredAttribute = (typeof MEASURED_ATTRIBUTES)[number];

/** What a collector measured on a link; what it does not measure is absent. */
export type LinkMeasurement = { readonly link: LinkId } & Pick<TopologyLink, MeasuredAttribute>;

/** The metrics a computation uses: TE falls back to IGP, IGP to 1 (RFC 3630 2.5.5: same as the link's cost). */
export const igpMetricOf = (link: TopologyLink): number => link.igpMetric ?? 1;
export const teMetricOf = (link: TopologyLink): number => link.teMetric ?? link.igpMetric ?? 1;
