import type { IpAddress } from '../../../../domain/values/address.js';
import { SUBOBJECT_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type SubobjectCodec, withOtherFlags } from '../object-codec.js';

/**
 * Unnumbered interface subobject: RFC 3477 sections 4 (ERO) and 5 (RRO), RFC 5521 section 2.1.1 (XRO).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |L|    Type     |     Length    |    Reserved (flags, attribute) |
 *    |                           Router ID                           |
 *    |                     Interface ID (32 bits)                    |
 *
 * An RRO has flags in the first octet after Length, an XRO its attribute in the second.
 */
interface Unnumbered {
  readonly kind: 'Unnumbered';
  readonly routerId: IpAddress;
  readonly interfaceId: number;
}

export interface UnnumberedEroSubobject extends Unnumbered {
  readonly loose: boolean;
}

export interface UnnumberedRroSubobject extends Unnumbered, OtherFlags {
  readonly localProtectionAvailable: boolean;
  readonly localProtectionInUse: boolean;
}

export interface UnnumberedXroSubobject extends Unnumbered {
  readonly soft: boolean;
  readonly attribute: number;
}

const AVAILABLE = 0x01;
const IN_USE = 0x02;

export const unnumberedEro: SubobjectCodec<UnnumberedEroSubobject> = {
  kind: 'Unnumbered',
  type: SUBOBJECT_TYPE.Unnumbered,
  reference: 'RFC 3477 4',
  decode(r, loose) {
    r.skip(2);
    return { kind: 'Unnumbered', loose, routerId: r.ipv4(), interfaceId: r.u32() };
  },
  encode(w, value) {
    w.u16(0);
    w.ipv4(value.routerId);
    w.u32(value.interfaceId);
  },
};

export const unnumberedRro: SubobjectCodec<UnnumberedRroSubobject> = {
  kind: 'Unnumbered',
  type: SUBOBJECT_TYPE.Unnumbered,
  reference: 'RFC 3477 5',
  decode(r) {
    const flags = r.u8();
    r.skip(1);
    return withOtherFlags<UnnumberedRroSubobject>(
      {
        kind: 'Unnumbered',
        routerId: r.ipv4(),
        interfaceId: r.u32(),
        localProtectionAvailable: (flags & AVAILABLE) !== 0,
        localProtectionInUse: (flags & IN_USE) !== 0,
      },
      flags & ~(AVAILABLE | IN_USE),
    );
  },
  encode(w, value) {
    w.u8(
      bit(value.localProtectionAvailable, AVAILABLE) |
        bit(value.localProtectionInUse, IN_USE) |
        (value.otherFlags ?? 0),
    );
    w.u8(0);
    w.ipv4(value.routerId);
    w.u32(value.interfaceId);
  },
};

export const unnumberedXro: SubobjectCodec<UnnumberedXroSubobject> = {
  kind: 'Unnumbered',
  type: SUBOBJECT_TYPE.Unnumbered,
  reference: 'RFC 5521 2.1.1',
  decode(r, soft) {
    r.skip(1);
    const attribute = r.u8();
    return { kind: 'Unnumbered', soft, attribute, routerId: r.ipv4(), interfaceId: r.u32() };
  },
  encode(w, value) {
    w.u8(0);
    w.u8(value.attribute);
    w.ipv4(value.routerId);
    w.u32(value.interfaceId);
  },
};
