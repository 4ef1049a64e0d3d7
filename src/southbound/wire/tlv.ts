import { DecodeError } from './decode-error.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/**
 * Type-length-value lists as PCEP (RFC 5440 section 7.1) and BGP-LS (RFC 9552) have them.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |              Type             |             Length            |
 *    |             Value (Length octets), zeros up to `alignment`    |
 */
const HEADER_LENGTH = 4;

/** Reads one value; `r.end` is the end of the value, which must be consumed whole. */
export type TlvValueReader<T> = (type: number, r: Reader) => T;

/**
 * Reads TLVs up to `r.end`. Every round consumes at least the four octets of a header, so the walk is bounded by
 * the element's length. The padding of the last TLV may be missing: a TLV that holds sub-TLVs does not count it
 * (RFC 8408 section 3).
 */
export function readTlvs<T>(r: Reader, alignment: 1 | 4, readValue: TlvValueReader<T>): readonly T[] {
  const listEnd = r.end;
  if (r.offset === listEnd) return NONE;
  const tlvs: T[] = [];
  while (r.offset < listEnd) {
    const start = r.offset;
    const type = r.u16();
    const length = r.u16();
    const valueEnd = start + HEADER_LENGTH + length;
    if (valueEnd > listEnd) {
      throw new DecodeError('malformed', start, `TLV ${type} of length ${length} leaves its container`);
    }
    r.end = valueEnd;
    tlvs.push(readWholeValue(type, r, readValue));
    r.end = listEnd;
    r.offset = Math.min(listEnd, alignment === 1 ? valueEnd : (valueEnd + 3) & ~3);
  }
  return tlvs;
}

/** Shared by every element without TLVs. */
const NONE: readonly never[] = Object.freeze([]);

function readWholeValue<T>(type: number, r: Reader, readValue: TlvValueReader<T>): T {
  try {
    const value = readValue(type, r);
    if (r.offset !== r.end) {
      throw new DecodeError('malformed', r.offset, `${r.end - r.offset} octets too many`);
    }
    return value;
  } catch (error) {
    throw error instanceof DecodeError ? error.inside(`TLV ${type}`) : error;
  }
}

/** Opens a TLV and returns the mark that `endTlv` needs. */
export function beginTlv(w: Writer, type: number): number {
  w.u16(type);
  return w.mark16();
}

/** Writes the length (padding excluded) and pads; returns where the value ended. */
export function endTlv(w: Writer, mark: number, alignment: 1 | 4): number {
  const valueEnd = w.offset;
  const length = valueEnd - mark - 2;
  w.patch16(mark, length);
  if (alignment === 4) w.zeros((4 - (length & 3)) & 3);
  return valueEnd;
}
