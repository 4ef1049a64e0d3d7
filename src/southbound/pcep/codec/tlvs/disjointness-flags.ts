import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { bit, type OtherFlags, withOtherFlags } from '../object-codec.js';

/** The value that DISJOINTNESS-CONFIGURATION and DISJOINTNESS-STATUS have in common, RFC 8800 section 5.2. */
export interface DisjointnessFlags extends OtherFlags {
  /** L: no link in common. */
  readonly linkDiverse: boolean;
  /** N: no node in common. */
  readonly nodeDiverse: boolean;
  /** S: no shared risk link group in common. */
  readonly srlgDiverse: boolean;
  /** P: the path is computed first, as if it were alone. */
  readonly shortestPath: boolean;
  /** T: no path where none is disjoint. Without a meaning in the status. */
  readonly strict: boolean;
}

const L = 0x01;
const N = 0x02;
const S = 0x04;
const P = 0x08;
const T = 0x10;
const UNASSIGNED = ~(L | N | S | P | T);

export function readDisjointnessFlags<Tlv extends DisjointnessFlags & { readonly kind: string }>(
  r: Reader,
  kind: Tlv['kind'],
): Tlv {
  const flags = r.u32();
  return withOtherFlags(
    {
      kind,
      linkDiverse: (flags & L) !== 0,
      nodeDiverse: (flags & N) !== 0,
      srlgDiverse: (flags & S) !== 0,
      shortestPath: (flags & P) !== 0,
      strict: (flags & T) !== 0,
    } as Tlv,
    (flags & UNASSIGNED) >>> 0,
  );
}

export function writeDisjointnessFlags(w: Writer, value: DisjointnessFlags): void {
  const assigned =
    bit(value.linkDiverse, L) |
    bit(value.nodeDiverse, N) |
    bit(value.srlgDiverse, S) |
    bit(value.shortestPath, P) |
    bit(value.strict, T);
  w.u32((assigned | (value.otherFlags ?? 0)) >>> 0);
}
