import { expect } from '@jest/globals';
import { bookedWindow, isOverdue, type TimeWindow } from '../../../src/domain/values/booking.js';
import { LspId } from '../../../src/domain/values/identifiers.js';
import type { LspState } from '../../../src/domain/values/lsp.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import { CAPACITY, type SimulatedWeek } from './simulated-week.js';

/** What must hold at every moment at which nothing is on its way. Shares no sum with the PCE. */
export function checkInvariants(week: SimulatedWeek): void {
  const { state } = week.cairn.pce.live;
  const when = new Date(week.clock.now()).toISOString();
  expect({ when, over: overloadedNow(week) }).toEqual({ when, over: [] });
  expect({ when, calendar: entriesOf(state) }).toEqual({ when, calendar: bookedBy(state) });
  expect({ when, over: overbooked(week) }).toEqual({ when, over: [] });
  for (const { deadline } of state.operations.pending())
    expect(deadline).toBeGreaterThanOrEqual(week.clock.now());
}

/**
 * Links that carry more than they have, by what the head-ends have set up. Where a label stack leads to while a link of its path
 * is down and there is no other path is the routers' choice.
 */
function overloadedNow(week: SimulatedWeek): readonly string[] {
  const load = new Map<string, number>();
  for (const lsp of week.pccs.lsps.values())
    if (lsp.operationalState === 'UP' && (lsp.setupType === 'RSVP_TE' || hasWorkingPath(week, lsp)))
      for (const link of week.linksOf(lsp)) load.set(link, (load.get(link) ?? 0) + (lsp.bandwidth ?? 0));
  return overIn(load);
}

function hasWorkingPath({ cairn }: SimulatedWeek, { pcc, name }: LspState): boolean {
  const { bookings, ted } = cairn.pce.live.state;
  const path = bookings.occurrenceOf(LspId(pcc, name))?.path;
  return path?.path.links.every((link) => ted.link(link)?.operational === true) === true;
}

const overIn = (load: ReadonlyMap<string, number>): readonly string[] =>
  [...load].filter(([, bits]) => bits > CAPACITY).map(([link, bits]) => `${link} ${bits}`);

const entriesOf = ({ calendar }: NetworkState) =>
  [...calendar.entries()].map(({ booking, occurrence, start, end, bandwidth, links }) => ({
    key: `${booking} ${occurrence}`,
    start,
    end,
    bandwidth,
    links,
  }));

/** The calendar is the sum of the bookings that are not over. */
const bookedBy = ({ bookings }: NetworkState) =>
  [...bookings.all()]
    .flatMap(({ id, order, occurrences }) =>
      occurrences.flatMap((occurrence) => {
        const { number, state, bandwidth, path } = occurrence;
        if (state === 'ENDED' || path === undefined || isOverdue(occurrence)) return [];
        const { start, end } = bookedWindow(order, occurrence);
        return [{ key: `${id} ${number}`, start, end, bandwidth, links: path.path.links }];
      }),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));

/**
 * At every instant to come. What lasts is not counted beside it: a head-end brings up by itself what a link that failed took down,
 * also onto bandwidth that was booked meanwhile.
 */
function overbooked({ cairn, clock }: SimulatedWeek): readonly string[] {
  const now = clock.now();
  const entries = [...cairn.pce.live.state.calendar.entries()].filter(({ end }) => end > now);
  const instants = [...new Set(entries.map(({ start }) => Math.max(start, now)))];
  return instants.flatMap((instant) => {
    const load = new Map<string, number>();
    for (const { start, end, bandwidth, links } of entries) {
      if (!covers({ start, end }, instant)) continue;
      for (const link of links) load.set(link, (load.get(link) ?? 0) + bandwidth);
    }
    return overIn(load).map((what) => `${what} at ${new Date(instant).toISOString()}`);
  });
}

const covers = ({ start, end }: TimeWindow, instant: number): boolean => start <= instant && instant < end;
