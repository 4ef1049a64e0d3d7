import { CAPABILITY } from '../code-points.js';
import type { CapabilityCodec } from './capability-codec.js';

/** AS numbers of four octets, and the sender's own, RFC 6793 section 3. */
export interface FourOctetAs {
  readonly kind: 'FourOctetAs';
  readonly asNumber: number;
}

export const fourOctetAs: CapabilityCodec<FourOctetAs> = {
  kind: 'FourOctetAs',
  code: CAPABILITY.FourOctetAs,
  reference: 'RFC 6793 3',
  decode: (r) => ({ kind: 'FourOctetAs', asNumber: r.u32() }),
  encode: (w, { asNumber }) => w.u32(asNumber),
};
