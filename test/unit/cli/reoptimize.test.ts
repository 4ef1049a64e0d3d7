import { expect, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { OPERATION } from './network.js';

const pathOver = (...nodes: readonly string[]) => ({
  nodes,
  igpMetric: 2,
  teMetric: 20,
  delay: null,
  hopCount: nodes.length - 1,
});
const step = (number: number, given: object = {}) => ({
  number,
  lspId: `lisbon/lsp-${number}`,
  action: 'MOVE',
  state: 'WAITING',
  from: pathOver('A', 'B', 'D'),
  to: pathOver('A', 'C', 'D'),
  wave: 0,
  after: [],
  failure: null,
  ...given,
});
const PLAN = {
  before: { utilization: 0.9, totalMetric: 100, placedBandwidth: 10e9, placed: 4 },
  after: { utilization: 0.6, totalMetric: 120, placedBandwidth: 10e9, placed: 4 },
  gain: 0.3,
  utilizationBound: 0.5,
  bound: 0.5,
  boundBy: 'LINEAR_PROGRAM',
  gap: 0.2,
  steps: [step(1, { wave: 1, after: [0] }), step(0)],
  detoured: [],
  released: ['lisbon/lsp-0'],
  notDone: [{ lspId: 'lisbon/stuck', reason: 'DEADLOCK' }],
};
const REOPTIMIZATION = {
  ...OPERATION,
  kind: 'reoptimize',
  deadline: null,
  waitsFor: [],
  lspId: null,
  lsp: null,
  computation: null,
  plan: PLAN,
};
const ENDED = { ...REOPTIMIZATION, state: 'SUCCEEDED', endedAt: '2026-03-01T12:00:02.500Z' };

test('reoptimize as a dry run waits for the plan and shows it, wave by wave', () =>
  withPce({ reoptimize: { ...REOPTIMIZATION, plan: null }, operation: ENDED }, async ({ url, asked }) => {
    const args = 'reoptimize min-max-utilization --dry-run --max-moves 10 --scope INCREMENTAL --min-gain 1%';
    const more = '--min-gain-per-move 0.001 --on-failure REPLAN --allow-release --pcc lisbon';
    const { out, code } = await cairn(`${args} ${more}`.split(' '), { url });
    expect(code).toBe(0);
    expect(out).toBe(
      shown(`
      reoptimize  SUCCEEDED after 2.5 s
      operation   op-1
      reason      operator
      started     2026-03-01T12:00:00.000Z
      progress    0 of 2 steps done

              UTILIZATION  TE METRIC  BANDWIDTH  LSPS
      before       90.0 %        100  10 Gbit/s     4
      after        60.0 %        120  10 Gbit/s     4

      gain      30.0 %
      gap       at most 20.0 % of the best (LINEAR_PROGRAM)
      released  lisbon/lsp-0

      WAVE  LSP           ACTION  STATE    FROM   TO
         0  lisbon/lsp-0  MOVE    WAITING  A B D  A C D
         1  lisbon/lsp-1  MOVE    WAITING  A B D  A C D

      lisbon/stuck stays: DEADLOCK
      `),
    );
    expect(asked[0]?.args).toEqual({
      input: {
        goal: 'MIN_MAX_UTILIZATION',
        dryRun: true,
        maxMoves: 10,
        scope: 'INCREMENTAL',
        minGain: 0.01,
        minGainPerMove: 0.001,
        onFailure: 'REPLAN',
        allowRelease: true,
        lsps: { pcc: 'lisbon' },
      },
    });
  }));

test('reoptimize without --wait says how to follow it', () =>
  withPce({ reoptimize: { ...REOPTIMIZATION, plan: null } }, async ({ url, asked }) => {
    const { out } = await cairn(['reoptimize', 'MIN_TOTAL_METRIC'], { url });
    expect(out).toBe(
      shown(`
      reoptimize  PENDING
      operation   op-1
      reason      operator
      started     2026-03-01T12:00:00.000Z

      Follow it: cairn operation op-1 --wait
      `),
    );
    expect(asked[0]?.args).toMatchObject({ input: { goal: 'MIN_TOTAL_METRIC' } });
  }));

test('operation shows how far a reoptimization is', () => {
  const failure = { code: 'TIMED_OUT', message: 'late' };
  const steps = [
    step(0, { state: 'UNDONE' }),
    step(1, { state: 'FAILED', failure }),
    step(2, { state: 'DONE' }),
  ];
  const operation = { ...REOPTIMIZATION, plan: { ...PLAN, steps } };
  return withPce({ operation }, async ({ url }) => {
    const { out, code } = await cairn(['operation', 'op-1'], { url });
    expect(code).toBe(0);
    expect(out).toContain('progress    1 of 3 steps done, 1 failed, 1 undone\n');
    expect(out).toContain('FAILED (TIMED_OUT)');
  });
});

test('a plan without steps says that there is nothing to be gained', () =>
  withPce({ operation: { ...ENDED, plan: { ...PLAN, steps: [], gap: null } } }, async ({ url }) => {
    const { out } = await cairn(['operation', 'op-1'], { url });
    expect(out).toContain('progress    nothing to be gained\n');
    expect(out).not.toContain('gap');
  }));

test.each([
  [['reoptimize', 'best'], 'Goals are min-max-utilization, min-total-metric and max-throughput.'],
  [['reoptimize', 'max-throughput', '--min-gain', 'much'], 'Give a share, such as 0.01 or 1%.'],
])('%j is refused', (args, message) =>
  withPce({}, async ({ url, asked }) => {
    const { err, code } = await cairn(args, { url });
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(asked).toEqual([]);
  }),
);
