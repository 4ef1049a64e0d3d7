import { OBJECT_CLASS } from '../code-points.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';

/**
 * SVEC object body, RFC 5440 section 7.13: requests that are to be computed together.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |   Reserved    |                   Flags                 |S|N|L|
 *    |                     Request-ID-number #1                      |
 *    //                             ...                             //
 *    |                     Request-ID-number #M                      |
 */
export interface Svec extends ObjectHeader, OtherFlags {
  readonly kind: 'SVEC';
  readonly linkDiverse: boolean;
  readonly nodeDiverse: boolean;
  readonly srlgDiverse: boolean;
  readonly requestIds: readonly number[];
}

const L = 0x01;
const N = 0x02;
const S = 0x04;

export const svec: ObjectCodec<Svec> = {
  kind: 'SVEC',
  objectClass: OBJECT_CLASS.SVEC,
  objectType: 1,
  reference: 'RFC 5440 7.13',

  decode(r, p, i) {
    r.skip(1);
    const flags = r.u24();
    const requestIds: number[] = [];
    while (r.offset < r.end) requestIds.push(r.u32());
    return withOtherFlags<Svec>(
      {
        kind: 'SVEC',
        p,
        i,
        linkDiverse: (flags & L) !== 0,
        nodeDiverse: (flags & N) !== 0,
        srlgDiverse: (flags & S) !== 0,
        requestIds,
      },
      flags & ~(L | N | S),
    );
  },

  encode(w, value) {
    w.u8(0);
    w.u24(
      bit(value.linkDiverse, L) |
        bit(value.nodeDiverse, N) |
        bit(value.srlgDiverse, S) |
        (value.otherFlags ?? 0),
    );
    for (const requestId of value.requestIds) w.u32(requestId);
  },
};
