import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admit } from '../../src/domain/booking/admission.js';
import type { AdmittedOccurrence, BookingAsk, Interval } from '../../src/domain/booking/booking-ask.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { BookingId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { Calendar, type CalendarEntry } from '../../src/projections/calendar/calendar.js';
import { cases } from '../support/cases.js';
import { AdmissionOracle, type Expected } from './admission-oracle.js';
import { denseNetwork, type SmallNetwork, smallNetwork } from './computation-oracle.js';

const HORIZON = 24;
/** Volumes are for times of some ms: at 1,000 bit/s a bit takes one. */
const FAST = 1000;

const interval = fc
  .tuple(fc.nat(HORIZON - 1), fc.integer({ min: 1, max: 10 }))
  .map(([start, length]): Interval => ({ start, end: start + length }));

const few = <T>(arbitrary: fc.Arbitrary<T>, maxLength: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(arbitrary, { maxLength }) },
  );

const entriesOn = (network: SmallNetwork): fc.Arbitrary<CalendarEntry[]> =>
  fc.array(
    fc
      .record({
        at: interval,
        bandwidth: fc.integer({ min: 1, max: 6 }),
        holdingPriority: fc.constantFrom(0, 3, 3, 7),
        links: fc.subarray(network.links.map(({ id }) => id)),
      })
      .map(({ at, ...rest }) => ({ ...rest, ...at, booking: BookingId('b'), occurrence: 0 })),
    { maxLength: 10 },
  );

const asksOn = ({ nodes, links }: SmallNetwork): fc.Arbitrary<BookingAsk> => {
  const ids = nodes.map(({ id }) => id as string);
  const out = fc.subarray([...ids.slice(2), ...links.map(({ id }) => id as string)]);
  return fc
    .record({
      ends: fc.shuffledSubarray(ids, { minLength: 2, maxLength: 2 }),
      bandwidth: fc.integer({ min: 0, max: 8 }),
      setupPriority: fc.constantFrom(2, 3, 7),
      metric: fc.constantFrom('TE' as const, 'IGP' as const, 'HOPS' as const, 'DELAY' as const),
      bounds: few(
        fc.record({
          metric: fc.constantFrom('HOPS' as const, 'TE' as const),
          max: fc.integer({ min: 1, max: 12 }),
        }),
        1,
      ),
      occurrences: fc.array(interval, { minLength: 1, maxLength: 3 }),
      flexibility: fc.oneof(fc.constant(0), fc.nat(20)),
      least: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      quiet: few(
        fc.tuple(interval, out).map(([at, elements]) => ({ ...at, out: elements.slice(0, 3) })),
        2,
      ),
      later: fc.integer({ min: 0, max: 30 }),
    })
    .map(({ ends, bandwidth, setupPriority, metric, bounds, least, quiet, later, ...rest }) => ({
      ...rest,
      request: pathRequest({
        source: ends[0]!,
        destination: ends[1]!,
        bandwidth,
        setupPriority,
        metric,
        bounds,
      }),
      signalling: { setupType: 'RSVP_TE' as const },
      holdingPriority: setupPriority,
      ...(least === undefined || bandwidth < least ? {} : { leastBandwidth: least }),
      quiet,
      horizon: HORIZON + later,
    }));
};

const network = fc.oneof(
  { weight: 1, arbitrary: smallNetwork(5) },
  { weight: 3, arbitrary: denseNetwork(4) },
);

const booking = network.chain((drawn) =>
  fc.record({ network: fc.constant(drawn), entries: entriesOn(drawn), ask: asksOn(drawn) }),
);

/** The same in the rates at which some bits take some ms. */
const transfer = booking
  .filter(({ ask }) => ask.request.bandwidth > 0)
  .chain(({ network: slow, entries, ask }) =>
    fc.record({
      network: fc.constant({
        nodes: slow.nodes,
        links: slow.links.map((link) => ({ ...link, reservable: link.reservable * FAST })),
      }),
      entries: fc.constant(entries.map((entry) => ({ ...entry, bandwidth: entry.bandwidth * FAST }))),
      ask: fc
        .record({
          volume: fc.integer({ min: 1, max: 60 }),
          idle: fc.constantFrom(0, 0, 1, 3),
          longer: fc.nat(20),
          odd: fc.nat(FAST - 1),
        })
        .map(({ volume, idle, longer, odd }) => ({
          ...ask,
          volume,
          idle,
          occurrences: ask.occurrences.slice(0, 2).map(({ start, end }) => ({ start, end: end + longer })),
          request: { ...ask.request, bandwidth: ask.request.bandwidth * FAST - odd },
          ...(ask.leastBandwidth === undefined
            ? {}
            : { leastBandwidth: (ask.leastBandwidth - 1) * FAST + 1 }),
        })),
    }),
  );

