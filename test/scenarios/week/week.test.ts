// A week in which everything happens, under a clock of its own and a fixed seed, with a witness at every event of the log.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cases } from '../../support/cases.js';
import { TestPce } from '../../support/pce.js';
import { ALL_HAPPENINGS } from './happenings.js';
import { SimulatedWeek } from './simulated-week.js';

const TEN_MINUTES_A_WEEK = 7 * 24 * 6;
const HOUR = 3_600_000;
const LONGEST = 180_000;

/** One week in `npm test`, a handful of other ones when exploring. */
const MOST_SEEDS = 5;
const FIRST_SEED = Number(process.env.CAIRN_SEED ?? 8413);
const seeds = Array.from({ length: Math.min(MOST_SEEDS, cases(1)) }, (_, index) => FIRST_SEED + index);

async function play(seed: number, steps: number): Promise<SimulatedWeek> {
  const week = new SimulatedWeek(seed);
  await week.begin();
  for (let step = 0; step < steps; step++) await week.tenMinutes();
  return week;
}

const told = ({ log }: SimulatedWeek, events: number) =>
  log.events
    .slice(0, events)
    .map(({ position, id, time, type, stream, text }) => [position, id, time, type, stream, text]);

describe.each(seeds)('the week of seed %i', (seed) => {
  let week: SimulatedWeek;

  beforeAll(async () => {
    week = await play(seed, TEN_MINUTES_A_WEEK);
  }, LONGEST);
  afterAll(() => week.cairn.stop());

  test('has everything in it', () => {
    expect([...week.happened.keys()].sort()).toEqual([...ALL_HAPPENINGS].sort());
    const types = new Set(week.log.events.map(({ type }) => type));
    const outcomes = new Set(
      [...week.state.maintenances.all()].flatMap(({ outcome, state }) => outcome ?? state),
    );
    expect([...outcomes]).toEqual(expect.arrayContaining(['DONE', 'CANCELLED', 'REFUSED']));
    for (const type of [
      'MaintenanceExtended',
      'MaintenanceLspMoved',
      'MaintenanceMoveFailed',
      'BookingReplanned',
    ])
      expect(types).toContain(type);
  });

  test('has the same log when it is played again', async () => {
    const again = await play(seed, TEN_MINUTES_A_WEEK / 10);
    const events = again.log.events.length;
    expect(told(again, events)).toEqual(told(week, events));
    await again.cairn.stop();
  }, 60_000);

  test(
    'leaves nothing behind',
    async () => {
      await week.quieten();
      await week.pass(HOUR);
      expect([...week.state.operations.pending()].map(({ id }) => id)).toEqual([]);
      expect([...week.state.reoptimizations.open()]).toEqual([]);
      // Until the last booking, and the last window of maintenance, is over.
      for (let days = 0; days < 6; days++) await week.pass(24 * HOUR);
      const open = [...week.state.bookings.open(), ...week.state.maintenances.open()];
      expect(open.map(({ id, state }) => ({ id, state }))).toEqual([]);
      expect(week.pccs.names.filter((name) => name.startsWith('booking-'))).toEqual([]);
      expect(week.state.calendar.size).toBe(0);
    },
    LONGEST,
  );

  test('is replayed as it was', async () => {
    const live = week.state.capture();
    await week.cairn.pce.stop();
    const replayed = await TestPce.start({ log: week.log, clock: week.clock });
    const { position: _, time: __, sessions: ___, ...rest } = live;
    expect(replayed.pce.live.state.capture()).toMatchObject(rest);
    await replayed.stop();
  });
});
