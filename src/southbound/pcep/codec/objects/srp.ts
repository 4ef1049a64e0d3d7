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
 * SRP object body, RFC 8231 section 7.2; R from RFC 8281 section 5.2.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                          Flags                              |R|
 *    |                        SRP-ID-number                          |
 *    //                      Optional TLVs                          //
 */
export interface Srp extends ObjectHeader, OtherFlags {
  readonly kind: 'SRP';
  /** 0: not caused by a request of the peer. */
  readonly srpId: number;
  /** R: the LSP is to be removed. */
  readonly remove: boolean;
  readonly tlvs: readonly Tlv[];
}

const R = 0x01;

export const srp: ObjectCodec<Srp> = {
  kind: 'SRP',
  objectClass: OBJECT_CLASS.SRP,
  objectType: 1,
  reference: 'RFC 8231 7.2',

  decode(r, p, i) {
    const flags = r.u32();
    return withOtherFlags<Srp>(
      { kind: 'SRP', p, i, srpId: r.u32(), remove: (flags & R) !== 0, tlvs: decodeTlvs(r) },
      (flags & ~R) >>> 0,
    );
  },

  encode(w, value) {
    w.u32((bit(value.remove, R) | (value.otherFlags ?? 0)) >>> 0);
    w.u32(value.srpId);
    encodeTlvs(w, value.tlvs);
  },
};
