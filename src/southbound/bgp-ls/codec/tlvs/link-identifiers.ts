import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from './tlv-codec.js';

/** Link Local/Remote Identifiers, RFC 7752 3.2.2 (RFC 5307 1.1): interface numbers; 0 is "not known". */
export interface LinkIdentifiersTlv {
  readonly kind: 'LinkIdentifiers';
  readonly local: number;
  readonly remote: number;
}

export const linkIdentifiers: TlvCodec<LinkIdentifiersTlv> = {
  kind: 'LinkIdentifiers',
  type: TLV_TYPE.LinkIdentifiers,
  reference: 'RFC 7752 3.2.2',
  decode: (r) => ({ kind: 'LinkIdentifiers', local: r.u32(), remote: r.u32() }),
  encode(w, { local, remote }) {
    w.u32(local);
    w.u32(remote);
  },
};
