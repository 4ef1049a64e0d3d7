// Times of a recurring booking (RFC 5545 3.3.10): when each starts, and what is not taken.
import { describe, expect, test } from '@jest/globals';
import { recurringWindows } from '../../../../src/app/bookings/recurrence.js';

const HOUR = 3_600_000;
const windowAt = (instant: string) => ({ start: Date.parse(instant), end: Date.parse(instant) + HOUR });

const startsOf = (rule: string, first: string, zone = 'Europe/Berlin'): readonly string[] => {
  const windows = recurringWindows(windowAt(first), rule, zone);
  if (!windows.ok) throw new Error(windows.error.message);
  for (const { start, end } of windows.value) expect(end - start).toBe(HOUR);
  return windows.value.map(({ start }) => new Date(start).toISOString().slice(0, 16));
};

describe('the wall clock of the time zone decides', () => {
  test('when clocks are put forward', () =>
    expect(startsOf('FREQ=DAILY;COUNT=3', '2026-03-28T08:00:00Z')).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ]));
  test('when they are put back', () =>
    expect(startsOf('FREQ=DAILY;COUNT=2', '2026-10-24T07:00:00Z')).toEqual([
      '2026-10-24T07:00',
      '2026-10-25T08:00',
    ]));
  test('a time that does not exist is left out, and not counted', () =>
    expect(startsOf('FREQ=DAILY;COUNT=3', '2026-03-28T01:30:00Z')).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]));
  test('elsewhere at another instant', () =>
    expect(startsOf('FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3', '2026-03-02T00:00:00Z', 'America/New_York')).toEqual([
      '2026-03-03T00:00',
      '2026-03-05T00:00',
      '2026-03-09T23:00',
    ]));
});

test.each([
  ['FREQ=DAILY', 'it must end'],
  ['FREQ=DAILY;COUNT=2;UNTIL=20260401T000000Z', 'exclude each other'],
  ['FREQ=DAILY;COUNT=0', '1 or more'],
  ['FREQ=DAILY;COUNT=2;COUNT=3', 'given twice'],
  ['FREQ=DAILY;COUNT=1001', 'more than 1000 times'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1', 'too seldom, or never'],
  ['every day', 'not of the form'],
])('%s is refused, and said why', (rule, why) => {
  const windows = recurringWindows(windowAt('2026-03-02T08:00:00Z'), rule, 'UTC');
  expect(windows).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(windows.ok ? '' : windows.error.message).toContain(why);
});

test('a time zone that there is not', () =>
  expect(
    recurringWindows(windowAt('2026-03-02T08:00:00Z'), 'FREQ=DAILY;COUNT=2', 'Mars/Olympus'),
  ).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('no time zone') },
  }));
