import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import { readCodes, writeCodes } from './code-list.js';

/**
 * ASSOC-Type-List TLV, RFC 8697 section 3.4: association types that the speaker supports.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |         Assoc-Type #1         |         Assoc-Type #2         |
 *    //                             ...                             //
 */
export interface AssocTypeListTlv {
  readonly kind: 'ASSOC-Type-List';
  readonly types: readonly number[];
}

export const assocTypeList: TlvCodec<AssocTypeListTlv> = {
  kind: 'ASSOC-Type-List',
  type: TLV_TYPE['ASSOC-Type-List'],
  reference: 'RFC 8697 3.4',
  decode: (r) => ({ kind: 'ASSOC-Type-List', types: readCodes(r) }),
  encode: (w, value) => writeCodes(w, value.types),
};
