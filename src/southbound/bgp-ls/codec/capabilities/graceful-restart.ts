import { CAPABILITY } from '../code-points.js';
import type { CapabilityCodec } from './capability-codec.js';

/**
 * Graceful Restart, RFC 4724 section 3: flags (4), restart time (12), then AFI (16), SAFI (8), flags (8) for each family.
 */
export interface GracefulRestart {
  readonly kind: 'GracefulRestart';
  /** R (bit 3), N (bit 2, RFC 8538 2). */
  readonly flags: number;
  /** Seconds. */
  readonly restartTime: number;
  readonly families: readonly { readonly afi: number; readonly safi: number; readonly flags: number }[];
}

export const gracefulRestart: CapabilityCodec<GracefulRestart> = {
  kind: 'GracefulRestart',
  code: CAPABILITY.GracefulRestart,
  reference: 'RFC 4724 3',
  decode(r) {
    const head = r.u16();
    const families = [];
    while (r.remaining() > 0) families.push({ afi: r.u16(), safi: r.u8(), flags: r.u8() });
    return { kind: 'GracefulRestart', flags: head >>> 12, restartTime: head & 0xfff, families };
  },
  encode(w, { flags, restartTime, families }) {
    w.u16((flags << 12) | restartTime);
    for (const family of families) {
      w.u16(family.afi);
      w.u8(family.safi);
      w.u8(family.flags);
    }
  },
};
