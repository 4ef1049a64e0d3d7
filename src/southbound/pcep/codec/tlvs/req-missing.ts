import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * REQ-MISSING TLV, RFC 5440 section 7.15: the request of a synchronized set that never came.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                       Request-ID-number                       |
 */
export interface ReqMissingTlv {
  readonly kind: 'REQ-MISSING';
  readonly requestId: number;
}

export const reqMissing: TlvCodec<ReqMissingTlv> = {
  kind: 'REQ-MISSING',
  type: TLV_TYPE['REQ-MISSING'],
  reference: 'RFC 5440 7.15',
  decode: (r) => ({ kind: 'REQ-MISSING', requestId: r.u32() }),
  encode: (w, value) => w.u32(value.requestId),
};
