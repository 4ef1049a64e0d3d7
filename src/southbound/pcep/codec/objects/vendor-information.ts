import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';

/**
 * VENDOR-INFORMATION object body, RFC 7470 section 4.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                       Enterprise Number                       |
 *    //              Enterprise-Specific Information                //
 */
export interface VendorInformation extends ObjectHeader {
  readonly kind: 'VENDOR-INFORMATION';
  readonly enterpriseNumber: number;
  readonly bytes: Uint8Array;
}

export const vendorInformation: ObjectCodec<VendorInformation> = {
  kind: 'VENDOR-INFORMATION',
  objectClass: OBJECT_CLASS['VENDOR-INFORMATION'],
  objectType: 1,
  reference: 'RFC 7470 4',
  decode: (r, p, i) => ({
    kind: 'VENDOR-INFORMATION',
    p,
    i,
    enterpriseNumber: r.u32(),
    bytes: r.copy(r.remaining()),
  }),
  encode(w, value) {
    w.u32(value.enterpriseNumber);
    w.bytes(value.bytes);
  },
};
