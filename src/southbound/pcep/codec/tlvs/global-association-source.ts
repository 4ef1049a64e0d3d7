import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * Global Association Source TLV, RFC 8697 section 6.1.1: makes association ids of several networks distinct.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                   Global Association Source                   |
 */
export interface GlobalAssociationSourceTlv {
  readonly kind: 'GLOBAL-ASSOCIATION-SOURCE';
  /** Such as an autonomous system number (RFC 6780 4). */
  readonly source: number;
}

export const globalAssociationSource: TlvCodec<GlobalAssociationSourceTlv> = {
  kind: 'GLOBAL-ASSOCIATION-SOURCE',
  type: TLV_TYPE['GLOBAL-ASSOCIATION-SOURCE'],
  reference: 'RFC 8697 6.1.1',
  decode: (r) => ({ kind: 'GLOBAL-ASSOCIATION-SOURCE', source: r.u32() }),
  encode: (w, value) => w.u32(value.source),
};
