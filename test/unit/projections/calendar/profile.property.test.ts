import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BookingId, LinkId } from '../../../../src/domain/values/identifiers.js';
import { Calendar, type CalendarEntry } from '../../../../src/projections/calendar/calendar.js';
import { cases } from '../../../support/cases.js';

const HORIZON = 40;
const LINKS = ['a', 'b', 'c'].map(LinkId);

const interval = (horizon: number) =>
  fc
    .tuple(fc.nat(horizon - 1), fc.integer({ min: 1, max: horizon }))
    .map(([start, length]) => ({ start, end: Math.min(horizon, start + length) }));

const entry = (horizon: number): fc.Arbitrary<CalendarEntry> =>
  fc
    .record({
      booking: fc.nat(6).map((number) => BookingId(`b${number}`)),
      occurrence: fc.nat(3),
      at: interval(horizon),
      bandwidth: fc.nat(4),
      holdingPriority: fc.nat(7),
      links: fc.subarray(LINKS),
    })
    .map(({ at, ...rest }) => ({ ...rest, ...at }));

type Change = { readonly kind: 'reserve' | 'release'; readonly entry: CalendarEntry };

const changes = (horizon: number, maxLength: number): fc.Arbitrary<readonly Change[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom('reserve' as const, 'reserve' as const, 'release' as const),
      entry: entry(horizon),
    }),
    { maxLength },
  );

/** The entries that are there in the end, by key. */
function left(all: readonly Change[]): Map<string, CalendarEntry> {
  const entries = new Map<string, CalendarEntry>();
  for (const { kind, entry: one } of all) {
    const key = `${one.booking}#${one.occurrence}`;
    if (kind === 'reserve') entries.set(key, one);
    else entries.delete(key);
  }
  return entries;
}

function applied(all: readonly Change[]): Calendar {
  const calendar = new Calendar();
  for (const { kind, entry: one } of all) {
    if (kind === 'reserve') calendar.reserve(one);
    else calendar.release(one);
  }
  return calendar;
}

/** What is taken at every instant, one after the other. */
const naive = (entries: Iterable<CalendarEntry>, link: LinkId, priority: number): number[] => {
  const taken = Array.from({ length: HORIZON + 2 }, () => 0);
  for (const one of entries) {
    if (!one.links.includes(link) || one.holdingPriority > priority) continue;
    for (let instant = one.start; instant < one.end; instant++) taken[instant]! += one.bandwidth;
  }
  return taken;
};

