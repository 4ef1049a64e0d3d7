import { LinkId, LspId, MaintenanceId, NodeId, PccId } from '../../src/domain/values/identifiers.js';
import type { MaintenanceImpact } from '../../src/domain/values/maintenance.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import type { DomainEvent } from '../../src/events/catalogue/event.js';

type Numbers = readonly [number, number, number, number];

const maintenanceOf = (a: number): MaintenanceId => MaintenanceId(`maintenance-${a % 4}`);
const lspOf = (a: number): LspId => LspId(PccId('10.0.0.1'), `lsp-${a % 4}`);
const pathOf = (a: number): SignalledPath => ({
  path: {
    nodes: [NodeId('A'), NodeId('B')],
    links: [LinkId(`link-${a % 5}`)],
    igpMetric: a,
    teMetric: a,
  },
  route: [{ kind: 'address', address: `10.1.0.${a % 5}` }],
});
const stayingOf = (a: number) => [{ lsp: lspOf(a), reason: 'NOT_DELEGATED' as const }];
const impactOf = (a: number): MaintenanceImpact => ({
  moves: [{ lsp: lspOf(a), from: [LinkId('link-0')], to: [LinkId('link-1')] }],
  staying: stayingOf(a),
  bookings: [],
  utilization: { before: 0.5, after: 0.25 },
});
const moveOf = (a: number, b: number, c: number) => ({
  maintenance: maintenanceOf(a),
  round: b % 3,
  move: c % 2,
});

/** Random events about a few maintenance windows, possible in this order or not. */
export const MAINTENANCE_MAKERS: readonly ((seed: Numbers) => DomainEvent)[] = [
  ([, a, b, c]) => ({
    type: 'MaintenanceRequested',
    data: {
      maintenance: maintenanceOf(a),
      order: {
        name: `window-${b}`,
        resources: {
          nodes: b % 2 === 0 ? [NodeId('A')] : [],
          links: [LinkId(`link-${c % 5}`)],
          srlgs: [c % 3],
        },
        start: 10_000,
        end: 20_000,
        drainTime: b,
        whatCannotMove: c % 2 === 0 ? 'REFUSE' : 'LEAVE',
        revert: b % 2 === 0,
        ...(c % 3 === 0 ? { idempotencyKey: `key-${b}` } : {}),
      },
    },
  }),
  ([, a, b]) => ({
    type: 'MaintenancePlanned',
    data: { maintenance: maintenanceOf(a), impact: impactOf(b) },
  }),
  ([, a, b]) => ({
    type: 'MaintenanceRefused',
    data: { maintenance: maintenanceOf(a), impact: impactOf(b) },
  }),
  ([, a, b, c]) => ({
    type: 'MaintenanceMovesPlanned',
    data: {
      maintenance: maintenanceOf(a),
      round: b % 3,
      purpose: c % 2 === 0 ? 'DRAIN' : 'RETURN',
      moves: [b, c].map((of) => ({ lsp: lspOf(of), from: pathOf(of), to: pathOf(of + 1), after: [] })),
      staying: stayingOf(c),
      ...(c % 3 === 0 ? { retryAt: c } : {}),
    },
  }),
  ([, a, b, c]) => ({ type: 'MaintenanceLspMoved', data: moveOf(a, b, c) }),
  ([, a, b, c]) => ({
    type: 'MaintenanceMoveFailed',
    data: { ...moveOf(a, b, c), code: 'TIMED_OUT', message: 'late', retryAt: c },
  }),
  ([, a, b]) => ({
    type: 'MaintenanceStarted',
    data: { maintenance: maintenanceOf(a), staying: stayingOf(b) },
  }),
  ([, a, b]) => ({
    type: 'MaintenanceCalledOff',
    data: { maintenance: maintenanceOf(a), staying: stayingOf(b) },
  }),
  ([, a, b]) => ({
    type: 'MaintenanceExtended',
    data: { maintenance: maintenanceOf(a), end: 20_000 + b },
  }),
  ([, a]) => ({ type: 'MaintenanceCancelled', data: { maintenance: maintenanceOf(a) } }),
  ([, a, b]) => ({
    type: 'MaintenanceEnded',
    data: {
      maintenance: maintenanceOf(a),
      outcome: (['DONE', 'CANCELLED', 'REFUSED'] as const)[b % 3] ?? 'DONE',
    },
  }),
  ([, a, b, c]) => ({
    type: 'SagaTimerFired',
    data: {
      saga: { kind: 'maintenance', id: maintenanceOf(a) },
      timer: ['drain', 'start', 'end', 'retry'][c % 4] ?? 'retry',
      due: b,
    },
  }),
];
