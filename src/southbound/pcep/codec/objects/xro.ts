import { OBJECT_CLASS } from '../code-points.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';
import {
  decodeXroSubobjects,
  encodeXroSubobjects,
  type XroSubobject,
} from '../subobjects/route-subobject.js';

/**
 * XRO object body, RFC 5521 section 2.1.1: what the path must avoid.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |        Reserved               |   Flags                     |F|
 *    //                        (Subobjects)                         //
 */
export interface Xro extends ObjectHeader, OtherFlags {
  readonly kind: 'XRO';
  /** F: the LSP has failed; its RRO in the same request says what it holds. */
  readonly failed: boolean;
  readonly subobjects: readonly XroSubobject[];
}

const F = 0x01;

export const xro: ObjectCodec<Xro> = {
  kind: 'XRO',
  objectClass: OBJECT_CLASS.XRO,
  objectType: 1,
  reference: 'RFC 5521 2.1.1',

  decode(r, p, i) {
    r.skip(2);
    const flags = r.u16();
    return withOtherFlags<Xro>(
      { kind: 'XRO', p, i, failed: (flags & F) !== 0, subobjects: decodeXroSubobjects(r) },
      flags & ~F,
    );
  },

  encode(w, value) {
    w.u16(0);
    w.u16(bit(value.failed, F) | (value.otherFlags ?? 0));
    encodeXroSubobjects(w, value.subobjects);
  },
};
