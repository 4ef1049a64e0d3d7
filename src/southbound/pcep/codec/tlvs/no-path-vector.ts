import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * NO-PATH-VECTOR TLV, RFC 5440 section 7.5.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                  Flags (32 bits, NO_PATH_VECTOR)              |
 */
export interface NoPathVectorTlv {
  readonly kind: 'NO-PATH-VECTOR';
  readonly flags: number;
}

/**
 * Flags by the names of the IANA registry "NO-PATH-VECTOR TLV Flag Field". RFC 5440 9.16 counts from the most significant
 * bit: bit 31 has the value 1.
 */
export const NO_PATH_FLAG = {
  'PCE currently unavailable': 1 << 0, // bit 31, RFC 5440 7.5
  'unknown destination': 1 << 1, // bit 30, RFC 5440 7.5
  'unknown source': 1 << 2, // bit 29, RFC 5440 7.5
  'BRPC path computation chain unavailable': 1 << 3, // bit 28, RFC 5441 12
  'PKS expansion failure': 1 << 4, // bit 27, RFC 5520 7.4
  'no GCO migration path': 1 << 5, // bit 26, RFC 5557 8.6
  'no GCO solution': 1 << 6, // bit 25, RFC 5557 8.6
  'P2MP reachability problem': 1 << 7, // bit 24, RFC 8306 6.6
  'no RWA constraints met': 1 << 8, // bit 23, RFC 8780 8.5
  'destination domain unknown': 1 << 9, // bit 22, RFC 8685 3.7
  'unresponsive child PCE': 1 << 10, // bit 21, RFC 8685 3.7
  'no resource in a domain': 1 << 11, // bit 20, RFC 8685 3.7
  'destination not in indicated domain': 1 << 12, // bit 19, RFC 8685 3.7
  'protection mismatch': 1 << 13, // bit 18, RFC 8779 2.9.1
  'no resource': 1 << 14, // bit 17, RFC 8779 2.9.1
  'granularity not supported': 1 << 15, // bit 16, RFC 8779 2.9.1
  'no endpoint label resource': 1 << 16, // bit 15, RFC 8779 2.9.1
  'no endpoint label resource in range': 1 << 17, // bit 14, RFC 8779 2.9.1
  'no label resource in range': 1 << 18, // bit 13, RFC 8779 2.9.1
  'LOAD-BALANCING impossible': 1 << 19, // bit 12, RFC 8779 2.9.1
  'disjoint path not found': 1 << 20, // bit 11, RFC 8800 5.4
  'disjoint computation not supported': 1 << 21, // bit 10, RFC 8800 5.4
} as const;

export const noPathVector: TlvCodec<NoPathVectorTlv> = {
  kind: 'NO-PATH-VECTOR',
  type: TLV_TYPE['NO-PATH-VECTOR'],
  reference: 'RFC 5440 7.5',
  decode: (r) => ({ kind: 'NO-PATH-VECTOR', flags: r.u32() }),
  encode: (w, value) => w.u32(value.flags),
};
