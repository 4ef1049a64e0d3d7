import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { TimeWindow } from '../../domain/values/booking.js';
import { ok, type Result } from '../../domain/values/result.js';
import { type Rejection, reject } from '../rejection.js';

/** More windows than this in one booking are refused: a recurrence is worked out when it is booked, not when it comes. */
export const MAXIMUM_WINDOWS = 1_000;

/**
 * All windows of a recurring one, the first included, by a rule of RFC 5545 3.3.10 that ends (COUNT or UNTIL). The wall
 * clock of the time zone decides when each starts, so that 09:00 stays 09:00 across a change to summer time; a time that does
 * not exist, as 02:30 on the day of that change, is left out and not counted. All are equally long (RFC 5545 3.8.5.3).
 */
export function recurringWindows(
  first: TimeWindow,
  rule: string,
  timeZone: string,
): Result<readonly TimeWindow[], Rejection> {
  const problem = malformed(rule);
  if (problem !== undefined) return invalid(`${rule}: ${problem}`);
  const zoned = startIn(first.start, timeZone);
  if (zoned === undefined)
    return reject('INVALID_INPUT', `timeZone: ${timeZone} is no time zone of the IANA database`);
  const starts = startsOf(rule, zoned);
  if (!starts.ok) return starts;
  if (starts.value.length === 0) return invalid(`${rule}: no time is described by it`);
  if (starts.value.length > MAXIMUM_WINDOWS)
    return invalid(`${rule}: more than ${MAXIMUM_WINDOWS} times; use a smaller COUNT or an earlier UNTIL`);
  const length = first.end - first.start;
  return ok(starts.value.map((start) => ({ start, end: start + length })));
}

const invalid = (message: string) => reject('INVALID_INPUT', `recurrence: ${message}`);

/** What the library would let pass. */
function malformed(rule: string): string | undefined {
  const seen = new Set<string>();
  for (const part of rule.split(';')) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(part) ?? [];
    if (name === undefined) return `${part === '' ? 'an empty part' : part} is not of the form NAME=VALUE`;
    if (seen.has(name)) return `${name} is given twice`;
    if (name === 'COUNT' && !/^[1-9]\d*$/.test(value ?? '')) return 'COUNT must be 1 or more';
    seen.add(name);
  }
  if (seen.has('COUNT') && seen.has('UNTIL')) return 'COUNT and UNTIL exclude each other';
  if (!seen.has('COUNT') && !seen.has('UNTIL')) return 'it must end: give COUNT or UNTIL';
  return undefined;
}

function startIn(start: number, timeZone: string): Temporal.ZonedDateTime | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
  } catch {
    return undefined;
  }
}

function startsOf(rule: string, dtstart: Temporal.ZonedDateTime): Result<readonly number[], Rejection> {
  try {
    const recurrence = new RRuleTemporal({ rruleString: rule, dtstart });
    const times = recurrence.all((_, index) => index <= MAXIMUM_WINDOWS);
    return ok(times.map((time) => ('epochMilliseconds' in time ? time.epochMilliseconds : Number.NaN)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The library gives up looking, in its own words.
    const isEndless = message.startsWith('Maximum iterations');
    return invalid(`${rule}: ${isEndless ? 'its days come too seldom, or never' : message}`);
  }
}
