import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

type ListKind =
  | 'MultiTopologyIds'
  | 'SrAlgorithms'
  | 'Srlg'
  | 'RouteTags'
  | 'ExtendedAdminGroup'
  | 'FlexExcludeAny'
  | 'FlexIncludeAny'
  | 'FlexIncludeAll'
  | 'FlexExcludeSrlg'
  | 'FlexFlags';

/** TLVs of one number after another, all of one width. */
export type ListTlv = EachKind<ListKind, { readonly values: readonly number[] }>;

/** Route tags of eight octets (RFC 7752 3.3.3.3). */
export interface ExtendedRouteTagsTlv {
  readonly kind: 'ExtendedRouteTags';
  readonly values: readonly bigint[];
}

/** Numbers up to `r.end`. Where the octets do not come out even, the last one reads beyond the end and fails. */
function readAll<T>(r: Reader, read: () => T): readonly T[] {
  const values: T[] = [];
  while (r.remaining() > 0) values.push(read());
  return values;
}

const list = (
  kind: ListKind,
  octets: 1 | 2 | 4,
  reference: string,
  mayBeEmpty = false,
): TlvCodec<ListTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode(r) {
    if (r.remaining() === 0 && !mayBeEmpty) throw new DecodeError('malformed', r.offset, 'an empty list');
    return { kind, values: readAll(r, () => (octets === 1 ? r.u8() : octets === 2 ? r.u16() : r.u32())) };
  },
  encode(w: Writer, { values }) {
    for (const value of values) {
      if (octets === 1) w.u8(value);
      else if (octets === 2) w.u16(value);
      else w.u32(value);
    }
  },
});

export const LIST_TLVS: readonly TlvCodec<ListTlv>[] = [
  // Four reserved bits, then the MT-ID of twelve (IS-IS) or seven (OSPF).
  list('MultiTopologyIds', 2, 'RFC 7752 3.2.1.5'),
  list('SrAlgorithms', 1, 'RFC 9085 2.1.3'),
  list('Srlg', 4, 'RFC 7752 3.3.2.5', true),
  list('RouteTags', 4, 'RFC 7752 3.3.3.2'),
  // Words of 32 groups, the lowest groups first, the lowest group in the lowest bit (RFC 7308 2.2).
  list('ExtendedAdminGroup', 4, 'RFC 9104 2'),
  list('FlexExcludeAny', 4, 'RFC 9351 3.1'),
  list('FlexIncludeAny', 4, 'RFC 9351 3.2'),
  list('FlexIncludeAll', 4, 'RFC 9351 3.3'),
  list('FlexExcludeSrlg', 4, 'RFC 9351 3.5'),
  list('FlexFlags', 4, 'RFC 9351 3.4'),
];

export const extendedRouteTags: TlvCodec<ExtendedRouteTagsTlv> = {
  kind: 'ExtendedRouteTags',
  type: TLV_TYPE.ExtendedRouteTags,
  reference: 'RFC 7752 3.3.3.3',
  decode: (r) => ({ kind: 'ExtendedRouteTags', values: readAll(r, () => r.u64()) }),
  encode(w, { values }) {
    for (const value of values) w.u64(value);
  },
};
