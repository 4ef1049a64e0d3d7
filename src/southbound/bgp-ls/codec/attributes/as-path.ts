import { DecodeError } from '../../../wire/decode-error.js';
import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import type { AttributeCodec } from './attribute-codec.js';

/** AS_PATH, RFC 4271 section 5.1.2: segments of type (8), number of AS (8), AS numbers (16 or 32 each). */
export interface AsPath {
  readonly kind: 'AS_PATH';
  readonly segments: readonly AsSegment[];
}

export interface AsSegment {
  /** 1 set, 2 sequence; 3 and 4 the same of a confederation (RFC 5065 3). */
  readonly type: number;
  readonly asNumbers: readonly number[];
}

const HIGHEST_TYPE = 4;

export const asPath: AttributeCodec<AsPath> = {
  kind: 'AS_PATH',
  type: PATH_ATTRIBUTE.AS_PATH,
  reference: 'RFC 4271 5.1.2, RFC 6793 4.1, RFC 7606 7.2',
  flags: ATTRIBUTE_FLAG.TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(r, { fourOctetAs }) {
    const segments: AsSegment[] = [];
    while (r.remaining() > 0) {
      const at = r.offset;
      const type = r.u8();
      const count = r.u8();
      if (type === 0 || type > HIGHEST_TYPE || count === 0)
        throw new DecodeError('malformed', at, `an AS_PATH segment of type ${type} with ${count} numbers`);
      segments.push({
        type,
        asNumbers: Array.from({ length: count }, () => (fourOctetAs ? r.u32() : r.u16())),
      });
    }
    return { kind: 'AS_PATH', segments };
  },
  encode(w, { segments }, { fourOctetAs }) {
    for (const { type, asNumbers } of segments) {
      w.u8(type);
      w.u8(asNumbers.length);
      for (const asNumber of asNumbers) {
        if (fourOctetAs) w.u32(asNumber);
        else w.u16(asNumber);
      }
    }
  },
};
