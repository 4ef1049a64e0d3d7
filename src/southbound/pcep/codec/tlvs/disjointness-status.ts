import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import {
  type DisjointnessFlags,
  readDisjointnessFlags,
  writeDisjointnessFlags,
} from './disjointness-flags.js';

/**
 * DISJOINTNESS-STATUS TLV, RFC 8800 section 5.2: what the computed paths of the group do not share.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                      Flags                          |T|P|S|N|L|
 */
export interface DisjointnessStatusTlv extends DisjointnessFlags {
  readonly kind: 'DISJOINTNESS-STATUS';
}

export const disjointnessStatus: TlvCodec<DisjointnessStatusTlv> = {
  kind: 'DISJOINTNESS-STATUS',
  type: TLV_TYPE['DISJOINTNESS-STATUS'],
  reference: 'RFC 8800 5.2',
  decode: (r) => readDisjointnessFlags<DisjointnessStatusTlv>(r, 'DISJOINTNESS-STATUS'),
  encode: writeDisjointnessFlags,
};
