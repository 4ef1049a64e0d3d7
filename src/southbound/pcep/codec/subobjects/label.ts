import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type SubobjectCodec, withOtherFlags } from '../object-codec.js';

/**
 * Label subobject, RFC 3473 sections 5.1 (ERO) and 5.2 (RRO).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    |U|  Reserved   |   C-Type      |
 *    |                             Label                             |
 *    |                              ...                              |
 *
 * In an RRO the octet after Length holds U and seven flags; flag 0x01 is "global label" (RFC 3209 section 4.4.1.3).
 */
interface Label {
  readonly kind: 'Label';
  /** U: label of the upstream direction of a bidirectional LSP. */
  readonly upstream: boolean;
  /** C-Type of the RSVP label object: 1 has one word with an MPLS label in its low 20 bits, 2 is generalized. */
  readonly cType: number;
  readonly words: readonly number[];
}

export interface LabelEroSubobject extends Label {
  readonly loose: boolean;
}

export interface LabelRroSubobject extends Label, OtherFlags {
  readonly global: boolean;
}

const U = 0x80;
const GLOBAL = 0x01;

export const labelEro: SubobjectCodec<LabelEroSubobject> = {
  kind: 'Label',
  type: SUBOBJECT_TYPE.Label,
  reference: 'RFC 3473 5.1',
  decode(r, loose) {
    const upstream = (r.u8() & U) !== 0;
    return { kind: 'Label', loose, upstream, cType: r.u8(), words: readWords(r) };
  },
  encode(w, value) {
    w.u8(bit(value.upstream, U));
    w.u8(value.cType);
    for (const word of value.words) w.u32(word);
  },
};

export const labelRro: SubobjectCodec<LabelRroSubobject> = {
  kind: 'Label',
  type: SUBOBJECT_TYPE.Label,
  reference: 'RFC 3473 5.2',
  decode(r) {
    const flags = r.u8();
    return withOtherFlags<LabelRroSubobject>(
      {
        kind: 'Label',
        upstream: (flags & U) !== 0,
        global: (flags & GLOBAL) !== 0,
        cType: r.u8(),
        words: readWords(r),
      },
      flags & ~(U | GLOBAL),
    );
  },
  encode(w, value) {
    w.u8(bit(value.upstream, U) | bit(value.global, GLOBAL) | (value.otherFlags ?? 0));
    w.u8(value.cType);
    for (const word of value.words) w.u32(word);
  },
};

function readWords(r: Reader): readonly number[] {
  if (r.remaining() === 0) throw new DecodeError('malformed', r.offset, 'label subobject without a label');
  const words: number[] = [];
  while (r.offset < r.end) words.push(r.u32());
  return words;
}
