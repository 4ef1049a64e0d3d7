import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/**
 * Subobject lists of ERO, RRO, IRO and XRO, RFC 3209 sections 4.3.3 and 4.4.1.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-------------//----------------+
 *    |L|    Type     |     Length    | (Subobject contents)          |
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-------------//----------------+
 *
 * Length counts the whole subobject, is at least 4 and a multiple of 4. An RRO has no L bit: its type has 8 bits.
 */
export const SUBOBJECT_HEADER_LENGTH = 2;
export const TOP_BIT = 0x80;

/** Reads what follows type and length; `r.end` is the end of the subobject, which must be consumed whole. */
export type SubobjectReader<T> = (typeOctet: number, r: Reader) => T;

/** Reads subobjects up to `r.end`. Every round consumes at least four octets. */
export function readSubobjects<T>(r: Reader, read: SubobjectReader<T>): readonly T[] {
  const listEnd = r.end;
  const subobjects: T[] = [];
  while (r.offset < listEnd) {
    const start = r.offset;
    const typeOctet = r.u8();
    const length = r.u8();
    const end = start + length;
    if (length < 4 || (length & 3) !== 0 || end > listEnd) {
      throw new DecodeError('malformed', start, `subobject ${typeOctet & 0x7f} of length ${length}`);
    }
    r.end = end;
    subobjects.push(readWholeSubobject(typeOctet, r, read));
    r.end = listEnd;
  }
  return subobjects;
}

function readWholeSubobject<T>(typeOctet: number, r: Reader, read: SubobjectReader<T>): T {
  try {
    const subobject = read(typeOctet, r);
    if (r.offset !== r.end) {
      throw new DecodeError('malformed', r.offset, `${r.end - r.offset} octets too many`);
    }
    return subobject;
  } catch (error) {
    throw error instanceof DecodeError ? error.inside(`subobject ${typeOctet & 0x7f}`) : error;
  }
}

/** Writes the type octet and leaves room for the length; returns the mark that `endSubobject` needs. */
export function beginSubobject(w: Writer, type: number, topBit: boolean): number {
  const start = w.offset;
  w.u8(topBit ? type | TOP_BIT : type);
  w.u8(0);
  return start;
}

export function endSubobject(w: Writer, start: number): void {
  w.patch8(start + 1, w.offset - start);
}

/** Prefix length of an address of `bits` bits. */
export function readPrefixLength(r: Reader, bits: number): number {
  const length = r.u8();
  if (length > bits) throw new DecodeError('invalid-value', r.offset - 1, `prefix length ${length}`);
  return length;
}
