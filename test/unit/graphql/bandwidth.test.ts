import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const GOLD = `${A}/gold`;
const REPORT = `mutation ($rates: [MeasuredRateInput!]!) {
  reportRates(rates: $rates) { recorded kept refused { lspId reason } }
}`;
const SET = `mutation ($input: AutoBandwidthInput!) {
  setAutoBandwidth(input: $input) {
    id autoBandwidth {
      origin sampleInterval minimumBandwidth adjustmentPercentage { percentage minimum }
      overflowPercentage { count percentage minimum } underflowPercentage { count }
    }
  }
}`;
const LSP = `{ lsp(id: "${GOLD}") {
  measuredRate measuredRates { measuredAt rate } autoBandwidth { origin sampleInterval }
  outOfProfile { demand attainable sharedWith since }
} }`;

let cairn: TestPce;
let client: GraphqlClient;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const gold = lspState({ pcc: A, name: 'gold', source: 'A', destination: 'D', route: ROUTE_A_B_D });
  const own = { sampleInterval: 60 };
  await cairn.connect(A, [gold, { ...gold, name: 'silver', plspId: 9, autoBandwidth: own }]);
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

test('rates of a batch are taken or refused one by one, and shown of their LSP', async () => {
  const measuredAt = new Date(cairn.clock.now() - 5_000).toISOString();
  const rates = [
    { lspId: GOLD, rate: 2.5e9, measuredAt },
    { lspId: 'nobody', rate: 1 },
  ];
  expect(await client.data(REPORT, { rates })).toMatchObject({
    reportRates: { recorded: 1, kept: 0, refused: [{ lspId: 'nobody', reason: 'there is no such LSP' }] },
  });
  expect(await client.data(LSP)).toEqual({
    lsp: {
      measuredRate: 2.5e9,
      measuredRates: [{ measuredAt, rate: 2.5e9 }],
      autoBandwidth: null,
      outOfProfile: null,
    },
  });
});

test('an LSP without rates has none', async () => {
  expect(await client.data(LSP)).toMatchObject({ lsp: { measuredRate: null, measuredRates: [] } });
});

test('an LSP out of profile says what can be had, and whom it harms', async () => {
  await client.data(REPORT, { rates: [{ lspId: GOLD, rate: 99e9 }] });
  const data = { lsp: `${A}/gold`, demand: 99e9, attainable: 10e9, sharedWith: [`${A}/silver`] };
  await cairn.store.append('lsp-x', 'any', [{ type: 'LspOutOfProfile', data } as never]);
  await cairn.settled();
  const since = new Date(cairn.clock.now()).toISOString();
  const { lsp: _, ...said } = data;
  expect(await client.data(LSP)).toMatchObject({ lsp: { outOfProfile: { ...said, since } } });
});

test('an LSP is adjusted as an operator wants it, until that is taken back', async () => {
  const wanted = {
    lspId: GOLD,
    enabled: true,
    sampleInterval: 30,
    minimumBandwidth: 1e9,
    adjustmentPercentage: 20,
    minimumThreshold: 1e6,
    overflowPercentage: 10,
  };
  expect(await client.data(SET, { input: wanted })).toEqual({
    setAutoBandwidth: {
      id: GOLD,
      autoBandwidth: {
        origin: 'OPERATOR',
        sampleInterval: 30,
        minimumBandwidth: 1e9,
        adjustmentPercentage: { percentage: 20, minimum: 1e6 },
        overflowPercentage: { count: 1, percentage: 10, minimum: 1e6 },
        underflowPercentage: null,
      },
    },
  });
  expect(await client.data(SET, { input: { lspId: GOLD, enabled: null } })).toMatchObject({
    setAutoBandwidth: { autoBandwidth: null },
  });
});

test('what the head-end says of it is shown as its own', async () => {
  const query = `{ lsp(id: "${A}/silver") { autoBandwidth { origin sampleInterval } } }`;
  expect(await client.data(query)).toEqual({
    lsp: { autoBandwidth: { origin: 'HEAD_END', sampleInterval: 60 } },
  });
});

test.each([
  ['an unknown LSP', { lspId: 'nobody', enabled: true }, 'there is no LSP nobody'],
  ['0 per cent', { lspId: GOLD, enabled: true, overflowPercentage: 0 }, 'must be 1 to 100'],
  ['an interval of 0', { lspId: GOLD, enabled: true, adjustmentInterval: 0 }, 'intervals have 1 to 604800'],
  [
    'samples less often than changes',
    { lspId: GOLD, enabled: true, sampleInterval: 600, adjustmentInterval: 300 },
    'longer than an adjustment interval',
  ],
  [
    'a minimum above the maximum',
    { lspId: GOLD, enabled: true, minimumBandwidth: 2, maximumBandwidth: 1 },
    'above the maximum',
  ],
])('%s is refused', async (_what, input, message) => {
  const { errors } = await client.ask(SET, { input });
  expect(errors?.[0]?.message).toContain(message);
});

test('too many rates at once are refused', async () => {
  const rates = Array.from({ length: 10_001 }, () => ({ lspId: GOLD, rate: 1 }));
  const { errors } = await client.ask(REPORT, { rates });
  expect(errors?.[0]?.message).toContain('10000 rates at once');
});
