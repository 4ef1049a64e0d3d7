import { TLV_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type TlvCodec, withOtherFlags } from '../object-codec.js';

/**
 * Path Protection Association TLV, RFC 8745 section 3.2, whose fields are those of RFC 4872 section 14.1.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |    PT     |               Unassigned Flags                |S|P|
 */
export interface PathProtectionAssociationTlv extends OtherFlags {
  readonly kind: 'PATH-PROTECTION-ASSOCIATION';
  /** PT, 6 bits: how the LSP is protected. */
  readonly protectionType: number;
  /** S: the protection LSP is not fully set up before it is needed. Without P it says nothing. */
  readonly secondary: boolean;
  /** P: a protection LSP, not a working one. */
  readonly protecting: boolean;
}

const P = 0x01;
const S = 0x02;
const PT_SHIFT = 26;
const UNASSIGNED = 0x03ff_fffc;

export const pathProtectionAssociation: TlvCodec<PathProtectionAssociationTlv> = {
  kind: 'PATH-PROTECTION-ASSOCIATION',
  type: TLV_TYPE['PATH-PROTECTION-ASSOCIATION'],
  reference: 'RFC 8745 3.2',

  decode(r) {
    const flags = r.u32();
    return withOtherFlags<PathProtectionAssociationTlv>(
      {
        kind: 'PATH-PROTECTION-ASSOCIATION',
        protectionType: flags >>> PT_SHIFT,
        secondary: (flags & S) !== 0,
        protecting: (flags & P) !== 0,
      },
      flags & UNASSIGNED,
    );
  },

  encode(w, value) {
    const { protectionType, secondary, protecting, otherFlags = 0 } = value;
    w.u32(((protectionType << PT_SHIFT) | bit(secondary, S) | bit(protecting, P) | otherFlags) >>> 0);
  },
};
