import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');
const NORTH = lspState({
  pcc: A,
  name: 'north',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  bandwidth: 1e9,
  route: ROUTE_A_B_D,
});
const OPERATION = 'id kind state reason lspId lsp { id } error { code message } startedAt endedAt deadline';

let cairn: TestPce;
let client: GraphqlClient;

beforeEach(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.connect(A, [NORTH, lspState({ ...NORTH, name: 'fixed', plspId: 2, delegated: false })]);
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

describe('createLsp', () => {
  const CREATE = `mutation ($input: CreateLspInput!) { createLsp(input: $input) { ${OPERATION} computation { position request together } } }`;

  test('sends a PCInitiate and follows it to its outcome', async () => {
    const input = {
      pcc: '10.0.0.1',
      name: 'new',
      request: { source: 'A', destination: 'D', bandwidth: 2e9 },
      setupType: 'RSVP_TE',
    };
    const { createLsp } = (await client.data(CREATE, { input })) as { createLsp: Record<string, unknown> };
    expect(createLsp).toMatchObject({
      kind: 'create-lsp',
      state: 'PENDING',
      reason: 'operator',
      lspId: '10.0.0.1/new',
      lsp: null,
      error: null,
      startedAt: '2026-03-01T12:00:00.000Z',
      deadline: '2026-03-01T12:00:30.000Z',
      endedAt: null,
      computation: {
        request: { source: 'A', destination: 'D', bandwidth: 2e9, setupPriority: 7 },
        together: [],
      },
    });
    const [sent] = cairn.gateway.sent;
    expect(sent).toMatchObject({
      kind: 'initiate',
      name: 'new',
      intended: { bandwidth: 2e9, path: { route: ROUTE_A_B_D } },
    });
    cairn.clock.advance(1000);
    cairn.report(lspState({ ...NORTH, name: 'new', plspId: 9, createdByPce: true, bandwidth: 2e9 }), {
      srpId: sent?.srpId ?? 0,
    });
    await cairn.settled();
    expect(
      await client.data(`query ($id: ID!) { operation(id: $id) { ${OPERATION} } }`, { id: createLsp['id'] }),
    ).toMatchObject({
      operation: { state: 'SUCCEEDED', lsp: { id: '10.0.0.1/new' }, endedAt: '2026-03-01T12:00:01.000Z' },
    });
  });

  test('without a path the operation has failed and nothing was sent', async () => {
    const input = {
      pcc: '10.0.0.1',
      name: 'big',
      request: { source: 'A', destination: 'D', bandwidth: 9e10 },
    };
    const { createLsp } = await client.data(CREATE, { input });
    expect(createLsp).toMatchObject({
      state: 'FAILED',
      error: { code: 'NO_PATH', message: expect.stringContaining('BANDWIDTH') },
    });
    expect(cairn.gateway.sent).toEqual([]);
  });

  test.each([
    ['UNKNOWN_PCC', { pcc: '192.0.2.1', name: 'new' }],
    ['NAME_IN_USE', { pcc: '10.0.0.1', name: 'north' }],
    ['INVALID_INPUT', { pcc: '10.0.0.1', name: '' }],
    ['NOT_SUPPORTED', { pcc: '10.0.0.1', name: 'new', setupType: 'SRV6' }],
    ['BAD_USER_INPUT', { pcc: '10.0.0.1', name: 'new', holdingPriority: 9 }],
  ])('%s is the code of the error, and nothing happens', async (code, input) => {
    const head = cairn.store.head();
    const { data, errors } = await client.ask(CREATE, {
      input: { request: { source: 'A', destination: 'D' }, ...input },
    });
    expect(data).toBeNull();
    expect(errors).toEqual([
      expect.objectContaining({ path: ['createLsp'], extensions: expect.objectContaining({ code }) }),
    ]);
    expect(cairn.store.head()).toBe(head);
  });
});

describe('updateLsp', () => {
  const UPDATE = `mutation ($input: UpdateLspInput!) { updateLsp(input: $input) { ${OPERATION} } }`;

  test('pins a path', async () => {
    const input = { id: '10.0.0.1/north', path: ['C', 'D'] };
    expect(await client.data(UPDATE, { input })).toMatchObject({
      updateLsp: { kind: 'update-lsp', state: 'PENDING' },
    });
    expect(cairn.gateway.sent).toMatchObject([
      { kind: 'update', plspId: 1, intended: { path: { route: ROUTE_A_C_D } } },
    ]);
  });

  test('computes a path for a new bandwidth', async () => {
    await client.data(UPDATE, {
      input: { id: '10.0.0.1/north', bandwidth: 5e9, administrative: null, path: null },
    });
    expect(cairn.gateway.sent).toMatchObject([
      { kind: 'update', intended: { bandwidth: 5e9, administrative: true } },
    ]);
  });

  test.each([
    ['UNKNOWN_LSP', { id: '10.0.0.1/none' }],
    ['NOT_DELEGATED', { id: '10.0.0.1/fixed' }],
    ['INVALID_INPUT', { id: '10.0.0.1/north', path: ['nowhere'] }],
    ['BAD_USER_INPUT', { id: '10.0.0.1/north', path: [] }],
    ['BAD_USER_INPUT', { id: '10.0.0.1/north', bandwidth: -5 }],
  ])('%s is the code of the error', async (code, input) => {
    const { errors } = await client.ask(UPDATE, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code });
    expect(cairn.gateway.sent).toEqual([]);
  });
});

