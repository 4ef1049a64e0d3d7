import { describe, expect, it } from '@jest/globals';
import { admit } from '../../../../src/domain/booking/admission.js';
import type { BookingAsk } from '../../../../src/domain/booking/booking-ask.js';
import { durationOf, rateWithin } from '../../../../src/domain/booking/volume.js';
import { createPathComputer } from '../../../../src/domain/computation/engine.js';
import { BookingId, LinkId, NodeId } from '../../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../../src/domain/values/path-request.js';
import { Calendar } from '../../../../src/projections/calendar/calendar.js';

const HOUR = 3_600_000;
const GBIT = 1e9;

/** a -> b over 10 Gbit/s, and a dearer way a -> c -> b over 4 Gbit/s. */
function network() {
  const link = (from: string, to: string, teMetric: number, reservable: number) => ({
    id: LinkId(`${from}-${to}`),
    source: NodeId(from),
    target: NodeId(to),
    sourceAddress: `10.0.${from.charCodeAt(0)}.${to.charCodeAt(0)}`,
    targetAddress: `10.1.${from.charCodeAt(0)}.${to.charCodeAt(0)}`,
    teMetric,
    capacity: reservable,
    reservable,
    adminGroups: [],
    srlgs: [],
    operational: true,
  });
  const computer = createPathComputer();
  computer.setTopology(
    ['a', 'b', 'c'].map((id) => ({ id: NodeId(id), name: id })),
    [link('a', 'b', 1, 10 * GBIT), link('a', 'c', 2, 4 * GBIT), link('c', 'b', 2, 4 * GBIT)],
  );
  return { computer, calendar: new Calendar() };
}

const ask = (bandwidth: number, more: Partial<BookingAsk> = {}): BookingAsk => ({
  request: pathRequest({ source: 'a', destination: 'b', bandwidth }),
  signalling: { setupType: 'RSVP_TE' },
  holdingPriority: 7,
  occurrences: [{ start: 0, end: 2 * HOUR }],
  ...more,
});

const booked = (start: number, end: number, bandwidth: number, occurrence = 0, holdingPriority = 7) => ({
  booking: BookingId('other'),
  occurrence,
  start,
  end,
  bandwidth,
  holdingPriority,
  links: [LinkId('a-b')],
});

