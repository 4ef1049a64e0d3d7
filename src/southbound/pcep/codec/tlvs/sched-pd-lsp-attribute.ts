import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import { readScheduleFlags, type ScheduleFields, writeScheduleFlags } from './schedule-fields.js';

/**
 * SCHED-PD-LSP-ATTRIBUTE TLV, RFC 8934 section 5.2.2: an interval that is repeated. Twenty octets.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |       |R|C|A|G|  Opt  |  NR: number of repeats |reserved (zero)|
 *    |                    start time (seconds)                       |
 *    |                     duration (seconds)                        |
 *    |             from one start to the next (seconds)              |
 *    |  grace before / earlier by    |   grace after / later by      |
 */
export interface SchedPdLspAttributeTlv extends ScheduleFields {
  readonly kind: 'SCHED-PD-LSP-ATTRIBUTE';
  /** Opt, 4 bits: SCHEDULE_REPEAT; others are kept as they came. */
  readonly option: number;
  /** NR, 12 bits: n repeats are n + 1 intervals. */
  readonly repeats: number;
  /** Repeat-time-length, seconds; counts with SCHEDULE_REPEAT.EVERY_INTERVAL only. */
  readonly repeatTimeLength: number;
}

const OPTION_SHIFT = 12;
const REPEATS = 0xfff;

export const schedPdLspAttribute: TlvCodec<SchedPdLspAttributeTlv> = {
  kind: 'SCHED-PD-LSP-ATTRIBUTE',
  type: TLV_TYPE['SCHED-PD-LSP-ATTRIBUTE'],
  reference: 'RFC 8934 5.2.2',

  decode(r) {
    const flags = readScheduleFlags(r);
    const word = r.u16();
    r.skip(1);
    const startTime = r.u32();
    const duration = r.u32();
    const repeatTimeLength = r.u32();
    return {
      kind: 'SCHED-PD-LSP-ATTRIBUTE',
      ...flags,
      option: word >>> OPTION_SHIFT,
      repeats: word & REPEATS,
      startTime,
      duration,
      repeatTimeLength,
      before: r.u16(),
      after: r.u16(),
    };
  },

  encode(w, value) {
    writeScheduleFlags(w, value);
    w.u16(((value.option << OPTION_SHIFT) | value.repeats) & 0xffff);
    w.u8(0);
    w.u32(value.startTime);
    w.u32(value.duration);
    w.u32(value.repeatTimeLength);
    w.u16(value.before);
    w.u16(value.after);
  },
};
