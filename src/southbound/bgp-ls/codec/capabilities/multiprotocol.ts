import { CAPABILITY } from '../code-points.js';
import type { CapabilityCodec } from './capability-codec.js';

/** One address family that the sender takes, RFC 4760 section 8: AFI (16), reserved (8), SAFI (8). */
export interface Multiprotocol {
  readonly kind: 'Multiprotocol';
  readonly afi: number;
  readonly safi: number;
}

export const multiprotocol: CapabilityCodec<Multiprotocol> = {
  kind: 'Multiprotocol',
  code: CAPABILITY.Multiprotocol,
  reference: 'RFC 4760 8',
  decode(r) {
    const afi = r.u16();
    r.skip(1);
    return { kind: 'Multiprotocol', afi, safi: r.u8() };
  },
  encode(w, { afi, safi }) {
    w.u16(afi);
    w.u8(0);
    w.u8(safi);
  },
};
