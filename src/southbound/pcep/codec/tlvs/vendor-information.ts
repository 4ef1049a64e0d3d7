import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * VENDOR-INFORMATION TLV, RFC 7470 section 3.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                       Enterprise Number                       |
 *    //              Enterprise-Specific Information                //
 */
export interface VendorInformationTlv {
  readonly kind: 'VENDOR-INFORMATION';
  readonly enterpriseNumber: number;
  readonly bytes: Uint8Array;
}

export const vendorInformationTlv: TlvCodec<VendorInformationTlv> = {
  kind: 'VENDOR-INFORMATION',
  type: TLV_TYPE['VENDOR-INFORMATION'],
  reference: 'RFC 7470 3',
  decode: (r) => ({ kind: 'VENDOR-INFORMATION', enterpriseNumber: r.u32(), bytes: r.copy(r.remaining()) }),
  encode(w, value) {
    w.u32(value.enterpriseNumber);
    w.bytes(value.bytes);
  },
};
