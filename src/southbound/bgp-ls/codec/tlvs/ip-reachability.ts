import { DecodeError } from '../../../wire/decode-error.js';
import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from './tlv-codec.js';

/**
 * IP Reachability Information, RFC 7752 section 3.2.3.2.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    | Prefix Length | IP Prefix (only the octets that are needed)  //
 */
export interface IpReachabilityTlv {
  readonly kind: 'IpReachability';
  /** Bits. */
  readonly length: number;
  /** The octets that hold these bits; bits behind them are as sent. */
  readonly octets: Uint8Array;
}

const LONGEST = 128;

export const ipReachability: TlvCodec<IpReachabilityTlv> = {
  kind: 'IpReachability',
  type: TLV_TYPE.IpReachability,
  reference: 'RFC 7752 3.2.3.2',
  decode(r) {
    const at = r.offset;
    const length = r.u8();
    if (length > LONGEST) throw new DecodeError('invalid-value', at, `a prefix of ${length} bits`);
    return { kind: 'IpReachability', length, octets: r.copy(Math.ceil(length / 8)) };
  },
  encode(w, { length, octets }) {
    w.u8(length);
    w.bytes(octets);
  },
};
