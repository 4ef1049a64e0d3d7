import {
  type ApplicationSpecificTlv,
  applicationSpecific,
  type FlexAlgorithmDefinitionTlv,
  flexAlgorithmDefinition,
  type L2BundleMemberTlv,
  l2BundleMember,
  type SidRangeTlv,
  sidRange,
} from './containers.js';
import { type KnownLeafTlv, LEAF_TLV_CODECS } from './leaf-tlv.js';
import { SRV6_END_X_TLVS, type Srv6EndXTlv, type Srv6LocatorTlv, srv6Locator } from './srv6-containers.js';
import { type TlvCodec, tlvList, type UnknownTlv } from './tlv-codec.js';

export type KnownTlv =
  | KnownLeafTlv
  | FlexAlgorithmDefinitionTlv
  | ApplicationSpecificTlv
  | L2BundleMemberTlv
  | SidRangeTlv
  | Srv6EndXTlv
  | Srv6LocatorTlv;

/** Any TLV of a BGP-LS attribute or of an NLRI, its node descriptors aside. Nesting ends at the second level. */
export type Tlv = KnownTlv | UnknownTlv;

/** Every TLV that is understood. */
export const TLV_CODECS = [
  ...LEAF_TLV_CODECS,
  flexAlgorithmDefinition,
  applicationSpecific,
  l2BundleMember,
  sidRange,
  ...SRV6_END_X_TLVS,
  srv6Locator,
] as readonly TlvCodec<KnownTlv>[];

export const attributeTlvs = tlvList<KnownTlv>(TLV_CODECS);
