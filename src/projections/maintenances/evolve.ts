import type { Maintenance, MaintenanceOutcome } from '../../domain/values/maintenance.js';
import type { ComputationRecord } from '../../events/catalogue/computation.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type {
  MaintenanceEvent,
  MaintenanceLspMoved,
  MaintenanceMoveFailed,
  MaintenanceMovesPlanned,
  MaintenanceRequested,
} from '../../events/catalogue/maintenance.js';
import type { SagaTimerFired } from '../../events/catalogue/saga.js';

/** A window as the log has it. */
export type MaintenanceEntry = Maintenance<ComputationRecord>;

export const requestedMaintenance = (
  { maintenance, order }: MaintenanceRequested['data'],
  requestedAt: number,
): MaintenanceEntry => ({
  id: maintenance,
  order,
  state: 'REQUESTED',
  requestedAt,
  startDue: false,
  round: 0,
  purpose: 'DRAIN',
  late: false,
  moves: [],
  staying: [],
  moved: [],
  failures: 0,
});

export const isOver = ({ state }: MaintenanceEntry): boolean =>
  state === 'DONE' || state === 'CANCELLED' || state === 'REFUSED';

/** The window after an event of its own. O(LSPs of the round). */
export function evolveMaintenance(
  entry: MaintenanceEntry,
  event: RecordedEvent<Exclude<MaintenanceEvent, MaintenanceRequested> | SagaTimerFired>,
): MaintenanceEntry {
  switch (event.type) {
    case 'MaintenancePlanned':
      return { ...entry, state: 'PLANNED', impact: event.data.impact };
    case 'MaintenanceRefused':
      return { ...entry, state: 'REFUSED', impact: event.data.impact, endedAt: event.time };
    case 'MaintenanceMovesPlanned':
      return roundPlanned(entry, event.data);
    case 'MaintenanceLspMoved':
      return lspMoved(entry, event.data);
    case 'MaintenanceMoveFailed':
      return moveFailed(entry, event.data);
    case 'MaintenanceStarted':
      return { ...entry, state: 'IN_PROGRESS', staying: event.data.staying };
    case 'MaintenanceCalledOff':
      return { ...restoring(entry, 'REFUSED'), staying: event.data.staying };
    case 'MaintenanceExtended':
      return { ...entry, order: { ...entry.order, end: event.data.end } };
    case 'MaintenanceCancelled':
      return restoring(entry, entry.state === 'IN_PROGRESS' ? 'DONE' : 'CANCELLED');
    case 'MaintenanceEnded': {
      const { retryAt: _, ...rest } = entry;
      const { outcome, message } = event.data;
      const failure = message === undefined ? {} : { failure: { code: outcome, message } };
      return { ...rest, ...failure, state: outcome, outcome, moves: [], endedAt: event.time };
    }
    default:
      return onTimer(entry, event.data.timer);
  }
}

function roundPlanned(
  entry: MaintenanceEntry,
  { round, purpose, moves, staying, retryAt }: MaintenanceMovesPlanned['data'],
): MaintenanceEntry {
  const { retryAt: _, ...rest } = entry;
  return {
    ...rest,
    round,
    purpose,
    late: entry.startDue,
    moves: moves.map((move) => ({ ...move, state: 'PLANNED' })),
    staying: purpose === 'DRAIN' ? staying : entry.staying,
    // Nobody was there to be asked.
    failures: entry.failures + (purpose === 'RETURN' && moves.length === 0 ? 1 : 0),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}

function lspMoved(entry: MaintenanceEntry, { round, move: at }: MaintenanceLspMoved['data']) {
  const move = entry.moves[at];
  if (round !== entry.round || move === undefined) return entry;
  const { failure: _, ...rest } = withMove(entry, at, 'MOVED');
  const { lsp, from, to } = move;
  const others = entry.moved.filter((one) => one.lsp !== lsp);
  if (entry.purpose === 'RETURN') return { ...rest, moved: others, failures: 0 };
  // Moved twice it still goes back to where it was in the first place.
  const first = entry.moved.find((one) => one.lsp === lsp)?.from ?? from;
  return { ...rest, moved: [...others, { lsp, from: first, to }], failures: 0 };
}

function moveFailed(
  entry: MaintenanceEntry,
  { round, move, code, message, retryAt }: MaintenanceMoveFailed['data'],
): MaintenanceEntry {
  if (round !== entry.round || entry.moves[move] === undefined) return entry;
  const failures = entry.failures + 1;
  return { ...withMove(entry, move, 'FAILED'), failures, failure: { code, message }, retryAt };
}

const withMove = (
  entry: MaintenanceEntry,
  at: number,
  state: MaintenanceEntry['moves'][number]['state'],
): MaintenanceEntry => ({
  ...entry,
  moves: entry.moves.map((move, index) => (index === at ? { ...move, state } : move)),
});

/** In use again. What is under way is waited for; then LSPs go back. */
function restoring(entry: MaintenanceEntry, outcome: MaintenanceOutcome): MaintenanceEntry {
  const { retryAt: _, ...rest } = entry;
  return { ...rest, state: 'RESTORING', outcome, failures: 0 };
}

const isBeforeEnd = ({ state }: MaintenanceEntry): boolean =>
  state === 'PLANNED' || state === 'DRAINING' || state === 'IN_PROGRESS';

function onTimer(entry: MaintenanceEntry, timer: string): MaintenanceEntry {
  switch (timer) {
    case 'drain':
      return entry.state === 'PLANNED' ? { ...entry, state: 'DRAINING' } : entry;
    case 'start':
      return { ...entry, startDue: true };
    case 'end':
      if (!isBeforeEnd(entry)) return entry;
      return entry.state === 'IN_PROGRESS' ? restoring(entry, 'DONE') : tooLate(entry);
    default: {
      const { retryAt: _, ...rest } = entry;
      return rest;
    }
  }
}

const tooLate = (entry: MaintenanceEntry): MaintenanceEntry => ({
  ...restoring(entry, 'CANCELLED'),
  failure: { code: 'TOO_LATE', message: 'its time was over before it could begin' },
});
