import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';
import {
  decodeEroSubobjects,
  type EroSubobject,
  encodeEroSubobjects,
} from '../subobjects/route-subobject.js';

/**
 * IRO object body, RFC 5440 section 7.12: what the path must pass, in this order (RFC 7896).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //                        (Subobjects)                         //
 */
export interface Iro extends ObjectHeader {
  readonly kind: 'IRO';
  readonly subobjects: readonly EroSubobject[];
}

export const iro: ObjectCodec<Iro> = {
  kind: 'IRO',
  objectClass: OBJECT_CLASS.IRO,
  objectType: 1,
  reference: 'RFC 5440 7.12',
  decode: (r, p, i) => ({ kind: 'IRO', p, i, subobjects: decodeEroSubobjects(r) }),
  encode: (w, value) => encodeEroSubobjects(w, value.subobjects),
};
