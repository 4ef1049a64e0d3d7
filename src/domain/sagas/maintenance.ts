import type { ComputationRecord, PathsComputedTogether } from '../../events/catalogue/computation.js';
import type { MaintenanceEvent } from '../../events/catalogue/maintenance.js';
import type { IntendedLsp } from '../../events/catalogue/operation.js';
import { computationSetStream, maintenanceStream } from '../../events/catalogue/streams.js';
import type { LspId, PccId } from '../values/identifiers.js';
import {
  type Maintenance,
  type MaintenanceMove,
  type MovePurpose,
  moveOperationId,
  type StayingLsp,
} from '../values/maintenance.js';
import { structurallyEqual } from '../values/structural-equality.js';
import type { RequestProgress, Saga, SagaStep, SagaTimer, SagaWorld } from './saga.js';

type Entry = Maintenance<ComputationRecord>;
type Move = Entry['moves'][number];

/** One round of moves, all computed from one state. */
export interface PlannedRound {
  readonly moves: readonly (MaintenanceMove & { readonly computation?: ComputationRecord })[];
  readonly staying: readonly StayingLsp[];
  /** How the paths were computed. */
  readonly computed?: PathsComputedTogether;
}

/** BUSY: something else is under way for the LSP. GONE: it is not there, or not this PCE's to move any more. */
export type MoveChance = 'FREE' | 'BUSY' | 'NO_ROOM' | 'GONE';

export interface MaintenanceWorld extends SagaWorld {
  /** Paths for everything that is over the resources, in an order in which no link is over its capacity in between. */
  planDrain(entry: Entry): PlannedRound;
  /** Back to where LSPs were; `better`: only those that gain by it. Staying: those whose head-ends are away. */
  planReturn(entry: Entry, better: boolean): PlannedRound;
  /** What is over the resources now. */
  staying(entry: Entry): readonly StayingLsp[];
  /** Whether an LSP is over the resources that was not when that was looked at last. */
  hasArrivals(entry: Entry): boolean;
  /** Whether the move can be asked for at this moment. */
  chanceOf(move: MaintenanceMove): MoveChance;
  intended(move: MaintenanceMove):
    | {
        readonly pcc: PccId;
        readonly name: string;
        readonly intended: IntendedLsp;
      }
    | undefined;
}

/**
 * Keeps nodes and links free for work on them (RFC 8051 3.1.4): takes them out of use before the start, moves what is
 * over them make-before-break in an order that is safe at every moment, looks again at the start whether all of it is
 * gone, keeps them out until the end, and leads LSPs back. What fails is tried again at growing intervals until the start.
 */
export const maintenanceSaga: Saga<Entry, MaintenanceWorld> = {
  kind: 'maintenance',
  nextTimer,
  next(entry, world) {
    switch (entry.state) {
      case 'DRAINING':
      case 'IN_PROGRESS':
        return drain({ entry, world });
      case 'RESTORING':
        return restore({ entry, world });
      default:
        return undefined;
    }
  },
};

function nextTimer({ state, order, startDue, retryAt }: Entry): SagaTimer | undefined {
  const retry = retryAt === undefined ? [] : [{ timer: 'retry', due: retryAt }];
  const timers = ((): readonly SagaTimer[] => {
    switch (state) {
      case 'PLANNED':
        return [{ timer: 'drain', due: order.start - order.drainTime }];
      case 'DRAINING':
        return [startDue ? { timer: 'end', due: order.end } : { timer: 'start', due: order.start }, ...retry];
      case 'IN_PROGRESS':
        return [{ timer: 'end', due: order.end }, ...retry];
      case 'RESTORING':
        return retry;
      default:
        return [];
    }
  })();
  return timers.reduce<SagaTimer | undefined>(
    (earliest, timer) => (earliest === undefined || timer.due < earliest.due ? timer : earliest),
    undefined,
  );
}

interface Situation {
  readonly entry: Entry;
  readonly world: MaintenanceWorld;
}

