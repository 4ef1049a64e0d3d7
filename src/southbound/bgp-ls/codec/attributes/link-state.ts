import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import { attributeTlvs, type Tlv } from '../tlvs/tlv.js';
import type { AttributeCodec } from './attribute-codec.js';

/**
 * BGP-LS attribute, RFC 7752 section 3.3: what is known of the objects that the NLRIs name. Malformed in any of its
 * TLVs it is left out whole (RFC 7752 6.2.2): the objects stay, without attributes. Empty is allowed.
 */
export interface LinkState {
  readonly kind: 'LINK_STATE';
  readonly tlvs: readonly Tlv[];
}

export const linkState: AttributeCodec<LinkState> = {
  kind: 'LINK_STATE',
  type: PATH_ATTRIBUTE.LINK_STATE,
  reference: 'RFC 7752 3.3, 6.2.2',
  flags: ATTRIBUTE_FLAG.OPTIONAL,
  malformed: 'attribute-discard',
  decode: (r) => ({ kind: 'LINK_STATE', tlvs: attributeTlvs.decode(r) }),
  encode: (w, { tlvs }) => attributeTlvs.encode(w, tlvs),
};
