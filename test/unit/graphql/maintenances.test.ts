import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspOver, MINUTE, pass } from '../../support/maintained-network.js';
import { TestPce } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

const MAINTENANCE = `id name state nodes links srlgs drainStart start end whatCannotMove revert requestedAt endedAt
  impact { utilizationBefore utilizationAfter moves { lsp from to } staying { lsp reason noPath }
    bookings { booking occurrence from to } }
  moves { lsp from to state operation { state } } moved { lsp from to state operation { id } }
  staying { lsp reason noPath } failure { code message }`;
const PLAN = `mutation ($input: PlanMaintenanceInput!) { planMaintenance(input: $input) { ${MAINTENANCE} } }`;
const CANCEL = `mutation ($id: ID!) { cancelMaintenance(id: $id) { ${MAINTENANCE} } }`;
const EXTEND = `mutation ($id: ID!, $end: DateTime!) { extendMaintenance(id: $id, end: $end) { ${MAINTENANCE} } }`;
const SHOW = `query ($id: ID!, $asOf: AsOf) { maintenance(id: $id, asOf: $asOf) { ${MAINTENANCE} } }`;
const LIST = `query ($filter: MaintenanceFilter, $first: Int, $after: String) {
  maintenances(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { name } } }`;

let cairn: TestPce;
let client: GraphqlClient;
let now: number;
const at = (milliseconds: number): string => new Date(now + milliseconds).toISOString();

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const pccs = new PlayedPccs(['10.0.0.1']);
  pccs.lsps.set('10.0.0.1/gold', lspOver('gold', 'B', 4e9, 1));
  await pccs.connectTo(cairn);
  now = cairn.clock.now();
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

interface Shown {
  readonly id: string;
  readonly state: string;
}

const plan = async (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Shown> => {
  const input = { name, links: ['A-B'], start: at(2 * MINUTE), end: at(4 * MINUTE), ...more };
  return (await client.data(PLAN, { input }))['planMaintenance'] as Shown;
};

describe('planMaintenance', () => {
  const impact = {
    utilizationBefore: 0.4,
    utilizationAfter: 0.4,
    moves: [{ lsp: '10.0.0.1/gold', from: ['A-B', 'B-D'], to: ['A-C', 'C-D'] }],
    staying: [],
    bookings: [],
  };

  test('answers with what will happen', async () => {
    expect(await plan('fibre', { srlgs: [4_000_000_000], drainTime: 30 })).toEqual({
      id: expect.any(String),
      name: 'fibre',
      state: 'PLANNED',
      nodes: [],
      links: ['A-B', 'B-A'],
      srlgs: [4_000_000_000],
      drainStart: at(1.5 * MINUTE),
      start: at(2 * MINUTE),
      end: at(4 * MINUTE),
      whatCannotMove: 'REFUSE',
      revert: true,
      requestedAt: at(0),
      endedAt: null,
      impact,
      moves: [],
      moved: [],
      staying: [],
      failure: null,
    });
  });

  test('a dry run is in no list', async () => {
    expect(await plan('what if', { dryRun: true })).toMatchObject({ state: 'SIMULATED', impact });
    expect((await client.data(LIST, {}))['maintenances']).toMatchObject({ totalCount: 0 });
  });

  test('a group that is no 32-bit number is refused', async () => {
    const input = { name: 'group', srlgs: [2 ** 32], start: at(MINUTE), end: at(2 * MINUTE) };
    const { errors } = await client.ask(PLAN, { input });
    expect(errors?.[0]).toMatchObject({ extensions: { argument: 'input.srlgs' } });
  });
});

test('a window is followed, extended and called off', async () => {
  const { id } = await plan('fibre');
  await pass(cairn, 90_000);
  const draining = (await client.data(SHOW, { id }))['maintenance'];
  expect(draining).toMatchObject({
    state: 'DRAINING',
    moves: [{ lsp: '10.0.0.1/gold', state: 'MOVED', operation: { state: 'SUCCEEDED' } }],
    moved: [{ lsp: '10.0.0.1/gold', to: ['A-C', 'C-D'], operation: null }],
  });
  const before = await client.data(SHOW, { id, asOf: { time: at(MINUTE / 2) } });
  expect(before['maintenance']).toMatchObject({ state: 'PLANNED' });
  await pass(cairn, MINUTE);
  const extended = await client.data(EXTEND, { id, end: at(9 * MINUTE) });
  expect(extended['extendMaintenance']).toMatchObject({ state: 'IN_PROGRESS', end: at(9 * MINUTE) });
  await client.data(CANCEL, { id });
  await cairn.settled();
  expect((await client.data(SHOW, { id }))['maintenance']).toMatchObject({
    state: 'DONE',
    moved: [],
    endedAt: at(2.5 * MINUTE),
  });
});

test('one that nobody planned is null, or an error where it is to be changed', async () => {
  expect((await client.data(SHOW, { id: 'nobody' }))['maintenance']).toBeNull();
  const { errors } = await client.ask(CANCEL, { id: 'nobody' });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'UNKNOWN_MAINTENANCE' } });
});

test('pages, states and times', async () => {
  for (const name of ['one', 'two', 'three']) await plan(name);
  const page = async (variables: Readonly<Record<string, unknown>>) =>
    (await client.data(LIST, variables))['maintenances'] as {
      readonly nodes: readonly { readonly name: string }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
      readonly totalCount: number;
    };
  const first = await page({ first: 2 });
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  const rest = await page({ first: 2, after: first.pageInfo.endCursor });
  expect(rest.nodes).toHaveLength(1);
  expect((await page({ filter: { state: ['DRAINING'] } })).nodes).toEqual([]);
  expect((await page({ filter: { from: at(4 * MINUTE) } })).nodes).toEqual([]);
  expect((await page({ filter: { to: at(3 * MINUTE) } })).nodes).toHaveLength(3);
});

test('maintenanceChanged tells how far a window is until it is over', async () => {
  const { id } = await plan('fibre');
  const subscribed = client.subscribe(
    'subscription ($id: ID!) { maintenanceChanged(id: $id) { state moved { lsp } } }',
    { id },
  );
  expect(await subscribed.take(1)).toEqual([{ state: 'PLANNED', moved: [] }]);
  await pass(cairn, 6 * MINUTE);
  const states = (await subscribed.rest()) as { state: string }[];
  const told = states.map(({ state }) => state).filter((state, index, all) => state !== all[index - 1]);
  expect(told.filter((state) => state !== 'PLANNED')).toEqual([
    'DRAINING',
    'IN_PROGRESS',
    'RESTORING',
    'DONE',
  ]);
});

test('maintenanceChanged knows no window that was never planned', async () => {
  const subscribed = client.subscribe('subscription { maintenanceChanged(id: "none") { state } }');
  await expect(subscribed.take(1)).rejects.toThrow('there is no maintenance none');
});

test('a link names the windows that keep it out of use, while they do', async () => {
  await plan('fibre');
  const shown = async (): Promise<unknown> =>
    client.data('{ topology { link(id: "A-B") { outOfUse { name state } } } }');
  expect(await shown()).toEqual({ topology: { link: { outOfUse: [] } } });
  await pass(cairn, 3 * MINUTE);
  expect(await shown()).toEqual({
    topology: { link: { outOfUse: [{ name: 'fibre', state: 'IN_PROGRESS' }] } },
  });
  expect(await client.data('{ topology { link(id: "C-D") { outOfUse { name } } } }')).toEqual({
    topology: { link: { outOfUse: [] } },
  });
  await pass(cairn, 3 * MINUTE);
  expect(await shown()).toEqual({ topology: { link: { outOfUse: [] } } });
});
