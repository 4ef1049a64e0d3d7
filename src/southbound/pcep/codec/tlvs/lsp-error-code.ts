import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * LSP-ERROR-CODE TLV, RFC 8231 section 7.3.3. Values: LSP_ERROR_CODE.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                          LSP Error Code                       |
 */
export interface LspErrorCodeTlv {
  readonly kind: 'LSP-ERROR-CODE';
  readonly code: number;
}

export const lspErrorCode: TlvCodec<LspErrorCodeTlv> = {
  kind: 'LSP-ERROR-CODE',
  type: TLV_TYPE['LSP-ERROR-CODE'],
  reference: 'RFC 8231 7.3.3',
  decode: (r) => ({ kind: 'LSP-ERROR-CODE', code: r.u32() }),
  encode: (w, value) => w.u32(value.code),
};
