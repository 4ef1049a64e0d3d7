import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/** Maximum SID depths of a node or link, RFC 8814 sections 3 and 4: pairs of type (RFC 8491 5) and value. */
export type MsdTlv = EachKind<
  'NodeMsd' | 'LinkMsd',
  { readonly depths: readonly { readonly msdType: number; readonly value: number }[] }
>;

const msd = (kind: MsdTlv['kind'], reference: string): TlvCodec<MsdTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const depths = [];
    while (r.remaining() > 0) depths.push({ msdType: r.u8(), value: r.u8() });
    return { kind, depths };
  },
  encode(w, { depths }) {
    for (const { msdType, value } of depths) {
      w.u8(msdType);
      w.u8(value);
    }
  },
});

export const MSD_TLVS: readonly TlvCodec<MsdTlv>[] = [
  msd('NodeMsd', 'RFC 8814 3'),
  msd('LinkMsd', 'RFC 8814 4'),
];
