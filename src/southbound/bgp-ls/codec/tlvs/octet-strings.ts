import { DecodeError } from '../../../wire/decode-error.js';
import { type OctetText, readText, writeText } from '../../../wire/text.js';
import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/** Names: ASCII by the RFC, UTF-8 in practice. */
export type NameTlv = EachKind<'NodeName' | 'LinkName', { readonly name: OctetText }>;

type OctetsKind =
  | 'IgpRouterId'
  | 'IsisArea'
  | 'OpaqueNode'
  | 'OpaqueLink'
  | 'OpaquePrefix'
  | 'PrefixAttributeFlags'
  | 'FlexUnsupported';

/** TLVs of octets whose meaning depends on the IGP, or that only the sender's IGP understands. */
export type OctetsTlv = EachKind<OctetsKind, { readonly octets: Uint8Array }>;

const name = (kind: NameTlv['kind'], reference: string): TlvCodec<NameTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, name: readText(r, r.remaining()) }),
  encode: (w, tlv) => writeText(w, tlv.name),
});

export const NAME_TLVS: readonly TlvCodec<NameTlv>[] = [
  name('NodeName', 'RFC 7752 3.3.1.3'),
  name('LinkName', 'RFC 7752 3.3.2.7'),
];

/** @param lengths those that are allowed; absent: any */
const octets = (kind: OctetsKind, reference: string, lengths?: readonly number[]): TlvCodec<OctetsTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    const length = r.remaining();
    if (lengths !== undefined && !lengths.includes(length))
      throw new DecodeError('malformed', r.offset, `${length} octets, not ${lengths.join(', ')}`);
    return { kind, octets: r.copy(length) };
  },
  encode: (w, tlv) => w.bytes(tlv.octets),
});

export const OCTETS_TLVS: readonly TlvCodec<OctetsTlv>[] = [
  // IS-IS router 6, IS-IS pseudonode 7; OSPF router 4, OSPF pseudonode 8: DR and its interface address.
  octets('IgpRouterId', 'RFC 7752 3.2.1.4', [4, 6, 7, 8]),
  octets('IsisArea', 'RFC 7752 3.3.1.2'),
  octets('OpaqueNode', 'RFC 7752 3.3.1.5'),
  octets('OpaqueLink', 'RFC 7752 3.3.2.6'),
  octets('OpaquePrefix', 'RFC 7752 3.3.3.6'),
  octets('PrefixAttributeFlags', 'RFC 9085 2.3.2'),
  octets('FlexUnsupported', 'RFC 9351 3.6'),
];
