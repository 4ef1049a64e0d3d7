import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import { Writer } from '../../../wire/writer.js';
import { ATTRIBUTE_FLAG, BGP_ERROR, type BgpErrorCode } from '../code-points.js';
import { SessionResetError, type UpdateFault } from '../failure.js';
import { type Aggregator, type AtomicAggregate, aggregator, atomicAggregate } from './aggregator.js';
import { type AsPath, asPath } from './as-path.js';
import type { AttributeCodec, UpdateContext } from './attribute-codec.js';
import { ITEMS_ATTRIBUTES, type ItemsAttribute } from './items.js';
import { type LinkState, linkState } from './link-state.js';
import { type MpReachNlri, type MpUnreachNlri, mpReachNlri, mpUnreachNlri } from './mp-nlri.js';
import { type Origin, origin } from './origin.js';
import {
  ADDRESS_ATTRIBUTES,
  type AddressAttribute,
  NUMBER_ATTRIBUTES,
  type NumberAttribute,
} from './single-numbers.js';

/** An optional attribute without a codec, kept octet for octet. */
export interface UnknownAttribute {
  readonly kind: 'Unknown';
  readonly type: number;
  readonly bytes: Uint8Array;
}

export type KnownAttribute =
  | Origin
  | AsPath
  | AddressAttribute
  | NumberAttribute
  | AtomicAggregate
  | Aggregator
  | ItemsAttribute
  | MpReachNlri
  | MpUnreachNlri
  | LinkState;

/**
 * A path attribute, RFC 4271 section 4.3.
 *
 *    | Flags: O T P E (8) | Type (8) | Length (8, or 16 with E) | Value
 */
export interface PathAttribute {
  readonly flags: number;
  readonly value: KnownAttribute | UnknownAttribute;
}

/** Every attribute that is understood. A new one is one file, one row here and one member of the union above. */
export const ATTRIBUTE_CODECS = [
  origin,
  asPath,
  ...ADDRESS_ATTRIBUTES,
  ...NUMBER_ATTRIBUTES,
  atomicAggregate,
  aggregator,
  ...ITEMS_ATTRIBUTES,
  mpReachNlri,
  mpUnreachNlri,
  linkState,
] as readonly AttributeCodec<KnownAttribute>[];

const byType = new Map(ATTRIBUTE_CODECS.map((codec) => [codec.type, codec]));
const byKind = new Map(ATTRIBUTE_CODECS.map((codec) => [codec.kind, codec]));

const { OPTIONAL, TRANSITIVE, EXTENDED } = ATTRIBUTE_FLAG;
const LONGEST_SHORT = 255;

