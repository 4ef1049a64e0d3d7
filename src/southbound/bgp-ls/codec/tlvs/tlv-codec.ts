import type { Reader } from '../../../wire/reader.js';
import { beginTlv, endTlv, readTlvs } from '../../../wire/tlv.js';
import type { Writer } from '../../../wire/writer.js';

/** One row of the TLV registry: `decode` reads the value up to `r.end`, which must be consumed whole. */
export interface TlvCodec<T> {
  readonly kind: string;
  readonly type: number;
  readonly reference: string;
  decode(r: Reader): T;
  encode(w: Writer, value: T): void;
}

/** A TLV without a codec, or with one that is not expected where it stands; kept byte for byte. */
export interface UnknownTlv {
  readonly kind: 'Unknown';
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Reads and writes lists of the TLVs of one registry. */
export interface TlvList<T extends { readonly kind: string }> {
  decode(r: Reader): readonly (T | UnknownTlv)[];
  encode(w: Writer, tlvs: readonly (T | UnknownTlv)[]): void;
  /** Number of a TLV's type. */
  typeOf(tlv: T | UnknownTlv): number;
}

const opaque = (type: number): Pick<TlvCodec<UnknownTlv>, 'type' | 'encode'> => ({
  type,
  encode: (w, { bytes }) => w.bytes(bytes),
});

/** PERF: rows are indexed by type up to the highest known one. */
export function tlvList<T extends { readonly kind: string }>(codecs: readonly TlvCodec<T>[]): TlvList<T> {
  const byType: (TlvCodec<T> | undefined)[] = Array.from({
    length: 1 + Math.max(...codecs.map(({ type }) => type)),
  });
  for (const codec of codecs) byType[codec.type] = codec;
  const byKind = new Map(codecs.map((codec) => [codec.kind, codec]));
  const codecOf = (tlv: T): TlvCodec<T> => {
    const codec = byKind.get(tlv.kind);
    if (codec === undefined) throw new Error(`no codec for TLV ${tlv.kind}`);
    return codec;
  };
  const isUnknown = (tlv: T | UnknownTlv): tlv is UnknownTlv => tlv.kind === 'Unknown';
  const readValue = (type: number, r: Reader): T | UnknownTlv => {
    const codec = byType[type];
    return codec === undefined ? { kind: 'Unknown', type, bytes: r.copy(r.remaining()) } : codec.decode(r);
  };
  return {
    decode: (r) => readTlvs(r, 1, readValue),
    encode(w, tlvs) {
      for (const tlv of tlvs) {
        const codec = isUnknown(tlv) ? opaque(tlv.type) : codecOf(tlv);
        const mark = beginTlv(w, codec.type);
        codec.encode(w, tlv as T & UnknownTlv);
        endTlv(w, mark, 1);
      }
    },
    typeOf: (tlv) => (isUnknown(tlv) ? tlv.type : codecOf(tlv).type),
  };
}

/** One member for each kind, so that a list can be searched by kind. */
export type EachKind<Kind extends string, Shape> = {
  readonly [K in Kind]: { readonly kind: K } & Shape;
}[Kind];

/** The first TLV of a kind. */
export function findTlv<T extends { readonly kind: string }, Kind extends T['kind']>(
  tlvs: readonly T[],
  kind: Kind,
): Extract<T, { readonly kind: Kind }> | undefined {
  for (const tlv of tlvs) if (tlv.kind === kind) return tlv as Extract<T, { readonly kind: Kind }>;
  return undefined;
}

/** Every TLV of a kind, in order. */
export const allTlvs = <T extends { readonly kind: string }, Kind extends T['kind']>(
  tlvs: readonly T[],
  kind: Kind,
): readonly Extract<T, { readonly kind: Kind }>[] =>
  tlvs.filter((tlv): tlv is Extract<T, { readonly kind: Kind }> => tlv.kind === kind);
