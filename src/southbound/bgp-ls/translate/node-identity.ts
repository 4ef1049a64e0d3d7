import { NodeId } from '../../../domain/values/identifiers.js';
import { PROTOCOL } from '../codec/code-points.js';
import type { LinkStateNlri } from '../codec/nlri/nlri.js';
import type { LeafTlv } from '../codec/tlvs/leaf-tlv.js';
import { findTlv } from '../codec/tlvs/tlv-codec.js';

/** Who a node descriptor names. A pseudonode stands for a LAN and is told apart by protocol and instance. */
export type NodeIdentity =
  | {
      readonly kind: 'router';
      readonly id: NodeId;
      /** The IGP router id alone: as its neighbours name it, without the instance. */
      readonly routerId: string;
    }
  | { readonly kind: 'pseudonode'; readonly key: string };

/**
 * Protocols that a topology is taken from, the most trusted first: where several tell of one node or link, each field
 * is the first one's that has it. NLRIs of other protocols (BGP egress peers, SR policies) are no topology.
 */
const BY_RANK: readonly number[] = [
  PROTOCOL.ISIS_L2,
  PROTOCOL.ISIS_L1,
  PROTOCOL.OSPF_V2,
  PROTOCOL.OSPF_V3,
  PROTOCOL.DIRECT,
  PROTOCOL.STATIC,
];

/** Place of a protocol in that order; undefined: not taken. */
export function protocolRank(protocol: number): number | undefined {
  const rank = BY_RANK.indexOf(protocol);
  return rank < 0 ? undefined : rank;
}

export const isOspf = (protocol: number): boolean =>
  protocol === PROTOCOL.OSPF_V2 || protocol === PROTOCOL.OSPF_V3;

/**
 * The node of a descriptor, or undefined when it has no IGP router id. A router's id is its IGP router id, with
 * `<instance>/` before it when the NLRI's identifier is not 0: another routing universe (RFC 9552 5.2).
 */
export function nodeIdentity(
  { protocol, identifier }: Pick<LinkStateNlri, 'protocol' | 'identifier'>,
  descriptors: readonly LeafTlv[],
): NodeIdentity | undefined {
  const octets = findTlv(descriptors, 'IgpRouterId')?.octets;
  if (octets === undefined) return undefined;
  const routerId = routerIdText(octets);
  if (routerId === undefined) {
    const area = findTlv(descriptors, 'OspfAreaId')?.address ?? '';
    return { kind: 'pseudonode', key: `${protocol}/${identifier}/${area}/${hex(octets)}` };
  }
  const id = identifier === 0n ? routerId : `${identifier}/${routerId}`;
  return { kind: 'router', id: NodeId(id), routerId };
}

const OSPF_ROUTER = 4;
const ISIS_ROUTER = 6;
const ISIS_PSEUDONODE = 7;

/**
 * `0000.0000.0001` for IS-IS, dotted quad for OSPF; undefined for a pseudonode. Seven octets that end in zero are an
 * IS-IS router as well: pseudonode numbers start at 1 (ISO 10589).
 */
export function routerIdText(octets: Uint8Array): string | undefined {
  if (octets.byteLength === OSPF_ROUTER) return octets.join('.');
  const isRouter =
    octets.byteLength === ISIS_ROUTER || (octets.byteLength === ISIS_PSEUDONODE && octets[ISIS_ROUTER] === 0);
  if (!isRouter) return undefined;
  const text = hex(octets);
  return `${text.slice(0, 4)}.${text.slice(4, 8)}.${text.slice(8, 12)}`;
}

const MT_ID_BITS = 0x0fff;

/**
 * True for an NLRI of the default topology: MT-ID 0, or none. The links of another topology (2: IPv6 of IS-IS, RFC
 * 5120 7.5) are the same fibres under other addresses: taking them too would double every link and its bandwidth.
 */
export const isDefaultTopology = ({ descriptors }: LinkStateNlri): boolean =>
  (findTlv(descriptors, 'MultiTopologyIds')?.values ?? []).every((id) => (id & MT_ID_BITS) === 0);

/** IPv6 unicast of IS-IS (RFC 5120 7.5). */
const IPV6_TOPOLOGY = 2;

/**
 * True for an IPv6 prefix that IS-IS tells in the topology of IPv6: often it is told nowhere else. Its segments lead along that
 * topology, which is not the one that paths are computed on.
 */
export function isIpv6PrefixOfIsis({ kind, protocol, descriptors }: LinkStateNlri): boolean {
  const isIsis = protocol === PROTOCOL.ISIS_L1 || protocol === PROTOCOL.ISIS_L2;
  if (!isIsis || kind !== 'Ipv6Prefix') return false;
  const ids = findTlv(descriptors, 'MultiTopologyIds')?.values ?? [];
  return ids.some((id) => (id & MT_ID_BITS) === IPV6_TOPOLOGY);
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
