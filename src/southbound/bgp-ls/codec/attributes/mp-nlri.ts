import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import {
  AFI_LINK_STATE,
  ATTRIBUTE_FLAG,
  BGP_ERROR,
  PATH_ATTRIBUTE,
  SAFI_LINK_STATE,
} from '../code-points.js';
import { SessionResetError, type UpdateFault } from '../failure.js';
import { type Nlri, readNlris, writeNlri } from '../nlri/nlri.js';
import type { AttributeCodec } from './attribute-codec.js';

/** NLRIs of one address family. Those of a family that is not spoken here are kept octet for octet. */
interface FamilyRoutes {
  readonly afi: number;
  readonly safi: number;
  readonly nlris: readonly Nlri[];
  readonly otherFamily?: Uint8Array;
}

/**
 * MP_REACH_NLRI, RFC 4760 section 3.
 *
 *    | AFI (16) | SAFI (8) | Length of Next Hop (8) | Next Hop | Reserved (8) | NLRI (variable)
 */
export interface MpReachNlri extends FamilyRoutes {
  readonly kind: 'MP_REACH_NLRI';
  readonly nextHop: Uint8Array;
}

/** MP_UNREACH_NLRI, RFC 4760 section 4: AFI (16), SAFI (8), withdrawn NLRIs. Empty and alone: End-of-RIB. */
export interface MpUnreachNlri extends FamilyRoutes {
  readonly kind: 'MP_UNREACH_NLRI';
}

/** IPv4; IPv6; IPv6 with a link-local address (RFC 2545 3). */
const NEXT_HOP_LENGTHS: readonly number[] = [4, 16, 32];

export const isLinkState = ({ afi, safi }: { readonly afi: number; readonly safi: number }): boolean =>
  afi === AFI_LINK_STATE && safi === SAFI_LINK_STATE;

export const mpReachNlri: AttributeCodec<MpReachNlri> = {
  kind: 'MP_REACH_NLRI',
  type: PATH_ATTRIBUTE.MP_REACH_NLRI,
  reference: 'RFC 4760 3, RFC 7606 5.3, 7.11',
  flags: ATTRIBUTE_FLAG.OPTIONAL,
  malformed: 'reset',
  decode(r, _context, faults) {
    const family = { afi: r.u16(), safi: r.u8() };
    const at = r.offset;
    const nextHopLength = r.u8();
    if (isLinkState(family) && !NEXT_HOP_LENGTHS.includes(nextHopLength)) {
      const what = `a next hop of ${nextHopLength} octets`;
      throw new SessionResetError(BGP_ERROR.OPTIONAL_ATTRIBUTE_ERROR, at, what);
    }
    const nextHop = r.copy(nextHopLength);
    r.skip(1);
    return { kind: 'MP_REACH_NLRI', ...family, nextHop, ...readRoutes(r, family, faults) };
  },
  encode(w, value) {
    w.u16(value.afi);
    w.u8(value.safi);
    w.u8(value.nextHop.byteLength);
    w.bytes(value.nextHop);
    w.u8(0);
    writeRoutes(w, value);
  },
};

export const mpUnreachNlri: AttributeCodec<MpUnreachNlri> = {
  kind: 'MP_UNREACH_NLRI',
  type: PATH_ATTRIBUTE.MP_UNREACH_NLRI,
  reference: 'RFC 4760 4, RFC 7606 5.3',
  flags: ATTRIBUTE_FLAG.OPTIONAL,
  malformed: 'reset',
  decode(r, _context, faults) {
    const family = { afi: r.u16(), safi: r.u8() };
    return { kind: 'MP_UNREACH_NLRI', ...family, ...readRoutes(r, family, faults) };
  },
  encode(w, value) {
    w.u16(value.afi);
    w.u8(value.safi);
    writeRoutes(w, value);
  },
};

const readRoutes = (
  r: Reader,
  family: { readonly afi: number; readonly safi: number },
  faults: UpdateFault[],
): Pick<FamilyRoutes, 'nlris' | 'otherFamily'> =>
  isLinkState(family) ? { nlris: readNlris(r, faults) } : { nlris: [], otherFamily: r.copy(r.remaining()) };

function writeRoutes(w: Writer, { nlris, otherFamily }: FamilyRoutes): void {
  for (const nlri of nlris) writeNlri(w, nlri);
  if (otherFamily !== undefined) w.bytes(otherFamily);
}
