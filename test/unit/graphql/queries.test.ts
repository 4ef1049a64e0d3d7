import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

let cairn: TestPce;
let client: GraphqlClient;

const A = PccId('10.0.0.1');
const D = PccId('10.0.0.4');

beforeAll(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const toDortmund = { pcc: A, source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 1e9 };
  await cairn.connect(A, [
    lspState({ ...toDortmund, name: 'north', route: ROUTE_A_B_D, plspId: 1 }),
    lspState({
      ...toDortmund,
      name: 'south',
      route: ROUTE_A_C_D,
      plspId: 2,
      delegated: false,
      holdingPriority: 3,
    }),
    lspState({ ...toDortmund, name: 'down', route: ROUTE_A_B_D, plspId: 3, operationalState: 'DOWN' }),
    lspState({
      ...toDortmund,
      name: 'segments',
      plspId: 4,
      setupType: 'SR_MPLS',
      bandwidth: 0,
      route: [
        { kind: 'segment', label: 24013 },
        { kind: 'segment', label: 16004 },
      ],
    }),
    lspState({
      ...toDortmund,
      name: 'elsewhere',
      plspId: 5,
      route: [{ kind: 'address', address: '192.0.2.9' }],
    }),
    lspState({ ...toDortmund, name: 'pathless', plspId: 6, delegated: false }),
  ]);
  await cairn.connect(D, [
    lspState({
      pcc: D,
      name: 'back',
      source: '10.0.0.4',
      destination: '10.0.0.1',
      route: [{ kind: 'address', address: '10.1.4.1' }],
    }),
  ]);
  client = await GraphqlClient.start(cairn);
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

test('pce tells of the process and the live position', async () => {
  expect(await client.data('{ pce { name version startedAt position ready } }')).toEqual({
    pce: {
      name: 'cairn-test',
      version: '0.0.0-test',
      startedAt: '2026-03-01T12:00:00.000Z',
      position: String(cairn.store.head()),
      ready: true,
    },
  });
});

describe('topology', () => {
  test('shows nodes, links and what is taken of them at each priority', async () => {
    const { topology } = await client.data(`{ topology {
      node(reference: "Amsterdam") { id name routerId latitude prefixSid links { id target { name } } }
      ab: link(id: "A-B") { source { id } target { id } sourceAddress targetAddress igpMetric teMetric delay capacity reserved
        p7: available p0: available(priority: 0) utilization adminGroups srlgs srlgNumbers adjacencySid operational }
      ac: link(id: "A-C") { reserved p7: available(priority: 7) p3: available(priority: 3) p2: available(priority: 2) adminGroups }
      ad: link(id: "A-D") { delay adjacencySid }
      missing: link(id: "A-Z") { id }
    } }`);
    expect(topology).toEqual({
      node: {
        id: 'A',
        name: 'Amsterdam',
        routerId: '10.0.0.1',
        latitude: 52.37,
        prefixSid: 16001,
        links: [
          { id: 'A-B', target: { name: 'Brussels' } },
          { id: 'A-C', target: { name: 'Cologne' } },
          { id: 'A-D', target: { name: 'Dortmund' } },
        ],
      },
      ab: {
        source: { id: 'A' },
        target: { id: 'B' },
        sourceAddress: '10.1.2.1',
        targetAddress: '10.1.2.2',
        igpMetric: 1,
        teMetric: 10,
        delay: 1000,
        capacity: 10e9,
        // `north` has it; `down` takes nothing.
        reserved: 1e9,
        p7: 9e9,
        p0: 10e9,
        utilization: 0.1,
        adminGroups: [],
        srlgs: [7],
        srlgNumbers: [7, 4000000000],
        adjacencySid: 24012,
        operational: true,
      },
      ac: { reserved: 1e9, p7: 9e9, p3: 9e9, p2: 10e9, adminGroups: [0, 3] },
      ad: { delay: null, adjacencySid: null },
      missing: null,
    });
  });

  test('lists everything by id, each direction of a link by itself', async () => {
    const { topology } = (await client.data('{ topology { nodes { id } links { id } position time } }')) as {
      topology: { nodes: { id: string }[]; links: { id: string }[]; position: string; time: string };
    };
    expect(topology.nodes.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D']);
    expect(topology.links).toHaveLength(10);
    expect(topology).toMatchObject({
      position: String(cairn.store.head()),
      time: '2026-03-01T12:00:00.000Z',
    });
  });

  test('a priority that does not exist is an error that names it', async () => {
    const { errors } = await client.ask('{ topology { links { available(priority: 8) } } }');
    expect(errors?.[0]).toMatchObject({
      message: 'priority: must be 0 (highest) to 7, not 8',
      extensions: { code: 'BAD_USER_INPUT', argument: 'priority' },
    });
  });
});

test('pccs shows sessions and what they can do', async () => {
  const { pccs } = (await client.data(`{ pccs { id address connected synchronized lspCount since lastEnd
    capabilities { stateful update initiation setupTypes maximumSidDepth } } }`)) as { pccs: unknown[] };
  expect(pccs).toHaveLength(2);
  expect(pccs[0]).toEqual({
    id: '10.0.0.1',
    address: '10.0.0.1',
    connected: true,
    synchronized: true,
    lspCount: 6,
    since: '2026-03-01T12:00:00.000Z',
    lastEnd: null,
    capabilities: {
      stateful: true,
      update: true,
      initiation: true,
      setupTypes: ['RSVP_TE', 'SR_MPLS'],
      maximumSidDepth: 10,
    },
  });
  expect(await client.data('{ pcc(id: "10.0.0.4") { lspCount } none: pcc(id: "x") { id } }')).toEqual({
    pcc: { lspCount: 1 },
    none: null,
  });
});

describe('lsp', () => {
  const PATH =
    'path { nodes hopCount igpMetric teMetric delay hops { address label loose node { id } link { id } } }';

  test('shows the path of an RSVP-TE LSP link by link', async () => {
    const { lsp } = await client.data(
      `query ($id: ID!) { lsp(id: $id) { name plspId source destination setupType
      operationalState administrative delegated createdByPce bandwidth setupPriority holdingPriority stale updatedAt
      pcc { id } paths { operationalState } signalledRoute { kind address } ${PATH} } }`,
      { id: '10.0.0.1/north' },
    );
    expect(lsp).toEqual({
      name: 'north',
      plspId: 1,
      source: '10.0.0.1',
      destination: '10.0.0.4',
      setupType: 'RSVP_TE',
      operationalState: 'UP',
      administrative: true,
      delegated: true,
      createdByPce: false,
      bandwidth: 1e9,
      setupPriority: 7,
      holdingPriority: 7,
      stale: false,
      updatedAt: '2026-03-01T12:00:00.000Z',
      pcc: { id: '10.0.0.1' },
      paths: [{ operationalState: 'UP' }],
      signalledRoute: [
        { kind: 'ADDRESS', address: '10.1.2.2' },
        { kind: 'ADDRESS', address: '10.2.4.2' },
      ],
      path: {
        nodes: ['A', 'B', 'D'],
        hopCount: 2,
        igpMetric: 2,
        teMetric: 20,
        delay: 2000,
        hops: [
          { address: '10.1.2.2', label: null, loose: false, node: { id: 'B' }, link: { id: 'A-B' } },
          { address: '10.2.4.2', label: null, loose: false, node: { id: 'D' }, link: { id: 'B-D' } },
        ],
      },
    });
  });

  test('puts the label of a segment on the link that it starts with', async () => {
    const { lsp } = await client.data(
      `{ lsp(id: "10.0.0.1/segments") { signalledRoute { kind label } ${PATH} } }`,
    );
    expect(lsp).toMatchObject({
      signalledRoute: [
        { kind: 'SEGMENT', label: 24013 },
        { kind: 'SEGMENT', label: 16004 },
      ],
      path: {
        nodes: ['A', 'C', 'D'],
        hops: [
          { address: '10.1.3.2', label: 24013, link: { id: 'A-C' } },
          { address: '10.3.4.2', label: 16004, link: { id: 'C-D' } },
        ],
      },
    });
  });

  test('shows a route that the topology does not know as it was signalled', async () => {
    const { lsp } = await client.data(`{ lsp(id: "10.0.0.1/elsewhere") { ${PATH} } }`);
    expect(lsp).toEqual({
      path: {
        nodes: [],
        hopCount: 1,
        igpMetric: null,
        teMetric: null,
        delay: null,
        hops: [{ address: '192.0.2.9', label: null, loose: false, node: null, link: null }],
      },
    });
  });

  test('has no path where none was reported, and is null where there is no such LSP', async () => {
    expect(
      await client.data(`{ a: lsp(id: "10.0.0.1/pathless") { ${PATH} } b: lsp(id: "x/y") { id } }`),
    ).toEqual({
      a: { path: null },
      b: null,
    });
  });

  test('tells its history', async () => {
    const { lsp } = await client.data(
      '{ lsp(id: "10.0.0.1/north") { history { nodes { type stream version data } pageInfo { hasNextPage } } } }',
    );
    expect(lsp).toMatchObject({
      history: {
        nodes: [{ type: 'LspReported', stream: 'lsp-10.0.0.1/north', version: 1, data: { name: 'north' } }],
        pageInfo: { hasNextPage: false },
      },
    });
  });
});

describe('lsps', () => {
  const names = async (filter: string): Promise<string[]> => {
    const { lsps } = (await client.data(`{ lsps(filter: ${filter}) { totalCount nodes { name } } }`)) as {
      lsps: { totalCount: number; nodes: { name: string }[] };
    };
    expect(lsps.totalCount).toBe(lsps.nodes.length);
    return lsps.nodes.map(({ name }) => name);
  };

  test.each([
    ['{}', ['down', 'elsewhere', 'north', 'pathless', 'segments', 'south', 'back']],
    ['{ pcc: "10.0.0.4" }', ['back']],
    ['{ name: "north" }', ['north']],
    ['{ name: "nor" }', []],
    ['{ source: "Dortmund" }', ['back']],
    ['{ source: "10.0.0.4" }', ['back']],
    ['{ source: "10.2.4.2" }', ['back']],
    ['{ destination: "A" }', ['back']],
    ['{ destination: "nowhere" }', []],
    ['{ delegated: false }', ['pathless', 'south']],
    ['{ operationalState: DOWN }', ['down']],
    ['{ overLink: "A-B" }', ['down', 'north']],
    ['{ overLink: "A-C" }', ['segments', 'south']],
    ['{ overLink: "B-A" }', []],
    ['{ overLink: "no such link" }', []],
    ['{ overNode: "Cologne" }', ['segments', 'south']],
    ['{ overNode: "D", pcc: "10.0.0.4" }', ['back']],
    ['{ overNode: "B", delegated: true, operationalState: UP }', ['north']],
    ['{ overNode: "nowhere" }', []],
  ])('filter %s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });
});

describe('computePath', () => {
  const compute = (request: string, more = ''): Promise<Record<string, unknown>> =>
    client.data(`{ computePath(request: ${request} ${more}) {
      path { nodes teMetric hops { address label link { id } } } alternatives { nodes } position
      noPath { reasons relaxations { constraint from to path { nodes } } } } }`);

  test('gives the best path and the next ones', async () => {
    expect(await compute('{ source: "A", destination: "10.0.0.4", alternatives: 2 }')).toEqual({
      computePath: {
        path: {
          nodes: ['A', 'B', 'D'],
          teMetric: 20,
          hops: [
            { address: '10.1.2.2', label: null, link: { id: 'A-B' } },
            { address: '10.2.4.2', label: null, link: { id: 'B-D' } },
          ],
        },
        alternatives: [{ nodes: ['A', 'C', 'D'] }, { nodes: ['A', 'D'] }],
        position: String(cairn.store.head()),
        noPath: null,
      },
    });
  });

  test('gives labels for SR_MPLS', async () => {
    const { computePath } = await compute(
      '{ source: "A", destination: "D", metric: HOPS, exclude: ["A-D", "B"] }',
      ', setupType: SR_MPLS',
    );
    const { path } = computePath as { path: { nodes: string[]; hops: { label: number | null }[] } };
    expect(path.nodes).toEqual(['A', 'C', 'D']);
    expect(path.hops.some(({ label }) => label !== null)).toBe(true);
  });

  test('says why there is none and what would help', async () => {
    const { computePath } = await compute('{ source: "A", destination: "D", bandwidth: 2e10 }');
    expect(computePath).toMatchObject({ path: null, alternatives: [], noPath: { reasons: ['BANDWIDTH'] } });
    const { noPath } = computePath as {
      noPath: { relaxations: { constraint: string; path: { nodes: string[] } }[] };
    };
    expect(noPath.relaxations[0]).toMatchObject({
      constraint: 'bandwidth',
      path: { nodes: expect.any(Array) },
    });
  });

  test('an algorithm that nobody takes part in has no path', async () => {
    const { computePath } = await compute('{ source: "A", destination: "D", algorithm: 128 }');
    expect(computePath).toMatchObject({ path: null, noPath: { reasons: ['POLICY'] } });
  });

  test('an unknown node is an answer', async () => {
    const { computePath } = await compute('{ source: "Z", destination: "D" }');
    expect(computePath).toMatchObject({ path: null, noPath: { reasons: ['UNKNOWN_SOURCE'] } });
  });

  test.each([
    ['bandwidth: -1', 'request.bandwidth'],
    ['bandwidth: 1e300', 'request.bandwidth'],
    ['setupPriority: 8', 'request.setupPriority'],
    ['setupPriority: -1', 'request.setupPriority'],
    ['includeAny: [32]', 'request.includeAny'],
    ['includeAll: [-1]', 'request.includeAll'],
    ['excludeAny: [99]', 'request.excludeAny'],
    ['excludeSrlgs: [-1]', 'request.excludeSrlgs'],
    ['algorithm: 256', 'request.algorithm'],
    ['alternatives: 33', 'request.alternatives'],
    ['alternatives: -1', 'request.alternatives'],
    ['bounds: [{ metric: TE, max: -1 }]', 'request.bounds'],
    ['bounds: [{ metric: TE, max: 1 }, { metric: TE, max: 2 }]', 'request.bounds'],
  ])('%s is refused by name', async (field, argument) => {
    const { errors, data } = await client.ask(
      `{ computePath(request: { source: "A", destination: "D", ${field} }) { path { nodes } } }`,
    );
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
    expect(errors?.[0]?.message).toMatch(new RegExp(`^${argument.replace('.', '\\.')}: `));
  });

  test('changes nothing', async () => {
    const head = cairn.store.head();
    await compute('{ source: "A", destination: "D", bandwidth: 1e9 }');
    expect(cairn.store.head()).toBe(head);
  });
});