describe('deleteLsp', () => {
  const DELETE = `mutation ($id: ID!) { deleteLsp(id: $id) { ${OPERATION} } }`;

  test('removes what a PCE created', async () => {
    cairn.report(lspState({ ...NORTH, name: 'made', plspId: 7, createdByPce: true }));
    await cairn.settled();
    expect(await client.data(DELETE, { id: '10.0.0.1/made' })).toMatchObject({
      deleteLsp: { kind: 'delete-lsp', state: 'PENDING' },
    });
    expect(cairn.gateway.sent).toMatchObject([{ kind: 'delete', plspId: 7, name: 'made' }]);
  });

  test('refuses what the head-end configured', async () => {
    const { errors } = await client.ask(DELETE, { id: '10.0.0.1/north' });
    expect(errors?.[0]?.extensions).toEqual({ code: 'NOT_PCE_INITIATED' });
  });
});

describe('measureLinks', () => {
  const MEASURE = `mutation ($input: MeasureLinksInput!) { measureLinks(input: $input) { source samples recorded unknownLinks } }`;

  test('shows at the link what was measured, when and by whom', async () => {
    const samples = [
      { link: 'A-B', utilizedBandwidth: 4e9, delay: 1234, loss: null },
      { link: 'X-Y', delay: 1 },
    ];
    expect(await client.data(MEASURE, { input: { collector: 'gnmi-1', samples } })).toEqual({
      measureLinks: { source: 'telemetry:gnmi-1', samples: 2, recorded: 1, unknownLinks: ['X-Y'] },
    });
    await cairn.settled();
    const shown = await client.data(`{ topology {
      sources { name kind fresh feed { address } linkCount }
      link(id: "A-B") { utilizedBandwidth utilization measuredUtilization measuredAt delay loss origins { attribute source } }
      unmeasured: link(id: "B-D") { measuredUtilization measuredAt }
    } }`);
    expect(shown).toMatchObject({
      topology: {
        sources: [
          { name: 'reference', kind: 'DOCUMENT' },
          { name: 'telemetry:gnmi-1', kind: 'TELEMETRY', fresh: true, feed: null, linkCount: 1 },
        ],
        link: {
          utilizedBandwidth: 4e9,
          utilization: 0.2,
          measuredUtilization: 0.4,
          measuredAt: new Date(cairn.clock.now()).toISOString(),
          delay: 1234,
          loss: null,
          origins: expect.arrayContaining([
            { attribute: 'delay', source: 'telemetry:gnmi-1' },
            { attribute: 'capacity', source: 'reference' },
          ]),
        },
        unmeasured: { measuredUtilization: null, measuredAt: null },
      },
    });
  });

  test('refuses what no link can have', async () => {
    const samples = [{ link: 'A-B', loss: 2 }];
    const { errors } = await client.ask(MEASURE, { input: { collector: 'gnmi-1', samples } });
    expect(errors).toMatchObject([
      { message: 'samples[0]: loss: 2 is not from 0 to 1', extensions: { code: 'INVALID_INPUT' } },
    ]);
  });
});

