import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';
import {
  decodeEroSubobjects,
  type EroSubobject,
  encodeEroSubobjects,
} from '../subobjects/route-subobject.js';

/**
 * ERO object body, RFC 5440 section 7.9: the explicit route. Empty: no route is known (RFC 8231 section 6.1).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //                        (Subobjects)                         //
 */
export interface Ero extends ObjectHeader {
  readonly kind: 'ERO';
  readonly subobjects: readonly EroSubobject[];
}

export const ero: ObjectCodec<Ero> = {
  kind: 'ERO',
  objectClass: OBJECT_CLASS.ERO,
  objectType: 1,
  reference: 'RFC 5440 7.9',
  decode: (r, p, i) => ({ kind: 'ERO', p, i, subobjects: decodeEroSubobjects(r) }),
  encode: (w, value) => encodeEroSubobjects(w, value.subobjects),
};
