import { TLV_TYPE } from '../code-points.js';
import type { EachKind, TlvCodec } from './tlv-codec.js';

type BandwidthKind =
  | 'MaxLinkBandwidth'
  | 'MaxReservableBandwidth'
  | 'ResidualBandwidth'
  | 'AvailableBandwidth'
  | 'UtilizedBandwidth';

/** A bandwidth in octets a second, as the 32-bit float that it travels in: any float, also one that is no bandwidth. */
export type BandwidthTlv = EachKind<BandwidthKind, { readonly bytesPerSecond: number }>;

/** Octets a second that are left at setup priority 0 to 7. */
export interface UnreservedBandwidthTlv {
  readonly kind: 'UnreservedBandwidth';
  readonly bytesPerSecond: readonly number[];
}

const bandwidth = (kind: BandwidthKind, reference: string): TlvCodec<BandwidthTlv> => ({
  kind,
  type: TLV_TYPE[kind],
  reference,
  decode: (r) => ({ kind, bytesPerSecond: r.f32() }),
  encode: (w, { bytesPerSecond }) => w.f32(bytesPerSecond),
});

export const BANDWIDTH_TLVS: readonly TlvCodec<BandwidthTlv>[] = [
  bandwidth('MaxLinkBandwidth', 'RFC 7752 3.3.2 (RFC 5305 3.4)'),
  bandwidth('MaxReservableBandwidth', 'RFC 7752 3.3.2 (RFC 5305 3.5)'),
  bandwidth('ResidualBandwidth', 'RFC 8571 2.5'),
  bandwidth('AvailableBandwidth', 'RFC 8571 2.6'),
  bandwidth('UtilizedBandwidth', 'RFC 8571 2.7'),
];

const PRIORITIES = 8;

export const unreservedBandwidth: TlvCodec<UnreservedBandwidthTlv> = {
  kind: 'UnreservedBandwidth',
  type: TLV_TYPE.UnreservedBandwidth,
  reference: 'RFC 7752 3.3.2 (RFC 5305 3.6)',
  decode: (r) => ({
    kind: 'UnreservedBandwidth',
    bytesPerSecond: Array.from({ length: PRIORITIES }, () => r.f32()),
  }),
  encode(w, { bytesPerSecond }) {
    for (const value of bytesPerSecond) w.f32(value);
  },
};
