import type { IpAddress } from '../../../../domain/values/address.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type SubobjectCodec, withOtherFlags } from '../object-codec.js';
import { readPrefixLength } from './subobject-list.js';

/**
 * IPv6 prefix subobject. The last octet is reserved in an ERO or IRO (RFC 3209 section 4.3.3.3), flags in an RRO
 * (section 4.4.1.2) and the attribute in an XRO (RFC 5521 section 2.1.1).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    | IPv6 address (16 octets) ...
 *    | ... address                   | Prefix Length | last octet    |
 */
interface Ipv6Prefix {
  readonly kind: 'IPv6';
  readonly address: IpAddress;
  readonly prefixLength: number;
}

export interface Ipv6EroSubobject extends Ipv6Prefix {
  readonly loose: boolean;
}

export interface Ipv6RroSubobject extends Ipv6Prefix, OtherFlags {
  readonly localProtectionAvailable: boolean;
  readonly localProtectionInUse: boolean;
}

export interface Ipv6XroSubobject extends Ipv6Prefix {
  /** X: exclude if possible; otherwise the exclusion is a must. */
  readonly soft: boolean;
  /** 0 interface, 1 node, 2 SRLG. */
  readonly attribute: number;
}

const AVAILABLE = 0x01;
const IN_USE = 0x02;
const BITS = 128;

export const ipv6Ero: SubobjectCodec<Ipv6EroSubobject> = {
  kind: 'IPv6',
  type: SUBOBJECT_TYPE.IPv6,
  reference: 'RFC 3209 4.3.3.3',
  decode(r, loose) {
    const address = r.ipv6();
    const prefixLength = readPrefixLength(r, BITS);
    r.skip(1);
    return { kind: 'IPv6', loose, address, prefixLength };
  },
  encode(w, value) {
    w.ipv6(value.address);
    w.u8(value.prefixLength);
    w.u8(0);
  },
};

export const ipv6Rro: SubobjectCodec<Ipv6RroSubobject> = {
  kind: 'IPv6',
  type: SUBOBJECT_TYPE.IPv6,
  reference: 'RFC 3209 4.4.1.2',
  decode(r) {
    const address = r.ipv6();
    const prefixLength = readPrefixLength(r, BITS);
    const flags = r.u8();
    return withOtherFlags<Ipv6RroSubobject>(
      {
        kind: 'IPv6',
        address,
        prefixLength,
        localProtectionAvailable: (flags & AVAILABLE) !== 0,
        localProtectionInUse: (flags & IN_USE) !== 0,
      },
      flags & ~(AVAILABLE | IN_USE),
    );
  },
  encode(w, value) {
    w.ipv6(value.address);
    w.u8(value.prefixLength);
    w.u8(
      bit(value.localProtectionAvailable, AVAILABLE) |
        bit(value.localProtectionInUse, IN_USE) |
        (value.otherFlags ?? 0),
    );
  },
};

export const ipv6Xro: SubobjectCodec<Ipv6XroSubobject> = {
  kind: 'IPv6',
  type: SUBOBJECT_TYPE.IPv6,
  reference: 'RFC 5521 2.1.1',
  decode(r, soft) {
    const address = r.ipv6();
    const prefixLength = readPrefixLength(r, BITS);
    return { kind: 'IPv6', soft, address, prefixLength, attribute: r.u8() };
  },
  encode(w, value) {
    w.ipv6(value.address);
    w.u8(value.prefixLength);
    w.u8(value.attribute);
  },
};
