import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';
import {
  decodeRroSubobjects,
  encodeRroSubobjects,
  type RroSubobject,
} from '../subobjects/route-subobject.js';

/**
 * RRO object body, RFC 5440 section 7.10: the route that the LSP takes.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //                        (Subobjects)                         //
 */
export interface Rro extends ObjectHeader {
  readonly kind: 'RRO';
  readonly subobjects: readonly RroSubobject[];
}

export const rro: ObjectCodec<Rro> = {
  kind: 'RRO',
  objectClass: OBJECT_CLASS.RRO,
  objectType: 1,
  reference: 'RFC 5440 7.10',
  decode: (r, p, i) => ({ kind: 'RRO', p, i, subobjects: decodeRroSubobjects(r) }),
  encode: (w, value) => encodeRroSubobjects(w, value.subobjects),
};
