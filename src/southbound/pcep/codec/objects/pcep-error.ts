import { OBJECT_CLASS } from '../code-points.js';
import { type ObjectCodec, type ObjectHeader, type OtherFlags, withOtherFlags } from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * PCEP-ERROR object body, RFC 5440 section 7.15. Types and values: error-codes.ts.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |   Reserved    |      Flags    |   Error-Type  |  Error-value  |
 *    //                      Optional TLVs                          //
 */
export interface PcepErrorObject extends ObjectHeader, OtherFlags {
  readonly kind: 'PCEP-ERROR';
  readonly errorType: number;
  readonly errorValue: number;
  readonly tlvs: readonly Tlv[];
}

export const pcepError: ObjectCodec<PcepErrorObject> = {
  kind: 'PCEP-ERROR',
  objectClass: OBJECT_CLASS['PCEP-ERROR'],
  objectType: 1,
  reference: 'RFC 5440 7.15',

  decode(r, p, i) {
    r.skip(1);
    const flags = r.u8();
    return withOtherFlags<PcepErrorObject>(
      { kind: 'PCEP-ERROR', p, i, errorType: r.u8(), errorValue: r.u8(), tlvs: decodeTlvs(r) },
      flags,
    );
  },

  encode(w, value) {
    w.u8(0);
    w.u8(value.otherFlags ?? 0);
    w.u8(value.errorType);
    w.u8(value.errorValue);
    encodeTlvs(w, value.tlvs);
  },
};