function drain(situation: Situation): SagaStep | undefined {
  const { entry, world } = situation;
  const { order, startDue, late } = entry;
  const hasToStart = startDue && entry.state === 'DRAINING';
  const step = outcomeOfMove(situation) ?? (!hasToStart || late ? askForMove(situation, 'DRAIN') : undefined);
  if (step !== undefined || isUnderWay(situation)) return step;
  // What is over already, or has begun, is told by its timer.
  if (world.now >= order.end || (!startDue && world.now >= order.start)) return undefined;
  if (hasToStart) return atStart(situation);
  if (isOpen(situation)) return undefined;
  // While others wait for room, something came that may find some.
  const hasArrivals = isWithoutMoves(entry) && world.hasArrivals(entry);
  if (entry.retryAt !== undefined && !hasArrivals) return undefined;
  const planned = world.planDrain(entry);
  if (planned.moves.length > 0) return recordRound(situation, 'DRAIN', planned);
  // There may be room later on. Else it is as it will be.
  const mayChange = planned.staying.some(({ reason }) => reason === 'NO_PATH' || reason === 'NO_ORDER');
  const isKnown = structurallyEqual(planned.staying, entry.staying);
  if (mayChange) return waitWithMoves(situation, 'DRAIN', planned.staying, waitForRoom(entry));
  return isKnown ? undefined : recordRound(situation, 'DRAIN', planned);
}

const waitForRoom = ({ state, round }: Entry): number =>
  state === 'IN_PROGRESS' ? LONGEST_WAIT : waitAfter(round);

/**
 * Its start has come. Where no process ran until now it is drained late; head-ends that are away, as all of them are when a
 * process has just started, have a while to come back.
 */
function atStart(situation: Situation): SagaStep | undefined {
  const { entry, world } = situation;
  const isAwaiting = isWithoutMoves(entry);
  if (entry.round === 0 || isAwaiting) {
    const planned = world.planDrain(entry);
    if (planned.moves.length > 0) return recordRound(situation, 'DRAIN', planned);
  }
  const staying = world.staying(entry);
  const isAway = staying.some(({ reason }) => reason === 'NOT_CONNECTED');
  if (isAway && isAwaiting) return undefined;
  return isAway && !entry.late ? waitWithMoves(situation, 'DRAIN', staying, LONGEST_RETRY) : begin(situation);
}

/** Its start has come, and nothing is under way: what is still there decides. */
function begin({ entry, world }: Situation): SagaStep {
  const staying = world.staying(entry);
  const data = { maintenance: entry.id, staying };
  const isRefused = staying.length > 0 && entry.order.whatCannotMove === 'REFUSE';
  return record(entry, { type: isRefused ? 'MaintenanceCalledOff' : 'MaintenanceStarted', data });
}

function restore(situation: Situation): SagaStep | undefined {
  const { entry, world } = situation;
  const step = outcomeOfMove(situation) ?? askForMove(situation, 'RETURN');
  if (step !== undefined || isUnderWay(situation)) return step;
  const isReturning = entry.purpose === 'RETURN';
  const isAwaiting = isReturning && isWithoutMoves(entry);
  if ((entry.retryAt !== undefined && !isAwaiting) || (isReturning && isOpen(situation))) return undefined;
  const { outcome = 'DONE', order, failures } = entry;
  // Of a window that never came about nothing is to be left.
  const goesBack = outcome !== 'DONE' || order.revert;
  if (goesBack && entry.moved.length > 0 && failures < MOST_FAILURES) {
    const planned = world.planReturn(entry, outcome === 'DONE');
    if (planned.moves.length > 0) return recordRound(situation, 'RETURN', planned);
    if (planned.staying.length > 0)
      return isAwaiting ? undefined : waitWithMoves(situation, 'RETURN', planned.staying, LONGEST_RETRY);
  }
  const message = entry.failure?.code === 'TOO_LATE' ? { message: entry.failure.message } : {};
  return record(entry, { type: 'MaintenanceEnded', data: { maintenance: entry.id, outcome, ...message } });
}

const progressOf = ({ entry, world }: Situation, move: number): RequestProgress | undefined =>
  world.request(moveOperationId(entry, move));

const isUnderWay = (situation: Situation): boolean => underWay(situation) > 0;

const underWay = (situation: Situation): number =>
  situation.entry.moves.filter(
    ({ state }, at) => state === 'PLANNED' && progressOf(situation, at)?.state === 'PENDING',
  ).length;

/** After a failure nothing more of a round is asked for. */
const isHalted = ({ entry }: Situation): boolean => entry.moves.some(({ state }) => state === 'FAILED');

/** Something of the round is still to be asked for. */
const isOpen = (situation: Situation): boolean =>
  !isHalted(situation) && situation.entry.moves.some(({ state }) => state === 'PLANNED');

/** Something of the round has ended, and the log of the window does not say so yet. */
function outcomeOfMove(situation: Situation): SagaStep | undefined {
  const { entry } = situation;
  for (const [at, { state }] of entry.moves.entries()) {
    const asked = state === 'PLANNED' ? progressOf(situation, at) : undefined;
    if (asked === undefined || asked.state === 'PENDING') continue;
    const data = { maintenance: entry.id, round: entry.round, move: at };
    if (asked.state === 'SUCCEEDED') return record(entry, { type: 'MaintenanceLspMoved', data });
    const { code, message } = asked.error ?? { code: asked.state, message: 'it was not done' };
    return failedMove(situation, at, code, message);
  }
  return undefined;
}

