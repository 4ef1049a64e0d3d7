import type { Reader } from '../../../wire/reader.js';

/** A TLV without a codec: kept byte for byte and otherwise ignored (RFC 5440 section 7.1). */
export interface UnknownTlv {
  readonly kind: 'Unknown';
  readonly type: number;
  readonly bytes: Uint8Array;
}

export const readUnknownTlv = (type: number, r: Reader): UnknownTlv => ({
  kind: 'Unknown',
  type,
  bytes: r.copy(r.remaining()),
});
