import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import type { UpdateFault } from '../failure.js';

/** What the reading of an UPDATE depends on besides its bytes. */
export interface UpdateContext {
  /** Both sides have announced Four-octet AS numbers: that is how AS_PATH and AGGREGATOR come (RFC 6793 4.1). */
  readonly fourOctetAs: boolean;
  /** The peer is in the same autonomous system. */
  readonly internal: boolean;
}

/** One row of the path attribute registry; `decode` reads the value up to `r.end`, which must be consumed whole. */
export interface AttributeCodec<T> {
  readonly kind: string;
  readonly type: number;
  readonly reference: string;
  /** The Optional and Transitive bits that the attribute has to have. */
  readonly flags: number;
  /** What a malformed value leads to (RFC 7606 7); `reset` where the NLRIs cannot be found then. */
  readonly malformed: 'treat-as-withdraw' | 'attribute-discard' | 'reset';
  /** Means nothing from another autonomous system: left out there (RFC 7606 7.5, 7.9, 7.10). */
  readonly internalOnly?: true;
  decode(r: Reader, context: UpdateContext, faults: UpdateFault[]): T;
  encode(w: Writer, value: T, context: UpdateContext): void;
}