/** One attribute as it lies in the message. */
interface Frame {
  readonly flags: number;
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

export interface AttributeList {
  readonly attributes: readonly PathAttribute[];
  /** Types that were there, malformed ones included. */
  readonly seen: ReadonlySet<number>;
}

/**
 * Attributes up to `r.end`, with the reactions of RFC 7606. Every round consumes three octets at least.
 * @throws SessionResetError for what ends the session
 */
export function readAttributes(r: Reader, context: UpdateContext, faults: UpdateFault[]): AttributeList {
  const listEnd = r.end;
  const attributes: PathAttribute[] = [];
  const seen = new Set<number>();
  while (r.offset < listEnd) {
    const frame = readFrame(r, listEnd);
    if (frame === undefined) {
      const what = 'the last path attribute leaves the list';
      faults.push({ treatment: 'treat-as-withdraw', what, offset: r.offset });
      break;
    }
    r.end = frame.end;
    if (isFirst(r, frame, seen, faults)) {
      const value = readValue(r, frame, context, faults);
      if (value !== undefined) attributes.push({ flags: frame.flags, value });
    }
    r.offset = frame.end;
    r.end = listEnd;
  }
  r.offset = listEnd;
  return { attributes, seen };
}

/** Undefined when header or value leaves the list (RFC 7606 4). */
function readFrame(r: Reader, listEnd: number): Frame | undefined {
  const start = r.offset;
  const flags = r.u8();
  const extended = (flags & EXTENDED) !== 0;
  if (listEnd - start < (extended ? 4 : 3)) return undefined;
  const type = r.u8();
  const length = extended ? r.u16() : r.u8();
  const end = r.offset + length;
  return end > listEnd ? undefined : { flags, type, start, end };
}

/** RFC 7606 3 g: the NLRI attributes must not repeat, of others the first one counts. */
function isFirst(r: Reader, frame: Frame, seen: Set<number>, faults: UpdateFault[]): boolean {
  const { type, start } = frame;
  if (!seen.has(type)) {
    seen.add(type);
    return true;
  }
  if (byType.get(type)?.malformed === 'reset')
    throw reset(r, BGP_ERROR.MALFORMED_ATTRIBUTE_LIST, frame, `attribute ${type} twice`, false);
  faults.push({ treatment: 'attribute-discard', what: `attribute ${type} again`, offset: start });
  return false;
}

function readValue(
  r: Reader,
  frame: Frame,
  context: UpdateContext,
  faults: UpdateFault[],
): PathAttribute['value'] | undefined {
  const { flags, type, start } = frame;
  const codec = byType.get(type);
  if (codec === undefined) {
    if ((flags & OPTIONAL) !== 0) return { kind: 'Unknown', type, bytes: r.copy(r.remaining()) };
    throw reset(r, BGP_ERROR.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE, frame, `well-known attribute ${type}`);
  }
  if (((flags ^ codec.flags) & (OPTIONAL | TRANSITIVE)) !== 0) {
    const what = `${codec.kind} with flags 0x${flags.toString(16)}`;
    if (codec.malformed === 'reset') throw reset(r, BGP_ERROR.ATTRIBUTE_FLAGS_ERROR, frame, what);
    // RFC 7606 3 c: whatever the attribute is, unless its own specification says otherwise.
    faults.push({ treatment: 'treat-as-withdraw', what, offset: start });
    return undefined;
  }
  if (codec.internalOnly === true && !context.internal) {
    const what = `${codec.kind} from another autonomous system`;
    faults.push({ treatment: 'attribute-discard', what, offset: start });
    return undefined;
  }
  return decodeValue(r, frame, codec, context, faults);
}

function decodeValue(
  r: Reader,
  frame: Frame,
  codec: AttributeCodec<KnownAttribute>,
  context: UpdateContext,
  faults: UpdateFault[],
): KnownAttribute | undefined {
  try {
    const value = codec.decode(r, context, faults);
    if (r.offset === frame.end) return value;
    throw new DecodeError('malformed', r.offset, `${frame.end - r.offset} octets too many`);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const what = `${[codec.kind, ...error.path].join(', ')}: ${error.message}`;
    if (codec.malformed === 'reset') throw reset(r, BGP_ERROR.OPTIONAL_ATTRIBUTE_ERROR, frame, what);
    faults.push({ treatment: codec.malformed, what, offset: frame.start });
    return undefined;
  }
}

/** The NOTIFICATION's data is the attribute (RFC 4271 6.3), but none for a malformed list. */
function reset(
  r: Reader,
  error: BgpErrorCode,
  { start, end }: Frame,
  what: string,
  withAttribute = true,
): SessionResetError {
  const data = withAttribute ? new Uint8Array(r.buffer.subarray(start, end)) : new Uint8Array(0);
  return new SessionResetError(error, start, what, data);
}

export function writeAttributes(
  w: Writer,
  attributes: readonly PathAttribute[],
  context: UpdateContext,
): void {
  for (const attribute of attributes) writeAttribute(w, attribute, context);
}

function writeAttribute(w: Writer, { flags, value }: PathAttribute, context: UpdateContext): void {
  const body = new Writer();
  const codec = value.kind === 'Unknown' ? undefined : byKind.get(value.kind);
  if (value.kind === 'Unknown') body.bytes(value.bytes);
  else codec?.encode(body, value, context);
  const extended = (flags & EXTENDED) !== 0 || body.offset > LONGEST_SHORT;
  w.u8(extended ? flags | EXTENDED : flags);
  w.u8(value.kind === 'Unknown' ? value.type : (codec?.type ?? 0));
  if (extended) w.u16(body.offset);
  else w.u8(body.offset);
  w.bytes(body.finish());
}

/** An attribute with the flags that its registry row demands. */
export const attributeOf = (value: KnownAttribute): PathAttribute => ({
  flags: byKind.get(value.kind)?.flags ?? OPTIONAL,
  value,
});

/** The first attribute of a kind. */
export function findAttribute<Kind extends PathAttribute['value']['kind']>(
  attributes: readonly PathAttribute[],
  kind: Kind,
): Extract<PathAttribute['value'], { readonly kind: Kind }> | undefined {
  for (const { value } of attributes) {
    if (value.kind === kind) return value as Extract<PathAttribute['value'], { readonly kind: Kind }>;
  }
  return undefined;
}
