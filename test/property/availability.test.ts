import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AvailabilityAsk, availableSteps, bestInterval } from '../../src/domain/booking/availability.js';
import type { BookingAsk } from '../../src/domain/booking/booking-ask.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { BookingId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { Calendar, type CalendarEntry } from '../../src/projections/calendar/calendar.js';
import { cases } from '../support/cases.js';
import { allowedPaths, denseNetwork, type SmallNetwork, smallNetwork } from './computation-oracle.js';

const END = 24;

interface Drawn {
  readonly network: SmallNetwork;
  readonly entries: readonly CalendarEntry[];
  readonly request: BookingAsk['request'];
  readonly duration: number;
}

const entriesOn = ({ links }: SmallNetwork): fc.Arbitrary<CalendarEntry[]> =>
  fc.array(
    fc
      .record({
        start: fc.integer({ min: -3, max: END }),
        length: fc.integer({ min: 1, max: 12 }),
        bandwidth: fc.integer({ min: 1, max: 6 }),
        holdingPriority: fc.constantFrom(0, 3, 7),
        links: fc.subarray(links.map(({ id }) => id)),
      })
      .map(({ start, length, ...rest }) => ({
        ...rest,
        start,
        end: start + length,
        booking: BookingId('b'),
        occurrence: 0,
      })),
    { maxLength: 10 },
  );

const drawn: fc.Arbitrary<Drawn> = fc
  .oneof({ weight: 1, arbitrary: smallNetwork(5) }, { weight: 3, arbitrary: denseNetwork(4) })
  .chain((network) =>
    fc.record({
      network: fc.constant(network),
      entries: entriesOn(network),
      request: fc
        .record({
          ends: fc.shuffledSubarray(
            network.nodes.map(({ id }) => id as string),
            { minLength: 2, maxLength: 2 },
          ),
          setupPriority: fc.constantFrom(2, 3, 7),
          bounds: fc.constantFrom([], [{ metric: 'HOPS' as const, max: 2 }]),
        })
        .map(({ ends, ...rest }) =>
          pathRequest({ source: ends[0]!, destination: ends[1]!, bandwidth: 0, ...rest }),
        ),
      duration: fc.integer({ min: 1, max: END }),
    }),
  );

function askOf({ network, entries, request }: Drawn): AvailabilityAsk {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  const calendar = new Calendar();
  entries.forEach((entry, occurrence) => calendar.reserve({ ...entry, occurrence }));
  for (const { id } of network.links) computer.setBooked(id, calendar.peaksFrom(id, 0));
  const signalling = { setupType: 'RSVP_TE' as const };
  const asked = { request, signalling, holdingPriority: request.setupPriority };
  return { asked, computer, future: calendar, window: { start: 0, end: END } };
}

/** What the best of all simple paths has throughout an interval, added up instant by instant. */
function widest({ entries, request }: Drawn, paths: readonly (readonly TopologyLink[])[]) {
  const taken = (link: TopologyLink, at: number): number =>
    entries
      .filter(
        ({ links, holdingPriority }) => links.includes(link.id) && holdingPriority <= request.setupPriority,
      )
      .filter(({ start, end }) => start <= at && at < end)
      .reduce((sum, { bandwidth }) => sum + bandwidth, 0);
  return (start: number, end: number): number => {
    const rooms = paths.map((path) => {
      let room = Number.POSITIVE_INFINITY;
      for (let at = start; at < end; at++)
        for (const link of path)
          room = Math.min(room, (link.reservable ?? link.capacity ?? 0) - taken(link, at));
      return room;
    });
    return Math.max(0, ...rooms);
  };
}

describe('availability against every instant and every path', () => {
  test('each step has what fits at each of its instants, and differs from the one before', () => {
    let changes = 0;
    fc.assert(
      fc.property(drawn, (one) => {
        const steps = availableSteps(askOf(one), 1_000);
        if (steps === undefined) throw new Error('more changes than instants');
        const best = widest(one, allowedPaths(one.network, one.request));
        expect(steps[0]?.start).toBe(0);
        expect(steps.at(-1)?.end).toBe(END);
        for (const [at, { start, end, bandwidth }] of steps.entries()) {
          expect(start).toBe(steps[at - 1]?.end ?? 0);
          expect(bandwidth).not.toBe(steps[at - 1]?.bandwidth);
          for (let instant = start; instant < end; instant++)
            expect(best(instant, instant + 1)).toBe(bandwidth);
        }
        changes += steps.length - 1;
      }),
      { numRuns: cases(2000) },
    );
    expect(changes).toBeGreaterThan(1000);
  });

  test('the best interval is the earliest of those that most fits into', () => {
    let found = 0;
    fc.assert(
      fc.property(drawn, (one) => {
        const { duration } = one;
        const best = widest(one, allowedPaths(one.network, one.request));
        let expected: { start: number; bandwidth: number } | undefined;
        for (let start = 0; start + duration <= END; start++) {
          const bandwidth = best(start, start + duration);
          if (bandwidth > (expected?.bandwidth ?? 0)) expected = { start, bandwidth };
        }
        const interval = bestInterval(askOf(one), duration);
        if (interval !== undefined) found++;
        expect(interval && { start: interval.start, bandwidth: interval.bandwidth }).toEqual(expected);
      }),
      { numRuns: cases(1000) },
    );
    expect(found).toBeGreaterThan(300);
  });

  test('too many changes are told, not looked at', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const all = availableSteps(askOf(one), 1_000)!;
        const few = availableSteps(askOf(one), 2);
        if (few !== undefined) expect(few).toEqual(all);
        else expect(all.length).toBeGreaterThan(0);
      }),
      { numRuns: cases(100) },
    );
  });
});
