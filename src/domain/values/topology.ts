import type { LinkId, NodeId } from './identifiers.js';

/** How an element without a control plane is provisioned. */
export interface ManagementAccess {
  readonly protocol: string;
  readonly profile: string;
  readonly address: string;
  readonly port?: number;
}

export interface TopologyNode {
  readonly id: NodeId;
  readonly name: string;
  /** IPv4 or IPv6 TE router id, canonical text. */
  readonly routerId?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Absolute MPLS label of the node SID. */
  readonly prefixSid?: number;
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
  readonly igpMetric?: number;
  readonly teMetric?: number;
  readonly delay?: number;
  readonly capacity: number;
  /** What LSPs may reserve in total; at most oversubscription decides whether it exceeds the capacity. */
  readonly reservable: number;
  /** Bit numbers of administrative groups. */
  readonly adminGroups: readonly number[];
  readonly srlgs: readonly number[];
  /** MPLS label of the adjacency SID from `source` towards `target`. */
  readonly adjacencySid?: number;
  /** False: known but down. */
  readonly operational: boolean;
}

/** The metrics a computation uses: TE falls back to IGP, IGP to 1 (RFC 3630 2.5.5: same as the link's cost). */
export const igpMetricOf = (link: TopologyLink): number => link.igpMetric ?? 1;
export const teMetricOf = (link: TopologyLink): number => link.teMetric ?? link.igpMetric ?? 1;
