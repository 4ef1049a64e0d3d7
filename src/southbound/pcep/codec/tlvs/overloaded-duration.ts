import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * OVERLOADED-DURATION TLV, RFC 5440 section 7.14.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |            Estimated congestion duration (seconds)            |
 */
export interface OverloadedDurationTlv {
  readonly kind: 'OVERLOADED-DURATION';
  readonly seconds: number;
}

export const overloadedDuration: TlvCodec<OverloadedDurationTlv> = {
  kind: 'OVERLOADED-DURATION',
  type: TLV_TYPE['OVERLOADED-DURATION'],
  reference: 'RFC 5440 7.14',
  decode: (r) => ({ kind: 'OVERLOADED-DURATION', seconds: r.u32() }),
  encode: (w, value) => w.u32(value.seconds),
};
