import { OBJECT_CLASS } from '../code-points.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * LSP object body, RFC 8231 section 7.3; C from RFC 8281 section 5.3.1.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                PLSP-ID                | Flags |C|  O  |A|R|S|D|
 *    //                        TLVs                                 //
 */
export interface Lsp extends ObjectHeader, OtherFlags {
  readonly kind: 'LSP';
  /** 20 bits; 0 and 0xfffff are reserved. */
  readonly plspId: number;
  /** D: the LSP is delegated. */
  readonly delegate: boolean;
  /** S: part of the state synchronization. */
  readonly sync: boolean;
  /** R: the LSP is gone. */
  readonly remove: boolean;
  /** A: administratively active. */
  readonly administrative: boolean;
  /** O: OPERATIONAL, 0 to 7. */
  readonly operational: number;
  /** C: created by a PCE. */
  readonly create: boolean;
  readonly tlvs: readonly Tlv[];
}

const D = 0x001;
const S = 0x002;
const R = 0x004;
const A = 0x008;
const O = 0x070;
const O_SHIFT = 4;
const C = 0x080;
const FLAGS = 0xfff;
const PLSP_ID_SHIFT = 12;

export const lsp: ObjectCodec<Lsp> = {
  kind: 'LSP',
  objectClass: OBJECT_CLASS.LSP,
  objectType: 1,
  reference: 'RFC 8231 7.3',

  decode(r, p, i) {
    const word = r.u32();
    return withOtherFlags<Lsp>(
      {
        kind: 'LSP',
        p,
        i,
        plspId: word >>> PLSP_ID_SHIFT,
        delegate: (word & D) !== 0,
        sync: (word & S) !== 0,
        remove: (word & R) !== 0,
        administrative: (word & A) !== 0,
        operational: (word & O) >>> O_SHIFT,
        create: (word & C) !== 0,
        tlvs: decodeTlvs(r),
      },
      word & FLAGS & ~(D | S | R | A | O | C),
    );
  },

  encode(w, value) {
    const flags =
      bit(value.delegate, D) |
      bit(value.sync, S) |
      bit(value.remove, R) |
      bit(value.administrative, A) |
      (value.operational << O_SHIFT) |
      bit(value.create, C) |
      (value.otherFlags ?? 0);
    w.u32(((value.plspId << PLSP_ID_SHIFT) | flags) >>> 0);
    encodeTlvs(w, value.tlvs);
  },
};
