import type { BookingOrder } from '../../src/domain/values/booking.js';
import { BookingId, LinkId, type PccId } from '../../src/domain/values/identifiers.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import type { PathRequest } from '../../src/domain/values/path-request.js';
import type { BookingEvent } from '../../src/events/catalogue/booking.js';
import type { ComputationRecord } from '../../src/events/catalogue/computation.js';

const booking = BookingId('01HBOOKING00000000000000A');
const occurrence = { booking, occurrence: 1 } as const;
const HOUR = 3_600_000;
const start = 1_790_000_000_000;
const windows = [0, 24].map((hours) => ({
  start: start + hours * HOUR,
  end: start + (hours + 2) * HOUR,
}));

/** One event of every type about bookings, with every optional field. */
export const bookingEventVectors = (given: {
  readonly pcc: PccId;
  readonly request: PathRequest;
  readonly path: SignalledPath;
  readonly computation: ComputationRecord;
}) => {
  const { pcc, request, path, computation } = given;
  const order: BookingOrder = {
    name: 'nightly-backup',
    pcc,
    request,
    setupType: 'RSVP_TE',
    holdingPriority: 3,
    windows,
    leadTime: 5_000,
    handOverTime: 3_600_000,
    schedule: { start, end: start + HOUR, trigger: 'PCC', activated: false },
    flexibility: 1_800_000,
    leastBandwidth: 1_000_000_000,
    volume: 320_000_000_000_000,
    recurrence: { rule: 'FREQ=DAILY;COUNT=2', timeZone: 'Europe/Berlin' },
    idempotencyKey: 'order-4711',
  };
  const admitted = windows.map((window) => ({ ...window, bandwidth: 2_500_000_000, path: 0 }));
  const decided = { at: start - 7 * 24 * HOUR, lookedUntil: start + 50 * HOUR };
  const relaxation = { constraint: 'bandwidth', from: '2500000000', to: '1000000000' };
  return {
    BookingRequested: { type: 'BookingRequested', data: { booking, order } },
    BookingAdmitted: {
      type: 'BookingAdmitted',
      data: { booking, paths: [path], occurrences: admitted, computation, decided },
    },
    BookingRejected: {
      type: 'BookingRejected',
      data: {
        booking,
        window: { start, end: start + HOUR },
        reasons: ['BANDWIDTH'],
        relaxations: [{ ...relaxation, links: [LinkId('Berlin-Leipzig')] }],
        laterStart: start + 3 * HOUR,
        lowerBandwidth: 1_000_000_000,
        computation,
        decided,
      },
    },
    BookingReplanned: {
      type: 'BookingReplanned',
      data: { ...occurrence, path, reasons: ['UNREACHABLE'], computation, at: start },
    },
    BookingChanged: {
      type: 'BookingChanged',
      data: { ...occurrence, end: start + 3 * HOUR, bandwidth: 2_000_000_000, path, computation, at: start },
    },
    BookingActivated: { type: 'BookingActivated', data: occurrence },
    BookingMoved: { type: 'BookingMoved', data: { ...occurrence, isOvertaken: true } },
    BookingHandedOver: { type: 'BookingHandedOver', data: { ...occurrence, isOvertaken: true } },
    BookingTakenBack: {
      type: 'BookingTakenBack',
      data: {
        ...occurrence,
        step: 'delete',
        code: 'NOT_TRIGGERED',
        message: 'the head-end had not set it up when its start had come',
      },
    },
    BookingStepFailed: {
      type: 'BookingStepFailed',
      data: {
        ...occurrence,
        step: 'create',
        code: 'PCEP_ERROR',
        message: 'the head-end refused: PCErr 24/1',
        retryAt: start + 1_000,
      },
    },
    BookingOccurrenceEnded: {
      type: 'BookingOccurrenceEnded',
      data: { ...occurrence, outcome: 'FAILED', message: 'its time was over before it could be set up' },
    },
    BookingCancelled: { type: 'BookingCancelled', data: { booking } },
  } as const satisfies { readonly [Type in BookingEvent['type']]: Extract<BookingEvent, { type: Type }> };
};
