import { OBJECT_CLASS } from '../code-points.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * LSPA object body, RFC 5440 section 7.11.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                          Exclude-any                          |
 *    |                          Include-any                          |
 *    |                          Include-all                          |
 *    |  Setup Prio   | Holding Prio  |     Flags   |L|   Reserved    |
 *    //                      Optional TLVs                          //
 */
export interface Lspa extends ObjectHeader, OtherFlags {
  readonly kind: 'LSPA';
  readonly excludeAny: number;
  readonly includeAny: number;
  readonly includeAll: number;
  /** 0 (highest) to 7. */
  readonly setupPriority: number;
  readonly holdingPriority: number;
  readonly localProtectionDesired: boolean;
  readonly tlvs: readonly Tlv[];
}

const L = 0x01;

export const lspa: ObjectCodec<Lspa> = {
  kind: 'LSPA',
  objectClass: OBJECT_CLASS.LSPA,
  objectType: 1,
  reference: 'RFC 5440 7.11',

  decode(r, p, i) {
    const excludeAny = r.u32();
    const includeAny = r.u32();
    const includeAll = r.u32();
    const setupPriority = r.u8();
    const holdingPriority = r.u8();
    const flags = r.u8();
    r.skip(1);
    return withOtherFlags<Lspa>(
      {
        kind: 'LSPA',
        p,
        i,
        excludeAny,
        includeAny,
        includeAll,
        setupPriority,
        holdingPriority,
        localProtectionDesired: (flags & L) !== 0,
        tlvs: decodeTlvs(r),
      },
      flags & ~L,
    );
  },

  encode(w, value) {
    w.u32(value.excludeAny);
    w.u32(value.includeAny);
    w.u32(value.includeAll);
    w.u8(value.setupPriority);
    w.u8(value.holdingPriority);
    w.u8(bit(value.localProtectionDesired, L) | (value.otherFlags ?? 0));
    w.u8(0);
    encodeTlvs(w, value.tlvs);
  },
};
