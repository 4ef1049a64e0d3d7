import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * OF object body, RFC 5541 section 3.1. Codes: OBJECTIVE_FUNCTION.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |           OF Code             |           Reserved            |
 *    //                      Optional TLVs                          //
 */
export interface ObjectiveFunction extends ObjectHeader {
  readonly kind: 'OF';
  readonly code: number;
  readonly tlvs: readonly Tlv[];
}

export const objectiveFunction: ObjectCodec<ObjectiveFunction> = {
  kind: 'OF',
  objectClass: OBJECT_CLASS.OF,
  objectType: 1,
  reference: 'RFC 5541 3.1',

  decode(r, p, i) {
    const code = r.u16();
    r.skip(2);
    return { kind: 'OF', p, i, code, tlvs: decodeTlvs(r) };
  },

  encode(w, value) {
    w.u16(value.code);
    w.u16(0);
    encodeTlvs(w, value.tlvs);
  },
};
