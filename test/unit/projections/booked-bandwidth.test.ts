// The calendar follows from the bookings, whether event by event or from a snapshot of them.
import { expect, test } from '@jest/globals';
import { BookingId } from '../../../src/domain/values/identifiers.js';
import type { DomainEvent } from '../../../src/events/catalogue/event.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { BOOKING_MAKERS } from '../../support/booking-event-generator.js';
import { recordedEvent } from '../../support/event-generator.js';

function restored(state: NetworkState): NetworkState {
  const other = new NetworkState();
  other.restore(state.capture());
  return other;
}

test('one that had to make room once is booked until it is gone, at the end of its time too', () => {
  const occurrence = { booking: BookingId('booking-0'), occurrence: 0 };
  const saga = { kind: 'booking', id: occurrence.booking } as const;
  const deletion = { ...occurrence, step: 'delete', message: 'not done', retryAt: 1 } as const;
  const [requested, admitted] = BOOKING_MAKERS.map((make) => make([0, 0, 0, 0]));
  const state = new NetworkState();
  const apply = (...events: readonly (DomainEvent | undefined)[]): void => {
    for (const event of events)
      if (event !== undefined) state.apply(recordedEvent(event, state.position + 1));
  };
  apply(requested, admitted, { type: 'BookingActivated', data: occurrence });
  apply({ type: 'BookingStepFailed', data: { ...deletion, code: 'DISPLACED' } });
  apply({ type: 'BookingActivated', data: occurrence });
  apply({ type: 'SagaTimerFired', data: { saga, timer: 'end-0', due: 20_000 } });
  expect(state.bookings.get(occurrence.booking)?.occurrences[0]?.state).toBe('ENDING');
  expect(state.calendar.size).toBe(1);
  expect(restored(state).calendar.size).toBe(1);
  // Now it can't be taken down: it counts as what lasts.
  apply({ type: 'BookingStepFailed', data: { ...deletion, code: 'TIMED_OUT' } });
  expect(state.calendar.size).toBe(0);
  expect(restored(state).calendar.size).toBe(0);
});
