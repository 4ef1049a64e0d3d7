import type { IpAddress } from '../../../../domain/values/address.js';
import { OBJECT_CLASS } from '../code-points.js';
import type { ObjectCodec, ObjectHeader } from '../object-codec.js';

/**
 * END-POINTS object body, RFC 5440 section 7.6: type 1 with IPv4 addresses, type 2 with IPv6 addresses. Which of
 * them is sent follows from the source address.
 *
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    //              Source address (4 or 16 octets)                //
 *    //            Destination address (4 or 16 octets)             //
 */
export interface EndPoints extends ObjectHeader {
  readonly kind: 'END-POINTS';
  readonly source: IpAddress;
  readonly destination: IpAddress;
}

export const endPointsIpv4: ObjectCodec<EndPoints> = {
  kind: 'END-POINTS',
  objectClass: OBJECT_CLASS['END-POINTS'],
  objectType: 1,
  reference: 'RFC 5440 7.6',
  decode: (r, p, i) => ({ kind: 'END-POINTS', p, i, source: r.ipv4(), destination: r.ipv4() }),
  encode(w, value) {
    w.ipv4(value.source);
    w.ipv4(value.destination);
  },
};

export const endPointsIpv6: ObjectCodec<EndPoints> = {
  kind: 'END-POINTS',
  objectClass: OBJECT_CLASS['END-POINTS'],
  objectType: 2,
  reference: 'RFC 5440 7.6',
  decode: (r, p, i) => ({ kind: 'END-POINTS', p, i, source: r.ipv6(), destination: r.ipv6() }),
  encode(w, value) {
    w.ipv6(value.source);
    w.ipv6(value.destination);
  },
};
