import type { Reader } from '../../wire/reader.js';
import type { Writer } from '../../wire/writer.js';

/**
 * Flags of the common object header, RFC 5440 section 7.2.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | Object-Class  |   OT  |Res|P|I|   Object Length (bytes)       |
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * A decoded object always has both; where an object is built to be sent, absent means false.
 */
export interface ObjectHeader {
  /** Processing-Rule: the receiver must take the object into account or refuse the request. */
  readonly p?: boolean;
  /** Ignore: the sender of the reply did not use the object. */
  readonly i?: boolean;
}

/** One row of the object registry: a class and type, and how its body is read and written. */
export interface ObjectCodec<T> {
  readonly kind: string;
  readonly objectClass: number;
  readonly objectType: number;
  readonly reference: string;
  /** Reads the body up to `r.end`; throws DecodeError. */
  decode(r: Reader, p: boolean, i: boolean): T;
  encode(w: Writer, value: T): void;
}

/** One row of a TLV registry. `decode` reads the value up to `r.end`. */
export interface TlvCodec<T> {
  readonly kind: string;
  readonly type: number;
  readonly reference: string;
  decode(r: Reader): T;
  encode(w: Writer, value: T): void;
}

/**
 * One row of a subobject registry. `decode` reads what follows type and length, up to `r.end`; `bit` is the top
 * bit of the type octet: L (loose) in an ERO or IRO, X (not mandatory) in an XRO, part of the type in an RRO.
 */
export interface SubobjectCodec<T> {
  readonly kind: string;
  readonly type: number;
  readonly reference: string;
  decode(r: Reader, bit: boolean): T;
  encode(w: Writer, value: T): void;
}

/** Flag bits that no RFC known here has assigned, so that they survive decoding and encoding. Absent: none. */
export interface OtherFlags {
  readonly otherFlags?: number;
}

/** Adds the unassigned flags only where there are any: ordinary objects keep their plain shape. */
export const withOtherFlags = <T extends OtherFlags>(value: T, otherFlags: number): T =>
  otherFlags === 0 ? value : { ...value, otherFlags };

/** The flag's mask when it is set. */
export const bit = (set: boolean, mask: number): number => (set ? mask : 0);
