import { TLV_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type TlvCodec, withOtherFlags } from '../object-codec.js';

/**
 * TE-PATH-BINDING TLV, RFC 9604 section 4. An empty value asks the receiver to allocate one.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |      BT       |R|   Flags     |            Reserved           |
 *    //            Binding Value (variable length)                  //
 */
export interface TePathBindingTlv extends OtherFlags {
  readonly kind: 'TE-PATH-BINDING';
  /** 0 label (20 most significant bits), 1 label stack entry, 2 SRv6 SID, 3 SRv6 SID with behavior. */
  readonly bindingType: number;
  /** R: the binding is removed. */
  readonly remove: boolean;
  readonly value: Uint8Array;
}

const R = 0x80;

export const tePathBinding: TlvCodec<TePathBindingTlv> = {
  kind: 'TE-PATH-BINDING',
  type: TLV_TYPE['TE-PATH-BINDING'],
  reference: 'RFC 9604 4',

  decode(r) {
    const bindingType = r.u8();
    const flags = r.u8();
    r.skip(2);
    const value = r.copy(r.remaining());
    return withOtherFlags<TePathBindingTlv>(
      { kind: 'TE-PATH-BINDING', bindingType, remove: (flags & R) !== 0, value },
      flags & ~R,
    );
  },

  encode(w, value) {
    w.u8(value.bindingType);
    w.u8(bit(value.remove, R) | (value.otherFlags ?? 0));
    w.u16(0);
    w.bytes(value.value);
  },
};

/** The MPLS label of a binding of type 0 or 1, where there is one. */
export function bindingLabel(tlv: TePathBindingTlv): number | undefined {
  if (tlv.bindingType > 1) return undefined;
  const [high, middle, low] = tlv.value;
  if (high === undefined || middle === undefined || low === undefined) return undefined;
  return (high << 12) | (middle << 4) | (low >>> 4);
}
