import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OperationId, PccId } from '../../../src/domain/values/identifiers.js';
import { REMEMBERED_REOPTIMIZATIONS } from '../../../src/projections/reoptimizations/reoptimizations.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const REOPTIMIZE =
  'mutation ($input: ReoptimizeInput!) { reoptimize(input: $input) { id kind state reason } }';
const STATE = `state error { code message } startedAt endedAt deadline plan {
  before { utilization totalMetric placedBandwidth placed } after { utilization } gain utilizationBound bound boundBy gap
  steps { number lspId action state from { nodes } to { nodes } wave after failure { code } }
  detoured released notDone { lspId reason }
}`;

let cairn: TestPce;
let client: GraphqlClient;
let pccs: PlayedPccs;

/** Three LSPs of 3 Gbit/s on the short way, and one on the long one. */
beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  for (const [index, name] of ['one', 'two', 'three', 'apart'].entries()) {
    const lsp = lspState({ pcc: A, name, source: 'A', destination: 'D', plspId: index + 1, bandwidth: 3e9 });
    const isApart = name === 'apart';
    pccs.lsps.set(`${A}/${name}`, {
      ...lsp,
      bandwidth: isApart ? 1e9 : 3e9,
      route: isApart ? ROUTE_A_C_D : ROUTE_A_B_D,
    });
  }
  await pccs.connectTo(cairn);
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly plan: {
    readonly after: { readonly utilization: number };
    readonly steps: readonly { readonly lspId: string; readonly state: string }[];
  };
}

async function reoptimize(input: Record<string, unknown>): Promise<Shown> {
  const { reoptimize: started } = (await client.data(REOPTIMIZE, { input })) as {
    reoptimize: { id: string };
  };
  await cairn.settled();
  const { operation } = await client.data(`query ($id: ID!) { operation(id: $id) { id ${STATE} } }`, {
    id: started.id,
  });
  return operation as Shown;
}

const codeOf = async (input: Record<string, unknown>) => {
  const { errors } = await client.ask(REOPTIMIZE, { input });
  return errors?.[0]?.extensions;
};

