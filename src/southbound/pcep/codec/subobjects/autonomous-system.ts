import { SUBOBJECT_TYPE } from '../code-points.js';
import type { SubobjectCodec } from '../object-codec.js';

/**
 * Autonomous system number subobject: RFC 3209 section 4.3.3.4 (ERO), RFC 5521 section 2.1.1 (XRO). 16 bits.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    |      AS number (2 octets)     |
 *
 * And the one for numbers of 32 bits: RFC 7897 sections 3.4.1.1 (IRO) and 3.5.1.1 (XRO), RFC 7898 section 3.1.1 (ERO).
 *
 *    |L|    Type     |     Length    |         Reserved              |
 *    |                      AS number (4 octets)                     |
 */
interface AutonomousSystem {
  readonly kind: 'AS';
  readonly as: number;
}

interface AutonomousSystem4 {
  readonly kind: 'AS4';
  readonly as: number;
}

export interface AsEroSubobject extends AutonomousSystem {
  readonly loose: boolean;
}

export interface AsXroSubobject extends AutonomousSystem {
  readonly soft: boolean;
}

export interface As4EroSubobject extends AutonomousSystem4 {
  readonly loose: boolean;
}

export interface As4XroSubobject extends AutonomousSystem4 {
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

export const as4Ero: SubobjectCodec<As4EroSubobject> = {
  kind: 'AS4',
  type: SUBOBJECT_TYPE.AS4,
  reference: 'RFC 7897 3.4.1.1',
  decode(r, loose) {
    r.skip(2);
    return { kind: 'AS4', loose, as: r.u32() };
  },
  encode(w, value) {
    w.u16(0);
    w.u32(value.as);
  },
};

export const as4Xro: SubobjectCodec<As4XroSubobject> = {
  kind: 'AS4',
  type: SUBOBJECT_TYPE.AS4,
  reference: 'RFC 7897 3.5.1.1',
  decode(r, soft) {
    r.skip(2);
    return { kind: 'AS4', soft, as: r.u32() };
  },
  encode(w, value) {
    w.u16(0);
    w.u32(value.as);
  },
};
