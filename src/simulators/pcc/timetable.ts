import {
  type LspSchedule,
  type SchedulingSupport,
  scheduleFault,
  upTimeFrom,
} from '../../domain/values/lsp-schedule.js';
import { SCHEDULE_REPEAT } from '../../southbound/pcep/codec/code-points.js';
import type { SchedLspAttributeTlv } from '../../southbound/pcep/codec/tlvs/sched-lsp-attribute.js';
import type { SchedPdLspAttributeTlv } from '../../southbound/pcep/codec/tlvs/sched-pd-lsp-attribute.js';
import type { Tlv } from '../../southbound/pcep/codec/tlvs/tlv.js';

export type ScheduleTlv = SchedLspAttributeTlv | SchedPdLspAttributeTlv;

/** The schedule of an LSP on its head-end. */
export interface Timetable {
  /** As it is reported: the start is absolute, and A says what is the case. */
  readonly tlv: ScheduleTlv;
  readonly times: LspSchedule;
}

/** The first one counts (RFC 8934 5.2). */
export const scheduleTlvIn = (tlvs: readonly Tlv[]): ScheduleTlv | undefined =>
  tlvs.find((tlv) => tlv.kind === 'SCHED-LSP-ATTRIBUTE' || tlv.kind === 'SCHED-PD-LSP-ATTRIBUTE');

export const covers = (support: SchedulingSupport, { kind }: ScheduleTlv): boolean =>
  kind === 'SCHED-PD-LSP-ATTRIBUTE' ? support === 'periodic' : support !== 'none';

const SECOND = 1_000;

/**
 * What a schedule means that arrives at `now`; undefined for one that this head-end does not accept: without duration, over
 * already, overlapping itself, or repeated in an unknown way (RFC 8934 5.2.1, 5.2.2, 6.6).
 */
export function timetableOf(tlv: ScheduleTlv, now: number): Timetable | undefined {
  const startTime = tlv.relativeStart ? Math.round(now / SECOND) + tlv.startTime : tlv.startTime;
  const repeat = repeatOf(tlv);
  if (repeat === undefined) return undefined;
  const start = startTime * SECOND;
  const grace = { before: tlv.before * SECOND, after: tlv.after * SECOND };
  const times: LspSchedule = {
    start,
    end: start + tlv.duration * SECOND,
    ...(repeat === 'ONCE' ? {} : { repeat }),
    ...(tlv.gracePeriods ? { grace } : {}),
    trigger: tlv.pccResponsible ? 'PCC' : 'PCE',
    activated: tlv.activated,
  };
  if (scheduleFault(times) !== undefined || upTimeFrom(times, now) === undefined) return undefined;
  return { tlv: { ...tlv, relativeStart: false, startTime }, times };
}

export const withActivation = ({ tlv, times }: Timetable, activated: boolean): Timetable => ({
  tlv: { ...tlv, activated },
  times: { ...times, activated },
});

function repeatOf(tlv: ScheduleTlv): NonNullable<LspSchedule['repeat']> | 'ONCE' | undefined {
  if (tlv.kind === 'SCHED-LSP-ATTRIBUTE') return 'ONCE';
  const { option, repeats: times, repeatTimeLength } = tlv;
  if (option === SCHEDULE_REPEAT.EVERY_MONTH) return { interval: 'MONTH', times };
  if (option === SCHEDULE_REPEAT.EVERY_YEAR) return { interval: 'YEAR', times };
  return option === SCHEDULE_REPEAT.EVERY_INTERVAL
    ? { interval: repeatTimeLength * SECOND, times }
    : undefined;
}
