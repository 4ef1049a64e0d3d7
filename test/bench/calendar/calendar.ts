import { deepStrictEqual } from 'node:assert';
import { admit } from '../../../src/domain/booking/admission.js';
import type { Admission, BookingAsk } from '../../../src/domain/booking/booking-ask.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { Calendar } from '../../../src/projections/calendar/calendar.js';
import { StepFunction } from '../../../src/projections/calendar/step-function.js';
import { type Benchmark, type Finding, median, quantile, single } from '../measure.js';
import { Random } from '../random.js';
import { createComputer, endsOf, fill, HOUR, YEAR } from './booked-year.js';
import { IntervalLists } from './interval-lists.js';

const BOOKINGS = 1_000_000;
const ASKS = 1_000;
const ASKS_OF_TWIN = 100;
const WARM_UP = 200;
/** Each ask is put so often, and its shortest time counts: what other processes of the machine take does not. */
const ROUNDS = 3;
const BREAKPOINTS = 50_000;

export const calendar: Benchmark = {
  name: 'calendar',
  summary:
    'admission to a calendar of a million bookings, beside sorted lists of intervals; memory for a booking',
  limits: [
    'one generated network of 200 nodes and 1,000 directed links; a year, bookings of 1 to 24 hours at one holding priority',
    'the engine and the calendar alone: no store, no session; what is admitted is not taken',
    `each ask is put ${ROUNDS} times, and its shortest time counts; the lists are asked once`,
    'the lists of intervals answer the first of the same asks, through the same admission; every answer is compared',
  ],
  run: () => Promise.resolve(run()),
};

type Kind = 'fixed' | 'sliding' | 'range' | 'volume';

function run(): Finding[] {
  const built = createComputer(new Random(5));
  const booked = new Calendar();
  const before = liveBytes();
  const reserving = fill(booked, built, BOOKINGS, new Random(6));
  const bytes = liveBytes() - before;
  const twin = new IntervalLists(booked.entries());
  const findings: Finding[] = [
    single(
      {
        name: 'memory for one booking',
        unit: 'bytes',
        higherIsBetter: false,
        note: `${BOOKINGS.toLocaleString('en-US')} bookings, ${linksPerBooking(booked).toFixed(2)} links each, ids included; ${Math.round(bytes / 2 ** 20)} MiB`,
      },
      bytes / BOOKINGS,
    ),
    single({ name: 'reserving, mean', unit: 'µs', higherIsBetter: false }, (1000 * reserving) / BOOKINGS),
  ];
  const all: number[] = [];
  for (const kind of ['fixed', 'sliding', 'range', 'volume'] as const) {
    const asks = asksOf(kind);
    for (const ask of asks.slice(0, WARM_UP)) admit(built.computer, booked, ask);
    const cairn = asks.map((ask) => shortest(() => admit(built.computer, booked, ask)));
    const naive = asks.slice(0, ASKS_OF_TWIN).map((ask) => timed(() => admit(built.computer, twin, ask)));
    naive.forEach(([admission], at) => deepStrictEqual(admission, cairn[at]![0]));
    const spent = cairn.map(([, milliseconds]) => milliseconds);
    all.push(...spent);
    findings.push(...findingsOf(kind, cairn, spent, naive));
  }
  findings.push(
    single(
      {
        name: 'all kinds: admission p99',
        unit: 'ms',
        higherIsBetter: false,
        note: `worst ${Math.max(...all).toFixed(1)}`,
      },
      quantile(all, 0.99),
    ),
  );
  return [...findings, ...ofOneFunction()];
}

