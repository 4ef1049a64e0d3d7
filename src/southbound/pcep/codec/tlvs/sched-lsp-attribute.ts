import { TLV_TYPE } from '../code-points.js';
import type { TlvCodec } from '../object-codec.js';
import { readScheduleFlags, type ScheduleFields, writeScheduleFlags } from './schedule-fields.js';

/**
 * SCHED-LSP-ATTRIBUTE TLV, RFC 8934 section 5.2.1: one interval. Sixteen octets.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |       |R|C|A|G|              reserved (zero)                  |
 *    |                    start time (seconds)                       |
 *    |                     duration (seconds)                        |
 *    |  grace before / earlier by    |   grace after / later by      |
 */
export interface SchedLspAttributeTlv extends ScheduleFields {
  readonly kind: 'SCHED-LSP-ATTRIBUTE';
}

export const schedLspAttribute: TlvCodec<SchedLspAttributeTlv> = {
  kind: 'SCHED-LSP-ATTRIBUTE',
  type: TLV_TYPE['SCHED-LSP-ATTRIBUTE'],
  reference: 'RFC 8934 5.2.1',

  decode(r) {
    const flags = readScheduleFlags(r);
    r.skip(3);
    const startTime = r.u32();
    const duration = r.u32();
    return {
      kind: 'SCHED-LSP-ATTRIBUTE',
      ...flags,
      startTime,
      duration,
      before: r.u16(),
      after: r.u16(),
    };
  },

  encode(w, value) {
    writeScheduleFlags(w, value);
    w.u8(0);
    w.u16(0);
    w.u32(value.startTime);
    w.u32(value.duration);
    w.u16(value.before);
    w.u16(value.after);
  },
};
