import { PATH_SETUP_SUB_TLV_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type TlvCodec, withOtherFlags } from '../object-codec.js';

/**
 * SRv6-PCE-CAPABILITY, RFC 9603 section 4.1.1: a sub-TLV of PATH-SETUP-TYPE-CAPABILITY. Its length tells how many pairs
 * there are. Drafts had an X flag in the last bit (no limit); it is unassigned and kept as it came.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |            Reserved           |             Flags         |N| |
 *    |   MSD-Type    |   MSD-Value   |   MSD-Type    |   MSD-Value   |
 */
export interface Srv6PceCapabilityTlv extends OtherFlags {
  readonly kind: 'SRv6-PCE-CAPABILITY';
  /** N: a PCC can resolve an NAI to an SRv6 SID. */
  readonly resolvesNai: boolean;
  /** Of the registry of IGP MSD types (`SRV6_MSD_TYPE`). */
  readonly msds: readonly MaximumSidDepth[];
}

export interface MaximumSidDepth {
  readonly type: number;
  readonly value: number;
}

const N = 0x0002;

export const srv6PceCapability: TlvCodec<Srv6PceCapabilityTlv> = {
  kind: 'SRv6-PCE-CAPABILITY',
  type: PATH_SETUP_SUB_TLV_TYPE['SRv6-PCE-CAPABILITY'],
  reference: 'RFC 9603 4.1.1',

  decode(r) {
    r.skip(2);
    const flags = r.u16();
    const msds: MaximumSidDepth[] = [];
    while (r.remaining() > 0) msds.push({ type: r.u8(), value: r.u8() });
    return withOtherFlags<Srv6PceCapabilityTlv>(
      { kind: 'SRv6-PCE-CAPABILITY', resolvesNai: (flags & N) !== 0, msds },
      flags & ~N,
    );
  },

  encode(w, value) {
    w.u16(0);
    w.u16(bit(value.resolvesNai, N) | (value.otherFlags ?? 0));
    for (const { type, value: depth } of value.msds) {
      w.u8(type);
      w.u8(depth);
    }
  },
};
