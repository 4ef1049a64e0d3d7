// What limits a network: the maximum flow, and the bottleneck of a refusal.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

let cairn: TestPce;
let client: GraphqlClient;

beforeAll(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const pcc = PccId('10.0.0.1');
  const toDortmund = { pcc, source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 1e9 };
  await cairn.connect(pcc, [
    lspState({ ...toDortmund, name: 'north', route: ROUTE_A_B_D, plspId: 1 }),
    lspState({ ...toDortmund, name: 'south', route: ROUTE_A_C_D, plspId: 2, holdingPriority: 3 }),
  ]);
  client = await GraphqlClient.start(cairn);
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

describe('maxFlow', () => {
  test('gives the maximum, the minimum cut, the paths and the connectivity', async () => {
    const { maxFlow } = await client.data(`{
      maxFlow(source: "A", destination: "Dortmund") {
        bandwidth position
        cut { available link { id } }
        paths { bandwidth path { nodes hops { link { id } } } }
        linkConnectivity { paths cut { id } }
        nodeConnectivity { paths nodes { id } links { id } }
      }
    }`);
    const links = ['A-B', 'A-C', 'A-D'].map((id) => ({ id }));
    expect(maxFlow).toEqual({
      bandwidth: 19e9,
      position: String(cairn.store.head()),
      cut: [9e9, 9e9, 1e9].map((available, index) => ({ available, link: links[index] })),
      paths: [
        {
          bandwidth: 9e9,
          path: { nodes: ['A', 'B', 'D'], hops: [{ link: { id: 'A-B' } }, { link: { id: 'B-D' } }] },
        },
        {
          bandwidth: 9e9,
          path: { nodes: ['A', 'C', 'D'], hops: [{ link: { id: 'A-C' } }, { link: { id: 'C-D' } }] },
        },
        { bandwidth: 1e9, path: { nodes: ['A', 'D'], hops: [{ link: { id: 'A-D' } }] } },
      ],
      linkConnectivity: { paths: 3, cut: links },
      nodeConnectivity: { paths: 3, nodes: [{ id: 'B' }, { id: 'C' }], links: [{ id: 'A-D' }] },
    });
  });

  test.each([
    ['', 19e9],
    // The LSP by C holds with priority 3.
    [', priority: 3', 20e9],
    [', priority: 2', 21e9],
    [', capacity: CAPACITY', 21e9],
    [', links: { exclude: ["B"] }', 10e9],
    [', links: { includeAny: [3] }', 0],
    [', asOf: { position: "15" }', 21e9],
  ])('as asked: %s', async (more, bandwidth) => {
    const data = await client.data(`{ maxFlow(source: "A", destination: "D"${more}) { bandwidth } }`);
    expect(data).toEqual({ maxFlow: { bandwidth } });
  });

  test.each([
    ['source: "Z", destination: "D"', 'source'],
    ['source: "A", destination: "Z"', 'destination'],
    ['source: "A", destination: "10.0.0.1"', 'destination'],
    ['source: "A", destination: "D", priority: 8', 'priority'],
    ['source: "A", destination: "D", links: { excludeAny: [32] }', 'links.excludeAny'],
  ])('%s is refused by name', async (args, argument) => {
    const { errors } = await client.ask(`{ maxFlow(${args}) { bandwidth } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('computePath without a path', () => {
  test('says where the way is barred, what is possible, and what is cheapest', async () => {
    const { computePath } = await client.data(`{
      computePath(request: { source: "A", destination: "D", bandwidth: 2e10, bounds: [{ metric: HOPS, max: 3 }] }) {
        noPath {
          cheapest { relaxation { constraint to } concern price because next { constraint } }
          bottleneck {
            from { id } to { name } reached reaching nodeCount
            links { link { id capacity } shortfalls { constraint has wanted } }
          }
          bounds { metric }
        }
      }
    }`);
    const lacks = (has: string) => [{ constraint: 'bandwidth', has, wanted: '20000000000' }];
    expect(computePath).toEqual({
      noPath: {
        cheapest: {
          relaxation: { constraint: 'bandwidth', to: '9000000000' },
          concern: 'REQUEST',
          price: 0.55,
          because: 'ONLY',
          next: null,
        },
        bottleneck: {
          from: { id: 'A' },
          to: { name: 'Dortmund' },
          reached: 1,
          reaching: 1,
          nodeCount: 4,
          links: [
            { link: { id: 'A-B', capacity: 10e9 }, shortfalls: lacks('9000000000') },
            { link: { id: 'A-C', capacity: 10e9 }, shortfalls: lacks('9000000000') },
            { link: { id: 'A-D', capacity: 1e9 }, shortfalls: lacks('1000000000') },
          ],
        },
        bounds: [],
      },
    });
    expect(
      await client.data(
        '{ computePath(request: { source: "A", destination: "D", bounds: [{ metric: TE, max: 5 }] }) { noPath { bounds { metric max least } bottleneck { nodeCount } } } }',
      ),
    ).toEqual({
      computePath: { noPath: { bounds: [{ metric: 'TE', max: 5, least: 20 }], bottleneck: null } },
    });
  });
});
