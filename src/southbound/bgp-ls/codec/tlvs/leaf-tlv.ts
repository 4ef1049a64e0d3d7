import { ADDRESS_TLVS, type AddressTlv } from './addresses.js';
import {
  BANDWIDTH_TLVS,
  type BandwidthTlv,
  type UnreservedBandwidthTlv,
  unreservedBandwidth,
} from './bandwidths.js';
import {
  type DelayVariationTlv,
  delayVariation,
  MEASURED_TLVS,
  type MeasuredTlv,
  type MinMaxLinkDelayTlv,
  minMaxLinkDelay,
} from './delays.js';
import { type FlexPrefixMetricTlv, flexPrefixMetric } from './flex-prefix-metric.js';
import { type IpReachabilityTlv, ipReachability } from './ip-reachability.js';
import { LABEL_RANGES_TLVS, type LabelRangesTlv } from './label-ranges.js';
import { type LinkIdentifiersTlv, linkIdentifiers } from './link-identifiers.js';
import { type ExtendedRouteTagsTlv, extendedRouteTags, LIST_TLVS, type ListTlv } from './lists.js';
import { MSD_TLVS, type MsdTlv } from './msd.js';
import { METRIC_TLVS, type MetricTlv, NUMBER_TLVS, type NumberTlv } from './numbers.js';
import { NAME_TLVS, type NameTlv, OCTETS_TLVS, type OctetsTlv } from './octet-strings.js';
import {
  ADJACENCY_SID_TLVS,
  type AdjacencySidTlv,
  type LanAdjacencySidTlv,
  lanAdjacencySid,
  type PrefixSidTlv,
  prefixSid,
  type SidLabelTlv,
  sidLabel,
} from './segments.js';
import {
  type Srv6BgpPeerNodeTlv,
  type Srv6EndpointBehaviorTlv,
  type Srv6SidStructureTlv,
  srv6BgpPeerNode,
  srv6EndpointBehavior,
  srv6SidStructure,
} from './srv6-sid-attributes.js';
import { type TlvCodec, tlvList, type UnknownTlv } from './tlv-codec.js';

/** TLVs that hold no other TLVs: what the containers of `tlv.ts` are made of. */
export type KnownLeafTlv =
  | NumberTlv
  | MetricTlv
  | AddressTlv
  | ListTlv
  | ExtendedRouteTagsTlv
  | BandwidthTlv
  | UnreservedBandwidthTlv
  | MeasuredTlv
  | MinMaxLinkDelayTlv
  | DelayVariationTlv
  | NameTlv
  | OctetsTlv
  | LinkIdentifiersTlv
  | IpReachabilityTlv
  | MsdTlv
  | SidLabelTlv
  | AdjacencySidTlv
  | LanAdjacencySidTlv
  | PrefixSidTlv
  | LabelRangesTlv
  | FlexPrefixMetricTlv
  | Srv6EndpointBehaviorTlv
  | Srv6BgpPeerNodeTlv
  | Srv6SidStructureTlv;

export type LeafTlv = KnownLeafTlv | UnknownTlv;

/** A new TLV is one row here and one member of the union above. */
export const LEAF_TLV_CODECS = [
  ...NUMBER_TLVS,
  ...METRIC_TLVS,
  ...ADDRESS_TLVS,
  ...LIST_TLVS,
  extendedRouteTags,
  ...BANDWIDTH_TLVS,
  unreservedBandwidth,
  ...MEASURED_TLVS,
  minMaxLinkDelay,
  delayVariation,
  ...NAME_TLVS,
  ...OCTETS_TLVS,
  linkIdentifiers,
  ipReachability,
  ...MSD_TLVS,
  sidLabel,
  ...ADJACENCY_SID_TLVS,
  lanAdjacencySid,
  prefixSid,
  ...LABEL_RANGES_TLVS,
  flexPrefixMetric,
  srv6EndpointBehavior,
  srv6BgpPeerNode,
  srv6SidStructure,
] as readonly TlvCodec<KnownLeafTlv>[];

export const leafTlvs = tlvList<KnownLeafTlv>(LEAF_TLV_CODECS);
