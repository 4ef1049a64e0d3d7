import type { IpAddress } from '../../../../domain/values/address.js';
import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import { bit, type OtherFlags, type SubobjectCodec } from '../object-codec.js';
import { NAI_LENGTHS, type Nai, naiTypeOf, readNai, writeNai } from './nai.js';

/**
 * SRv6-ERO and SRv6-RRO subobjects, RFC 9603 sections 4.3.1 and 4.4.1. The SRv6-RRO has no L bit.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|   Type=40   |     Length    |  NT   |     Flags     |V|T|F|S|
 *    |            Reserved           |       Endpoint Behavior       |
 *    //                  SID: 16 octets (unless S)                  //
 *    //                        NAI (unless F)                       //
 *    //                SID structure: 8 octets (if T)               //
 */
interface Srv6Segment extends OtherFlags {
  readonly kind: 'SRv6';
  /** 0xffff ("opaque", RFC 8986 10.2), and 0 from peers of the drafts: not known. */
  readonly behavior: number;
  /** V: the head-end is to verify the SID (RFC 9256 5.1). */
  readonly verify: boolean;
  /** Absent: S is set. */
  readonly sid?: IpAddress;
  readonly nai?: Nai;
  /** Bits of the parts of the SID. */
  readonly structure?: SidStructure;
}

interface SidStructure {
  readonly block: number;
  readonly node: number;
  readonly function: number;
  readonly argument: number;
}

export interface Srv6EroSubobject extends Srv6Segment {
  readonly loose: boolean;
}

export type Srv6RroSubobject = Srv6Segment;

const V = 0x008;
const T = 0x004;
const F = 0x002;
const S = 0x001;
const FLAGS = 0xfff;
const HEADER_LENGTH = 4;
const SID_LENGTH = 16;
const STRUCTURE_LENGTH = 8;
const SID_BITS = 128;
/** NAI types that name something of IPv6: node, adjacency, adjacency of link-local addresses. */
const IPV6_NAI: ReadonlySet<number> = new Set([2, 4, 6]);

export const srv6Ero: SubobjectCodec<Srv6EroSubobject> = {
  kind: 'SRv6',
  type: SUBOBJECT_TYPE.SRV6,
  reference: 'RFC 9603 4.3.1',
  decode: (r, loose) => ({ ...readSegment(r, 42), loose }),
  encode: writeSegment,
};

export const srv6Rro: SubobjectCodec<Srv6RroSubobject> = {
  kind: 'SRv6',
  type: SUBOBJECT_TYPE.SRV6,
  reference: 'RFC 9603 4.4.1',
  decode: (r) => readSegment(r, 35),
  encode: writeSegment,
};

/** `bothAbsent` is the error value for a segment with neither SID nor NAI: 42 in an ERO, 35 in an RRO. */
function readSegment(r: Reader, bothAbsent: number): Srv6Segment {
  const at = r.offset - 2;
  const word = r.u16();
  r.skip(2);
  const behavior = r.u16();
  const hasSid = (word & S) === 0;
  const hasNai = (word & F) === 0;
  // T means nothing without a SID; without an NAI its type means nothing.
  const hasStructure = hasSid && (word & T) !== 0;
  if (!hasSid && !hasNai) {
    throw new PcepDecodeError(10, bothAbsent, at, 'SRv6 segment with neither SID nor NAI');
  }
  const nt = word >>> 12;
  if (hasNai && nt === 0) throw new DecodeError('malformed', at, 'SRv6 segment with an NAI of no type');
  if (hasNai && !IPV6_NAI.has(nt)) throw new PcepDecodeError(10, 41, at, `NAI type ${nt}`);
  const naiLength = hasNai ? (NAI_LENGTHS[nt] ?? 0) : 0;
  if (r.remaining() !== (hasSid ? SID_LENGTH : 0) + naiLength + (hasStructure ? STRUCTURE_LENGTH : 0)) {
    throw new DecodeError('malformed', at, `SRv6 segment in ${HEADER_LENGTH + 4 + r.remaining()} octets`);
  }
  const otherFlags = word & FLAGS & ~(V | T | F | S);
  return {
    kind: 'SRv6',
    behavior,
    verify: (word & V) !== 0,
    ...(hasSid ? { sid: r.ipv6() } : {}),
    ...naiOf(hasNai ? readNai(nt, r) : undefined),
    ...(hasStructure ? { structure: readStructure(r) } : {}),
    ...(otherFlags === 0 ? {} : { otherFlags }),
  };
}

const naiOf = (nai: Nai | undefined): { readonly nai?: Nai } => (nai === undefined ? {} : { nai });

function readStructure(r: Reader): SidStructure {
  const at = r.offset;
  const structure = { block: r.u8(), node: r.u8(), function: r.u8(), argument: r.u8() };
  r.skip(4);
  const bits = structure.block + structure.node + structure.function + structure.argument;
  if (bits > SID_BITS) throw new PcepDecodeError(10, 37, at, `SID structure of ${bits} bits`);
  return structure;
}

function writeSegment(w: Writer, value: Srv6Segment): void {
  const { sid, nai, structure } = value;
  w.u16(
    (naiTypeOf(nai) << 12) |
      (value.otherFlags ?? 0) |
      bit(value.verify, V) |
      bit(sid !== undefined && structure !== undefined, T) |
      bit(nai === undefined, F) |
      bit(sid === undefined, S),
  );
  w.u16(0);
  w.u16(value.behavior);
  if (sid !== undefined) w.ipv6(sid);
  if (nai !== undefined) writeNai(w, nai);
  if (sid === undefined || structure === undefined) return;
  w.u8(structure.block);
  w.u8(structure.node);
  w.u8(structure.function);
  w.u8(structure.argument);
  w.u32(0);
}
