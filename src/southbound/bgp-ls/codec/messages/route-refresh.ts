import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';

/** ROUTE-REFRESH, RFC 2918 section 3 with the subtype of RFC 7313 section 3.2: AFI (16), subtype (8), SAFI (8). */
export interface RouteRefresh {
  readonly kind: 'RouteRefresh';
  readonly afi: number;
  /** 0: the request; 1 and 2: begin and end of the answer. */
  readonly subtype: number;
  readonly safi: number;
}

export const decodeRouteRefresh = (r: Reader): RouteRefresh => ({
  kind: 'RouteRefresh',
  afi: r.u16(),
  subtype: r.u8(),
  safi: r.u8(),
});

export function encodeRouteRefresh(w: Writer, { afi, subtype, safi }: RouteRefresh): void {
  w.u16(afi);
  w.u8(subtype);
  w.u8(safi);
}
