import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

type NumberKind =
  | 'AutonomousSystem'
  | 'BgpLsIdentifier'
  | 'ConfederationMember'
  | 'OspfRouteType'
  | 'NodeFlags'
  | 'SrmsPreference'
  | 'Srv6Capabilities'
  | 'AdminGroup'
  | 'LinkProtection'
  | 'MplsProtocolMask'
  | 'IgpFlags'
  | 'PrefixMetric';

/** TLVs of one unsigned number with a fixed width: see each row for what it counts. */
export type NumberTlv = EachKind<NumberKind, { readonly value: number }>;

type MetricKind = 'IgpMetric' | 'TeMetric';

/** Metrics that come in several widths (RFC 7752 3.3.2.3, 3.3.2.4). */
export type MetricTlv = EachKind<MetricKind, { readonly value: number; readonly octets: number }>;

const number = (kind: NumberKind, octets: 1 | 2 | 4, reference: string): TlvCodec<NumberTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, value: octets === 1 ? r.u8() : octets === 2 ? r.u16() : r.u32() }),
  encode(w, { value }) {
    if (octets === 1) w.u8(value);
    else if (octets === 2) w.u16(value);
    else w.u32(value);
  },
});

export const NUMBER_TLVS: readonly TlvCodec<NumberTlv>[] = [
  number('AutonomousSystem', 4, 'RFC 7752 3.2.1.4'),
  number('BgpLsIdentifier', 4, 'RFC 7752 3.2.1.4'),
  number('ConfederationMember', 4, 'RFC 9086 4.1'),
  number('OspfRouteType', 1, 'RFC 7752 3.2.3.1'),
  // Bits O T E B R V from the highest on.
  number('NodeFlags', 1, 'RFC 7752 3.3.1.1'),
  number('SrmsPreference', 1, 'RFC 9085 2.1.5'),
  // Flags in the first two octets, the others are reserved.
  number('Srv6Capabilities', 4, 'RFC 9514 3.1'),
  number('AdminGroup', 4, 'RFC 7752 3.3.2'),
  // Protection capabilities (RFC 5307 1.2) in the first octet, the second is reserved.
  number('LinkProtection', 2, 'RFC 7752 3.3.2'),
  // Bits L (LDP) and R (RSVP-TE) from the highest on.
  number('MplsProtocolMask', 1, 'RFC 7752 3.3.2.2'),
  // Bits D N L P from the highest on.
  number('IgpFlags', 1, 'RFC 7752 3.3.3.1'),
  number('PrefixMetric', 4, 'RFC 7752 3.3.3.4'),
];

const metric = (
  kind: MetricKind,
  narrowest: number,
  widest: number,
  reference: string,
): TlvCodec<MetricTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    // Too short a value is read beyond its end, too long a one is not read whole: both are faults of the TLV.
    const octets = Math.min(widest, Math.max(narrowest, r.remaining()));
    let value = 0;
    for (let at = 0; at < octets; at++) value = value * 256 + r.u8();
    return { kind, value, octets };
  },
  encode(w, { value, octets }) {
    for (let at = octets - 1; at >= 0; at--) w.u8(Math.floor(value / 256 ** at) % 256);
  },
});

export const METRIC_TLVS: readonly TlvCodec<MetricTlv>[] = [
  // One octet for IS-IS small metrics, two for OSPF, three for IS-IS wide metrics.
  metric('IgpMetric', 1, 3, 'RFC 7752 3.3.2.4'),
  // Some senders leave out the highest octet, as IS-IS does (RFC 5305 3.7).
  metric('TeMetric', 3, 4, 'RFC 7752 3.3.2.3'),
];
