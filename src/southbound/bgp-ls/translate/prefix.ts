import { formatIpv6 } from '../../../domain/values/address.js';
import type { LabelBlock, NodePrefix } from '../../../domain/values/topology.js';
import { ipv4Text } from '../../wire/address.js';
import { PREFIX_NODE_FLAG, PREFIX_SID_FLAG, PROTOCOL } from '../codec/code-points.js';
import type { PrefixNlri } from '../codec/nlri/nlri.js';
import type { PrefixSidTlv } from '../codec/tlvs/segments.js';
import type { Tlv } from '../codec/tlvs/tlv.js';
import { allTlvs, findTlv } from '../codec/tlvs/tlv-codec.js';
import { knownFields } from './known-fields.js';
import { labelOfIndex } from './labels.js';
import { isDefaultTopology, isOspf } from './node-identity.js';

/** A prefix of a node with one of its segments, and whether that segment leads to the node itself. */
export interface TranslatedPrefix {
  readonly prefix: NodePrefix;
  readonly isNodeSegment: boolean;
}

/** Such as `10.0.0.0/8` or `2001:db8::/32`: bits behind the length are zero. */
export function prefixText({ kind, descriptors }: PrefixNlri): string | undefined {
  const reachability = findTlv(descriptors, 'IpReachability');
  if (reachability === undefined) return undefined;
  const { length, octets } = reachability;
  const bytes = new Uint8Array(kind === 'Ipv4Prefix' ? 4 : 16);
  bytes.set(octets);
  const last = Math.floor(length / 8);
  if (length % 8 !== 0) bytes[last] = (bytes[last] ?? 0) & (0xff << (8 - (length % 8)));
  return `${kind === 'Ipv4Prefix' ? ipv4Of(bytes) : ipv6Of(bytes)}/${length}`;
}

const ipv4Of = ([a = 0, b = 0, c = 0, d = 0]: Uint8Array): string => ipv4Text(a, b, c, d);
const ipv6Of = (bytes: Uint8Array): string =>
  formatIpv6(Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)));

/** One entry for each of its segments, or one without a segment. */
export function translatePrefix(
  nlri: PrefixNlri,
  tlvs: readonly Tlv[],
  blocks: readonly LabelBlock[] | undefined,
): readonly TranslatedPrefix[] {
  const prefix = prefixText(nlri);
  if (prefix === undefined) return [];
  const metric = findTlv(tlvs, 'PrefixMetric')?.value;
  // One of another topology leads along other paths than those that are computed here.
  const segments = isDefaultTopology(nlri) ? allTlvs(tlvs, 'PrefixSid') : [];
  if (segments.length === 0)
    return [{ prefix: knownFields<NodePrefix>({ prefix, metric }), isNodeSegment: false }];
  return segments.map((segment) => ({
    prefix: knownFields<NodePrefix>({
      prefix,
      metric: flexMetric(tlvs, segment.algorithm) ?? metric,
      sid: prefixLabel(segment, blocks),
      algorithm: segment.algorithm === 0 ? undefined : segment.algorithm,
    }),
    isNodeSegment: isNodeSegment(nlri.protocol, segment, tlvs),
  }));
}

const flexMetric = (tlvs: readonly Tlv[], algorithm: number): number | undefined =>
  allTlvs(tlvs, 'FlexPrefixMetric').find((tlv) => tlv.algorithm === algorithm)?.metric;

/** An index counts through the SRGB of the node that has the prefix; a label is one already. */
function prefixLabel(
  { sid, flags }: PrefixSidTlv,
  blocks: readonly LabelBlock[] | undefined,
): number | undefined {
  if (sid.kind === 'label') return sid.value;
  // A value or an index of one router's own: nothing that another router could use.
  if ((flags & (PREFIX_SID_FLAG.V | PREFIX_SID_FLAG.L)) !== 0) return undefined;
  return labelOfIndex(sid.value, blocks);
}

/**
 * Whether the segment stands for the node: IS-IS says so in the segment's flags (N, and not R: told on from another
 * level) or in the prefix's, OSPF in the prefix's; an OSPF sender that leaves these out is believed.
 */
function isNodeSegment(protocol: number, { flags }: PrefixSidTlv, tlvs: readonly Tlv[]): boolean {
  const prefixFlags = findTlv(tlvs, 'PrefixAttributeFlags')?.octets[0];
  if (isOspf(protocol)) {
    const bit = protocol === PROTOCOL.OSPF_V2 ? PREFIX_NODE_FLAG.OSPF_V2 : PREFIX_NODE_FLAG.OSPF_V3;
    return prefixFlags === undefined || (prefixFlags & bit) !== 0;
  }
  if ((flags & PREFIX_SID_FLAG.ISIS_R) !== 0) return false;
  return (flags & PREFIX_SID_FLAG.ISIS_N) !== 0 || ((prefixFlags ?? 0) & PREFIX_NODE_FLAG.ISIS) !== 0;
}
