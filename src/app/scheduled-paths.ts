import type { BookedBandwidth, Computation } from '../domain/computation/computer.js';
import {
  type Interval,
  intervalsOf,
  type LspSchedule,
  MAXIMUM_REPEATS,
} from '../domain/values/lsp-schedule.js';
import { type Asked, computationFor } from './computation-record.js';
import { ahead, outWithin, quietWindow } from './maintenance/resources.js';
import type { NetworkView } from './network-view.js';

export interface ScheduledPath {
  /** With the times that the path is free at: moved within its elastic range, which is used up then. */
  readonly schedule: LspSchedule;
  readonly result: Computation;
}

/**
 * One path that is free over every interval of a schedule, beside what lasts and what is booked (RFC 8934 4.1, 4.2); grace
 * periods take nothing. An elastic schedule moves as little as possible, all its intervals alike (4.2.2.1, SYNC), and not into
 * the past. One search, and for an elastic one that does not fit as it is one for each instant at which something that is
 * booked, or a maintenance window, makes room: MOST_SHIFTS at most.
 */
export function scheduledPath(
  view: NetworkView,
  asked: Asked,
  schedule: LspSchedule,
  now: number,
): ScheduledPath {
  for (const shift of [0, ...shiftsOf(view, schedule, now)]) {
    const moved = movedBy(schedule, shift);
    const path = view.decidingComputer.findPath(questionFor(view, asked, moved, now));
    if (path !== undefined) return { schedule: moved, result: { kind: 'path', path, alternatives: [] } };
  }
  return { schedule, result: view.decidingComputer.compute(questionFor(view, asked, schedule, now)) };
}

function movedBy({ elastic, ...schedule }: LspSchedule, shift: number): LspSchedule {
  if (shift === 0) return elastic === undefined ? schedule : { ...schedule, elastic };
  return { ...schedule, start: schedule.start + shift, end: schedule.end + shift };
}

/** What is left of the intervals at `now`. */
const intervalsFrom = (schedule: LspSchedule, now: number): readonly Interval[] =>
  intervalsOf(schedule)
    .slice(0, MAXIMUM_REPEATS + 1)
    .map(({ start, end }) => ({ start: Math.max(start, now), end }))
    .filter(({ start, end }) => start < end);

function questionFor(view: NetworkView, { computed, ...asked }: Asked, schedule: LspSchedule, now: number) {
  const { state } = view;
  const intervals = intervalsFrom(schedule, now);
  const out = new Set(intervals.flatMap((interval) => [...outWithin(state, interval)]));
  const { request } = computed;
  const exclude = out.size === 0 ? request.exclude : [...request.exclude, ...out];
  const booked: BookedBandwidth = (link, setupPriority) =>
    intervals.reduce(
      (most, { start, end }) => Math.max(most, state.calendar.peak(link, setupPriority, start, end)),
      0,
    );
  const question = { ...asked, computed: { ...computed, request: { ...request, exclude } } };
  return { ...computationFor(question), booked };
}

/** Whole seconds in milliseconds, as PCEP has them; the smallest first, of equal ones the later. */
function shiftsOf({ state }: NetworkView, schedule: LspSchedule, now: number): readonly number[] {
  const { elastic } = schedule;
  if (elastic === undefined) return [];
  const { earlier, later } = elastic;
  const links = state.ted.links().map(({ id }) => id);
  const quiet = Array.from(ahead(state), ({ order }) => quietWindow(order));
  const shifts = new Set<number>();
  for (const { start, end } of intervalsFrom(schedule, now)) {
    const taken = [...quiet, ...state.calendar.overLinks(links, start - earlier, end + later)];
    for (const other of taken) {
      shifts.add(Math.ceil((other.end - start) / SECOND) * SECOND);
      shifts.add(Math.floor((other.start - end) / SECOND) * SECOND);
    }
  }
  const earliest = Math.max(-earlier, now - schedule.start);
  return [...shifts]
    .filter((shift) => shift !== 0 && shift >= earliest && shift <= later)
    .sort((a, b) => Math.abs(a) - Math.abs(b) || b - a)
    .slice(0, MOST_SHIFTS);
}

const SECOND = 1_000;
const MOST_SHIFTS = 500;
