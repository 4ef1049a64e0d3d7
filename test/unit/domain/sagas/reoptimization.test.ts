import { expect, test } from '@jest/globals';
import {
  MOST_UNDER_WAY,
  type MovableLsp,
  type ReoptimizationWorld,
  reoptimizationSaga,
} from '../../../../src/domain/sagas/reoptimization.js';
import type { RequestProgress } from '../../../../src/domain/sagas/saga.js';
import { LinkId, LspId, OperationId, PccId } from '../../../../src/domain/values/identifiers.js';
import type { SignalledPath } from '../../../../src/domain/values/path.js';
import type { Reoptimization, ReoptimizationStep } from '../../../../src/domain/values/reoptimization.js';

const pathOver = (link: string): SignalledPath => ({
  path: { nodes: [], links: [LinkId(link)], igpMetric: 1, teMetric: 1 },
  route: [{ kind: 'address', address: link }],
});
const [OLD, NEW] = [pathOver('old'), pathOver('new')];
const lspNamed = (name: string): LspId => LspId(PccId('10.0.0.1'), name);

function worldWith(
  where: Readonly<Record<string, SignalledPath | undefined>>,
  {
    isSettled = true,
    outcomes = {},
    isBusy = false,
  }: {
    readonly isSettled?: boolean;
    readonly outcomes?: Readonly<Record<string, RequestProgress['state']>>;
    readonly isBusy?: boolean;
  } = {},
): ReoptimizationWorld {
  return {
    now: 0,
    deadline: 30_000,
    isSettled,
    request: (operation) => {
      const state = outcomes[operation];
      return state === undefined ? undefined : { state };
    },
    lsp: (id): MovableLsp => ({
      pcc: PccId('10.0.0.1'),
      name: id,
      canMove: !isBusy,
      isBusy,
      isOn: (path) => path === where[id],
    }),
    obstacle: () => undefined,
    intended: (id, path) => {
      if (path === undefined) throw new Error(`${id} is taken down`);
      return {
        path,
        source: 'A',
        destination: 'B',
        setupType: 'RSVP_TE',
        bandwidth: 0,
        setupPriority: 7,
        holdingPriority: 7,
        administrative: true,
      };
    },
  };
}

const step = (number: number, given: Partial<ReoptimizationStep>): ReoptimizationStep => ({
  number,
  lsp: lspNamed(`lsp-${number}`),
  action: 'MOVE',
  state: 'DONE',
  from: OLD,
  to: NEW,
  wave: 0,
  after: [],
  ...given,
});

const stopping = (
  onFailure: Reoptimization['order']['onFailure'],
  steps: readonly ReoptimizationStep[],
): Reoptimization => ({
  id: OperationId('op'),
  order: {
    goal: 'MAX_THROUGHPUT',
    scope: 'GLOBAL',
    trigger: 'operator',
    dryRun: false,
    allowRelease: false,
    onFailure,
  },
  phase: 'STOPPING',
  startedAt: 0,
  round: 1,
  steps,
  cancelled: false,
});

test('a new plan is not made before head-ends are back after a start', () => {
  const failed = stopping('REPLAN', [step(0, { state: 'FAILED' })]);
  const where = { [lspNamed('lsp-0')]: OLD };
  expect(reoptimizationSaga.next(failed, worldWith(where, { isSettled: false }))).toBeUndefined();
  expect(reoptimizationSaga.next(failed, worldWith(where))).toEqual({ kind: 'compute' });
});

test('an LSP for which somebody else has asked is waited for, and may be there then', () => {
  const { from: _, ...setUp } = step(0, { action: 'SET_UP', state: 'WAITING' });
  const running: Reoptimization = { ...stopping('STOP', [setUp]), phase: 'RUNNING' };
  const nowhere = { [lspNamed('lsp-0')]: undefined };
  const there = { [lspNamed('lsp-0')]: NEW };
  expect(reoptimizationSaga.next(running, worldWith(nowhere, { isBusy: true }))).toBeUndefined();
  expect(reoptimizationSaga.next(running, worldWith(there))).toMatchObject({
    events: [{ type: 'ReoptimizationStepDone', data: { step: 0 } }],
  });
});

test('what had no path before keeps the one it got, whatever is taken back', () => {
  const { from: _, ...setUp } = step(0, { action: 'SET_UP' });
  const failed = stopping('ROLL_BACK', [setUp, step(1, { state: 'FAILED' })]);
  const where = { [lspNamed('lsp-0')]: NEW, [lspNamed('lsp-1')]: OLD };
  expect(reoptimizationSaga.next(failed, worldWith(where))).toMatchObject({
    kind: 'record',
    events: [{ type: 'ReoptimizationEnded', data: { outcome: 'FAILED' } }],
  });
});

test('a step that was answered too late is taken back too', () => {
  const failed = stopping('ROLL_BACK', [step(0, { state: 'FAILED' })]);
  expect(reoptimizationSaga.next(failed, worldWith({ [lspNamed('lsp-0')]: NEW }))).toMatchObject({
    kind: 'request',
    requested: { data: { operation: 'op.1.0.undo', intended: { path: OLD } } },
  });
});

test('asks for no more steps at once than head-ends can answer in time', () => {
  const steps = Array.from({ length: MOST_UNDER_WAY + 1 }, (_, number) => step(number, { state: 'WAITING' }));
  const running: Reoptimization = { ...stopping('STOP', steps), phase: 'RUNNING' };
  const where = Object.fromEntries(steps.map(({ lsp }) => [lsp, OLD]));
  const idOf = (number: number): string => `op.1.${number}`;
  const pending = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, number) => [idOf(number), 'PENDING' as const]));
  const outcomes = pending(MOST_UNDER_WAY - 1);
  expect(reoptimizationSaga.next(running, worldWith(where, { outcomes }))).toMatchObject({
    requested: { data: { operation: idOf(MOST_UNDER_WAY - 1) } },
  });
  expect(
    reoptimizationSaga.next(running, worldWith(where, { outcomes: pending(MOST_UNDER_WAY) })),
  ).toBeUndefined();
});
