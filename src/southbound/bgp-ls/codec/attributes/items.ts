import { DecodeError } from '../../../wire/decode-error.js';
import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import type { AttributeCodec } from './attribute-codec.js';

type ItemsKind = 'COMMUNITIES' | 'CLUSTER_LIST' | 'EXTENDED_COMMUNITIES' | 'LARGE_COMMUNITIES';

/** Attributes of one or more items of one length. They do not matter to a topology, so the octets are kept as they are. */
export type ItemsAttribute = {
  readonly [K in ItemsKind]: { readonly kind: K; readonly octets: Uint8Array };
}[ItemsKind];

type Row = Pick<AttributeCodec<never>, 'reference' | 'flags' | 'internalOnly'>;

const items = (kind: ItemsKind, itemLength: number, row: Row): AttributeCodec<ItemsAttribute> => ({
  kind,
  type: PATH_ATTRIBUTE[kind],
  ...row,
  malformed: 'treat-as-withdraw',
  decode(r) {
    const length = r.remaining();
    if (length === 0 || length % itemLength !== 0)
      throw new DecodeError('malformed', r.offset, `${length} octets, no multiple of ${itemLength}`);
    return { kind, octets: r.copy(length) };
  },
  encode: (w, { octets }) => w.bytes(octets),
});

const { OPTIONAL, TRANSITIVE } = ATTRIBUTE_FLAG;

export const ITEMS_ATTRIBUTES: readonly AttributeCodec<ItemsAttribute>[] = [
  items('COMMUNITIES', 4, { reference: 'RFC 1997, RFC 7606 7.8', flags: OPTIONAL | TRANSITIVE }),
  items('CLUSTER_LIST', 4, { reference: 'RFC 4456 8, RFC 7606 7.10', flags: OPTIONAL, internalOnly: true }),
  items('EXTENDED_COMMUNITIES', 8, { reference: 'RFC 4360 2, RFC 7606 7.14', flags: OPTIONAL | TRANSITIVE }),
  items('LARGE_COMMUNITIES', 12, { reference: 'RFC 8092 3, 6', flags: OPTIONAL | TRANSITIVE }),
];