describe('reoptimize', () => {
  test('is an operation whose plan says what is done, what it gains and what it costs', async () => {
    const { reoptimize: started } = await client.data(REOPTIMIZE, { input: { goal: 'MIN_MAX_UTILIZATION' } });
    expect(started).toMatchObject({ kind: 'reoptimize', state: 'PENDING', reason: 'operator' });
    await cairn.settled();
    const { reoptimizations } = await client.data(`{ reoptimizations { ${STATE} } }`);
    expect(reoptimizations).toMatchObject([
      {
        state: 'SUCCEEDED',
        error: null,
        startedAt: '2026-03-01T12:00:00.000Z',
        endedAt: '2026-03-01T12:00:00.000Z',
        deadline: null,
        plan: {
          before: { utilization: 0.9, totalMetric: 100, placedBandwidth: 10e9, placed: 4 },
          after: { utilization: 0.6 },
          gain: expect.closeTo(0.3, 9),
          boundBy: expect.stringMatching(/SEARCH|COMBINATORIAL/),
          steps: [
            {
              number: 0,
              action: 'MOVE',
              state: 'DONE',
              from: { nodes: ['A', 'B', 'D'] },
              to: { nodes: ['A', 'C', 'D'] },
              wave: 0,
              after: [],
              failure: null,
            },
          ],
          detoured: [],
          released: [],
          notDone: [],
        },
      },
    ]);
    expect(pccs.asked).toHaveLength(1);
  });

  test('as a dry run moves nothing', async () => {
    const planned = await reoptimize({ goal: 'MIN_MAX_UTILIZATION', dryRun: true });
    expect(planned).toMatchObject({ state: 'SUCCEEDED', plan: { steps: [{ state: 'WAITING' }] } });
    expect(pccs.asked).toEqual([]);
  });

  test('moves only what the filter names', async () => {
    const { plan } = await reoptimize({ goal: 'MIN_TOTAL_METRIC', lsps: { name: 'one' }, dryRun: true });
    expect(plan.steps).toEqual([]);
    const other = await reoptimize({ goal: 'MIN_MAX_UTILIZATION', lsps: { name: 'two' }, dryRun: true });
    expect(other.plan.steps.map(({ lspId }) => lspId)).toEqual([`${A}/two`]);
  });

  test('moves no more than it may', async () => {
    const none = await reoptimize({ goal: 'MIN_MAX_UTILIZATION', maxMoves: 0, dryRun: true });
    expect(none.plan.steps).toEqual([]);
  });

  test('refuses what can not be meant', async () => {
    const goal = 'MIN_MAX_UTILIZATION';
    expect(await codeOf({ goal, maxMoves: -1 })).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'input.maxMoves',
    });
    for (const name of ['minGain', 'minGainPerMove'])
      expect(await codeOf({ goal, [name]: -0.1 })).toMatchObject({ argument: `input.${name}` });
  });

  test('is refused while another is under way, and can be cancelled', async () => {
    pccs.fault = () => 'silent';
    const { id } = await reoptimize({ goal: 'MIN_MAX_UTILIZATION' });
    expect(await codeOf({ goal: 'MIN_TOTAL_METRIC' })).toEqual({ code: 'UNDER_WAY' });
    expect(await codeOf({ goal: 'MIN_TOTAL_METRIC', dryRun: true })).toBeUndefined();
    await client.data('mutation ($id: ID!) { cancelReoptimization(id: $id) { state } }', { id });
    cairn.clock.advance(30_000);
    await cairn.settled();
    const { operation } = await client.data('query ($id: ID!) { operation(id: $id) { state } }', { id });
    expect(operation).toEqual({ state: 'CANCELLED' });
  });

  test('that is not known can not be cancelled', async () => {
    const { errors } = await client.ask('mutation { cancelReoptimization(id: "no") { state } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNKNOWN_OPERATION' });
  });

  test('is much work: not many in one request', async () => {
    const many = Array.from(
      { length: 6 },
      (_, index) => `r${index}: reoptimize(input: { goal: MIN_TOTAL_METRIC, dryRun: true }) { id }`,
    );
    const { errors } = await client.ask(`mutation { ${many.join(' ')} }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_COSTLY' });
  });

  test('of any age is known by its id', async () => {
    const dryRun = { goal: 'MIN_MAX_UTILIZATION', dryRun: true };
    const first = await reoptimize(dryRun);
    const order = { scope: 'GLOBAL', trigger: 'operator', allowRelease: false, onFailure: 'STOP' } as const;
    for (let later = 0; later < REMEMBERED_REOPTIMIZATIONS; later++) {
      await cairn.pce.reoptimizations.start({ ...order, goal: 'MIN_TOTAL_METRIC', dryRun: true });
      await cairn.settled();
    }
    expect(cairn.pce.live.state.reoptimizations.get(OperationId(first.id))).toBeUndefined();
    const asked = await client.data(`query ($id: ID!) { operation(id: $id) { id ${STATE} } }`, {
      id: first.id,
    });
    expect(asked).toEqual({ operation: first });
  });

  test('can be followed to its end, step by step', async () => {
    pccs.fault = () => 'silent';
    const { id } = await reoptimize({ goal: 'MIN_MAX_UTILIZATION', onFailure: 'STOP' });
    const followed = client.subscribe(
      `subscription ($id: ID!) { operationChanged(id: $id) { state error { code } plan { steps { state failure { code } } } } }`,
      { id },
    );
    const [first] = await followed.take(1);
    expect(first).toEqual({
      state: 'PENDING',
      error: null,
      plan: { steps: [{ state: 'WAITING', failure: null }] },
    });
    cairn.clock.advance(30_000);
    await cairn.settled();
    const seen: unknown[] = [];
    for (let state = 'PENDING'; state === 'PENDING'; ) {
      const [next] = await followed.take(1);
      seen.push(next);
      state = (next as { state: string }).state;
    }
    expect(seen.at(-1)).toEqual({
      state: 'FAILED',
      error: { code: 'TIMED_OUT' },
      plan: { steps: [{ state: 'FAILED', failure: { code: 'TIMED_OUT' } }] },
    });
    await followed.close();
  });
});
