// A week in which everything happens, under a clock of its own and a fixed seed.
import { expect, test } from '@jest/globals';
import { TestPce } from '../../support/pce.js';
import { checkInvariants } from './invariants.js';
import { SimulatedWeek } from './simulated-week.js';

const TEN_MINUTES_A_WEEK = 7 * 24 * 6;
const HOUR = 3_600_000;
const seed = Number(process.env.CAIRN_SEED ?? 8413);

async function play(steps: number): Promise<SimulatedWeek> {
  const week = new SimulatedWeek(seed);
  await week.begin();
  for (let step = 0; step < steps; step++) {
    await week.tenMinutes();
    checkInvariants(week);
  }
  return week;
}

test('nothing is overbooked, forgotten or stuck', async () => {
  const week = await play(TEN_MINUTES_A_WEEK);
  expect(week.happened.size).toBe(14);
  await week.quieten();
  await week.pass(HOUR);
  checkInvariants(week);
  expect(week.operations).toEqual([]);
  expect([...week.cairn.pce.live.state.reoptimizations.open()]).toEqual([]);
  // Until the last booking is over; then nothing of them is left.
  for (let days = 0; days < 6; days++) await week.pass(24 * HOUR);
  expect([...week.cairn.pce.live.state.bookings.open()].map(({ id, state }) => ({ id, state }))).toEqual([]);
  expect(week.pccs.names.filter((name) => name.startsWith('booking-'))).toEqual([]);
  expect(week.cairn.pce.live.state.calendar.size).toBe(0);

  // What is replayed is what there was.
  const live = week.cairn.pce.live.state.capture();
  await week.cairn.pce.stop();
  const replayed = await TestPce.start({ log: week.log, clock: week.clock });
  const { bookings, reoptimizations, operations } = replayed.pce.live.state.capture();
  expect(bookings).toEqual(live.bookings);
  expect(reoptimizations).toEqual(live.reoptimizations);
  expect(operations).toEqual(live.operations);
  await replayed.stop();
}, 120_000);

test('the same seed gives the same log', async () => {
  const [first, second] = [await play(100), await play(100)];
  const told = ({ log }: SimulatedWeek) =>
    log.events.map(({ type, stream, text, time }) => [type, stream, text, time]);
  expect(told(first)).toEqual(told(second));
  for (const { cairn } of [first, second]) await cairn.stop();
});
