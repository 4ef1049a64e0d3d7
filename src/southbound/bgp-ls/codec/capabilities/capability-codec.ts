import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/** One row of the capability registry; `decode` reads the value up to `r.end`, which must be consumed whole. */
export interface CapabilityCodec<T> {
  readonly kind: string;
  readonly code: number;
  readonly reference: string;
  decode(r: Reader): T;
  encode(w: Writer, value: T): void;
}
