// When an LSP with a schedule is up.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  intervalAt,
  intervalsOf,
  type LspSchedule,
  lastEnd,
  MAXIMUM_REPEATS,
  sameTimes,
  scheduleFault,
  upTimeFrom,
} from '../../../../src/domain/values/lsp-schedule.js';
import { cases } from '../../../support/cases.js';

const HOUR = 3_600_000;
const START = Date.UTC(2027, 0, 31, 22, 30);
const once: LspSchedule = { start: START, end: START + HOUR, trigger: 'PCC', activated: false };
const repeated = (interval: 'MONTH' | 'YEAR' | number, times: number): LspSchedule => ({
  ...once,
  repeat: { interval, times },
});
const day = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

describe('the intervals of a schedule', () => {
  test('are one more than its repeats', () => {
    expect(intervalsOf(once)).toEqual([{ start: START, end: START + HOUR }]);
    expect(intervalsOf(repeated(2 * HOUR, 2)).map(({ start }) => start - START)).toEqual([
      0,
      2 * HOUR,
      4 * HOUR,
    ]);
  });

  test('keep the day of the month, or take the last there is', () => {
    expect(intervalsOf(repeated('MONTH', 4)).map(({ start }) => day(start))).toEqual([
      '2027-01-31T22:30',
      '2027-02-28T22:30',
      '2027-03-31T22:30',
      '2027-04-30T22:30',
      '2027-05-31T22:30',
    ]);
  });

  test('keep the day of the year, leap days included', () => {
    const start = Date.UTC(2028, 1, 29, 6);
    const leap = { ...repeated('YEAR', 4), start, end: start + HOUR };
    expect(intervalsOf(leap).map((interval) => day(interval.start))).toEqual([
      '2028-02-29T06:00',
      '2029-02-28T06:00',
      '2030-02-28T06:00',
      '2031-02-28T06:00',
      '2032-02-29T06:00',
    ]);
  });

  test('follow each other, all of the same length, and the last one ends the schedule', () => {
    const interval = fc.oneof(
      fc.constantFrom('MONTH' as const, 'YEAR' as const),
      fc.integer({ min: 3600, max: 1e7 }).map((seconds) => seconds * 1000),
    );
    fc.assert(
      fc.property(
        interval,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 4e12 }),
        (every, times, start) => {
          const schedule = { ...repeated(every, times), start, end: start + HOUR };
          expect(scheduleFault(schedule)).toBeUndefined();
          const all = intervalsOf(schedule);
          expect(all).toHaveLength(times + 1);
          for (const [index, each] of all.entries()) {
            expect(each.end - each.start).toBe(HOUR);
            expect(each.start).toBeGreaterThanOrEqual(all[index - 1]?.end ?? 0);
            expect(each).toEqual(intervalAt(schedule, index));
          }
          expect(lastEnd(schedule)).toBe(all.at(-1)?.end);
        },
      ),
      { numRuns: cases(300) },
    );
  });
});

describe('the time that an LSP is up', () => {
  const graced = { ...repeated(24 * HOUR, 1), grace: { before: 30_000, after: 60_000 } };
  const first = { start: START - 30_000, end: START + HOUR + 60_000 };

  test('has the grace periods', () => {
    expect(upTimeFrom(graced, 0)).toEqual(first);
    expect(upTimeFrom(graced, first.end - 1)).toEqual(first);
  });

  test('is that of the next interval at the very end of one, and none after the last', () => {
    const second = { start: first.start + 24 * HOUR, end: first.end + 24 * HOUR };
    expect(upTimeFrom(graced, first.end)).toEqual(second);
    expect(upTimeFrom(graced, second.end - 1)).toEqual(second);
    expect(upTimeFrom(graced, second.end)).toBeUndefined();
    expect(lastEnd(graced)).toBe(second.end);
  });
});

describe('a schedule that a head-end can not be given', () => {
  test.each<[string, Partial<LspSchedule>]>([
    ['it has to end after its start', { end: START }],
    ['it has to end after its start', { start: Number.NaN }],
    ['it lasts longer', { end: START + 0xffff_ffff * 1000 }],
    [
      'both grace periods and an elastic',
      { grace: { before: 1, after: 0 }, elastic: { earlier: 0, later: 1 } },
    ],
    ['0 to 65535 seconds', { grace: { before: 65_536_000, after: 0 } }],
    ['0 to 65535 seconds', { elastic: { earlier: 0, later: -1 } }],
    ['repeated 0 to 4095 times', { repeat: { interval: 'MONTH', times: MAXIMUM_REPEATS + 1 } }],
    ['repeated 0 to 4095 times', { repeat: { interval: 'MONTH', times: 0.5 } }],
    ['start again before its end', { repeat: { interval: HOUR - 1000, times: 1 } }],
    ['start again before its end', { end: START + 29 * 24 * HOUR, repeat: { interval: 'MONTH', times: 1 } }],
    ['not repeated after whole seconds', { repeat: { interval: HOUR + 1, times: 1 } }],
    ['less often', { repeat: { interval: 0x1_0000_0000 * 1000, times: 1 } }],
  ])('%s', (text, change) => {
    expect(scheduleFault({ ...once, ...change })).toContain(text);
  });

  test('is none that just fits', () => {
    const widest = { before: 65_535_000, after: 65_535_000 };
    expect(scheduleFault({ ...repeated(HOUR, MAXIMUM_REPEATS), grace: widest })).toBeUndefined();
  });
});

test('times are the same to the second, whatever the margins', () => {
  const precise = { ...once, start: START + 1, end: START + HOUR - 1, activated: true };
  expect(sameTimes(once, precise)).toBe(true);
  expect(sameTimes(once, { ...once, end: once.end + 1 })).toBe(false);
  expect(sameTimes(repeated(HOUR, 1), repeated(HOUR, 2))).toBe(false);
  expect(sameTimes(repeated(HOUR, 1), repeated('MONTH', 1))).toBe(false);
  expect(sameTimes(once, repeated(HOUR, 0))).toBe(false);
});
