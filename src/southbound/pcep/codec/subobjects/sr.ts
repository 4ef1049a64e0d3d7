import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import { bit, type OtherFlags, type SubobjectCodec } from '../object-codec.js';
import { NAI_LENGTHS, type Nai, naiTypeOf, readNai, writeNai } from './nai.js';

/**
 * SR-ERO and SR-RRO subobjects, RFC 8664 sections 4.3.1 and 4.4. The SR-RRO has no L bit.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|   Type=36   |     Length    |  NT   |     Flags     |F|S|C|M|
 *    |                         SID (unless S)                        |
 *    //                        NAI (unless F)                       //
 */
interface Segment extends OtherFlags {
  readonly kind: 'SR';
  /** As on the wire: a label stack entry (M set; the label is `labelOfSid`) or an index. Absent: S is set. */
  readonly sid?: number;
  /** M: the SID is an MPLS label stack entry, otherwise an index into SRGB or SRLB. */
  readonly sidIsLabel: boolean;
  /** C: TC, S and TTL of the label stack entry are meant as given. */
  readonly stackEntryComplete: boolean;
  readonly nai?: Nai;
}

export interface SrEroSubobject extends Segment {
  readonly loose: boolean;
}

export type SrRroSubobject = Segment;

const F = 0x008;
const S = 0x004;
const C = 0x002;
const M = 0x001;
const FLAGS = 0xfff;
const HEADER_LENGTH = 4;
const SID_LENGTH = 4;

/** The label is the top 20 bits of a label stack entry (RFC 3032). */
export const labelOfSid = (sid: number): number => sid >>> 12;
export const sidOfLabel = (label: number): number => (label << 12) >>> 0;

export const srEro: SubobjectCodec<SrEroSubobject> = {
  kind: 'SR',
  type: SUBOBJECT_TYPE.SR,
  reference: 'RFC 8664 4.3.1',
  decode(r, loose) {
    const word = r.u16();
    checkSegment(r, word, 6);
    const sidIsLabel = (word & M) !== 0;
    const stackEntryComplete = (word & C) !== 0;
    if ((word & S) !== 0) {
      const nai = readNai(word >>> 12, r);
      return keepOthers<SrEroSubobject>({ kind: 'SR', loose, sidIsLabel, stackEntryComplete, nai }, word);
    }
    const sid = r.u32();
    if ((word & F) !== 0) {
      return keepOthers<SrEroSubobject>({ kind: 'SR', loose, sidIsLabel, stackEntryComplete, sid }, word);
    }
    const nai = readNai(word >>> 12, r);
    return keepOthers<SrEroSubobject>({ kind: 'SR', loose, sidIsLabel, stackEntryComplete, sid, nai }, word);
  },
  encode: writeSegment,
};

export const srRro: SubobjectCodec<SrRroSubobject> = {
  kind: 'SR',
  type: SUBOBJECT_TYPE.SR,
  reference: 'RFC 8664 4.4',
  decode(r) {
    const word = r.u16();
    checkSegment(r, word, 7);
    const sidIsLabel = (word & M) !== 0;
    const stackEntryComplete = (word & C) !== 0;
    if ((word & S) !== 0) {
      const nai = readNai(word >>> 12, r);
      return keepOthers<SrRroSubobject>({ kind: 'SR', sidIsLabel, stackEntryComplete, nai }, word);
    }
    const sid = r.u32();
    if ((word & F) !== 0) {
      return keepOthers<SrRroSubobject>({ kind: 'SR', sidIsLabel, stackEntryComplete, sid }, word);
    }
    const nai = readNai(word >>> 12, r);
    return keepOthers<SrRroSubobject>({ kind: 'SR', sidIsLabel, stackEntryComplete, sid, nai }, word);
  },
  encode: writeSegment,
};

const keepOthers = <T extends Segment>(value: T, word: number): T => {
  const otherFlags = word & FLAGS & ~(F | S | C | M);
  return otherFlags === 0 ? value : { ...value, otherFlags };
};

/**
 * The consistency rules of RFC 8664 section 5.2.1. `bothAbsent` is the error value for a segment with neither SID
 * nor NAI: 6 in an ERO, 7 in an RRO.
 */
function checkSegment(r: Reader, word: number, bothAbsent: number): void {
  const at = r.offset - HEADER_LENGTH;
  const nt = word >>> 12;
  const flags = word & (F | S | C | M);
  if ((flags & (F | S)) === (F | S)) {
    throw new PcepDecodeError(10, bothAbsent, at, 'segment with neither SID nor NAI');
  }
  const naiLength = NAI_LENGTHS[nt];
  if (naiLength === undefined) throw new PcepDecodeError(10, 13, at, `NAI type ${nt}`);
  if (((flags & F) !== 0) !== (nt === 0))
    throw new DecodeError('malformed', at, `F flag with NAI type ${nt}`);
  const sidLength = (flags & S) === 0 ? SID_LENGTH : 0;
  if (r.remaining() !== sidLength + naiLength) {
    throw new DecodeError('malformed', at, `NAI type ${nt} in ${HEADER_LENGTH + r.remaining()} octets`);
  }
  if ((flags & S) !== 0 && (flags & (M | C)) !== 0) {
    throw new DecodeError('malformed', at, 'M or C flag without a SID');
  }
  if ((flags & (M | C)) === C) throw new DecodeError('malformed', at, 'C flag without M flag');
}

function writeSegment(w: Writer, value: Segment): void {
  const { sid, nai } = value;
  w.u16(
    (naiTypeOf(nai) << 12) |
      (value.otherFlags ?? 0) |
      bit(nai === undefined, F) |
      bit(sid === undefined, S) |
      bit(value.stackEntryComplete, C) |
      bit(value.sidIsLabel, M),
  );
  if (sid !== undefined) w.u32(sid);
  if (nai !== undefined) writeNai(w, nai);
}
