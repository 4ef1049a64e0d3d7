import {
  type LspSchedule,
  lastEnd,
  type RepeatInterval,
  type SchedulingSupport,
  scheduleFault,
} from '../../../domain/values/lsp-schedule.js';
import { err, ok, type Result } from '../../../domain/values/result.js';
import { SCHEDULE_REPEAT } from '../codec/code-points.js';
import type { PathComputationRequest } from '../codec/messages/pcreq.js';
import type { SchedLspAttributeTlv } from '../codec/tlvs/sched-lsp-attribute.js';
import type { SchedPdLspAttributeTlv } from '../codec/tlvs/sched-pd-lsp-attribute.js';
import type { ScheduleFields } from '../codec/tlvs/schedule-fields.js';
import type { Tlv } from '../codec/tlvs/tlv.js';

export type ScheduleTlv = SchedLspAttributeTlv | SchedPdLspAttributeTlv;

export interface ScheduleRefusal {
  readonly errorType: number;
  readonly errorValue: number;
  readonly detail: string;
}

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
/** Start-Time is 32 bits of seconds since 1970 (RFC 8934 5.2.1). */
const ERA = 0x1_0000_0000;

/**
 * The schedule that a path is asked for (RFC 8934 6.4); undefined where none is named. In a set of requests (SVEC) there is
 * none: the paths of a set would have to be free together at times of their own (RFC 5440 7.15: unsupported parameter).
 */
export function scheduleAsked(
  { lsp }: PathComputationRequest,
  support: SchedulingSupport,
  now: number,
  inSet: boolean,
): Result<LspSchedule | undefined, ScheduleRefusal> {
  const tlv = lsp === undefined ? undefined : scheduleTlvIn(lsp.tlvs);
  if (tlv === undefined) return ok(undefined);
  const said = scheduleOf(tlv, support, now);
  if (!said.ok) return said;
  if (inSet) return refused(4, 4, 'a schedule in a set of path requests');
  const fault = scheduleFault(said.value);
  return fault === undefined && lastEnd(said.value) > now
    ? said
    : refused(10, 11, `a schedule that cannot be kept: ${fault ?? 'it is over'}`);
}

/** The LSP object with another schedule in the place of its own. */
export const withSchedule = <Object extends { readonly tlvs: readonly Tlv[] }>(
  lsp: Object,
  schedule: LspSchedule,
): Object => ({
  ...lsp,
  tlvs: [...lsp.tlvs.filter((tlv) => !isSchedule(tlv)), scheduleTlv(schedule)],
});

const isSchedule = (tlv: Tlv): tlv is ScheduleTlv =>
  tlv.kind === 'SCHED-LSP-ATTRIBUTE' || tlv.kind === 'SCHED-PD-LSP-ATTRIBUTE';

/** One schedule is allowed for an LSP: the first TLV that has one counts (RFC 8934 5.2). */
export function scheduleTlvIn(tlvs: readonly Tlv[]): ScheduleTlv | undefined {
  for (const tlv of tlvs) if (isSchedule(tlv)) return tlv;
  return undefined;
}

/** Whether a session with `support` on both sides may carry a schedule with or without repeats (RFC 8934 5.1). */
export const isSupported = (support: SchedulingSupport, periodic: boolean): boolean =>
  periodic ? support === 'periodic' : support !== 'none';

/**
 * What a TLV means that arrives now (instant in milliseconds).
 * @returns the error of RFC 8934 for what was not negotiated or is unknown
 */
export function scheduleOf(
  tlv: ScheduleTlv,
  support: SchedulingSupport,
  now: number,
): Result<LspSchedule, ScheduleRefusal> {
  const periodic = tlv.kind === 'SCHED-PD-LSP-ATTRIBUTE';
  if (!isSupported(support, periodic))
    return refused(19, 15, `${tlv.kind} without the capability (RFC 8934 5.2)`);
  if (tlv.duration === 0) return refused(10, 11, `${tlv.kind} with Duration 0 (RFC 8934 5.2.1)`);
  const start = tlv.relativeStart ? now + tlv.startTime * SECOND : tlv.startTime * SECOND;
  const once: LspSchedule = {
    start,
    end: start + tlv.duration * SECOND,
    ...marginsOf(tlv),
    trigger: tlv.pccResponsible ? 'PCC' : 'PCE',
    activated: tlv.activated,
  };
  if (!periodic) return ok(inEra(once, tlv.relativeStart, now));
  const interval = intervalOf(tlv);
  if (interval === undefined) return refused(4, 4, `${tlv.kind} with Opt ${tlv.option} (RFC 8934 5.2.2)`);
  if (interval === 0) return refused(10, 11, `${tlv.kind} with Repeat-time-length 0 (RFC 8934 5.2.2)`);
  return ok(inEra({ ...once, repeat: { interval, times: tlv.repeats } }, tlv.relativeStart, now));
}

