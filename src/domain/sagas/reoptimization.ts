import type { IntendedLsp, LspUpdateRequested } from '../../events/catalogue/operation.js';
import type { ReoptimizationEvent } from '../../events/catalogue/reoptimization.js';
import { sagaStream } from '../../events/catalogue/streams.js';
import { type LspId, OperationId, type PccId } from '../values/identifiers.js';
import type { SignalledPath } from '../values/path.js';
import type { Reoptimization, ReoptimizationOutcome, ReoptimizationStep } from '../values/reoptimization.js';
import type { RequestProgress, Saga, SagaStep, SagaWorld } from './saga.js';

/** An LSP as its head-end reports it. */
export interface MovableLsp {
  readonly pcc: PccId;
  readonly name: string;
  /** Delegated to us, and its head-end takes updates now. */
  readonly canMove: boolean;
  /** Somebody else has asked for something that is under way. */
  readonly isBusy: boolean;
  isOn(path: SignalledPath | undefined): boolean;
}

export interface ReoptimizationWorld extends SagaWorld {
  /** False after a start while head-ends are expected back: who is not there can't be planned for. */
  readonly isSettled: boolean;
  lsp(id: LspId): MovableLsp | undefined;
  /** Why the path has no room for the LSP, with another bandwidth (bit/s) if given, beside everything else now; undefined: it has. */
  obstacle(lsp: LspId, path: SignalledPath, bandwidth?: number): string | undefined;
  /** The LSP as it is, on another path, with another bandwidth if given; without a path it is released. */
  intended(lsp: LspId, path: SignalledPath | undefined, bandwidth?: number): IntendedLsp;
}

/**
 * Carries a plan out (RFC 8051 3.1.2, 3.6): each step is asked for when all that it waits for were reported as done, and
 * when the network still has what it needs. Steps that wait for nothing run at the same time. What fails stops the rest;
 * then, by the order's policy, it ends, takes back what was done, last first, or plans anew.
 */
export const reoptimizationSaga: Saga<Reoptimization, ReoptimizationWorld> = {
  kind: 'reoptimization',
  nextTimer: () => undefined,
  next(reoptimization, world) {
    switch (reoptimization.phase) {
      case 'PLANNING':
        return world.isSettled ? { kind: 'compute' } : undefined;
      case 'RUNNING':
        return carryOn(reoptimization, world);
      case 'STOPPING':
        return stop(reoptimization, world);
      case 'ROLLING_BACK':
        return rollBack(reoptimization, world);
      default:
        return undefined;
    }
  },
};

/** More plans than this are not made for one order: the network does not come to rest. */
const MOST_ROUNDS = 3;

/** Steps asked for at once: a head-end that gets thousands together could not answer the last ones in time. */
export const MOST_UNDER_WAY = 256;

const doId = ({ id, round }: Reoptimization, { number }: ReoptimizationStep): OperationId =>
  OperationId(`${id}.${round}.${number}`);
const undoId = (reoptimization: Reoptimization, step: ReoptimizationStep): OperationId =>
  OperationId(`${doId(reoptimization, step)}.undo`);

function carryOn(reoptimization: Reoptimization, world: ReoptimizationWorld): SagaStep | undefined {
  const { steps, order } = reoptimization;
  if (order.dryRun || steps.every(({ state }) => state === 'DONE')) return ended(reoptimization, 'SUCCEEDED');
  let underWay = 0;
  for (const step of steps) {
    // PERF: what can't have been asked for is passed over before its id is made: there may be thousands of them.
    if (step.state !== 'WAITING' || !step.after.every((before) => steps[before]?.state === 'DONE')) continue;
    const progress = world.request(doId(reoptimization, step));
    if (progress === undefined) {
      const begun = begin(reoptimization, step, world);
      if (begun !== undefined) return begun;
    } else {
      const outcome = recordOutcome(reoptimization, step, progress);
      if (outcome !== undefined) return outcome;
    }
    underWay += 1;
    if (underWay === MOST_UNDER_WAY) break;
  }
  return undefined;
}

