import type { Srv6SidStructure } from './topology.js';

/** A strict or loose step of an explicit or recorded route (RFC 3209 4.3, RFC 8664 4.3). */
export type Hop = AddressHop | UnnumberedHop | AsHop | SegmentHop | Srv6Hop | LabelHop | OpaqueHop;

/** IPv4 or IPv6 prefix; `prefixLength` absent means a host (32 or 128). */
export interface AddressHop {
  readonly kind: 'address';
  readonly address: string;
  readonly prefixLength?: number;
  readonly loose?: true;
}

/** Unnumbered interface (RFC 3477). */
export interface UnnumberedHop {
  readonly kind: 'unnumbered';
  readonly routerId: string;
  readonly interfaceId: number;
  readonly loose?: true;
}

export interface AsHop {
  readonly kind: 'as';
  readonly as: number;
  readonly loose?: true;
}

/** A recorded label (RFC 3209 4.4.1.3): belongs to the hop before it. */
export interface LabelHop {
  readonly kind: 'label';
  readonly label: number;
}

/** SR-MPLS segment: a label or an index (or neither), and what it stands for if the sender said so. */
export interface SegmentHop {
  readonly kind: 'segment';
  readonly label?: number;
  readonly index?: number;
  /** Node SID: the node's address. */
  readonly node?: string;
  /** Adjacency SID: local and remote interface address. */
  readonly local?: string;
  readonly remote?: string;
  readonly loose?: true;
}

/** SRv6 segment (RFC 9603 4.3.1), and what it stands for if that is known. */
export interface Srv6Hop {
  readonly kind: 'srv6';
  /** IPv6 address, canonical text. */
  readonly sid: string;
  /** Endpoint behaviour (RFC 8986 10.2). */
  readonly behavior?: number;
  readonly structure?: Srv6SidStructure;
  /** End: the node's address. */
  readonly node?: string;
  /** End.X: local and remote interface address. */
  readonly local?: string;
  readonly remote?: string;
  readonly loose?: true;
}

/** A subobject that the core has no use for, kept byte for byte (hexadecimal body without type and length). */
export interface OpaqueHop {
  readonly kind: 'opaque';
  readonly type: number;
  readonly body: string;
  readonly loose?: true;
}

/** True if some hop leaves to a router how it is reached. */
export const leavesOpen = (route: readonly Hop[]): boolean =>
  route.some((hop) => 'loose' in hop && (hop.loose ?? false));
