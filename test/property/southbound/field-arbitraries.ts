// Generators of single fields, and what puts them together.
import fc from 'fast-check';
import { formatIpv6 } from '../../../src/domain/values/address.js';

export const u8 = fc.integer({ min: 0, max: 0xff });
export const u16 = fc.integer({ min: 0, max: 0xffff });
export const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
export const u64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
export const flag = fc.boolean();
export const f32 = fc
  .float({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (value === 0 ? 0 : value));
export const bandwidth = f32.map((value) => Math.abs(value));

export const ipv4 = fc.ipV4();
export const ipv6 = fc.array(u16, { minLength: 8, maxLength: 8 }).map((groups) => formatIpv6(groups));
export const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
/** Bodies of objects and subobjects fill whole words. */
export const words = (maxLength: number) =>
  fc
    .array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { maxLength })
    .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));
export const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 });
/** Text, or octets that no UTF-8 decoder accepts. */
export const octetText = fc.oneof(
  text.map((value) => ({ text: value })),
  bytes(12).map((tail) => {
    const octets = Uint8Array.from([0xff, ...tail]);
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets), octets };
  }),
);

/** Unassigned flags within `mask`; absent where none is set, as decoding leaves them. */
export const others = (mask: number) =>
  fc.oneof(fc.constant(0), u32).map((value) => {
    const otherFlags = (value & mask) >>> 0;
    return otherFlags === 0 ? {} : { otherFlags };
  });

export const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model);

export const withFlags = <T extends object>(value: fc.Arbitrary<T>, mask: number): fc.Arbitrary<T> =>
  fc.tuple(value, others(mask)).map(([main, extra]) => ({ ...main, ...extra }));

export type ByKind<Union extends { kind: string }> = {
  [Kind in Exclude<Union['kind'], 'Unknown'>]: fc.Arbitrary<Extract<Union, { kind: Kind }>>;
};

export const k = <Kind extends string>(kind: Kind) => fc.constant(kind);
