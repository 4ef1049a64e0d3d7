import type { IpAddress } from '../../../../domain/values/address.js';
import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import type { AttributeCodec } from './attribute-codec.js';

type NumberKind = 'MULTI_EXIT_DISC' | 'LOCAL_PREF';
/** Attributes of one number of 32 bits. */
export type NumberAttribute = {
  readonly [K in NumberKind]: { readonly kind: K; readonly value: number };
}[NumberKind];

type AddressKind = 'NEXT_HOP' | 'ORIGINATOR_ID';
/** Attributes of one IPv4 address, or of an identifier of its form. */
export type AddressAttribute = {
  readonly [K in AddressKind]: { readonly kind: K; readonly address: IpAddress };
}[AddressKind];

type Row = Pick<AttributeCodec<never>, 'reference' | 'flags' | 'internalOnly'>;

const number = (kind: NumberKind, row: Row): AttributeCodec<NumberAttribute> => ({
  kind,
  type: PATH_ATTRIBUTE[kind],
  ...row,
  malformed: 'treat-as-withdraw',
  decode: (r) => ({ kind, value: r.u32() }),
  encode: (w, { value }) => w.u32(value),
});

const address = (kind: AddressKind, row: Row): AttributeCodec<AddressAttribute> => ({
  kind,
  type: PATH_ATTRIBUTE[kind],
  ...row,
  malformed: 'treat-as-withdraw',
  decode: (r) => ({ kind, address: r.ipv4() }),
  encode: (w, value) => w.ipv4(value.address),
});

const { OPTIONAL, TRANSITIVE } = ATTRIBUTE_FLAG;

export const NUMBER_ATTRIBUTES: readonly AttributeCodec<NumberAttribute>[] = [
  number('MULTI_EXIT_DISC', { reference: 'RFC 4271 5.1.4, RFC 7606 7.4', flags: OPTIONAL }),
  number('LOCAL_PREF', { reference: 'RFC 4271 5.1.5, RFC 7606 7.5', flags: TRANSITIVE, internalOnly: true }),
];

export const ADDRESS_ATTRIBUTES: readonly AttributeCodec<AddressAttribute>[] = [
  address('NEXT_HOP', { reference: 'RFC 4271 5.1.3, RFC 7606 7.3', flags: TRANSITIVE }),
  address('ORIGINATOR_ID', { reference: 'RFC 4456 8, RFC 7606 7.9', flags: OPTIONAL, internalOnly: true }),
];