describe('admission', () => {
  it('counts the worst overlap of bookings that follow each other, not their sum', () => {
    const { computer, calendar } = network();
    calendar.reserve(booked(0, HOUR, 5 * GBIT, 0));
    calendar.reserve(booked(HOUR, 2 * HOUR, 5 * GBIT, 1));
    expect(admit(computer, calendar, ask(5 * GBIT))).toMatchObject({
      kind: 'admitted',
      occurrences: [{ start: 0, bandwidth: 5 * GBIT, path: { path: { links: ['a-b'] } } }],
    });
  });

  it('says which other time and rate would fit, and why it does not now', () => {
    const { computer, calendar } = network();
    calendar.reserve(booked(HOUR, 3 * HOUR, 5 * GBIT));
    const refused = admit(computer, calendar, ask(6 * GBIT, { horizon: 24 * HOUR }));
    expect(refused).toMatchObject({
      kind: 'refused',
      occurrence: 0,
      noPath: { reasons: ['BANDWIDTH'] },
      fits: {
        laterTime: { start: 3 * HOUR, end: 5 * HOUR, bandwidth: 6 * GBIT },
        lowerRate: { start: 0, bandwidth: 5 * GBIT },
      },
    });
    const { fits } = admit(computer, calendar, ask(6 * GBIT, { horizon: 2 * HOUR })) as { fits: object };
    expect(fits).not.toHaveProperty('laterTime');
  });

  it('counts overlapping occurrences of one booking against each other, all or none', () => {
    const { computer, calendar } = network();
    const overlapping = [
      { start: 0, end: 2 * HOUR },
      { start: HOUR, end: 3 * HOUR },
      { start: 2 * HOUR, end: 4 * HOUR },
    ];
    const admission = admit(computer, calendar, ask(4 * GBIT, { occurrences: overlapping }));
    expect(admission).toMatchObject({ kind: 'admitted' });
    const more = admit(computer, calendar, ask(6 * GBIT, { occurrences: overlapping }));
    expect(more).toMatchObject({ kind: 'refused', occurrence: 1 });
  });

  it('pushes less important bookings aside, and no others', () => {
    const { computer, calendar } = network();
    calendar.reserve(booked(0, HOUR, 10 * GBIT, 0, 5));
    const important = (setupPriority: number) =>
      admit(computer, calendar, {
        ...ask(10 * GBIT),
        request: pathRequest({ source: 'a', destination: 'b', bandwidth: 10 * GBIT, setupPriority }),
      }).kind;
    expect([important(4), important(5)]).toEqual(['admitted', 'refused']);
  });

  it('does not cross what is out for maintenance, and slides behind it', () => {
    const { computer, calendar } = network();
    const quiet = [{ start: HOUR, end: 3 * HOUR, out: ['a-b'] }];
    expect(admit(computer, calendar, ask(4 * GBIT, { quiet }))).toMatchObject({
      occurrences: [{ start: 0, path: { path: { links: ['a-c', 'c-b'] } } }],
    });
    expect(admit(computer, calendar, ask(5 * GBIT, { quiet, flexibility: 6 * HOUR }))).toMatchObject({
      occurrences: [{ start: 3 * HOUR, path: { path: { links: ['a-b'] } } }],
    });
  });

  it('leaves what LSPs have, and not what lasting paths must leave to bookings', () => {
    const { computer, calendar } = network();
    computer.setClaim('lsp', {
      holdingPriority: 7,
      source: 'a',
      routes: [{ bandwidth: 3 * GBIT, links: [LinkId('a-b')] }],
    });
    calendar.reserve(booked(5 * HOUR, 6 * HOUR, 7 * GBIT));
    computer.setBooked(LinkId('a-b'), calendar.peaksFrom(LinkId('a-b'), 0));
    expect(admit(computer, calendar, ask(7 * GBIT)).kind).toBe('admitted');
    expect(admit(computer, calendar, ask(7 * GBIT + 1)).kind).toBe('refused');
  });

  it('moves a volume by its deadline at the rate that ends first', () => {
    const { computer, calendar } = network();
    // 8 Gbit/s are free from the first hour on; 4 Gbit/s at once, on the other way.
    calendar.reserve(booked(0, HOUR, 10 * GBIT));
    calendar.reserve(booked(HOUR, 9 * HOUR, 2 * GBIT, 1));
    const volume = 16 * GBIT * 3600;
    const transfer = (bits: number, end = 6 * HOUR) =>
      admit(computer, calendar, ask(10 * GBIT, { volume: bits, occurrences: [{ start: 0, end }] }));
    expect(transfer(volume)).toMatchObject({
      occurrences: [{ start: HOUR, end: 3 * HOUR, bandwidth: 8 * GBIT }],
    });
    expect(transfer(volume / 4)).toMatchObject({
      occurrences: [{ start: 0, end: HOUR, bandwidth: 4 * GBIT }],
    });
    expect(transfer(volume, 3 * HOUR - 1)).toMatchObject({ kind: 'refused' });
    expect(transfer(100 * volume, HOUR)).toMatchObject({
      kind: 'refused',
      noPath: { reasons: ['BANDWIDTH'] },
    });
  });

  it('takes whole ms and whole rates for a volume, exactly', () => {
    expect(durationOf(40e12 * 8, 10 * GBIT)).toBe(32_000_000);
    expect(durationOf(1, 3)).toBe(334);
    expect(durationOf(9_007_199_254_740_991, 1)).toBe(9_007_199_254_740_991 * 1000);
    for (const [bits, duration] of [
      [1, 334],
      [320e12, 32_000_000],
      [1e15 + 7, 12_345_678],
    ] as const) {
      const rate = rateWithin(bits, duration);
      expect(durationOf(bits, rate)).toBeLessThanOrEqual(duration);
      expect(durationOf(bits, rate - 1)).toBeGreaterThan(duration);
    }
  });
});
