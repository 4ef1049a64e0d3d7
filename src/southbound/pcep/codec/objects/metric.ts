import { OBJECT_CLASS } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';

/**
 * METRIC object body, RFC 5440 section 7.8.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |           Reserved            |    Flags  |C|B|       T       |
 *    |                 Metric value (IEEE 754 float32)               |
 */
export interface Metric extends ObjectHeader, OtherFlags {
  readonly kind: 'METRIC';
  /** METRIC_TYPE. */
  readonly metricType: number;
  /** B: the value is a bound that the path must keep. */
  readonly bound: boolean;
  /** C: the computed value is asked for (request) or given (reply, report). */
  readonly computed: boolean;
  readonly value: number;
}

const B = 0x01;
const C = 0x02;

export const metric: ObjectCodec<Metric> = {
  kind: 'METRIC',
  objectClass: OBJECT_CLASS.METRIC,
  objectType: 1,
  reference: 'RFC 5440 7.8',

  decode(r, p, i) {
    r.skip(2);
    const flags = r.u8();
    const metricType = r.u8();
    const value = r.f32();
    if (!Number.isFinite(value)) throw new PcepDecodeError(10, 11, r.offset - 4, `metric value ${value}`);
    return withOtherFlags<Metric>(
      { kind: 'METRIC', p, i, metricType, bound: (flags & B) !== 0, computed: (flags & C) !== 0, value },
      flags & ~(B | C),
    );
  },

  encode(w, value) {
    w.u16(0);
    w.u8(bit(value.bound, B) | bit(value.computed, C) | (value.otherFlags ?? 0));
    w.u8(value.metricType);
    w.f32(value.value);
  },
};
