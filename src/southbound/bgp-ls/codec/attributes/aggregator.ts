import type { IpAddress } from '../../../../domain/values/address.js';
import { ATTRIBUTE_FLAG, PATH_ATTRIBUTE } from '../code-points.js';
import type { AttributeCodec } from './attribute-codec.js';

/** AGGREGATOR, RFC 4271 section 5.1.7. */
export interface Aggregator {
  readonly kind: 'AGGREGATOR';
  readonly asNumber: number;
  readonly address: IpAddress;
}

/** ATOMIC_AGGREGATE, RFC 4271 section 5.1.6: has no value. */
export interface AtomicAggregate {
  readonly kind: 'ATOMIC_AGGREGATE';
}

export const aggregator: AttributeCodec<Aggregator> = {
  kind: 'AGGREGATOR',
  type: PATH_ATTRIBUTE.AGGREGATOR,
  reference: 'RFC 4271 5.1.7, RFC 6793 4.1, RFC 7606 7.7',
  flags: ATTRIBUTE_FLAG.OPTIONAL | ATTRIBUTE_FLAG.TRANSITIVE,
  malformed: 'attribute-discard',
  decode: (r, { fourOctetAs }) => ({
    kind: 'AGGREGATOR',
    asNumber: fourOctetAs ? r.u32() : r.u16(),
    address: r.ipv4(),
  }),
  encode(w, { asNumber, address }, { fourOctetAs }) {
    if (fourOctetAs) w.u32(asNumber);
    else w.u16(asNumber);
    w.ipv4(address);
  },
};

export const atomicAggregate: AttributeCodec<AtomicAggregate> = {
  kind: 'ATOMIC_AGGREGATE',
  type: PATH_ATTRIBUTE.ATOMIC_AGGREGATE,
  reference: 'RFC 4271 5.1.6, RFC 7606 7.6',
  flags: ATTRIBUTE_FLAG.TRANSITIVE,
  malformed: 'attribute-discard',
  decode: () => ({ kind: 'ATOMIC_AGGREGATE' }),
  encode: () => undefined,
};
