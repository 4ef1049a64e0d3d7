import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from './tlv-codec.js';

/** Flexible Algorithm Prefix Metric, RFC 9351 section 4. */
export interface FlexPrefixMetricTlv {
  readonly kind: 'FlexPrefixMetric';
  readonly algorithm: number;
  readonly flags: number;
  readonly metric: number;
}

export const flexPrefixMetric: TlvCodec<FlexPrefixMetricTlv> = {
  kind: 'FlexPrefixMetric',
  type: TLV_TYPE.FlexPrefixMetric,
  reference: 'RFC 9351 4',
  decode(r) {
    const algorithm = r.u8();
    const flags = r.u8();
    r.skip(2);
    return { kind: 'FlexPrefixMetric', algorithm, flags, metric: r.u32() };
  },
  encode(w, { algorithm, flags, metric }) {
    w.u8(algorithm);
    w.u8(flags);
    w.u16(0);
    w.u32(metric);
  },
};
