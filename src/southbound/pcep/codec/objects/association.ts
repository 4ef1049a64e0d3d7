import type { IpAddress } from '../../../../domain/values/address.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { OBJECT_CLASS } from '../code-points.js';
import {
  bit,
  type ObjectCodec,
  type ObjectHeader,
  type OtherFlags,
  withOtherFlags,
} from '../object-codec.js';
import { decodeTlvs, encodeTlvs, type Tlv } from '../tlvs/tlv.js';

/**
 * ASSOCIATION object body, RFC 8697 section 6.1: type 1 with an IPv4 source, type 2 with an IPv6 source. Which of
 * them is sent follows from the source address.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |         Reserved              |            Flags            |R|
 *    |      Association Type         |          Association ID       |
 *    //            Association Source (4 or 16 octets)              //
 *    //                      Optional TLVs                          //
 */
export interface Association extends ObjectHeader, OtherFlags {
  readonly kind: 'ASSOCIATION';
  /** R: the LSP leaves the group. */
  readonly remove: boolean;
  readonly associationType: number;
  readonly associationId: number;
  readonly source: IpAddress;
  readonly tlvs: readonly Tlv[];
}

const R = 0x01;

export const associationIpv4: ObjectCodec<Association> = {
  kind: 'ASSOCIATION',
  objectClass: OBJECT_CLASS.ASSOCIATION,
  objectType: 1,
  reference: 'RFC 8697 6.1',
  decode(r, p, i) {
    const flags = readFlags(r);
    const [associationType, associationId] = [r.u16(), r.u16()];
    return association(r, p, i, flags, associationType, associationId, r.ipv4());
  },
  encode(w, value) {
    writeFixedPart(w, value);
    w.ipv4(value.source);
    encodeTlvs(w, value.tlvs);
  },
};

export const associationIpv6: ObjectCodec<Association> = {
  kind: 'ASSOCIATION',
  objectClass: OBJECT_CLASS.ASSOCIATION,
  objectType: 2,
  reference: 'RFC 8697 6.1',
  decode(r, p, i) {
    const flags = readFlags(r);
    const [associationType, associationId] = [r.u16(), r.u16()];
    return association(r, p, i, flags, associationType, associationId, r.ipv6());
  },
  encode(w, value) {
    writeFixedPart(w, value);
    w.ipv6(value.source);
    encodeTlvs(w, value.tlvs);
  },
};

function readFlags(r: Reader): number {
  r.skip(2);
  return r.u16();
}

const association = (
  r: Reader,
  p: boolean,
  i: boolean,
  flags: number,
  associationType: number,
  associationId: number,
  source: IpAddress,
): Association =>
  withOtherFlags<Association>(
    {
      kind: 'ASSOCIATION',
      p,
      i,
      remove: (flags & R) !== 0,
      associationType,
      associationId,
      source,
      tlvs: decodeTlvs(r),
    },
    flags & ~R,
  );

function writeFixedPart(w: Writer, value: Association): void {
  w.u16(0);
  w.u16(bit(value.remove, R) | (value.otherFlags ?? 0));
  w.u16(value.associationType);
  w.u16(value.associationId);
}
