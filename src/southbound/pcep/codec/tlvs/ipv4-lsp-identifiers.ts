import type { IpAddress } from '../../../../domain/values/address.js';
import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * IPV4-LSP-IDENTIFIERS TLV, RFC 8231 section 7.3.1. All zero names every path of the PLSP-ID.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                   IPv4 Tunnel Sender Address                  |
 *    |             LSP-ID            |           Tunnel ID           |
 *    |                       Extended Tunnel ID                      |
 *    |                  IPv4 Tunnel Endpoint Address                 |
 */
export interface Ipv4LspIdentifiersTlv {
  readonly kind: 'IPV4-LSP-IDENTIFIERS';
  readonly sender: IpAddress;
  readonly lspId: number;
  readonly tunnelId: number;
  /** 32 bits, written as a dotted quad: it usually is an address of the sender (RFC 3209). */
  readonly extendedTunnelId: IpAddress;
  readonly endpoint: IpAddress;
}

export const ipv4LspIdentifiers: TlvCodec<Ipv4LspIdentifiersTlv> = {
  kind: 'IPV4-LSP-IDENTIFIERS',
  type: TLV_TYPE['IPV4-LSP-IDENTIFIERS'],
  reference: 'RFC 8231 7.3.1',

  decode: (r) => ({
    kind: 'IPV4-LSP-IDENTIFIERS',
    sender: r.ipv4(),
    lspId: r.u16(),
    tunnelId: r.u16(),
    extendedTunnelId: r.ipv4(),
    endpoint: r.ipv4(),
  }),

  encode(w, value) {
    w.ipv4(value.sender);
    w.u16(value.lspId);
    w.u16(value.tunnelId);
    w.ipv4(value.extendedTunnelId);
    w.ipv4(value.endpoint);
  },
};