function askForMove(situation: Situation, purpose: MovePurpose): SagaStep | undefined {
  const { entry, world } = situation;
  if (entry.purpose !== purpose || isHalted(situation)) return undefined;
  if (purpose === 'DRAIN' && !entry.startDue && world.now >= entry.order.start) return undefined;
  if (underWay(situation) >= MOST_UNDER_WAY) return undefined;
  for (const [at, move] of entry.moves.entries()) {
    if (move.state !== 'PLANNED' || progressOf(situation, at) !== undefined) continue;
    if (!move.after.every((other) => entry.moves[other]?.state === 'MOVED')) continue;
    const chance = world.chanceOf(move);
    if (chance === 'BUSY') continue;
    if (chance === 'FREE') return requestMove(situation, at, move);
    return chance === 'GONE'
      ? failedMove(situation, at, 'LSP_REMOVED', 'the LSP is not there, or not to be moved, any more')
      : failedMove(situation, at, 'NO_ROOM', 'the room on its new path was taken meanwhile');
  }
  return undefined;
}

function requestMove(situation: Situation, at: number, move: Move): SagaStep | undefined {
  const { entry, world } = situation;
  const known = world.intended(move);
  if (known === undefined) return undefined;
  const { startDue, order, purpose } = entry;
  // What is still there at the start is found there: until then it has time.
  const isUntilStart = purpose === 'DRAIN' && !startDue;
  const latest = isUntilStart ? Math.max(order.start, world.now + LEAST_TIME) : world.deadline;
  const { computation } = move;
  return {
    kind: 'request',
    requested: {
      type: 'LspUpdateRequested',
      data: {
        operation: moveOperationId(entry, at),
        lsp: move.lsp,
        ...known,
        deadline: Math.min(world.deadline, latest),
        reason: 'maintenance',
        saga: { kind: 'maintenance', id: entry.id },
        ...(computation === undefined ? {} : { computation }),
      },
    },
  };
}

function recordRound({ entry, world }: Situation, purpose: MovePurpose, planned: PlannedRound): SagaStep {
  const { moves, staying, computed } = planned;
  const round = entry.round + 1;
  const before = new Set<LspId>(entry.moved.map(({ lsp }) => lsp));
  // One that was moved and is there again may go on like that: it must not fill the log.
  const isRepeated = purpose === 'DRAIN' && moves.some(({ lsp }) => before.has(lsp));
  const retryAt = isRepeated ? { retryAt: world.now + waitAfter(round) } : {};
  const data = { maintenance: entry.id, round, purpose, moves, staying, ...retryAt };
  const step = record(entry, { type: 'MaintenanceMovesPlanned', data });
  if (computed === undefined) return step;
  return { ...step, computed: { stream: computationSetStream(computed.data.set), events: [computed] } };
}

/** A round without moves: for a while there is nothing to be asked, or nobody. */
const isWithoutMoves = ({ moves, retryAt }: Entry): boolean => moves.length === 0 && retryAt !== undefined;

function waitWithMoves(
  { entry, world }: Situation,
  purpose: MovePurpose,
  staying: readonly StayingLsp[],
  wait: number,
): SagaStep {
  const retryAt = world.now + wait;
  const data = { maintenance: entry.id, round: entry.round + 1, purpose, moves: [], staying, retryAt };
  return record(entry, { type: 'MaintenanceMovesPlanned', data });
}

function failedMove({ entry, world }: Situation, move: number, code: string, message: string): SagaStep {
  const retryAt = world.now + waitAfter(entry.failures);
  const data = { maintenance: entry.id, round: entry.round, move, code, message, retryAt };
  return record(entry, { type: 'MaintenanceMoveFailed', data });
}

const record = ({ id }: Entry, event: MaintenanceEvent): Extract<SagaStep, { kind: 'record' }> => ({
  kind: 'record',
  stream: maintenanceStream(id),
  events: [event],
});

const waitAfter = (times: number): number => Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(times, 20));

/** Milliseconds until what failed is tried again: the first time, and at most. */
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
/** Milliseconds until what has no other path is looked at again while the work is in progress. */
const LONGEST_WAIT = 600_000;
/** Milliseconds that a head-end has at least. */
const LEAST_TIME = 1_000;
/** So many moves at a time: head-ends, and whoever else wants something of them, have to keep up. */
const MOST_UNDER_WAY = 64;
/** So many failures in a row, and LSPs that were to go back stay where they are. */
const MOST_FAILURES = 5;
