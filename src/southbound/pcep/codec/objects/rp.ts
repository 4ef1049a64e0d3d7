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
 * RP object body, RFC 5440 section 7.4; bit 24 from RFC 5541 section 3.3.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                     Flags                     |F| |O|B|R| Pri |
 *    |                       Request-ID-number                       |
 *    //                      Optional TLVs                          //
 */
export interface Rp extends ObjectHeader, OtherFlags {
  readonly kind: 'RP';
  /** 0 is reserved. */
  readonly requestId: number;
  /** 1 (lowest) to 7; 0: not set. */
  readonly priority: number;
  /** R: an existing LSP is to be reoptimized. */
  readonly reoptimization: boolean;
  /** B: both directions share their constraints. */
  readonly bidirectional: boolean;
  /** O: a loose path will do. */
  readonly loose: boolean;
  /** Bit 24 (RFC 5541): the reply shall name the objective function used. */
  readonly supplyObjectiveFunction: boolean;
  readonly tlvs: readonly Tlv[];
}

const PRIORITY = 0x07;
const R = 0x08;
const B = 0x10;
const O = 0x20;
const SUPPLY_OF = 0x80;
const UNASSIGNED = ~(PRIORITY | R | B | O | SUPPLY_OF);

export const rp: ObjectCodec<Rp> = {
  kind: 'RP',
  objectClass: OBJECT_CLASS.RP,
  objectType: 1,
  reference: 'RFC 5440 7.4',

  decode(r, p, i) {
    const flags = r.u32();
    return withOtherFlags<Rp>(
      {
        kind: 'RP',
        p,
        i,
        requestId: r.u32(),
        priority: flags & PRIORITY,
        reoptimization: (flags & R) !== 0,
        bidirectional: (flags & B) !== 0,
        loose: (flags & O) !== 0,
        supplyObjectiveFunction: (flags & SUPPLY_OF) !== 0,
        tlvs: decodeTlvs(r),
      },
      (flags & UNASSIGNED) >>> 0,
    );
  },

  encode(w, value) {
    const assigned =
      value.priority |
      bit(value.reoptimization, R) |
      bit(value.bidirectional, B) |
      bit(value.loose, O) |
      bit(value.supplyObjectiveFunction, SUPPLY_OF);
    w.u32((assigned | (value.otherFlags ?? 0)) >>> 0);
    w.u32(value.requestId);
    encodeTlvs(w, value.tlvs);
  },
};
