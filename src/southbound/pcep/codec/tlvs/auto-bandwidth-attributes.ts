import type { Reader } from '../../../wire/reader.js';
import { beginTlv, endTlv, readTlvs } from '../../../wire/tlv.js';
import type { Writer } from '../../../wire/writer.js';
import { AUTO_BANDWIDTH_SUB_TLV, TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import { readUnknownTlv, type UnknownTlv } from './unknown-tlv.js';

/**
 * AUTO-BANDWIDTH-ATTRIBUTES TLV of the LSPA, RFC 8733 section 5.2: sub-TLVs, each padded to four octets. A sub-TLV that is
 * not known, or whose length is not the one of its type, is to be ignored: it is kept as the octets that came. What the
 * values mean, and which of them are valid, is not judged here.
 */
export interface AutoBandwidthAttributesTlv {
  readonly kind: 'AUTO-BANDWIDTH-ATTRIBUTES';
  readonly subTlvs: readonly AutoBandwidthSubTlv[];
}

/** Seconds (RFC 8733 5.2.1, 5.2.2). */
export interface IntervalSubTlv {
  readonly kind: 'Sample-Interval' | 'Adjustment-Interval' | 'Down-Adjustment-Interval';
  readonly seconds: number;
}

/** IEEE 754 float32, bytes per second (RFC 8733 5.2.3.1, 5.2.3.3, 5.2.4). */
export interface BandwidthSubTlv {
  readonly kind:
    | 'Adjustment-Threshold'
    | 'Down-Adjustment-Threshold'
    | 'Minimum-Bandwidth'
    | 'Maximum-Bandwidth';
  readonly bytesPerSecond: number;
}

/**
 * RFC 8733 5.2.3.2, 5.2.3.4.
 *
 *    |                  Reserved                       |  Percentage |
 *    |              Minimum-Threshold (bytes per second)             |
 */
export interface PercentageSubTlv {
  readonly kind: 'Adjustment-Threshold-Percentage' | 'Down-Adjustment-Threshold-Percentage';
  readonly percentage: number;
  readonly minimumThreshold: number;
}

/**
 * RFC 8733 5.2.5.1, 5.2.5.3.
 *
 *    |                       Reserved                      |  Count  |
 *    |                  Threshold (bytes per second)                 |
 */
export interface CountedThresholdSubTlv {
  readonly kind: 'Overflow-Threshold' | 'Underflow-Threshold';
  readonly count: number;
  readonly bytesPerSecond: number;
}

/**
 * RFC 8733 5.2.5.2, 5.2.5.4. Other than above, the percentage is in the most significant bits.
 *
 *    |  Percentage |             Reserved                  |  Count  |
 *    |              Minimum-Threshold (bytes per second)             |
 */
export interface CountedPercentageSubTlv {
  readonly kind: 'Overflow-Threshold-Percentage' | 'Underflow-Threshold-Percentage';
  readonly percentage: number;
  readonly count: number;
  readonly minimumThreshold: number;
}

export type KnownAutoBandwidthSubTlv =
  | IntervalSubTlv
  | BandwidthSubTlv
  | PercentageSubTlv
  | CountedThresholdSubTlv
  | CountedPercentageSubTlv;

export type AutoBandwidthSubTlv = KnownAutoBandwidthSubTlv | UnknownTlv;

const KIND_OF: ReadonlyMap<number, KnownAutoBandwidthSubTlv['kind']> = new Map(
  Object.entries(AUTO_BANDWIDTH_SUB_TLV).map(([kind, type]) => [
    type,
    kind as KnownAutoBandwidthSubTlv['kind'],
  ]),
);

const LOW_PERCENTAGE = 0x7f;
const PERCENTAGE_SHIFT = 25;
const COUNT = 0x1f;

export const autoBandwidthAttributes: TlvCodec<AutoBandwidthAttributesTlv> = {
  kind: 'AUTO-BANDWIDTH-ATTRIBUTES',
  type: TLV_TYPE['AUTO-BANDWIDTH-ATTRIBUTES'],
  reference: 'RFC 8733 5.2',

  decode: (r) => ({ kind: 'AUTO-BANDWIDTH-ATTRIBUTES', subTlvs: readTlvs(r, 4, readSubTlv) }),

  encode(w, { subTlvs }) {
    for (const subTlv of subTlvs) {
      const mark = beginTlv(w, subTlv.kind === 'Unknown' ? subTlv.type : AUTO_BANDWIDTH_SUB_TLV[subTlv.kind]);
      if (subTlv.kind === 'Unknown') w.bytes(subTlv.bytes);
      else writeSubTlv(w, subTlv);
      endTlv(w, mark, 4);
    }
  },
};

function readSubTlv(type: number, r: Reader): AutoBandwidthSubTlv {
  const kind = KIND_OF.get(type);
  if (kind === undefined || r.remaining() !== lengthOf(kind)) return readUnknownTlv(type, r);
  switch (kind) {
    case 'Sample-Interval':
    case 'Adjustment-Interval':
    case 'Down-Adjustment-Interval':
      return { kind, seconds: r.u32() };
    case 'Adjustment-Threshold-Percentage':
    case 'Down-Adjustment-Threshold-Percentage':
      return { kind, percentage: r.u32() & LOW_PERCENTAGE, minimumThreshold: r.f32() };
    case 'Overflow-Threshold':
    case 'Underflow-Threshold':
      return { kind, count: r.u32() & COUNT, bytesPerSecond: r.f32() };
    case 'Overflow-Threshold-Percentage':
    case 'Underflow-Threshold-Percentage': {
      const word = r.u32();
      return { kind, percentage: word >>> PERCENTAGE_SHIFT, count: word & COUNT, minimumThreshold: r.f32() };
    }
    default:
      return { kind, bytesPerSecond: r.f32() };
  }
}

/** Octets of the value (RFC 8733 5.2, table 2). */
function lengthOf(kind: KnownAutoBandwidthSubTlv['kind']): number {
  const isDouble =
    kind.endsWith('-Percentage') || kind === 'Overflow-Threshold' || kind === 'Underflow-Threshold';
  return isDouble ? 8 : 4;
}

function writeSubTlv(w: Writer, subTlv: KnownAutoBandwidthSubTlv): void {
  if ('seconds' in subTlv) {
    w.u32(subTlv.seconds);
  } else if ('percentage' in subTlv) {
    const { percentage, minimumThreshold } = subTlv;
    w.u32('count' in subTlv ? ((percentage << PERCENTAGE_SHIFT) | subTlv.count) >>> 0 : percentage);
    w.f32(minimumThreshold);
  } else {
    if ('count' in subTlv) w.u32(subTlv.count);
    w.f32(subTlv.bytesPerSecond);
  }
}