function findingsOf(
  kind: Kind,
  cairn: readonly (readonly [Admission, number])[],
  spent: readonly number[],
  naive: readonly (readonly [Admission, number])[],
): Finding[] {
  const refused = cairn.flatMap(([{ kind: outcome }, time]) => (outcome === 'refused' ? [time] : []));
  const others = naive.map(([, milliseconds]) => milliseconds);
  const value = median(spent);
  return [
    {
      name: `${kind}: admission, median`,
      value,
      unit: 'ms',
      higherIsBetter: false,
      versus: { name: `sorted lists of intervals, first ${ASKS_OF_TWIN} asks`, value: median(others) },
      ratio: median(others) / median(spent.slice(0, ASKS_OF_TWIN)),
    },
    single(
      {
        name: `${kind}: admission p99`,
        unit: 'ms',
        higherIsBetter: false,
        note: `${refused.length} of ${cairn.length} refused, those with what would fit${refused.length === 0 ? '' : `: median ${median(refused).toFixed(2)}, p99 ${quantile(refused, 0.99).toFixed(1)}`}; the lists' p99 ${quantile(others, 0.99).toFixed(1)}`,
      },
      quantile(spent, 0.99),
    ),
  ];
}

/** The same ends, times and rates for every kind. */
function asksOf(kind: Kind): BookingAsk[] {
  const random = new Random(9);
  return Array.from({ length: ASKS }, () => {
    const [source, destination] = endsOf(random);
    const start = random.below(YEAR / HOUR - 48) * HOUR;
    const duration = (1 + random.below(24)) * HOUR;
    const bandwidth = (1 + random.below(60)) * 1e9;
    return {
      request: pathRequest({ source, destination, bandwidth }),
      signalling: { setupType: 'RSVP_TE' as const },
      holdingPriority: 7,
      horizon: start + 48 * HOUR,
      ...(kind === 'sliding' ? { flexibility: 12 * HOUR } : {}),
      ...(kind === 'range' ? { leastBandwidth: bandwidth / 10 } : {}),
      ...(kind === 'volume'
        ? {
            volume: (bandwidth * duration) / 4000,
            occurrences: [{ start, end: start + duration }],
          }
        : { occurrences: [{ start, end: start + duration }] }),
    };
  });
}

/** One function of 50,000 breakpoints. */
function ofOneFunction(): Finding[] {
  const random = new Random(11);
  const taken = new StepFunction();
  const intervals = Array.from({ length: BREAKPOINTS / 2 }, () => {
    const start = random.below(YEAR);
    return [start, start + (1 + random.below(24)) * HOUR, 1 + random.below(1e9)] as const;
  });
  for (const [start, end, amount] of intervals) taken.add(start, end, amount);
  const rounds = 20;
  let sum = 0;
  const [, peaks] = timed(() => {
    for (let round = 0; round < rounds; round++) {
      for (const [start, end] of intervals) sum += taken.peak(start, end);
    }
  });
  const [, changes] = timed(() => {
    for (let round = 0; round < rounds; round++) {
      for (const [start, end, amount] of intervals) {
        taken.add(start, end, -amount);
        taken.add(start, end, amount);
      }
    }
  });
  const count = rounds * intervals.length;
  const figures = { unit: 'µs', higherIsBetter: false };
  return [
    single(
      {
        ...figures,
        name: `one link of ${taken.size} breakpoints: highest within 1 to 24 hours`,
        note: `checksum ${sum}`,
      },
      (1000 * peaks) / count,
    ),
    single({ ...figures, name: 'the same: an interval taken and given back' }, (1000 * changes) / count),
  ];
}

function timed<Value>(work: () => Value): readonly [value: Value, milliseconds: number] {
  const started = performance.now();
  const value = work();
  return [value, performance.now() - started];
}

function shortest<Value>(work: () => Value): readonly [value: Value, milliseconds: number] {
  const runs = Array.from({ length: ROUNDS }, () => timed(work));
  return runs.reduce((best, run) => (run[1] < best[1] ? run : best));
}

function liveBytes(): number {
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function linksPerBooking(booked: Calendar): number {
  let links = 0;
  for (const entry of booked.entries()) links += entry.links.length;
  return links / booked.size;
}
