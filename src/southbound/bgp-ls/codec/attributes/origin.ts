import { DecodeError } from '../../../wire/decode-error.js';
import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import type { AttributeCodec } from './attribute-codec.js';

/** ORIGIN, RFC 4271 section 5.1.1: 0 IGP, 1 EGP, 2 INCOMPLETE. */
export interface Origin {
  readonly kind: 'ORIGIN';
  readonly value: number;
}

const HIGHEST = 2;

export const origin: AttributeCodec<Origin> = {
  kind: 'ORIGIN',
  type: PATH_ATTRIBUTE.ORIGIN,
  reference: 'RFC 4271 5.1.1, RFC 7606 7.1',
  flags: ATTRIBUTE_FLAG.TRANSITIVE,
  malformed: 'treat-as-withdraw',
  decode(r) {
    const at = r.offset;
    const value = r.u8();
    if (value > HIGHEST) throw new DecodeError('invalid-value', at, `ORIGIN ${value}`);
    return { kind: 'ORIGIN', value };
  },
  encode: (w, { value }) => w.u8(value),
};
