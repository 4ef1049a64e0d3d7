// Schedules between the core and the wire (RFC 8934).
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LspSchedule, scheduleFault } from '../../../../../src/domain/values/lsp-schedule.js';
import {
  type ScheduleTlv,
  scheduleOf,
  scheduleTlv,
} from '../../../../../src/southbound/pcep/translate/schedule.js';
import { cases } from '../../../../support/cases.js';

const NOW = Date.UTC(2026, 11, 1, 12);
const HOUR = 3_600;
const ERA = 2 ** 32 * 1000;

const tlv = (more: Partial<ScheduleTlv> = {}): ScheduleTlv =>
  ({
    kind: 'SCHED-LSP-ATTRIBUTE',
    relativeStart: false,
    pccResponsible: true,
    activated: false,
    gracePeriods: false,
    startTime: NOW / 1000 + HOUR,
    duration: HOUR,
    before: 0,
    after: 0,
    ...more,
  }) as ScheduleTlv;
const periodical = (option: number, repeatTimeLength: number): ScheduleTlv =>
  tlv({ kind: 'SCHED-PD-LSP-ATTRIBUTE', option, repeats: 3, repeatTimeLength });

function scheduled(given: ScheduleTlv, now = NOW): LspSchedule {
  const said = scheduleOf(given, 'periodic', now);
  if (!said.ok) throw new Error(said.error.detail);
  return said.value;
}

const seconds = (max: number) => fc.integer({ min: 0, max }).map((count) => count * 1000);
const margin = seconds(0xffff);
const some = (value: { readonly [side: string]: number }) => Object.values(value).some((side) => side > 0);
const margins: fc.Arbitrary<Pick<LspSchedule, 'grace' | 'elastic'>> = fc.oneof(
  fc.constant({}),
  fc.record({ grace: fc.record({ before: margin, after: margin }).filter(some) }),
  fc.record({ elastic: fc.record({ earlier: margin, later: margin }).filter(some) }),
);
const repeats = fc.record({
  interval: fc.oneof(
    fc.constantFrom('MONTH' as const, 'YEAR' as const),
    seconds(1e7).map((x) => x + 1e6 * 1000),
  ),
  times: fc.integer({ min: 0, max: 4095 }),
});
const schedules: fc.Arbitrary<LspSchedule> = fc
  .tuple(seconds(1e9), fc.integer({ min: 1, max: 1e6 }), margins, fc.option(repeats, { nil: undefined }))
  .chain(([ahead, duration, more, repeat]) =>
    fc
      .record({
        start: fc.constant(NOW + ahead),
        end: fc.constant(NOW + ahead + duration * 1000),
        trigger: fc.constantFrom('PCC' as const, 'PCE' as const),
        activated: fc.boolean(),
      })
      .map((times) => ({ ...times, ...more, ...(repeat === undefined ? {} : { repeat }) })),
  );

test('what is sent is what was meant', () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      expect(scheduleFault(schedule)).toBeUndefined();
      expect(scheduled(scheduleTlv(schedule))).toEqual(schedule);
    }),
    { numRuns: cases(600) },
  );
});

test('parts of a second make the interval longer, grace too, and the elastic range shorter', () => {
  const between = { start: NOW + 1_001, end: NOW + 2_001, trigger: 'PCE', activated: true } as const;
  const second = NOW / 1000 + 1;
  expect(scheduleTlv({ ...between, grace: { before: 1, after: 999 } })).toMatchObject({
    startTime: second,
    duration: 2,
    gracePeriods: true,
    before: 1,
    after: 1,
  });
  expect(scheduleTlv({ ...between, elastic: { earlier: 1_999, later: 999 } })).toMatchObject({
    gracePeriods: false,
    before: 1,
    after: 0,
  });
});

describe('the start', () => {
  test('counts from the moment of reading where it is relative', () => {
    const { start, end } = scheduled(tlv({ relativeStart: true, startTime: 90 }));
    expect([start, end]).toEqual([NOW + 90_000, NOW + 90_000 + HOUR * 1000]);
  });

  test('is of the next round of 2^32 seconds where it was over long ago', () => {
    expect(scheduled(tlv({ startTime: 1_000 })).start).toBe(ERA + 1_000_000);
    const next = ERA + NOW;
    expect(scheduled(tlv(), next).start).toBe(ERA + NOW + HOUR * 1000);
    expect(scheduleTlv({ start: next, end: next + 1000, trigger: 'PCC', activated: false }).startTime).toBe(
      NOW / 1000,
    );
  });

  test('has passed where the LSP is active, or was to be up a moment ago', () => {
    const startTime = NOW / 1000 - 30 * 86_400;
    expect(scheduled(tlv({ startTime, activated: true })).start).toBe(startTime * 1000);
    expect(scheduled(tlv({ startTime: NOW / 1000 - 2 * HOUR })).start).toBe(NOW - 2 * HOUR * 1000);
    expect(scheduled(tlv({ startTime, duration: 60 * 86_400 })).start).toBe(startTime * 1000);
  });
});

test('months, years and lengths repeat it', () => {
  expect(scheduled(periodical(1, 7)).repeat).toEqual({ interval: 'MONTH', times: 3 });
  expect(scheduled(periodical(2, 0)).repeat).toEqual({ interval: 'YEAR', times: 3 });
  expect(scheduled(periodical(3, 86_400)).repeat).toEqual({ interval: 86_400_000, times: 3 });
});

describe('what is refused', () => {
  test.each<[string, ScheduleTlv, 'none' | 'scheduled' | 'periodic', string]>([
    ['a schedule without the capability', tlv(), 'none', '19/15'],
    ['repeats without the capability', periodical(3, 86_400), 'scheduled', '19/15'],
    ['repeats without any', periodical(3, 86_400), 'none', '19/15'],
    ['an unknown option', periodical(4, 86_400), 'periodic', '4/4'],
    ['the reserved option', periodical(0, 86_400), 'periodic', '4/4'],
    ['repeats without distance', periodical(3, 0), 'periodic', '10/11'],
    ['no duration', tlv({ duration: 0 }), 'periodic', '10/11'],
  ])('%s', (_what, given, support, expected) => {
    const said = scheduleOf(given, support, NOW);
    expect(said.ok ? 'taken' : `${said.error.errorType}/${said.error.errorValue}`).toBe(expected);
  });

  test('not a single interval where only repeats are missing', () => {
    expect(scheduleOf(tlv(), 'scheduled', NOW).ok).toBe(true);
  });
});
