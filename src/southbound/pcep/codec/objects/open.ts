import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader, OtherFlags } from '../object-codec.js';
import { withOtherFlags } from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * OPEN object body, RFC 5440 section 7.3.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | Ver |   Flags |   Keepalive   |  DeadTimer    |      SID      |
 *    //                       Optional TLVs                         //
 */
export interface OpenObject extends ObjectHeader, OtherFlags {
  readonly kind: 'OPEN';
  readonly version: number;
  /** Seconds between messages that the sender promises at most; 0: no keepalives. */
  readonly keepalive: number;
  /** Seconds without a message after which the receiver may give the sender up; 0: never. */
  readonly deadTimer: number;
  readonly sid: number;
  readonly tlvs: readonly Tlv[];
}

export const open: ObjectCodec<OpenObject> = {
  kind: 'OPEN',
  objectClass: OBJECT_CLASS.OPEN,
  objectType: 1,
  reference: 'RFC 5440 7.3',

  decode(r, p, i) {
    const versionAndFlags = r.u8();
    return withOtherFlags<OpenObject>(
      {
        kind: 'OPEN',
        p,
        i,
        version: versionAndFlags >>> 5,
        keepalive: r.u8(),
        deadTimer: r.u8(),
        sid: r.u8(),
        tlvs: decodeTlvs(r),
      },
      versionAndFlags & 0x1f,
    );
  },

  encode(w, value) {
    w.u8((value.version << 5) | (value.otherFlags ?? 0));
    w.u8(value.keepalive);
    w.u8(value.deadTimer);
    w.u8(value.sid);
    encodeTlvs(w, value.tlvs);
  },
};
