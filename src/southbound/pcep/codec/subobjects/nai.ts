import type { IpAddress } from '../../../../domain/values/address.js';
import { unreachable } from '../../../../domain/values/result.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { PcepDecodeError } from '../failure.js';

/**
 * Node or adjacency identifier of a segment, RFC 8664 section 4.3.2: what the SID stands for. The NT field says
 * which: 1 IPv4 node, 2 IPv6 node, 3 IPv4 adjacency, 4 IPv6 global adjacency, 5 unnumbered adjacency with IPv4
 * node identifiers, 6 IPv6 link-local adjacency.
 */
export type Nai =
  | { readonly kind: 'IPv4Node'; readonly node: IpAddress }
  | { readonly kind: 'IPv6Node'; readonly node: IpAddress }
  | { readonly kind: 'IPv4Adjacency'; readonly local: IpAddress; readonly remote: IpAddress }
  | { readonly kind: 'IPv6Adjacency'; readonly local: IpAddress; readonly remote: IpAddress }
  | {
      readonly kind: 'UnnumberedAdjacency';
      readonly localNode: IpAddress;
      readonly localInterface: number;
      readonly remoteNode: IpAddress;
      readonly remoteInterface: number;
    }
  | {
      readonly kind: 'IPv6LinkLocalAdjacency';
      readonly local: IpAddress;
      readonly localInterface: number;
      readonly remote: IpAddress;
      readonly remoteInterface: number;
    };

/** NT value of each NAI, and its length in octets; NT 0 means that there is none. */
const NAI_TYPE = {
  IPv4Node: 1,
  IPv6Node: 2,
  IPv4Adjacency: 3,
  IPv6Adjacency: 4,
  UnnumberedAdjacency: 5,
  IPv6LinkLocalAdjacency: 6,
} as const satisfies Record<Nai['kind'], number>;

export const NAI_LENGTHS: readonly number[] = [0, 4, 16, 8, 32, 16, 40];

export const naiTypeOf = (nai: Nai | undefined): number => (nai === undefined ? 0 : NAI_TYPE[nai.kind]);

/** Reads the NAI of type `nt`; the caller has checked `nt` and the length. */
export function readNai(nt: number, r: Reader): Nai {
  switch (nt) {
    case 1:
      return { kind: 'IPv4Node', node: r.ipv4() };
    case 2:
      return { kind: 'IPv6Node', node: r.ipv6() };
    case 3:
      return { kind: 'IPv4Adjacency', local: r.ipv4(), remote: r.ipv4() };
    case 4:
      return { kind: 'IPv6Adjacency', local: r.ipv6(), remote: r.ipv6() };
    case 5:
      return {
        kind: 'UnnumberedAdjacency',
        localNode: r.ipv4(),
        localInterface: r.u32(),
        remoteNode: r.ipv4(),
        remoteInterface: r.u32(),
      };
    case 6:
      return {
        kind: 'IPv6LinkLocalAdjacency',
        local: r.ipv6(),
        localInterface: r.u32(),
        remote: r.ipv6(),
        remoteInterface: r.u32(),
      };
    default:
      throw new PcepDecodeError(10, 13, r.offset, `NAI type ${nt}`);
  }
}

export function writeNai(w: Writer, nai: Nai): void {
  switch (nai.kind) {
    case 'IPv4Node':
      return w.ipv4(nai.node);
    case 'IPv6Node':
      return w.ipv6(nai.node);
    case 'IPv4Adjacency':
      w.ipv4(nai.local);
      return w.ipv4(nai.remote);
    case 'IPv6Adjacency':
      w.ipv6(nai.local);
      return w.ipv6(nai.remote);
    case 'UnnumberedAdjacency':
      w.ipv4(nai.localNode);
      w.u32(nai.localInterface);
      w.ipv4(nai.remoteNode);
      return w.u32(nai.remoteInterface);
    case 'IPv6LinkLocalAdjacency':
      w.ipv6(nai.local);
      w.u32(nai.localInterface);
      w.ipv6(nai.remote);
      return w.u32(nai.remoteInterface);
    default:
      return unreachable(nai);
  }
}
