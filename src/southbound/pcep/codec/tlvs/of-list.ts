import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import { readCodes, writeCodes } from './code-list.js';

/**
 * OF-List TLV, RFC 5541 section 2.1: objective functions that the speaker supports.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |           OF Code #1          |           OF Code #2          |
 *    //                             ...                             //
 */
export interface OfListTlv {
  readonly kind: 'OF-List';
  readonly codes: readonly number[];
}

export const ofList: TlvCodec<OfListTlv> = {
  kind: 'OF-List',
  type: TLV_TYPE['OF-List'],
  reference: 'RFC 5541 2.1',
  decode: (r) => ({ kind: 'OF-List', codes: readCodes(r) }),
  encode: (w, value) => writeCodes(w, value.codes),
};
