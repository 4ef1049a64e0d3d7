import { OBJECT_CLASS } from '../code-points.js';
import { type ObjectCodec, type ObjectHeader, type OtherFlags, withOtherFlags } from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * CLOSE object body, RFC 5440 section 7.17. Reasons: CLOSE_REASON.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |          Reserved             |      Flags    |    Reason     |
 *    //                      Optional TLVs                          //
 */
export interface CloseObject extends ObjectHeader, OtherFlags {
  readonly kind: 'CLOSE';
  readonly reason: number;
  readonly tlvs: readonly Tlv[];
}

export const close: ObjectCodec<CloseObject> = {
  kind: 'CLOSE',
  objectClass: OBJECT_CLASS.CLOSE,
  objectType: 1,
  reference: 'RFC 5440 7.17',

  decode(r, p, i) {
    r.skip(2);
    const flags = r.u8();
    return withOtherFlags<CloseObject>({ kind: 'CLOSE', p, i, reason: r.u8(), tlvs: decodeTlvs(r) }, flags);
  },

  encode(w, value) {
    w.u16(0);
    w.u8(value.otherFlags ?? 0);
    w.u8(value.reason);
    encodeTlvs(w, value.tlvs);
  },
};
