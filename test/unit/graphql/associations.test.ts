import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { PlayedPccs } from '../../support/played-pcc.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const X = lspState({
  pcc: A,
  name: 'X',
  plspId: 1,
  source: A,
  destination: '10.0.0.4',
  bandwidth: 1e9,
  route: ROUTE_A_B_D,
});

let cairn: TestPce;
let client: GraphqlClient;
let pccs: PlayedPccs;
beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  pccs = new PlayedPccs([A]);
  pccs.lsps.set(`${A}/X`, X);
  await pccs.connectTo(cairn);
  client = await GraphqlClient.start(cairn);
});
afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

const create = (disjoint: string) =>
  client.ask(`mutation { createLsp(input: {
    pcc: "10.0.0.1", name: "Y", setupType: RSVP_TE,
    request: { source: "A", destination: "D", bandwidth: 1e9 }, disjoint: ${disjoint}
  }) { state error { code } } }`);
const GROUPS = `query Groups($asOf: AsOf) {
  associations(asOf: $asOf) {
    type id source kind
    members { lspId association { reported level strict shortestFirst from role } }
    conflicts { lsps shared { links } }
  }
}`;

test('an LSP that is created with the id of another is in a group, now and at no moment before', async () => {
  const before = cairn.store.head();
  expect(await create('{ level: NODE, from: ["10.0.0.1/X"] }')).toMatchObject({
    data: { createLsp: { error: null } },
  });
  await cairn.settled();
  const lsp = `${A}/Y`;
  const association = {
    reported: true,
    level: 'NODE',
    strict: true,
    shortestFirst: false,
    from: [`${A}/X`],
    role: null,
  };
  const group = { type: 2, id: 1, source: '192.0.2.100', kind: 'DISJOINT', conflicts: [] };
  expect(await client.ask(GROUPS)).toEqual({
    data: { associations: [{ ...group, members: [{ lspId: lsp, association }] }] },
  });
  expect(await client.ask(GROUPS, { asOf: { position: String(before) } })).toEqual({
    data: { associations: [] },
  });
  const own = await client.ask(
    `{ lsp(id: "${lsp}") { path { nodes } associations { group { id } level } } }`,
  );
  expect(own).toEqual({
    data: { lsp: { path: { nodes: ['A', 'C', 'D'] }, associations: [{ group: { id: 1 }, level: 'NODE' }] } },
  });
});

test('an LSP joins a group and leaves it again', async () => {
  const update = (more: string) =>
    client.ask(`mutation { updateLsp(input: { id: "10.0.0.1/X", ${more} }) { state error { code } } }`);
  const key = '{ id: 7, source: "192.0.2.9" }';
  expect(await update(`disjoint: { level: LINK, strict: false, group: ${key} }`)).toMatchObject({
    data: { updateLsp: { error: null } },
  });
  await cairn.settled();
  expect(await client.ask('{ associations { id members { lspId } } }')).toEqual({
    data: { associations: [{ id: 7, members: [{ lspId: `${A}/X` }] }] },
  });
  expect(await create(`{ level: NODE, group: ${key} }`)).toMatchObject({
    errors: [{ message: expect.stringContaining('another disjointness') }],
  });
  await update(`leave: [${key}]`);
  await cairn.settled();
  expect(await client.ask('{ associations { id } }')).toEqual({ data: { associations: [] } });
});

test.each([
  ['{ level: LINK }', 'must name LSPs'],
  ['{ level: LINK, from: ["10.0.0.1/Z"] }', 'there is no LSP 10.0.0.1/Z'],
  ['{ level: LINK, from: ["10.0.0.1/X"], objective: MOST_LOADED_LINK }', 'is none of disjointness'],
  ['{ level: LINK, group: { id: 0, source: "192.0.2.9" } }', 'must be 1 to 65535'],
  ['{ level: LINK, group: { id: 1, source: "here" } }', 'is no address'],
  ['{ level: LINK, group: { id: 1, type: 1, source: "192.0.2.9" } }', 'must be 2'],
  ['{ level: LINK, group: { id: 1, source: "192.0.2.9", extendedId: "xy" } }', 'hexadecimal'],
])('disjoint: %s is refused: %s', async (disjoint, message) => {
  expect(await create(disjoint)).toMatchObject({
    errors: [{ message: expect.stringContaining(message) }],
  });
});

test('a path request for a group keeps away from its members, and is told what it reached', async () => {
  const group = { type: 2, id: 3, source: '192.0.2.9' };
  const association = {
    kind: 'disjoint',
    group,
    constraint: { level: 'node', strict: true },
    shortestFirst: false,
  } as const;
  pccs.change(cairn, { ...X, associations: [association] });
  await cairn.settled();

  const [answer] = await cairn.pce.pathsRequested(
    A,
    [
      {
        requestId: 1,
        request: pathRequest({ source: 'A', destination: 'D', bandwidth: 1e9 }),
        holdingPriority: 7,
        setupType: 'RSVP_TE',
        lsp: { name: 'W' },
        associations: [association],
        avoid: [],
      },
    ],
    false,
  );
  expect(answer).toMatchObject({
    kind: 'path',
    path: { path: { nodes: ['A', 'C', 'D'] } },
    associations: [{ group, reached: 'node' }],
  });
  // Until it is reported the LSP counts as a member that was promised a path.
  expect(await client.ask('{ associations { members { lspId } } }')).toEqual({
    data: { associations: [{ members: [{ lspId: `${A}/W` }, { lspId: `${A}/X` }] }] },
  });
});
