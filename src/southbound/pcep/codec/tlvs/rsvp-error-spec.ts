import type { IpAddress } from '../../../../domain/values/address.js';
import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { TLV_TYPE } from '../code-points.js';
import { PcepDecodeError } from '../failure.js';
import type { TlvCodec } from '../object-codec.js';

/**
 * RSVP-ERROR-SPEC TLV, RFC 8231 section 7.3.4: an RSVP object with its header, as a downstream node returned it.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |       Object length (header too)  |  Class-Num   |   C-Type   |
 *    //            ERROR_SPEC (RFC 2205 A.5), class 6:              //
 *    |           Error Node Address (4 or 16 octets)                 |
 *    |    Flags      |  Error Code   |          Error Value          |
 */
export interface RsvpErrorSpecTlv {
  readonly kind: 'RSVP-ERROR-SPEC';
  readonly object: RsvpErrorSpec | OpaqueRsvpObject;
}

export interface RsvpErrorSpec {
  readonly kind: 'ERROR_SPEC';
  readonly node: IpAddress;
  readonly flags: number;
  readonly errorCode: number;
  readonly errorValue: number;
}

/** USER_ERROR_SPEC (RFC 5284) and anything else. */
export interface OpaqueRsvpObject {
  readonly kind: 'Opaque';
  readonly classNumber: number;
  readonly cType: number;
  readonly bytes: Uint8Array;
}

const ERROR_SPEC = 6;
const C_TYPE_IPV4 = 1;
const C_TYPE_IPV6 = 2;
const IPV4_OBJECT_LENGTH = 12;
const IPV6_OBJECT_LENGTH = 24;
const RSVP_HEADER_LENGTH = 4;

export const rsvpErrorSpec: TlvCodec<RsvpErrorSpecTlv> = {
  kind: 'RSVP-ERROR-SPEC',
  type: TLV_TYPE['RSVP-ERROR-SPEC'],
  reference: 'RFC 8231 7.3.4',

  decode(r) {
    const start = r.offset;
    const length = r.u16();
    const classNumber = r.u8();
    const cType = r.u8();
    if (length !== r.end - start) {
      throw new PcepDecodeError(
        10,
        11,
        start,
        `RSVP object of length ${length} in a TLV of ${r.end - start}`,
      );
    }
    const object =
      classNumber === ERROR_SPEC && length === IPV4_OBJECT_LENGTH && cType === C_TYPE_IPV4
        ? errorSpec(r, r.ipv4())
        : classNumber === ERROR_SPEC && length === IPV6_OBJECT_LENGTH && cType === C_TYPE_IPV6
          ? errorSpec(r, r.ipv6())
          : { kind: 'Opaque' as const, classNumber, cType, bytes: r.copy(length - RSVP_HEADER_LENGTH) };
    return { kind: 'RSVP-ERROR-SPEC', object };
  },

  encode(w, { object }) {
    switch (object.kind) {
      case 'ERROR_SPEC':
        return writeErrorSpec(w, object);
      case 'Opaque':
        w.u16(RSVP_HEADER_LENGTH + object.bytes.byteLength);
        w.u8(object.classNumber);
        w.u8(object.cType);
        return w.bytes(object.bytes);
    }
  },
};

const errorSpec = (r: Reader, node: IpAddress): RsvpErrorSpec => ({
  kind: 'ERROR_SPEC',
  node,
  flags: r.u8(),
  errorCode: r.u8(),
  errorValue: r.u16(),
});

function writeErrorSpec(w: Writer, value: RsvpErrorSpec): void {
  const ipv6 = value.node.includes(':');
  w.u16(ipv6 ? IPV6_OBJECT_LENGTH : IPV4_OBJECT_LENGTH);
  w.u8(ERROR_SPEC);
  w.u8(ipv6 ? C_TYPE_IPV6 : C_TYPE_IPV4);
  if (ipv6) w.ipv6(value.node);
  else w.ipv4(value.node);
  w.u8(value.flags);
  w.u8(value.errorCode);
  w.u16(value.errorValue);
}
