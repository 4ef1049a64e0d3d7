import type { Reader } from '../../../wire/reader.js';
import type { Writer } from '../../../wire/writer.js';
import { bit, type OtherFlags, withOtherFlags } from '../object-codec.js';

/**
 * What both schedule TLVs say, RFC 8934 section 5.2.1. Times are whole seconds. What the numbers mean together (a duration
 * of 0, a start that has passed) is not judged here.
 *
 *     0 1 2 3 4 5 6 7
 *    +-+-+-+-+-+-+-+-+
 *    |       |R|C|A|G|
 */
export interface ScheduleFields extends OtherFlags {
  /** R: `startTime` counts from the moment of sending; else it is seconds since 1970 modulo 2^32. */
  readonly relativeStart: boolean;
  /** C: the PCC sets the LSP up and removes it; else the PCE tells it when. */
  readonly pccResponsible: boolean;
  /** A: the LSP is set up, or to be set up now. */
  readonly activated: boolean;
  /** G: `before` and `after` are grace periods; else how far the interval may be moved to either side. */
  readonly gracePeriods: boolean;
  readonly startTime: number;
  readonly duration: number;
  /** GrB or Elastic-Lower-Bound, 16 bits. */
  readonly before: number;
  /** GrA or Elastic-Upper-Bound, 16 bits. */
  readonly after: number;
}

const R = 0x08;
const C = 0x04;
const A = 0x02;
const G = 0x01;
const UNASSIGNED = 0xf0;

/** The fields that stand before and after what only the periodical TLV has. */
export type ScheduleHead = Pick<
  ScheduleFields,
  'relativeStart' | 'pccResponsible' | 'activated' | 'gracePeriods' | 'otherFlags'
>;

export function readScheduleFlags(r: Reader): ScheduleHead {
  const flags = r.u8();
  return withOtherFlags<ScheduleHead>(
    {
      relativeStart: (flags & R) !== 0,
      pccResponsible: (flags & C) !== 0,
      activated: (flags & A) !== 0,
      gracePeriods: (flags & G) !== 0,
    },
    flags & UNASSIGNED,
  );
}

export function writeScheduleFlags(w: Writer, head: ScheduleHead): void {
  w.u8(
    bit(head.relativeStart, R) |
      bit(head.pccResponsible, C) |
      bit(head.activated, A) |
      bit(head.gracePeriods, G) |
      (head.otherFlags ?? 0),
  );
}
