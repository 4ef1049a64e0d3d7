import type { IpAddress } from '../../../../domain/values/address.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type SubobjectCodec, withOtherFlags } from '../object-codec.js';
import { readPrefixLength } from './subobject-list.js';

/**
 * IPv4 prefix subobject. The last octet is reserved in an ERO or IRO (RFC 3209 section 4.3.3.2), flags in an RRO
 * (section 4.4.1.1) and the attribute in an XRO (RFC 5521 section 2.1.1).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    | IPv4 address (4 octets) ...
 *    | ... address                   | Prefix Length | last octet    |
 */
interface Ipv4Prefix {
  readonly kind: 'IPv4';
  readonly address: IpAddress;
  readonly prefixLength: number;
}

export interface Ipv4EroSubobject extends Ipv4Prefix {
  readonly loose: boolean;
}

export interface Ipv4RroSubobject extends Ipv4Prefix, OtherFlags {
  readonly localProtectionAvailable: boolean;
  readonly localProtectionInUse: boolean;
}

export interface Ipv4XroSubobject extends Ipv4Prefix {
  /** X: exclude if possible; otherwise the exclusion is a must. */
  readonly soft: boolean;
  /** 0 interface, 1 node, 2 SRLG. */
  readonly attribute: number;
}

const AVAILABLE = 0x01;
const IN_USE = 0x02;
const BITS = 32;

export const ipv4Ero: SubobjectCodec<Ipv4EroSubobject> = {
  kind: 'IPv4',
  type: SUBOBJECT_TYPE.IPv4,
  reference: 'RFC 3209 4.3.3.2',
  decode(r, loose) {
    const address = r.ipv4();
    const prefixLength = readPrefixLength(r, BITS);
    r.skip(1);
    return { kind: 'IPv4', loose, address, prefixLength };
  },
  encode(w, value) {
    w.ipv4(value.address);
    w.u8(value.prefixLength);
    w.u8(0);
  },
};

export const ipv4Rro: SubobjectCodec<Ipv4RroSubobject> = {
  kind: 'IPv4',
  type: SUBOBJECT_TYPE.IPv4,
  reference: 'RFC 3209 4.4.1.1',
  decode(r) {
    const address = r.ipv4();
    const prefixLength = readPrefixLength(r, BITS);
    const flags = r.u8();
    return withOtherFlags<Ipv4RroSubobject>(
      {
        kind: 'IPv4',
        address,
        prefixLength,
        localProtectionAvailable: (flags & AVAILABLE) !== 0,
        localProtectionInUse: (flags & IN_USE) !== 0,
      },
      flags & ~(AVAILABLE | IN_USE),
    );
  },
  encode(w, value) {
    w.ipv4(value.address);
    w.u8(value.prefixLength);
    w.u8(
      bit(value.localProtectionAvailable, AVAILABLE) |
        bit(value.localProtectionInUse, IN_USE) |
        (value.otherFlags ?? 0),
    );
  },
};

export const ipv4Xro: SubobjectCodec<Ipv4XroSubobject> = {
  kind: 'IPv4',
  type: SUBOBJECT_TYPE.IPv4,
  reference: 'RFC 5521 2.1.1',
  decode(r, soft) {
    const address = r.ipv4();
    const prefixLength = readPrefixLength(r, BITS);
    return { kind: 'IPv4', soft, address, prefixLength, attribute: r.u8() };
  },
  encode(w, value) {
    w.ipv4(value.address);
    w.u8(value.prefixLength);
    w.u8(value.attribute);
  },
};
