import type { Reader } from '../../../wire/reader.js';
import { OBJECT_CLASS } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';

/**
 * BANDWIDTH object body, RFC 5440 section 7.7. Type 1 is what is requested, type 2 what an existing LSP has.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                  Bandwidth (IEEE 754 float32)                 |
 */
export interface Bandwidth extends ObjectHeader {
  readonly kind: 'BANDWIDTH';
  readonly of: 'requested' | 'existing';
  /** Bytes per second, as on the wire: a float32 value. */
  readonly bytesPerSecond: number;
}

export const requestedBandwidth: ObjectCodec<Bandwidth> = {
  kind: 'BANDWIDTH',
  objectClass: OBJECT_CLASS.BANDWIDTH,
  objectType: 1,
  reference: 'RFC 5440 7.7',
  decode: (r, p, i) => ({ kind: 'BANDWIDTH', p, i, of: 'requested', bytesPerSecond: readBandwidth(r) }),
  encode: (w, value) => w.f32(value.bytesPerSecond),
};

export const existingBandwidth: ObjectCodec<Bandwidth> = {
  kind: 'BANDWIDTH',
  objectClass: OBJECT_CLASS.BANDWIDTH,
  objectType: 2,
  reference: 'RFC 5440 7.7',
  decode: (r, p, i) => ({ kind: 'BANDWIDTH', p, i, of: 'existing', bytesPerSecond: readBandwidth(r) }),
  encode: (w, value) => w.f32(value.bytesPerSecond),
};

/** A bandwidth that is no number, infinite or negative cannot be accounted for: the object is malformed. */
function readBandwidth(r: Reader): number {
  const value = r.f32();
  if (!Number.isFinite(value) || value < 0) {
    throw new PcepDecodeError(10, 11, r.offset - 4, `bandwidth ${value}`);
  }
  return value;
}
