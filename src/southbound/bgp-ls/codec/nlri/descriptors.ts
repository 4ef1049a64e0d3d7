import { DecodeError } from '../../../wire/decode-error.js';
import { TLV_TYPE } from '../code-points.js';
import { type KnownLeafTlv, LEAF_TLV_CODECS, type LeafTlv, leafTlvs } from '../tlvs/leaf-tlv.js';
import { type EachKind, type TlvCodec, tlvList } from '../tlvs/tlv-codec.js';

/** Local or remote node descriptors: what names a node, RFC 7752 sections 3.2.1.2 to 3.2.1.4. */
export type NodeDescriptorsTlv = EachKind<
  'LocalNodeDescriptors' | 'RemoteNodeDescriptors',
  { readonly subTlvs: readonly LeafTlv[] }
>;

/**
 * TLVs in ascending order of type, those of one type in the order that they came in. RFC 9552 5.1 demands that order
 * of the sender; senders in the field do not always keep to it, and an NLRI is the same one in any order.
 */
export function inOrder<T extends LeafTlv>(tlvs: readonly T[]): readonly T[] {
  const ordered = tlvs.every((tlv, at) => at === 0 || typeAt(tlvs, at - 1) <= leafTlvs.typeOf(tlv));
  return ordered ? tlvs : tlvs.toSorted((a, b) => leafTlvs.typeOf(a) - leafTlvs.typeOf(b));
}

const typeAt = (tlvs: readonly LeafTlv[], at: number): number => leafTlvs.typeOf(tlvs[at] as LeafTlv);

const nodeDescriptors = (
  kind: NodeDescriptorsTlv['kind'],
  reference: string,
): TlvCodec<NodeDescriptorsTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const at = r.offset;
    const subTlvs = inOrder(leafTlvs.decode(r));
    // "There MUST be at most one instance of each" (RFC 7752 3.2.1.4).
    for (let next = 1; next < subTlvs.length; next++) {
      if (typeAt(subTlvs, next) !== typeAt(subTlvs, next - 1)) continue;
      throw new DecodeError('malformed', at, `node descriptor ${typeAt(subTlvs, next)} twice`);
    }
    return { kind, subTlvs };
  },
  encode: (w, { subTlvs }) => leafTlvs.encode(w, subTlvs),
});

export const NODE_DESCRIPTORS: readonly TlvCodec<NodeDescriptorsTlv>[] = [
  nodeDescriptors('LocalNodeDescriptors', 'RFC 7752 3.2.1.2'),
  nodeDescriptors('RemoteNodeDescriptors', 'RFC 7752 3.2.1.3'),
];

/** What an NLRI is made of behind its identifier. */
export const descriptorTlvs = tlvList<KnownLeafTlv | NodeDescriptorsTlv>([
  ...LEAF_TLV_CODECS,
  ...NODE_DESCRIPTORS,
] as readonly TlvCodec<KnownLeafTlv | NodeDescriptorsTlv>[]);
