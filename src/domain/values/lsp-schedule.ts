/** From the first instant to the last, which is not part of it. Milliseconds since 1970. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** From one start to the next: a month or year of the calendar (UTC), or milliseconds. */
export type RepeatInterval = 'MONTH' | 'YEAR' | number;

/** Who sets the LSP up and takes it down at the times of its schedule (RFC 8934 5.2.1, C flag). */
export type ScheduleTrigger = 'PCC' | 'PCE';

/**
 * When an LSP is to carry traffic (RFC 8934 4.2, 5.2). Instants are milliseconds since 1970, lengths milliseconds; PCEP
 * carries whole seconds.
 */
export interface LspSchedule {
  readonly start: number;
  readonly end: number;
  /** Absent: once. `times` repeats are `times` + 1 intervals. */
  readonly repeat?: { readonly interval: RepeatInterval; readonly times: number };
  /** The LSP is up for so long around every interval, without bandwidth of its own (RFC 8934 4.2.2.2). */
  readonly grace?: { readonly before: number; readonly after: number };
  /** How far an interval may be moved, start and end alike (RFC 8934 4.2.2.1). Never with `grace`. */
  readonly elastic?: { readonly earlier: number; readonly later: number };
  readonly trigger: ScheduleTrigger;
  /** A flag: the LSP is up for its schedule (from the PCC), or is to be set up now (to it). */
  readonly activated: boolean;
}

/** Schedules that a head-end can be given in PCEP: none, single intervals, or repeated ones too (RFC 8934 5.1). */
export type SchedulingSupport = 'none' | 'scheduled' | 'periodic';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const U32 = 0xffff_ffff;
/** NR has 12 bits, grace periods and elastic ranges 16 bits of seconds (RFC 8934 5.2). */
export const MAXIMUM_REPEATS = 0xfff;
const MAXIMUM_MARGIN = 0xffff * SECOND;
const SHORTEST: Readonly<Record<'MONTH' | 'YEAR', number>> = { MONTH: 28 * DAY, YEAR: 365 * DAY };

/** Interval 0 is the first. Of a month that is too short for the day, the last day counts. */
export function intervalAt({ start, end, repeat }: LspSchedule, index: number): Interval {
  if (index === 0 || repeat === undefined) return { start, end };
  const shifted = startAfter(start, repeat.interval, index);
  return { start: shifted, end: shifted + (end - start) };
}

/** All intervals in the order of time: at most MAXIMUM_REPEATS + 1. */
export const intervalsOf = (schedule: LspSchedule): readonly Interval[] =>
  Array.from({ length: (schedule.repeat?.times ?? 0) + 1 }, (_, index) => intervalAt(schedule, index));

/** The end of the last interval, with its grace period: nothing is up after it. */
export const lastEnd = (schedule: LspSchedule): number =>
  intervalAt(schedule, schedule.repeat?.times ?? 0).end + (schedule.grace?.after ?? 0);

/**
 * When the LSP is up, grace periods included: the first such time that has not ended at `instant`. Undefined: all are
 * over. O(repeats).
 */
export function upTimeFrom(schedule: LspSchedule, instant: number): Interval | undefined {
  const { before, after } = schedule.grace ?? { before: 0, after: 0 };
  for (let index = 0; index <= (schedule.repeat?.times ?? 0); index++) {
    const { start, end } = intervalAt(schedule, index);
    if (end + after > instant) return { start: start - before, end: end + after };
  }
  return undefined;
}

/** Whether both have the same intervals, as far as PCEP's whole seconds tell. */
export const sameTimes = (a: LspSchedule, b: LspSchedule): boolean =>
  Math.floor(a.start / SECOND) === Math.floor(b.start / SECOND) &&
  Math.ceil(a.end / SECOND) === Math.ceil(b.end / SECOND) &&
  a.repeat?.interval === b.repeat?.interval &&
  a.repeat?.times === b.repeat?.times;

/** Why a schedule can't be given to a head-end, or undefined: what its TLV can't hold, or what makes no sense. */
export function scheduleFault(schedule: LspSchedule): string | undefined {
  const { start, end, grace, elastic } = schedule;
  if (!(Number.isFinite(start) && start >= 0 && end > start)) return 'it has to end after its start';
  // Rounded to whole seconds it may get one longer.
  if (end - start >= U32 * SECOND) return 'it lasts longer than 2^32 - 2 seconds';
  if (grace !== undefined && elastic !== undefined) return 'it has both grace periods and an elastic range';
  const margins = [grace?.before, grace?.after, elastic?.earlier, elastic?.later];
  const fits = margins.every((margin = 0) => margin >= 0 && margin <= MAXIMUM_MARGIN);
  return fits ? repeatFault(schedule) : 'grace periods and elastic ranges have 0 to 65535 seconds';
}

function repeatFault({ start, end, repeat }: LspSchedule): string | undefined {
  if (repeat === undefined) return undefined;
  const { interval, times } = repeat;
  if (!(Number.isInteger(times) && times >= 0 && times <= MAXIMUM_REPEATS))
    return `it can be repeated 0 to ${MAXIMUM_REPEATS} times`;
  const shortest = typeof interval === 'number' ? interval : SHORTEST[interval];
  if (shortest % SECOND !== 0) return 'it is not repeated after whole seconds';
  if (!(shortest >= end - start)) return 'it would start again before its end';
  return shortest <= U32 * SECOND ? undefined : 'it is repeated less often than every 2^32 - 1 seconds';
}

function startAfter(start: number, interval: RepeatInterval, count: number): number {
  if (typeof interval === 'number') return start + interval * count;
  const date = new Date(start);
  const months = date.getUTCMonth() + (interval === 'MONTH' ? count : 12 * count);
  const daysInMonth = new Date(Date.UTC(date.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), daysInMonth);
  return Date.UTC(date.getUTCFullYear(), months, day) + (((start % DAY) + DAY) % DAY);
}