const seen = (one: AdmittedOccurrence | undefined): Expected | undefined =>
  one === undefined
    ? undefined
    : { start: one.start, end: one.end, bandwidth: one.bandwidth, links: one.path.path.links };

function admitted({
  network: drawn,
  entries,
  ask,
}: {
  network: SmallNetwork;
  entries: readonly CalendarEntry[];
  ask: BookingAsk;
}) {
  const computer = createPathComputer();
  computer.setTopology(drawn.nodes, drawn.links);
  const calendar = new Calendar();
  entries.forEach((entry, occurrence) => calendar.reserve({ ...entry, occurrence }));
  for (const { id } of drawn.links) computer.setBooked(id, calendar.peaksFrom(id, 0));
  return admit(computer, calendar, ask);
}

function laterOf(oracle: AdmissionOracle, ask: BookingAsk, refused: Interval): Expected | undefined {
  const { request, leastBandwidth, flexibility = 0, horizon = 0, volume } = ask;
  if (volume !== undefined) {
    return oracle.transfer(refused.start, horizon, leastBandwidth ?? 1, request.bandwidth);
  }
  const least = leastBandwidth ?? request.bandwidth;
  return oracle.slide(refused, flexibility + 1, horizon - refused.start, least, request.bandwidth);
}

function lowerOf(oracle: AdmissionOracle, ask: BookingAsk, refused: Interval): Expected | undefined {
  const { request, leastBandwidth, flexibility = 0, volume } = ask;
  if (volume === undefined)
    return oracle.highest(refused, flexibility, (leastBandwidth ?? request.bandwidth) - 1);
  if (leastBandwidth === undefined || leastBandwidth <= 1) return undefined;
  return oracle.transfer(refused.start, refused.end, 1, leastBandwidth - 1);
}

function compare(drawn: {
  network: SmallNetwork;
  entries: readonly CalendarEntry[];
  ask: BookingAsk;
}): 'admitted' | 'refused' {
  const { ask } = drawn;
  const admission = admitted(drawn);
  const oracle = new AdmissionOracle(drawn.network, drawn.entries, ask);
  const expected: Expected[] = [];
  for (const [at, occurrence] of ask.occurrences.entries()) {
    const placed = oracle.place(occurrence);
    if (placed === undefined) {
      if (admission.kind === 'admitted') throw new Error(`occurrence ${at} was to be refused`);
      expect(admission.occurrence).toBe(at);
      expect(admission.noPath.reasons.length).toBeGreaterThan(0);
      expect(seen(admission.fits.laterTime)).toEqual(laterOf(oracle, ask, occurrence));
      expect(seen(admission.fits.lowerRate)).toEqual(lowerOf(oracle, ask, occurrence));
      return 'refused';
    }
    oracle.take(placed);
    expected.push(placed);
  }
  if (admission.kind === 'refused') throw new Error(`occurrence ${admission.occurrence} was to be admitted`);
  expect(admission.occurrences.map(seen)).toEqual(expected);
  return 'admitted';
}

describe('admission against every instant and every path', () => {
  test('fixed, sliding and ranged bookings get the earliest start, the highest rate and the best path, or what would fit', () => {
    const outcomes = { admitted: 0, refused: 0 };
    fc.assert(
      fc.property(booking, (drawn) => {
        outcomes[compare(drawn)] += 1;
      }),
      { numRuns: cases(7000) },
    );
    expect(Math.min(outcomes.admitted, outcomes.refused)).toBeGreaterThan(1000);
  });

  test('a volume ends as early as it can, at the highest rate', () => {
    const outcomes = { admitted: 0, refused: 0 };
    fc.assert(
      fc.property(transfer, (drawn) => {
        outcomes[compare(drawn)] += 1;
      }),
      { numRuns: cases(3000) },
    );
    expect(Math.min(outcomes.admitted, outcomes.refused)).toBeGreaterThan(300);
  });
});
