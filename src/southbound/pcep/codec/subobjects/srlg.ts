import { SUBOBJECT_TYPE } from '../code-points.js';
import type { SubobjectCodec } from '../object-codec.js';

/**
 * SRLG subobject of an XRO, RFC 5521 section 2.1.1.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |X|    Type     |     Length    |       SRLG Id (4 bytes)       |
 *    |      SRLG Id (continued)      |    Reserved   |  Attribute    |
 */
export interface SrlgXroSubobject {
  readonly kind: 'SRLG';
  readonly soft: boolean;
  readonly srlg: number;
  /** 2: the value that the RFC prescribes for an SRLG. */
  readonly attribute: number;
}

export const srlgXro: SubobjectCodec<SrlgXroSubobject> = {
  kind: 'SRLG',
  type: SUBOBJECT_TYPE.SRLG,
  reference: 'RFC 5521 2.1.1',
  decode(r, soft) {
    const srlg = r.u32();
    r.skip(1);
    return { kind: 'SRLG', soft, srlg, attribute: r.u8() };
  },
  encode(w, value) {
    w.u32(value.srlg);
    w.u8(0);
    w.u8(value.attribute);
  },
};
