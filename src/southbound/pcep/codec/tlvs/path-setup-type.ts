import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * PATH-SETUP-TYPE TLV, RFC 8408 section 4. Values: PATH_SETUP_TYPE; absent means RSVP-TE.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                   Reserved                    |      PST      |
 */
export interface PathSetupTypeTlv {
  readonly kind: 'PATH-SETUP-TYPE';
  readonly pathSetupType: number;
}

export const pathSetupType: TlvCodec<PathSetupTypeTlv> = {
  kind: 'PATH-SETUP-TYPE',
  type: TLV_TYPE['PATH-SETUP-TYPE'],
  reference: 'RFC 8408 4',
  decode(r) {
    r.skip(3);
    return { kind: 'PATH-SETUP-TYPE', pathSetupType: r.u8() };
  },
  encode(w, value) {
    w.u24(0);
    w.u8(value.pathSetupType);
  },
};
