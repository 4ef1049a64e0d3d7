import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

/**
 * Measured values of a link, RFC 8571 sections 2.1 and 2.4.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |A|  RESERVED   |       Delay (us) or loss (0.000003 %)         |
 */
export type MeasuredTlv = EachKind<
  'LinkDelay' | 'LinkLoss',
  {
    /** A: beyond the limit that the operator of the link has set (RFC 8570 4.1). */
    readonly anomalous: boolean;
    readonly value: number;
  }
>;

/** RFC 8571 2.2, microseconds. */
export interface MinMaxLinkDelayTlv {
  readonly kind: 'MinMaxLinkDelay';
  readonly anomalous: boolean;
  readonly minimum: number;
  readonly maximum: number;
}

/** RFC 8571 2.3, microseconds. */
export interface DelayVariationTlv {
  readonly kind: 'DelayVariation';
  readonly value: number;
}

const A = 0x80;

const measured = (kind: MeasuredTlv['kind'], reference: string): TlvCodec<MeasuredTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, anomalous: (r.u8() & A) !== 0, value: r.u24() }),
  encode(w, { anomalous, value }) {
    w.u8(anomalous ? A : 0);
    w.u24(value);
  },
});

export const MEASURED_TLVS: readonly TlvCodec<MeasuredTlv>[] = [
  measured('LinkDelay', 'RFC 8571 2.1'),
  measured('LinkLoss', 'RFC 8571 2.4'),
];

export const minMaxLinkDelay: TlvCodec<MinMaxLinkDelayTlv> = {
  kind: 'MinMaxLinkDelay',
  type: TLV_TYPE.MinMaxLinkDelay,
  reference: 'RFC 8571 2.2',
  decode(r) {
    const anomalous = (r.u8() & A) !== 0;
    const minimum = r.u24();
    r.skip(1);
    return { kind: 'MinMaxLinkDelay', anomalous, minimum, maximum: r.u24() };
  },
  encode(w, { anomalous, minimum, maximum }) {
    w.u8(anomalous ? A : 0);
    w.u24(minimum);
    w.u8(0);
    w.u24(maximum);
  },
};

export const delayVariation: TlvCodec<DelayVariationTlv> = {
  kind: 'DelayVariation',
  type: TLV_TYPE.DelayVariation,
  reference: 'RFC 8571 2.3',
  decode(r) {
    r.skip(1);
    return { kind: 'DelayVariation', value: r.u24() };
  },
  encode(w, { value }) {
    w.u8(0);
    w.u24(value);
  },
};
