import { OBJECT_CLASS } from '../code-points.js';
import { type ObjectCodec, type ObjectHeader, type OtherFlags, withOtherFlags } from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * NOTIFICATION object body, RFC 5440 section 7.14.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |   Reserved    |     Flags     |      NT       |     NV        |
 *    //                      Optional TLVs                          //
 */
export interface Notification extends ObjectHeader, OtherFlags {
  readonly kind: 'NOTIFICATION';
  readonly notificationType: number;
  readonly notificationValue: number;
  readonly tlvs: readonly Tlv[];
}

export const notification: ObjectCodec<Notification> = {
  kind: 'NOTIFICATION',
  objectClass: OBJECT_CLASS.NOTIFICATION,
  objectType: 1,
  reference: 'RFC 5440 7.14',

  decode(r, p, i) {
    r.skip(1);
    const flags = r.u8();
    return withOtherFlags<Notification>(
      {
        kind: 'NOTIFICATION',
        p,
        i,
        notificationType: r.u8(),
        notificationValue: r.u8(),
        tlvs: decodeTlvs(r),
      },
      flags,
    );
  },

  encode(w, value) {
    w.u8(0);
    w.u8(value.otherFlags ?? 0);
    w.u8(value.notificationType);
    w.u8(value.notificationValue);
    encodeTlvs(w, value.tlvs);
  },
};
