import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphqlClient } from '../../support/graphql-client.js';
import { TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

let cairn: TestPce;
let client: GraphqlClient;

beforeAll(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  client = await GraphqlClient.start(cairn);
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

describe('computeTree', () => {
  const compute = (request: string, more = ''): Promise<Record<string, unknown>> =>
    client.data(`{ computeTree(request: ${request} ${more}) {
      links { id } cost exact position leaves { leaf path { nodes } noPath { reasons } } } }`);

  test('gives the cheapest tree, and the way to each leaf in it', async () => {
    expect(
      await compute('{ root: "Amsterdam", leaves: ["10.0.0.4", "C"], metric: HOPS, exclude: ["A-D"] }'),
    ).toEqual({
      computeTree: {
        links: [{ id: 'A-C' }, { id: 'C-D' }],
        cost: 2,
        exact: true,
        position: String(cairn.store.head()),
        leaves: [
          { leaf: '10.0.0.4', path: { nodes: ['A', 'C', 'D'] }, noPath: null },
          { leaf: 'C', path: { nodes: ['A', 'C'] }, noPath: null },
        ],
      },
    });
  });

  test('joins a leaf to a present tree without moving the others', async () => {
    const { computeTree } = await compute(
      '{ root: "A", leaves: ["B", "C"] }',
      ', present: ["A-C", "C-D", "D-B"]',
    );
    expect(computeTree).toMatchObject({ links: [{ id: 'A-C' }, { id: 'C-D' }, { id: 'D-B' }], exact: false });
  });

  test('says for each leaf why it is not reached', async () => {
    const { computeTree } = await compute('{ root: "A", leaves: ["B", "Z", "A", "D"], exclude: ["D"] }');
    expect(computeTree).toMatchObject({
      links: [{ id: 'A-B' }],
      leaves: [
        { path: { nodes: ['A', 'B'] } },
        { path: null, noPath: { reasons: ['UNKNOWN_DESTINATION'] } },
        { path: null, noPath: { reasons: ['POLICY'] } },
        { path: null, noPath: { reasons: ['EXCLUSION'] } },
      ],
    });
  });

  test.each([
    ['leaves: []', 'request.leaves'],
    ['leaves: ["B"], bandwidth: -1', 'request.bandwidth'],
  ])('%s can not be meant', async (fields, argument) => {
    const { errors } = await client.ask(`{ computeTree(request: { root: "A", ${fields} }) { cost } }`);
    expect(errors?.[0]).toMatchObject({ extensions: { argument } });
  });
});
