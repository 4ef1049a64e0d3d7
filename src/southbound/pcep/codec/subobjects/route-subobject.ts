import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import type { SubobjectCodec } from '../object-codec.js';
import {
  type As4EroSubobject,
  type As4XroSubobject,
  type AsEroSubobject,
  type AsXroSubobject,
  as4Ero,
  as4Xro,
  asEro,
  asXro,
} from './autonomous-system.js';
import {
  type Ipv4EroSubobject,
  type Ipv4RroSubobject,
  type Ipv4XroSubobject,
  ipv4Ero,
  ipv4Rro,
  ipv4Xro,
} from './ipv4.js';
import {
  type Ipv6EroSubobject,
  type Ipv6RroSubobject,
  type Ipv6XroSubobject,
  ipv6Ero,
  ipv6Rro,
  ipv6Xro,
} from './ipv6.js';
import { type LabelEroSubobject, type LabelRroSubobject, labelEro, labelRro } from './label.js';
import { type SrEroSubobject, type SrRroSubobject, srEro, srRro } from './sr.js';
import { type SrlgXroSubobject, srlgXro } from './srlg.js';
import { type Srv6EroSubobject, type Srv6RroSubobject, srv6Ero, srv6Rro } from './srv6.js';
import { beginSubobject, endSubobject, readSubobjects, TOP_BIT } from './subobject-list.js';
import {
  type UnnumberedEroSubobject,
  type UnnumberedRroSubobject,
  type UnnumberedXroSubobject,
  unnumberedEro,
  unnumberedRro,
  unnumberedXro,
} from './unnumbered.js';

/** A subobject without a codec, kept byte for byte: `bytes` is what follows type and length. */
interface UnknownSubobject {
  readonly kind: 'Unknown';
  readonly type: number;
  readonly bytes: Uint8Array;
}

export interface UnknownEroSubobject extends UnknownSubobject {
  readonly loose: boolean;
}

/** An RRO has no L bit, so that types run up to 255. */
export type UnknownRroSubobject = UnknownSubobject;

export interface UnknownXroSubobject extends UnknownSubobject {
  readonly soft: boolean;
}

type KnownEroSubobject =
  | Ipv4EroSubobject
  | Ipv6EroSubobject
  | LabelEroSubobject
  | UnnumberedEroSubobject
  | AsEroSubobject
  | As4EroSubobject
  | SrEroSubobject
  | Srv6EroSubobject;
type KnownRroSubobject =
  | Ipv4RroSubobject
  | Ipv6RroSubobject
  | LabelRroSubobject
  | UnnumberedRroSubobject
  | SrRroSubobject
  | Srv6RroSubobject;
type KnownXroSubobject =
  | Ipv4XroSubobject
  | Ipv6XroSubobject
  | UnnumberedXroSubobject
  | AsXroSubobject
  | As4XroSubobject
  | SrlgXroSubobject;

/** Subobject of an ERO or an IRO. */
export type EroSubobject = KnownEroSubobject | UnknownEroSubobject;
export type RroSubobject = KnownRroSubobject | UnknownRroSubobject;
export type XroSubobject = KnownXroSubobject | UnknownXroSubobject;

/** Every subobject that is understood, by the object that carries it. */
export const ERO_SUBOBJECT_CODECS = [
  ipv4Ero,
  ipv6Ero,
  labelEro,
  unnumberedEro,
  asEro,
  as4Ero,
  srEro,
  srv6Ero,
] as readonly SubobjectCodec<KnownEroSubobject>[];
export const RRO_SUBOBJECT_CODECS = [
  ipv4Rro,
  ipv6Rro,
  labelRro,
  unnumberedRro,
  srRro,
  srv6Rro,
] as readonly SubobjectCodec<KnownRroSubobject>[];
export const XRO_SUBOBJECT_CODECS = [
  ipv4Xro,
  ipv6Xro,
  unnumberedXro,
  asXro,
  as4Xro,
  srlgXro,
] as readonly SubobjectCodec<KnownXroSubobject>[];

interface Rows<T> {
  /** PERF: indexed by subobject type; a look-up per hop of every report. */
  readonly byType: readonly (SubobjectCodec<T> | undefined)[];
  readonly byKind: ReadonlyMap<string, SubobjectCodec<T>>;
}

const TYPES = 256;

function rowsOf<T>(codecs: readonly SubobjectCodec<T>[]): Rows<T> {
  const byType: (SubobjectCodec<T> | undefined)[] = Array.from({ length: TYPES });
  for (const codec of codecs) byType[codec.type] = codec;
  return { byType, byKind: new Map(codecs.map((codec) => [codec.kind, codec])) };
}

const eroRows = rowsOf(ERO_SUBOBJECT_CODECS);
const rroRows = rowsOf(RRO_SUBOBJECT_CODECS);
const xroRows = rowsOf(XRO_SUBOBJECT_CODECS);

const readEroSubobject = (typeOctet: number, r: Reader): EroSubobject => {
  const type = typeOctet & ~TOP_BIT;
  const loose = (typeOctet & TOP_BIT) !== 0;
  const codec = eroRows.byType[type];
  return codec === undefined
    ? { kind: 'Unknown', type, loose, bytes: r.copy(r.remaining()) }
    : codec.decode(r, loose);
};

const readRroSubobject = (type: number, r: Reader): RroSubobject => {
  const codec = rroRows.byType[type];
  return codec === undefined
    ? { kind: 'Unknown', type, bytes: r.copy(r.remaining()) }
    : codec.decode(r, false);
};

const readXroSubobject = (typeOctet: number, r: Reader): XroSubobject => {
  const type = typeOctet & ~TOP_BIT;
  const soft = (typeOctet & TOP_BIT) !== 0;
  const codec = xroRows.byType[type];
  return codec === undefined
    ? { kind: 'Unknown', type, soft, bytes: r.copy(r.remaining()) }
    : codec.decode(r, soft);
};

export const decodeEroSubobjects = (r: Reader): readonly EroSubobject[] =>
  readSubobjects(r, readEroSubobject);
export const decodeRroSubobjects = (r: Reader): readonly RroSubobject[] =>
  readSubobjects(r, readRroSubobject);
export const decodeXroSubobjects = (r: Reader): readonly XroSubobject[] =>
  readSubobjects(r, readXroSubobject);

export function encodeEroSubobjects(w: Writer, subobjects: readonly EroSubobject[]): void {
  for (const subobject of subobjects) writeSubobject(w, eroRows, subobject, subobject.loose);
}

export function encodeRroSubobjects(w: Writer, subobjects: readonly RroSubobject[]): void {
  for (const subobject of subobjects) writeSubobject(w, rroRows, subobject, false);
}

export function encodeXroSubobjects(w: Writer, subobjects: readonly XroSubobject[]): void {
  for (const subobject of subobjects) writeSubobject(w, xroRows, subobject, subobject.soft);
}

function writeSubobject<T extends { readonly kind: string }>(
  w: Writer,
  rows: Rows<T>,
  subobject: T | UnknownSubobject,
  topBit: boolean,
): void {
  if (isUnknown(subobject)) {
    const start = beginSubobject(w, subobject.type, topBit);
    w.bytes(subobject.bytes);
    return endSubobject(w, start);
  }
  const codec = rows.byKind.get(subobject.kind);
  if (codec === undefined) throw new Error(`no codec for subobject ${subobject.kind}`);
  const start = beginSubobject(w, codec.type, topBit);
  codec.encode(w, subobject);
  endSubobject(w, start);
}

const isUnknown = (subobject: { readonly kind: string }): subobject is UnknownSubobject =>
  subobject.kind === 'Unknown';
