import { DecodeError } from '../../../wire/decode-error.js';
import { TLV_TYPE } from '../code-points.js';
import { readSid, type Sid, writeSid } from './sid.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/** SID/Label, RFC 9085 section 2.1.1. */
export interface SidLabelTlv {
  readonly kind: 'SidLabel';
  readonly sid: Sid;
}

/**
 * Segments of an adjacency (RFC 9085 2.2.1) or of a BGP peering (RFC 9086 5).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | Flags         |     Weight    |             Reserved          |
 *    |                   SID/Label/Index (variable)                 //
 */
export type AdjacencySidTlv = EachKind<
  'AdjacencySid' | 'PeerNodeSid' | 'PeerAdjacencySid' | 'PeerSetSid',
  {
    /** As the protocol of the NLRI defines them. */
    readonly flags: number;
    readonly weight: number;
    readonly sid: Sid;
  }
>;

/** The segment of one neighbour on a LAN, RFC 9085 section 2.2.2. */
export interface LanAdjacencySidTlv {
  readonly kind: 'LanAdjacencySid';
  readonly flags: number;
  readonly weight: number;
  /** IS-IS system id (six octets) or OSPF router id (four). */
  readonly neighbor: Uint8Array;
  readonly sid: Sid;
}

/** RFC 9085 section 2.3.1. */
export interface PrefixSidTlv {
  readonly kind: 'PrefixSid';
  readonly flags: number;
  readonly algorithm: number;
  readonly sid: Sid;
}

export const sidLabel: TlvCodec<SidLabelTlv> = {
  kind: 'SidLabel',
  type: TLV_TYPE.SidLabel,
  reference: 'RFC 9085 2.1.1',
  decode: (r) => ({ kind: 'SidLabel', sid: readSid(r) }),
  encode: (w, { sid }) => writeSid(w, sid),
};

const adjacency = (kind: AdjacencySidTlv['kind'], reference: string): TlvCodec<AdjacencySidTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const flags = r.u8();
    const weight = r.u8();
    r.skip(2);
    return { kind, flags, weight, sid: readSid(r) };
  },
  encode(w, { flags, weight, sid }) {
    w.u8(flags);
    w.u8(weight);
    w.u16(0);
    writeSid(w, sid);
  },
});

export const ADJACENCY_SID_TLVS: readonly TlvCodec<AdjacencySidTlv>[] = [
  adjacency('AdjacencySid', 'RFC 9085 2.2.1'),
  adjacency('PeerNodeSid', 'RFC 9086 5'),
  adjacency('PeerAdjacencySid', 'RFC 9086 5'),
  adjacency('PeerSetSid', 'RFC 9086 5'),
];

const FIXED_PART = 4;
/** Length of the neighbour's id by length of the whole value: IS-IS 13 and 14, OSPF 11 and 12. */
const NEIGHBOR_LENGTH: ReadonlyMap<number, number> = new Map([
  [11, 4],
  [12, 4],
  [13, 6],
  [14, 6],
]);

export const lanAdjacencySid: TlvCodec<LanAdjacencySidTlv> = {
  kind: 'LanAdjacencySid',
  type: TLV_TYPE.LanAdjacencySid,
  reference: 'RFC 9085 2.2.2',
  decode(r) {
    const neighborLength = NEIGHBOR_LENGTH.get(r.remaining());
    if (neighborLength === undefined)
      throw new DecodeError('malformed', r.offset, `${r.remaining()} octets, not 11 to 14`);
    const flags = r.u8();
    const weight = r.u8();
    r.skip(FIXED_PART - 2);
    return { kind: 'LanAdjacencySid', flags, weight, neighbor: r.copy(neighborLength), sid: readSid(r) };
  },
  encode(w, { flags, weight, neighbor, sid }) {
    w.u8(flags);
    w.u8(weight);
    w.u16(0);
    w.bytes(neighbor);
    writeSid(w, sid);
  },
};

export const prefixSid: TlvCodec<PrefixSidTlv> = {
  kind: 'PrefixSid',
  type: TLV_TYPE.PrefixSid,
  reference: 'RFC 9085 2.3.1',
  decode(r) {
    const flags = r.u8();
    const algorithm = r.u8();
    r.skip(2);
    return { kind: 'PrefixSid', flags, algorithm, sid: readSid(r) };
  },
  encode(w, { flags, algorithm, sid }) {
    w.u8(flags);
    w.u8(algorithm);
    w.u16(0);
    writeSid(w, sid);
  },
};