function begin(
  reoptimization: Reoptimization,
  step: ReoptimizationStep,
  world: ReoptimizationWorld,
): SagaStep | undefined {
  const lsp = world.lsp(step.lsp);
  // What others want of it comes to its end, and may be just what is wanted here.
  if (isExpectedBack(lsp, world) || lsp?.isBusy === true) return undefined;
  if (step.to !== undefined && step.bandwidth === undefined && lsp?.isOn(step.to) === true)
    return stepDone(reoptimization, step);
  const unfit = unfitFor(step, lsp) ?? (step.to && world.obstacle(step.lsp, step.to, step.bandwidth));
  if (lsp === undefined || unfit !== undefined)
    return failed(reoptimization, step, 'NETWORK_CHANGED', unfit ?? 'the LSP is gone');
  const operation = doId(reoptimization, step);
  return requestUpdate({ reoptimization, operation, step, lsp, world }, step.to, step.bandwidth);
}

/** Its head-end may come back any moment; before it has, nothing is known of the LSP. */
const isExpectedBack = (lsp: MovableLsp | undefined, { isSettled }: ReoptimizationWorld): boolean =>
  !isSettled && lsp?.canMove !== true;

function unfitFor({ from }: ReoptimizationStep, lsp: MovableLsp | undefined): string | undefined {
  if (lsp === undefined) return 'the LSP is gone';
  if (!lsp.canMove) return 'the LSP is not delegated to this PCE any more, or its head-end is not there';
  return lsp.isOn(from) ? undefined : 'the LSP is not on the path that it was planned to leave';
}

/** No more steps are begun; those that were come to an end first. */
function stop(reoptimization: Reoptimization, world: ReoptimizationWorld): SagaStep | undefined {
  const { steps } = reoptimization;
  let isPending = false;
  for (const step of steps) {
    if (step.state !== 'WAITING') continue;
    const progress = world.request(doId(reoptimization, step));
    if (progress === undefined) continue;
    const outcome = recordOutcome(reoptimization, step, progress);
    if (outcome !== undefined) return outcome;
    isPending = true;
  }
  if (isPending) return undefined;
  return rollBack(reoptimization, world);
}

/** Nothing is under way, and what had to be undone is. */
function conclude(reoptimization: Reoptimization, world: ReoptimizationWorld): SagaStep | undefined {
  const { order, cancelled, round, failure } = reoptimization;
  if (cancelled) return ended(reoptimization, 'CANCELLED');
  if (order.onFailure === 'REPLAN' && round < MOST_ROUNDS)
    return world.isSettled ? { kind: 'compute' } : undefined;
  return ended(reoptimization, 'FAILED', failure);
}

/** An LSP must not be left released, or on a path that was meant for a moment, whatever the policy is. */
const isHalfWay = (
  { action, state, lsp, number }: ReoptimizationStep,
  _: number,
  all: readonly ReoptimizationStep[],
) =>
  (action === 'RELEASE' || action === 'DETOUR') &&
  state === 'DONE' &&
  !all.some((later) => later.lsp === lsp && later.number > number && later.state === 'DONE');

/** What was not answered in time may have been done all the same. */
const hasTakenEffect = (
  { state, lsp, from, to }: ReoptimizationStep,
  world: ReoptimizationWorld,
): boolean => {
  if (state !== 'FAILED') return state === 'DONE';
  const known = world.lsp(lsp);
  return known !== undefined && known.isOn(to) && !known.isOn(from);
};

/** What had no path before the plan keeps the one it got: to take it back would cut its traffic. */
const isFirstPath = (
  { from, lsp, number }: ReoptimizationStep,
  all: readonly ReoptimizationStep[],
): boolean => from === undefined && !all.some((earlier) => earlier.lsp === lsp && earlier.number < number);

