import type { IpAddress } from '../../../../domain/values/address.js';
import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * IPV6-LSP-IDENTIFIERS TLV, RFC 8231 section 7.3.1. All zero names every path of the PLSP-ID.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //             IPv6 Tunnel Sender Address (16 octets)          //
 *    |             LSP-ID            |           Tunnel ID           |
 *    //                 Extended Tunnel ID (16 octets)              //
 *    //            IPv6 Tunnel Endpoint Address (16 octets)         //
 */
export interface Ipv6LspIdentifiersTlv {
  readonly kind: 'IPV6-LSP-IDENTIFIERS';
  readonly sender: IpAddress;
  readonly lspId: number;
  readonly tunnelId: number;
  /** 128 bits, written as an address. */
  readonly extendedTunnelId: IpAddress;
  readonly endpoint: IpAddress;
}

export const ipv6LspIdentifiers: TlvCodec<Ipv6LspIdentifiersTlv> = {
  kind: 'IPV6-LSP-IDENTIFIERS',
  type: TLV_TYPE['IPV6-LSP-IDENTIFIERS'],
  reference: 'RFC 8231 7.3.1',

  decode: (r) => ({
    kind: 'IPV6-LSP-IDENTIFIERS',
    sender: r.ipv6(),
    lspId: r.u16(),
    tunnelId: r.u16(),
    extendedTunnelId: r.ipv6(),
    endpoint: r.ipv6(),
  }),

  encode(w, value) {
    w.ipv6(value.sender);
    w.u16(value.lspId);
    w.u16(value.tunnelId);
    w.ipv6(value.extendedTunnelId);
    w.ipv6(value.endpoint);
  },
};
