import { expect, test } from '@jest/globals';
import { bookAtOnce } from '../support/booking-load.js';

test('10,000 bookings that are all asked for at once oversubscribe nothing at any instant', async () => {
  const { cairn, admitted, rejected, withoutPath, oversubscribed } = await bookAtOnce(10_000, 1);
  expect(oversubscribed.slice(0, 5)).toEqual([]);
  expect(admitted + rejected).toBe(10_000);
  expect(admitted).toBeGreaterThan(500);
  // Some had to make room for others, and found none for themselves.
  expect(withoutPath).toBeGreaterThan(50);
  expect(cairn.pce.live.state.calendar.size).toBe(admitted - withoutPath);
  await cairn.stop();
}, 60_000);
