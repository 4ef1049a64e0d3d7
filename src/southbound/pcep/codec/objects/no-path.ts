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
 * NO-PATH object body, RFC 5440 section 7.5.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |Nature of Issue|C|          Flags              |   Reserved    |
 *    //                      Optional TLVs                          //
 */
export interface NoPath extends ObjectHeader, OtherFlags {
  readonly kind: 'NO-PATH';
  /** NATURE_OF_ISSUE. */
  readonly natureOfIssue: number;
  /** C: the objects that follow are the constraints that could not be met. */
  readonly unsatisfiedConstraints: boolean;
  readonly tlvs: readonly Tlv[];
}

const C = 0x8000;

export const noPath: ObjectCodec<NoPath> = {
  kind: 'NO-PATH',
  objectClass: OBJECT_CLASS['NO-PATH'],
  objectType: 1,
  reference: 'RFC 5440 7.5',

  decode(r, p, i) {
    const natureOfIssue = r.u8();
    const flags = r.u16();
    r.skip(1);
    return withOtherFlags<NoPath>(
      {
        kind: 'NO-PATH',
        p,
        i,
        natureOfIssue,
        unsatisfiedConstraints: (flags & C) !== 0,
        tlvs: decodeTlvs(r),
      },
      flags & ~C,
    );
  },

  encode(w, value) {
    w.u8(value.natureOfIssue);
    w.u16(bit(value.unsatisfiedConstraints, C) | (value.otherFlags ?? 0));
    w.u8(0);
    encodeTlvs(w, value.tlvs);
  },
};