describe('the calendar against an array of instants', () => {
  test('peaks, steps and the last step above a limit are those of the instants', () => {
    fc.assert(
      fc.property(
        changes(HORIZON, 30),
        interval(HORIZON + 2),
        fc.nat(7),
        fc.integer({ min: -1, max: 12 }),
        (all, { start, end }, priority, most) => {
          const calendar = applied(all);
          for (const link of LINKS) {
            const taken = naive(left(all).values(), link, priority);
            const within = taken.slice(start, end);
            expect(calendar.peak(link, priority, start, end)).toBe(Math.max(...within));
            expect(calendar.peakEver(link, priority)).toBe(Math.max(...taken));
            expect(calendar.peaksFrom(link, start)?.[priority] ?? 0).toBe(Math.max(...taken.slice(start)));
            const steps = calendar.profile(link, priority, start, end);
            expect(
              steps.flatMap((step) => Array.from({ length: step.end - step.start }, () => step.value)),
            ).toEqual(within);
            expect(steps.every((step, at) => step.value !== steps[at - 1]?.value)).toBe(true);
            const last = within.findLastIndex((value) => value > most);
            let over = last < 0 ? undefined : start + last;
            while (over !== undefined && taken[over] === taken[start + last] && over < taken.length) over++;
            expect(calendar.lastAbove(link, priority, most, start, end)).toBe(
              over === taken.length ? Number.POSITIVE_INFINITY : over,
            );
          }
        },
      ),
      { numRuns: cases(3000) },
    );
  });

  test('what can be seen does not depend on what came and went before', () => {
    fc.assert(
      fc.property(changes(HORIZON, 30), fc.infiniteStream(fc.nat()), (all, order) => {
        const calendar = applied(all);
        const ranked = [...left(all).values()].map((one) => ({ one, rank: order.next().value as number }));
        const direct = new Calendar();
        for (const { one } of ranked.sort((a, b) => a.rank - b.rank)) direct.reserve(one);
        expect(calendar.capture()).toEqual(direct.capture());
        expect(calendar.links()).toEqual(direct.links());
        expect(calendar.size).toBe(ranked.length);
        for (const link of LINKS) {
          expect(calendar.profile(link, 7, -5, 99)).toEqual(direct.profile(link, 7, -5, 99));
        }
        const restored = new Calendar();
        restored.reserve({ ...SPARE, links: [LINKS[0]!] });
        restored.restore(JSON.parse(JSON.stringify(calendar.capture())));
        expect(restored.capture()).toEqual(calendar.capture());
        for (const { one } of ranked) calendar.release(one);
        expect(calendar.capture()).toEqual(new Calendar().capture());
      }),
      { numRuns: cases(1000) },
    );
  });

  test('entries are found by key, by booking and by links and time', () => {
    fc.assert(
      fc.property(
        changes(HORIZON, 30),
        interval(HORIZON),
        fc.subarray(LINKS),
        (all, { start, end }, over) => {
          const calendar = applied(all);
          const entries = [...left(all).values()];
          for (const one of entries) expect(calendar.get(one)).toEqual(one);
          const crossing = entries.filter(
            (one) => one.start < end && one.end > start && one.links.some((link) => over.includes(link)),
          );
          const found = calendar.overLinks(over, start, end);
          expect(new Set(found)).toEqual(new Set(crossing));
          expect(found.map((one) => one.start)).toEqual(found.map((one) => one.start).sort((a, b) => a - b));
          const ofFirst = entries.filter(({ booking }) => booking === 'b0');
          expect(new Set(calendar.occurrencesOf(BookingId('b0')))).toEqual(new Set(ofFirst));
        },
      ),
      { numRuns: cases(1000) },
    );
  });

  test('an entry over more links than an octet counts is the one that was reserved, and goes whole', () => {
    const calendar = new Calendar();
    const links = Array.from({ length: 300 }, (_, number) => LinkId(`long-${number}`));
    const long = { ...SPARE, links };
    calendar.reserve(long);
    calendar.reserve({ ...SPARE, occurrence: 1, links: LINKS });
    expect(calendar.get(long)).toEqual(long);
    expect(calendar.release(long)).toEqual(long);
    for (const link of links) expect(calendar.peakEver(link, 7)).toBe(0);
    expect(calendar.peakEver(LINKS[0]!, 7)).toBe(1);
  });

  test('thousands of breakpoints in one profile come and go exactly', () => {
    fc.assert(
      fc.property(fc.array(interval(100_000), { minLength: 800, maxLength: 2000 }), (all) => {
        const calendar = new Calendar();
        const key = (occurrence: number) => ({ booking: BookingId('b'), occurrence });
        const taken = new Float64Array(100_000);
        all.forEach(({ start, end }, at) => {
          calendar.reserve({
            ...key(at),
            start,
            end,
            bandwidth: 1 + (at % 7),
            holdingPriority: 3,
            links: LINKS,
          });
          for (let instant = start; instant < end; instant++) taken[instant]! += 1 + (at % 7);
        });
        const check = (): void => {
          for (const { start, end } of all.slice(0, 50)) {
            const within = taken.subarray(start, end);
            const peak = within.reduce((most, value) => Math.max(most, value), 0);
            expect(calendar.peak(LINKS[1]!, 5, start, end)).toBe(peak);
            const limit = peak - 1;
            const last = within.findLastIndex((value) => value > limit);
            const found = calendar.lastAbove(LINKS[1]!, 5, limit, start, end)!;
            expect(found).toBeGreaterThan(start + last);
            expect(taken[found] ?? 0).not.toBe(peak);
          }
          expect(calendar.peakEver(LINKS[1]!, 5)).toBe(
            taken.reduce((most, value) => Math.max(most, value), 0),
          );
        };
        check();
        all.forEach(({ start, end }, at) => {
          if (at % 5 === 0) return;
          calendar.release(key(at));
          for (let instant = start; instant < end; instant++) taken[instant]! -= 1 + (at % 7);
        });
        check();
      }),
      { numRuns: cases(3) },
    );
  });
});

const SPARE: CalendarEntry = {
  booking: BookingId('spare'),
  occurrence: 0,
  start: 0,
  end: 1,
  bandwidth: 1,
  holdingPriority: 0,
  links: [],
};
