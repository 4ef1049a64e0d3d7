import { DecodeError } from '../../../wire/decode-error.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/** A segment as it is advertised: an MPLS label, or an index into the label blocks of a node (RFC 9085 2.1.1). */
export type Sid =
  | { readonly kind: 'label'; readonly value: number }
  | { readonly kind: 'index'; readonly value: number };

const LABEL_OCTETS = 3;
const INDEX_OCTETS = 4;
const LABEL_BITS = 0xf_ffff;

/** Whatever is left: three octets are a label (its 20 lowest bits count), four an index. */
export function readSid(r: Reader): Sid {
  const length = r.remaining();
  if (length === LABEL_OCTETS) return { kind: 'label', value: r.u24() & LABEL_BITS };
  if (length === INDEX_OCTETS) return { kind: 'index', value: r.u32() };
  throw new DecodeError('malformed', r.offset, `a SID of ${length} octets`);
}

export function writeSid(w: Writer, sid: Sid): void {
  if (sid.kind === 'label') w.u24(sid.value);
  else w.u32(sid.value);
}
