import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { OBJECT_CLASS, OBJECT_FLAG_I, OBJECT_FLAG_P, OBJECT_HEADER_LENGTH } from '../code-points.js';
import { bit } from '../object-codec.js';
import { codecOf, type KnownObject, objectCodec, type PcepObject } from '../registry.js';

/** An object that could not be read. `fatal`: its length is impossible, so nothing after it can be read either. */
export interface BrokenObject {
  readonly kind: 'Broken';
  readonly objectClass: number;
  readonly error: DecodeError;
  readonly fatal: boolean;
}

export type Item = PcepObject | BrokenObject;

/** The objects of a message in their order, and where each starts. */
export interface ObjectList {
  readonly items: readonly Item[];
  readonly offsets: readonly number[];
}

/**
 * Splits a message body into objects. A bad object body costs that object only; a bad object length ends the list.
 * Every round consumes at least the four octets of an object header.
 */
export function readObjectList(r: Reader): ObjectList {
  const messageEnd = r.end;
  const items: Item[] = [];
  const offsets: number[] = [];
  while (r.offset < messageEnd) {
    const start = r.offset;
    offsets.push(start);
    const item = readObject(r, messageEnd);
    items.push(item);
    if (item.kind === 'Broken' && item.fatal) break;
  }
  return { items, offsets };
}

/** Reads the object at the cursor and leaves the cursor behind it, with `r.end` at the end of the message. */
function readObject(r: Reader, messageEnd: number): Item {
  const start = r.offset;
  if (messageEnd - start < OBJECT_HEADER_LENGTH) {
    return fatal(0, new DecodeError('truncated', start, 'object header cut off'));
  }
  const objectClass = r.u8();
  const typeAndFlags = r.u8();
  const length = r.u16();
  const end = start + length;
  if (length < OBJECT_HEADER_LENGTH || (length & 3) !== 0 || end > messageEnd) {
    return fatal(objectClass, new DecodeError('malformed', start, `object of length ${length}`));
  }
  r.end = end;
  const item = readBody(r, objectClass, typeAndFlags);
  r.offset = end;
  r.end = messageEnd;
  return item;
}

function readBody(r: Reader, objectClass: number, typeAndFlags: number): Item {
  const objectType = typeAndFlags >>> 4;
  const p = (typeAndFlags & OBJECT_FLAG_P) !== 0;
  const i = (typeAndFlags & OBJECT_FLAG_I) !== 0;
  const codec = objectCodec(objectClass, objectType);
  if (codec === undefined) {
    return { kind: 'Unknown', p, i, objectClass, objectType, bytes: r.copy(r.remaining()) };
  }
  try {
    const object = codec.decode(r, p, i);
    if (r.offset === r.end) return object;
    throw new DecodeError('malformed', r.offset, `${r.end - r.offset} octets too many`);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { kind: 'Broken', objectClass, error: error.inside(codec.kind), fatal: false };
  }
}

const fatal = (objectClass: number, error: DecodeError): BrokenObject => ({
  kind: 'Broken',
  objectClass,
  error,
  fatal: true,
});

/** The class of an object, whether it could be read or not. */
export const classOf = (item: Item): number =>
  item.kind === 'Broken' || item.kind === 'Unknown' ? item.objectClass : OBJECT_CLASS[item.kind];

export function writeObject(w: Writer, object: PcepObject | undefined): void {
  if (object === undefined) return;
  if (object.kind === 'Unknown') {
    const mark = beginObject(w, object, object.objectClass, object.objectType);
    w.bytes(object.bytes);
    return endObject(w, mark);
  }
  const codec = codecOf(object);
  const mark = beginObject(w, object, codec.objectClass, codec.objectType);
  codec.encode(w, object satisfies KnownObject);
  endObject(w, mark);
}

export function writeObjects(w: Writer, objects: readonly PcepObject[]): void {
  for (const object of objects) writeObject(w, object);
}

function beginObject(w: Writer, object: PcepObject, objectClass: number, objectType: number): number {
  w.u8(objectClass);
  w.u8((objectType << 4) | bit(object.p === true, OBJECT_FLAG_P) | bit(object.i === true, OBJECT_FLAG_I));
  return w.mark16();
}

/** Object lengths are multiples of four: opaque bodies that are not get padded. */
function endObject(w: Writer, mark: number): void {
  const start = mark - 2;
  w.zeros((4 - ((w.offset - start) & 3)) & 3);
  w.patch16(mark, w.offset - start);
}
