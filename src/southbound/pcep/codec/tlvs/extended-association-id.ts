import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/** Extended Association ID TLV, RFC 8697 section 6.1.2: bytes that belong to the identity of the group. */
export interface ExtendedAssociationIdTlv {
  readonly kind: 'EXTENDED-ASSOCIATION-ID';
  readonly bytes: Uint8Array;
}

export const extendedAssociationId: TlvCodec<ExtendedAssociationIdTlv> = {
  kind: 'EXTENDED-ASSOCIATION-ID',
  type: TLV_TYPE['EXTENDED-ASSOCIATION-ID'],
  reference: 'RFC 8697 6.1.2',
  decode: (r) => ({ kind: 'EXTENDED-ASSOCIATION-ID', bytes: r.copy(r.remaining()) }),
  encode: (w, value) => w.bytes(value.bytes),
};
