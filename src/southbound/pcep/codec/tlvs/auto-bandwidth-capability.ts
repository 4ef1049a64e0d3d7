import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * AUTO-BANDWIDTH-CAPABILITY TLV, RFC 8733 section 5.1.1: that it is there says all. No flag is assigned; whatever comes
 * in them means nothing.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                             Flag                              |
 */
export interface AutoBandwidthCapabilityTlv {
  readonly kind: 'AUTO-BANDWIDTH-CAPABILITY';
  /** 32 bits, to be sent as 0. */
  readonly flags: number;
}

export const autoBandwidthCapability: TlvCodec<AutoBandwidthCapabilityTlv> = {
  kind: 'AUTO-BANDWIDTH-CAPABILITY',
  type: TLV_TYPE['AUTO-BANDWIDTH-CAPABILITY'],
  reference: 'RFC 8733 5.1.1',
  decode: (r) => ({ kind: 'AUTO-BANDWIDTH-CAPABILITY', flags: r.u32() }),
  encode: (w, value) => w.u32(value.flags),
};
