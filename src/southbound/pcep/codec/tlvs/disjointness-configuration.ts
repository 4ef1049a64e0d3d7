import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import {
  type DisjointnessFlags,
  readDisjointnessFlags,
  writeDisjointnessFlags,
} from './disjointness-flags.js';

/**
 * DISJOINTNESS-CONFIGURATION TLV, RFC 8800 section 5.2: what the paths of a disjoint association group must not share.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                      Flags                          |T|P|S|N|L|
 */
export interface DisjointnessConfigurationTlv extends DisjointnessFlags {
  readonly kind: 'DISJOINTNESS-CONFIGURATION';
}

export const disjointnessConfiguration: TlvCodec<DisjointnessConfigurationTlv> = {
  kind: 'DISJOINTNESS-CONFIGURATION',
  type: TLV_TYPE['DISJOINTNESS-CONFIGURATION'],
  reference: 'RFC 8800 5.2',
  decode: (r) => readDisjointnessFlags<DisjointnessConfigurationTlv>(r, 'DISJOINTNESS-CONFIGURATION'),
  encode: writeDisjointnessFlags,
};