/** Compensation: each step that was done is done backwards, after those that came later. */
function rollBack(reoptimization: Reoptimization, world: ReoptimizationWorld): SagaStep | undefined {
  const { order, steps } = reoptimization;
  const all = order.onFailure === 'ROLL_BACK';
  const toUndo = steps.filter(
    (step, at) =>
      (all && hasTakenEffect(step, world) && !isFirstPath(step, steps)) || isHalfWay(step, at, steps),
  );
  const step = toUndo.at(-1);
  if (step === undefined) return conclude(reoptimization, world);
  const operation = undoId(reoptimization, step);
  const progress = world.request(operation);
  if (progress?.state === 'PENDING') return undefined;
  if (progress?.state === 'SUCCEEDED') return undone(reoptimization, step);
  if (progress !== undefined) return undone(reoptimization, step, errorOf(progress));
  const lsp = world.lsp(step.lsp);
  if (isExpectedBack(lsp, world)) return undefined;
  if (lsp === undefined)
    return undone(reoptimization, step, { code: 'LSP_REMOVED', message: 'the LSP is gone' });
  if (lsp.isOn(step.from)) return undone(reoptimization, step);
  const obstacle = lsp.canMove
    ? step.from && world.obstacle(step.lsp, step.from)
    : 'the LSP is not delegated to this PCE any more, or its head-end is not there';
  if (obstacle !== undefined)
    return undone(reoptimization, step, { code: 'NETWORK_CHANGED', message: obstacle });
  return requestUpdate({ reoptimization, operation, step, lsp, world }, step.from);
}

type Failure = { readonly code: string; readonly message: string };

/** Undefined: it is under way. */
function recordOutcome(
  reoptimization: Reoptimization,
  step: ReoptimizationStep,
  progress: RequestProgress,
): SagaStep | undefined {
  if (progress.state === 'PENDING') return undefined;
  if (progress.state === 'SUCCEEDED') return stepDone(reoptimization, step);
  const { code, message } = errorOf(progress);
  return failed(reoptimization, step, code, message);
}

const stepDone = (reoptimization: Reoptimization, step: ReoptimizationStep): SagaStep =>
  record(reoptimization, {
    type: 'ReoptimizationStepDone',
    data: { operation: reoptimization.id, step: step.number },
  });

const errorOf = ({ state, error }: RequestProgress): Failure =>
  error ?? { code: state, message: 'it was not done' };

function failed(
  reoptimization: Reoptimization,
  { number }: ReoptimizationStep,
  code: string,
  message: string,
): SagaStep {
  const data = { operation: reoptimization.id, step: number, code, message };
  return record(reoptimization, { type: 'ReoptimizationStepFailed', data });
}

const undone = (
  reoptimization: Reoptimization,
  { number }: ReoptimizationStep,
  failure?: Failure,
): SagaStep =>
  record(reoptimization, {
    type: 'ReoptimizationStepUndone',
    data: { operation: reoptimization.id, step: number, ...failure },
  });

const ended = (reoptimization: Reoptimization, outcome: ReoptimizationOutcome, failure?: Failure): SagaStep =>
  record(reoptimization, {
    type: 'ReoptimizationEnded',
    data: { operation: reoptimization.id, outcome, ...failure },
  });

const record = ({ id }: Reoptimization, event: ReoptimizationEvent): SagaStep => ({
  kind: 'record',
  stream: sagaStream({ kind: 'reoptimization', id }),
  events: [event],
});

interface Asking {
  readonly reoptimization: Reoptimization;
  readonly operation: OperationId;
  readonly step: ReoptimizationStep;
  readonly lsp: MovableLsp;
  readonly world: ReoptimizationWorld;
}

function requestUpdate(
  { reoptimization, operation, step, lsp, world }: Asking,
  path: SignalledPath | undefined,
  bandwidth?: number,
): SagaStep {
  const data: LspUpdateRequested['data'] = {
    operation,
    lsp: step.lsp,
    pcc: lsp.pcc,
    name: lsp.name,
    deadline: world.deadline,
    reason: 'reoptimization',
    saga: { kind: 'reoptimization', id: reoptimization.id },
    intended: world.intended(step.lsp, path, bandwidth),
  };
  return { kind: 'request', requested: { type: 'LspUpdateRequested', data } };
}
