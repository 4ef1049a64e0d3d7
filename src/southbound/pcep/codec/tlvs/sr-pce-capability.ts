import { TLV_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type TlvCodec, withOtherFlags } from '../object-codec.js';

/**
 * SR-PCE-CAPABILITY, RFC 8664 section 4.1.2: a sub-TLV of PATH-SETUP-TYPE-CAPABILITY; old peers send it as a TLV of
 * its own (Appendix A).
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |         Reserved              |   Flags   |N|X|      MSD      |
 */
export interface SrPceCapabilityTlv extends OtherFlags {
  readonly kind: 'SR-PCE-CAPABILITY';
  /** N: a PCC can resolve an NAI to a SID. */
  readonly resolvesNai: boolean;
  /** X: no limit on the SID depth; MSD is then to be ignored. */
  readonly unlimitedMsd: boolean;
  /** Greatest number of SIDs that the PCC can impose. */
  readonly msd: number;
}

const N = 0x02;
const X = 0x01;

export const srPceCapability: TlvCodec<SrPceCapabilityTlv> = {
  kind: 'SR-PCE-CAPABILITY',
  type: TLV_TYPE['SR-PCE-CAPABILITY'],
  reference: 'RFC 8664 4.1.2',

  decode(r) {
    r.skip(2);
    const flags = r.u8();
    const msd = r.u8();
    return withOtherFlags<SrPceCapabilityTlv>(
      {
        kind: 'SR-PCE-CAPABILITY',
        resolvesNai: (flags & N) !== 0,
        unlimitedMsd: (flags & X) !== 0,
        msd,
      },
      flags & ~(N | X),
    );
  },

  encode(w, value) {
    w.u16(0);
    w.u8(bit(value.resolvesNai, N) | bit(value.unlimitedMsd, X) | (value.otherFlags ?? 0));
    w.u8(value.msd);
  },
};
