import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * LSP-DB-VERSION TLV, RFC 8232 section 3.3.1. 0 and all ones are reserved; the session judges that, because the
 * answer depends on what was negotiated.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                 LSP State Database Version Number             |
 *    |                            (64 bits)                          |
 */
export interface LspDbVersionTlv {
  readonly kind: 'LSP-DB-VERSION';
  readonly version: bigint;
}

export const lspDbVersion: TlvCodec<LspDbVersionTlv> = {
  kind: 'LSP-DB-VERSION',
  type: TLV_TYPE['LSP-DB-VERSION'],
  reference: 'RFC 8232 3.3.1',
  decode: (r) => ({ kind: 'LSP-DB-VERSION', version: r.u64() }),
  encode: (w, value) => w.u64(value.version),
};
