import {
  BookingId,
  LinkId,
  LspId,
  MaintenanceId,
  NodeId,
  type PccId,
} from '../../src/domain/values/identifiers.js';
import type { MaintenanceImpact, MaintenanceOrder, StayingLsp } from '../../src/domain/values/maintenance.js';
import type { SignalledPath } from '../../src/domain/values/path.js';
import type { ComputationRecord } from '../../src/events/catalogue/computation.js';
import type { MaintenanceEvent } from '../../src/events/catalogue/maintenance.js';

const maintenance = MaintenanceId('01HMAINTENANCE0000000000A');
const start = 1_790_000_000_000;

/** One event of every type about maintenance, with every optional field. */
export const maintenanceEventVectors = (given: {
  readonly pcc: PccId;
  readonly path: SignalledPath;
  readonly computation: ComputationRecord;
}) => {
  const { pcc, path, computation } = given;
  const lsp = LspId(pcc, 'gold');
  const order: MaintenanceOrder = {
    name: 'line card in Leipzig',
    resources: {
      nodes: [NodeId('Leipzig')],
      links: [LinkId('Berlin-Leipzig'), LinkId('Leipzig-Berlin')],
      srlgs: [7, 4_000_000_000],
    },
    start,
    end: start + 3_600_000,
    drainTime: 300_000,
    whatCannotMove: 'LEAVE',
    revert: true,
    idempotencyKey: 'change-4711',
  };
  const staying: readonly StayingLsp[] = [{ lsp, reason: 'NO_PATH', noPath: ['BANDWIDTH'] }];
  const impact: MaintenanceImpact = {
    moves: [{ lsp, from: [LinkId('Berlin-Leipzig')], to: [LinkId('Berlin-Dresden')] }],
    staying,
    bookings: [
      {
        booking: BookingId('01HBOOKING00000000000000A'),
        occurrence: 0,
        from: [LinkId('Berlin-Leipzig')],
        to: [LinkId('Berlin-Dresden')],
      },
    ],
    utilization: { before: 0.5, after: 0.75 },
  };
  const move = { maintenance, round: 2, move: 0 } as const;
  return {
    MaintenanceRequested: { type: 'MaintenanceRequested', data: { maintenance, order } },
    MaintenancePlanned: { type: 'MaintenancePlanned', data: { maintenance, impact } },
    MaintenanceRefused: { type: 'MaintenanceRefused', data: { maintenance, impact } },
    MaintenanceMovesPlanned: {
      type: 'MaintenanceMovesPlanned',
      data: {
        maintenance,
        round: 2,
        purpose: 'DRAIN',
        moves: [{ lsp, from: path, to: path, after: [0], computation }],
        staying,
        retryAt: start - 60_000,
      },
    },
    MaintenanceLspMoved: { type: 'MaintenanceLspMoved', data: move },
    MaintenanceMoveFailed: {
      type: 'MaintenanceMoveFailed',
      data: { ...move, code: 'PCEP_ERROR', message: 'the head-end refused: PCErr 19/1', retryAt: start },
    },
    MaintenanceStarted: { type: 'MaintenanceStarted', data: { maintenance, staying } },
    MaintenanceCalledOff: { type: 'MaintenanceCalledOff', data: { maintenance, staying } },
    MaintenanceExtended: { type: 'MaintenanceExtended', data: { maintenance, end: start + 7_200_000 } },
    MaintenanceCancelled: { type: 'MaintenanceCancelled', data: { maintenance } },
    MaintenanceEnded: {
      type: 'MaintenanceEnded',
      data: { maintenance, outcome: 'CANCELLED', message: 'its time was over before it could begin' },
    },
  } as const satisfies {
    readonly [Type in MaintenanceEvent['type']]: Extract<MaintenanceEvent, { type: Type }>;
  };
};
