import type { IpAddress } from '../../../../domain/values/address.js';
import { TLV_TYPE } from '../code-points.js';
import { type LeafTlv, leafTlvs } from './leaf-tlv.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/**
 * SRv6 segments of an adjacency, RFC 9514 sections 4.1 and 4.2.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |       Endpoint Behavior       |     Flags     |   Algorithm   |
 *    |     Weight    |   Reserved    | Neighbour: LAN only, 6 or 4  //
 *    |                     SID (16 octets), sub-TLVs                //
 */
export type Srv6EndXTlv = EachKind<
  'Srv6EndX' | 'Srv6LanEndXIsis' | 'Srv6LanEndXOspf',
  {
    readonly behavior: number;
    readonly flags: number;
    readonly algorithm: number;
    readonly weight: number;
    /** Empty but on a LAN: IS-IS system id or OSPF router id. */
    readonly neighbor: Uint8Array;
    readonly sid: IpAddress;
    readonly subTlvs: readonly LeafTlv[];
  }
>;

/** SRv6 Locator: an attribute of an IPv6 prefix, RFC 9514 section 5.1. */
export interface Srv6LocatorTlv {
  readonly kind: 'Srv6Locator';
  readonly flags: number;
  readonly algorithm: number;
  readonly metric: number;
  readonly subTlvs: readonly LeafTlv[];
}

const endX = (
  kind: Srv6EndXTlv['kind'],
  neighborLength: number,
  reference: string,
): TlvCodec<Srv6EndXTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const behavior = r.u16();
    const flags = r.u8();
    const algorithm = r.u8();
    const weight = r.u8();
    r.skip(1);
    const neighbor = r.copy(neighborLength);
    const sid = r.ipv6();
    return { kind, behavior, flags, algorithm, weight, neighbor, sid, subTlvs: leafTlvs.decode(r) };
  },
  encode(w, value) {
    w.u16(value.behavior);
    w.u8(value.flags);
    w.u8(value.algorithm);
    w.u8(value.weight);
    w.u8(0);
    w.bytes(value.neighbor);
    w.ipv6(value.sid);
    leafTlvs.encode(w, value.subTlvs);
  },
});

export const SRV6_END_X_TLVS: readonly TlvCodec<Srv6EndXTlv>[] = [
  endX('Srv6EndX', 0, 'RFC 9514 4.1'),
  endX('Srv6LanEndXIsis', 6, 'RFC 9514 4.2'),
  endX('Srv6LanEndXOspf', 4, 'RFC 9514 4.2'),
];

export const srv6Locator: TlvCodec<Srv6LocatorTlv> = {
  kind: 'Srv6Locator',
  type: TLV_TYPE.Srv6Locator,
  reference: 'RFC 9514 5.1',
  decode(r) {
    const flags = r.u8();
    const algorithm = r.u8();
    r.skip(2);
    return { kind: 'Srv6Locator', flags, algorithm, metric: r.u32(), subTlvs: leafTlvs.decode(r) };
  },
  encode(w, { flags, algorithm, metric, subTlvs }) {
    w.u8(flags);
    w.u8(algorithm);
    w.u16(0);
    w.u32(metric);
    leafTlvs.encode(w, subTlvs);
  },
};