describe('importTopology', () => {
  const IMPORT = `mutation ($input: ImportTopologyInput!) { importTopology(input: $input) { source nodes links changes warnings } }`;

  test('an unchanged document changes nothing', async () => {
    const input = { document: REFERENCE_NETWORK, format: 'CAIRN', replace: true };
    expect(await client.data(IMPORT, { input })).toEqual({
      importTopology: { source: 'reference', nodes: 4, links: 10, changes: 0, warnings: [] },
    });
  });

  test('a document of another format is known by its content, and named beside it', async () => {
    const document =
      'NODES 2\nlabel x y\nX 1 1\nY 2 2\nEDGES 1\nlabel src dest weight bw delay\ne 0 1 1 1000 5\n';
    expect(await client.data(IMPORT, { input: { document, format: 'AUTO', name: 'repetita' } })).toEqual({
      importTopology: {
        source: 'repetita',
        nodes: 2,
        links: 1,
        changes: 3,
        warnings: ['the document names no unit of delay: taken as microseconds'],
      },
    });
    expect(await client.data(IMPORT, { input: { document, format: 'AUTO' } })).toMatchObject({
      importTopology: { source: 'operator', nodes: 2 },
    });
  });

  test('what Topology.document gives can be imported again and changes nothing', async () => {
    for (const format of ['CAIRN', 'RFC8345']) {
      const query = `{ topology { nodes { id } links { id } document(format: ${format}, name: "reference") } }`;
      const { topology } = (await client.data(query)) as {
        topology: { nodes: object[]; links: object[]; document: string };
      };
      const { importTopology } = await client.data(IMPORT, {
        input: { document: topology.document, format: 'AUTO' },
      });
      expect(importTopology).toMatchObject({
        source: 'reference',
        nodes: topology.nodes.length,
        links: topology.links.length,
        changes: 0,
      });
    }
  });

  test('a document with mistakes is refused with all of them, and nothing of it is applied', async () => {
    const head = cairn.store.head();
    const document =
      'cairn: topology/1\nname: x\nnodes: [{ id: A }]\nlinks: [{ from: A, to: Z, capacity: -1 }]\n';
    const { errors } = await client.ask(IMPORT, { input: { document, format: 'CAIRN' } });
    expect(errors?.[0]?.extensions).toEqual({ code: 'INVALID_DOCUMENT' });
    expect(errors?.[0]?.message).toContain('links[0]');
    expect(cairn.store.head()).toBe(head);
  });

  test('takes a document of several megabytes', async () => {
    const nodes = Array.from(
      { length: 20_000 },
      (_, index) => `  - { id: node-with-a-rather-long-name-${index}, latitude: 1, longitude: 2 }`,
    );
    const document = `cairn: topology/1\nname: large\nnodes:\n${nodes.join('\n')}\nlinks: []\n# ${'x'.repeat(2_000_000)}\n`;
    const { importTopology } = await client.data(IMPORT, { input: { document, format: 'CAIRN' } });
    expect(importTopology).toMatchObject({ nodes: 20_000, links: 0 });
  });
});

test('operation is null when there is none', async () => {
  expect(await client.data('{ operation(id: "none") { id } }')).toEqual({ operation: null });
});

describe('createLsp of an important LSP', () => {
  test('tells which operations it waits for', async () => {
    await client.data('mutation ($input: UpdateLspInput!) { updateLsp(input: $input) { id } }', {
      input: { id: '10.0.0.1/north', bandwidth: 8e9 },
    });
    cairn.report(lspState({ ...NORTH, bandwidth: 8e9 }), { srpId: cairn.gateway.sent[0]?.srpId ?? 0 });
    await cairn.settled();
    const request = { source: 'A', destination: 'D', bandwidth: 5e9, setupPriority: 0 };
    const input = { pcc: '10.0.0.1', name: 'gold', request, setupType: 'RSVP_TE', holdingPriority: 0 };
    const { createLsp } = (await client.data(
      'mutation ($input: CreateLspInput!) { createLsp(input: $input) { waitsFor } }',
      { input },
    )) as { createLsp: { waitsFor: readonly string[] } };
    expect(createLsp.waitsFor).toHaveLength(1);
    expect(
      await client.data('query ($id: ID!) { operation(id: $id) { reason lspId waitsFor } }', {
        id: createLsp.waitsFor[0],
      }),
    ).toEqual({ operation: { reason: 'in-the-way', lspId: '10.0.0.1/north', waitsFor: [] } });
  });
});

describe('forgetPcc', () => {
  const FORGET = 'mutation ($id: ID!) { forgetPcc(id: $id) { id lspCount } }';

  test('removes a head-end without a session and its LSPs', async () => {
    await cairn.disconnect(A);
    expect(await client.data(FORGET, { id: A })).toEqual({ forgetPcc: { id: A, lspCount: 2 } });
    expect(await client.data('{ pccs { id } lsps { totalCount } }')).toEqual({
      pccs: [],
      lsps: { totalCount: 0 },
    });
  });

  test('is refused while there is a session', async () => {
    const { errors } = await client.ask(FORGET, { id: A });
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('10.0.0.1 has a session'),
      extensions: { code: 'INVALID_INPUT' },
    });
  });
});
