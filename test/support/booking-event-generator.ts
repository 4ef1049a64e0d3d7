import { BookingId, LinkId, NodeId, PccId } from '../../src/domain/values/identifiers.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { DomainEvent } from '../../src/events/catalogue/event.js';

type Numbers = readonly [number, number, number, number];

const bookingOf = (a: number): BookingId => BookingId(`booking-${a % 5}`);
const WINDOWS = [
  { start: 10_000, end: 20_000 },
  { start: 30_000, end: 40_000 },
];
const pathOf = (a: number): SignalledPath => ({
  path: {
    nodes: [NodeId('A'), NodeId('B')],
    links: [LinkId(`link-${a % 5}`)],
    igpMetric: a,
    teMetric: a,
  },
  route: [{ kind: 'address', address: `10.1.0.${a % 5}` }],
});
const computationOf = (a: number) => ({
  position: a,
  request: pathRequest({ source: 'A', destination: 'B', bandwidth: a }),
});
const occurrenceOf = (a: number, b: number) => ({ booking: bookingOf(a), occurrence: b % 2 });

/** Random events about a few bookings of one or two occurrences, possible in this order or not. */
export const BOOKING_MAKERS: readonly ((seed: Numbers) => DomainEvent)[] = [
  ([, a, b, c]) => ({
    type: 'BookingRequested',
    data: {
      booking: bookingOf(a),
      order: {
        name: `booking-${b % 3}`,
        pcc: PccId('10.0.0.1'),
        request: computationOf(b).request,
        setupType: 'SR_MPLS',
        holdingPriority: c % 8,
        windows: WINDOWS.slice(0, (c % 2) + 1),
        leadTime: c,
        flexibility: 0,
        ...(c % 2 === 0 ? { handOverTime: b } : {}),
        ...(c % 5 === 0 ? { schedule: { ...WINDOWS[0]!, trigger: 'PCC', activated: false } as const } : {}),
        ...(c % 3 === 0 ? { idempotencyKey: `key-${b}` } : {}),
      },
    },
  }),
  ([, a, b, c]) => ({
    type: 'BookingAdmitted',
    data: {
      booking: bookingOf(a),
      paths: [pathOf(b), pathOf(c)],
      occurrences: WINDOWS.slice(0, (c % 2) + 1).map((window, path) => ({ ...window, bandwidth: b, path })),
      computation: computationOf(b),
    },
  }),
  ([, a]) => ({
    type: 'BookingRejected',
    data: { booking: bookingOf(a), window: WINDOWS[0]!, reasons: ['BANDWIDTH'], relaxations: [] },
  }),
  ([, a, b, c]) => ({
    type: 'BookingReplanned',
    data: {
      ...occurrenceOf(a, b),
      ...(c % 3 === 0 ? { reasons: ['UNREACHABLE'] } : { path: pathOf(c) }),
      computation: computationOf(c),
    },
  }),
  ([, a, b, c]) => ({
    type: 'BookingChanged',
    data: {
      ...occurrenceOf(a, b),
      end: 50_000 + c,
      bandwidth: c,
      path: pathOf(c),
      computation: computationOf(c),
    },
  }),
  ([, a, b]) => ({ type: 'BookingActivated', data: occurrenceOf(a, b) }),
  ([, a, b]) => ({ type: 'BookingMoved', data: occurrenceOf(a, b) }),
  ([, a, b, c]) => ({
    type: 'BookingHandedOver',
    data: { ...occurrenceOf(a, b), ...(c % 2 === 0 ? { isOvertaken: true } : {}) },
  }),
  ([, a, b, c]) => ({
    type: 'BookingTakenBack',
    data: {
      ...occurrenceOf(a, b),
      ...(c % 2 === 0 ? { step: 'create' as const } : {}),
      code: c % 3 === 0 ? 'NOT_TRIGGERED' : 'NO_PATH',
      message: 'late',
    },
  }),
  ([, a, b, c]) => ({
    type: 'BookingStepFailed',
    data: {
      ...occurrenceOf(a, b),
      step: (['create', 'update', 'delete'] as const)[c % 3] ?? 'create',
      code: 'TIMED_OUT',
      message: 'late',
      retryAt: c,
    },
  }),
  ([, a, b, c]) => ({
    type: 'BookingOccurrenceEnded',
    data: {
      ...occurrenceOf(a, b),
      outcome: (['COMPLETED', 'FAILED', 'CANCELLED'] as const)[c % 3] ?? 'FAILED',
    },
  }),
  ([, a]) => ({ type: 'BookingCancelled', data: { booking: bookingOf(a) } }),
  ([, a, b, c]) => ({
    type: 'SagaTimerFired',
    data: {
      saga: { kind: 'booking', id: bookingOf(a) },
      timer: `${['start', 'end', 'retry', 'hand-over', 'verify', 'gone'][c % 6]}-${b % 2}`,
      due: b,
    },
  }),
];
