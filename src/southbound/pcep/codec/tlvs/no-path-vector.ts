import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * NO-PATH-VECTOR TLV, RFC 5440 section 7.5.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                  Flags (32 bits, NO_PATH_VECTOR)              |
 */
export interface NoPathVectorTlv {
  readonly kind: 'NO-PATH-VECTOR';
  readonly flags: number;
}

export const noPathVector: TlvCodec<NoPathVectorTlv> = {
  kind: 'NO-PATH-VECTOR',
  type: TLV_TYPE['NO-PATH-VECTOR'],
  reference: 'RFC 5440 7.5',
  decode: (r) => ({ kind: 'NO-PATH-VECTOR', flags: r.u32() }),
  encode: (w, value) => w.u32(value.flags),
};
