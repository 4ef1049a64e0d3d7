import { SUBOBJECT_TYPE } from '../code-points.js';
import type { SubobjectCodec } from '../object-codec.js';

/**
 * Autonomous system number subobject: RFC 3209 section 4.3.3.4 (ERO), RFC 5521 section 2.1.1 (XRO). 16 bits; the
 * four-octet form (type 5, RFC 7897) is kept opaque.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    |      AS number (2 octets)     |
 */
interface AutonomousSystem {
  readonly kind: 'AS';
  readonly as: number;
}

export interface AsEroSubobject extends AutonomousSystem {
  readonly loose: boolean;
}

export interface AsXroSubobject extends AutonomousSystem {
  readonly soft: boolean;
}

export const asEro: SubobjectCodec<AsEroSubobject> = {
  kind: 'AS',
  type: SUBOBJECT_TYPE.AS,
  reference: 'RFC 3209 4.3.3.4',
  decode: (r, loose) => ({ kind: 'AS', loose, as: r.u16() }),
  encode: (w, value) => w.u16(value.as),
};

export const asXro: SubobjectCodec<AsXroSubobject> = {
  kind: 'AS',
  type: SUBOBJECT_TYPE.AS,
  reference: 'RFC 5521 2.1.1',
  decode: (r, soft) => ({ kind: 'AS', soft, as: r.u16() }),
  encode: (w, value) => w.u16(value.as),
};