function intervalOf({ option, repeatTimeLength }: SchedPdLspAttributeTlv): RepeatInterval | undefined {
  switch (option) {
    case SCHEDULE_REPEAT.EVERY_MONTH:
      return 'MONTH';
    case SCHEDULE_REPEAT.EVERY_YEAR:
      return 'YEAR';
    case SCHEDULE_REPEAT.EVERY_INTERVAL:
      return repeatTimeLength * SECOND;
    default:
      return undefined;
  }
}

const refused = (errorType: number, errorValue: number, detail: string): Result<never, ScheduleRefusal> =>
  err({ errorType, errorValue, detail });

function marginsOf({ gracePeriods, before, after }: ScheduleFields): Pick<LspSchedule, 'grace' | 'elastic'> {
  if (before === 0 && after === 0) return {};
  return gracePeriods
    ? { grace: { before: before * SECOND, after: after * SECOND } }
    : { elastic: { earlier: before * SECOND, later: after * SECOND } };
}

/**
 * Start-Time counts modulo 2^32 seconds, and one that has passed is of the next round (RFC 8934 5.2.1). Taken to the
 * letter that would put an LSP which is up, or one whose report was late, 136 years away: so it holds only for what is not
 * active and was over a day ago, which no clock skew explains.
 */
function inEra(schedule: LspSchedule, isRelative: boolean, now: number): LspSchedule {
  const thisEra = isRelative ? 0 : Math.floor(now / (ERA * SECOND)) * ERA * SECOND;
  const here = moved(schedule, thisEra);
  if (isRelative || here.activated || lastEnd(here) + DAY > now) return here;
  return moved(schedule, thisEra + ERA * SECOND);
}

const moved = (schedule: LspSchedule, by: number): LspSchedule =>
  by === 0 ? schedule : { ...schedule, start: schedule.start + by, end: schedule.end + by };

/**
 * The TLV of a schedule without `scheduleFault`. The start is absolute, so that it does not depend on when the message is
 * read; what is no whole second is rounded so that the interval gets longer, and an elastic range shorter.
 */
export function scheduleTlv(schedule: LspSchedule): ScheduleTlv {
  const { repeat, trigger, activated } = schedule;
  const startSeconds = Math.floor(schedule.start / SECOND);
  const fields: ScheduleFields = {
    relativeStart: false,
    pccResponsible: trigger === 'PCC',
    activated,
    startTime: startSeconds % ERA,
    duration: Math.ceil(schedule.end / SECOND) - startSeconds,
    ...marginFields(schedule),
  };
  if (repeat === undefined) return { kind: 'SCHED-LSP-ATTRIBUTE', ...fields };
  const { interval, times } = repeat;
  return {
    kind: 'SCHED-PD-LSP-ATTRIBUTE',
    ...fields,
    option: optionOf(interval),
    repeats: times,
    repeatTimeLength: typeof interval === 'number' ? Math.round(interval / SECOND) : 0,
  };
}

function marginFields({ grace, elastic }: LspSchedule) {
  if (grace !== undefined) {
    const before = Math.ceil(grace.before / SECOND);
    return { gracePeriods: true, before, after: Math.ceil(grace.after / SECOND) };
  }
  const { earlier, later } = elastic ?? { earlier: 0, later: 0 };
  return {
    gracePeriods: false,
    before: Math.floor(earlier / SECOND),
    after: Math.floor(later / SECOND),
  };
}

function optionOf(interval: RepeatInterval): number {
  if (interval === 'MONTH') return SCHEDULE_REPEAT.EVERY_MONTH;
  return interval === 'YEAR' ? SCHEDULE_REPEAT.EVERY_YEAR : SCHEDULE_REPEAT.EVERY_INTERVAL;
}
