import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { admit } from '../../src/domain/booking/admission.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { BookingId } from '../../src/domain/values/identifiers.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import { Calendar } from '../../src/projections/calendar/calendar.js';
import { cases } from '../support/cases.js';
import { denseNetwork } from './computation-oracle.js';

const REQUESTS = 10_000;

const asked = fc.record({
  start: fc.nat(1600),
  duration: fc.integer({ min: 1, max: 40 }),
  bandwidth: fc.integer({ min: 1, max: 6 }),
  from: fc.nat(4),
  to: fc.integer({ min: 1, max: 4 }),
  holdingPriority: fc.constantFrom(0, 4, 7),
  form: fc.constantFrom('fixed', 'sliding', 'range', 'twice', 'cancel'),
});

/** What is admitted, told by whoever asked for it. */
interface Granted {
  readonly start: number;
  readonly end: number;
  readonly bandwidth: number;
  readonly links: readonly string[];
}

/** Instant by instant. */
function mostTaken(granted: readonly Granted[], link: string): number {
  const taken: number[] = [];
  for (const { start, end, bandwidth, links } of granted) {
    if (!links.includes(link)) continue;
    for (let instant = start; instant < end; instant++) taken[instant] = (taken[instant] ?? 0) + bandwidth;
  }
  return taken.reduce((most, amount) => Math.max(most, amount), 0);
}

describe('thousands of bookings one after the other on scarce links', () => {
  test('no link is oversubscribed at any instant, whatever is asked and cancelled', () => {
    fc.assert(
      fc.property(
        denseNetwork(5),
        fc.array(asked, { minLength: REQUESTS, maxLength: REQUESTS }),
        (network, requests) => {
          const computer = createPathComputer();
          computer.setTopology(network.nodes, network.links);
          const calendar = new Calendar();
          const granted = new Map<string, Granted>();
          let refused = 0;
          requests.forEach(({ start, duration, bandwidth, from, to, holdingPriority, form }, number) => {
            if (form === 'cancel') {
              const [name] = granted.keys();
              if (name === undefined) return;
              const [booking, occurrence] = name.split('#') as [string, string];
              calendar.release({ booking: BookingId(booking), occurrence: Number(occurrence) });
              granted.delete(name);
              return;
            }
            const end = start + duration;
            const admission = admit(computer, calendar, {
              request: pathRequest({
                source: `n${from}`,
                destination: `n${(from + to) % 5}`,
                bandwidth,
              }),
              signalling: { setupType: 'RSVP_TE' },
              holdingPriority,
              // The two overlap.
              occurrences: [
                { start, end },
                ...(form === 'twice' ? [{ start: start + 1, end: end + 1 }] : []),
              ],
              ...(form === 'sliding' ? { flexibility: 50 } : {}),
              ...(form === 'range' ? { leastBandwidth: 1 } : {}),
            });
            if (admission.kind === 'refused') {
              refused += 1;
              return;
            }
            admission.occurrences.forEach((one, occurrence) => {
              const entry: Granted = {
                start: one.start,
                end: one.end,
                bandwidth: one.bandwidth,
                links: one.path.path.links,
              };
              const booking = BookingId(`b${number}`);
              calendar.reserve({
                booking,
                occurrence,
                holdingPriority,
                ...entry,
                links: one.path.path.links,
              });
              granted.set(`b${number}#${occurrence}`, entry);
            });
          });
          expect(refused).toBeGreaterThan(REQUESTS / 10);
          expect(granted.size).toBe(calendar.size);
          for (const { id, reservable } of network.links) {
            expect(mostTaken([...granted.values()], id)).toBeLessThanOrEqual(reservable);
          }
        },
      ),
      { numRuns: cases(2) },
    );
  });
});
