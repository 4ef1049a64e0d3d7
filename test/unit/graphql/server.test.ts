import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { WebSocket } from 'ws';
import type { Readiness } from '../../../src/graphql/context.js';
import { startGraphqlServer } from '../../../src/graphql/server.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK } from '../../support/reference-network.js';

let cairn: TestPce;
let client: GraphqlClient;
let state: Readiness;

beforeEach(async () => {
  state = { ready: true };
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  client = await GraphqlClient.start(cairn, {
    readiness: () => state,
    metrics: { contentType: 'text/plain; version=0.0.4', text: async () => 'cairn_up 1\n' },
  });
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

/** Status of an upgrade to WebSocket, 101 when it is taken. */
function upgrade(path: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(`ws://${client.address}${path}`, 'graphql-transport-ws', { headers });
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => {});
  });
}

describe('health', () => {
  test('is live and ready', async () => {
    expect((await client.get('/healthz/live')).status).toBe(200);
    const ready = await client.get('/healthz/ready');
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }]);
  });

  test('before it is ready it says what it waits for, and answers no query', async () => {
    state = { ready: false, reason: 'replaying the log' };
    expect((await client.get('/healthz/live')).status).toBe(200);
    const ready = await client.get('/healthz/ready');
    expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reason: 'replaying the log' }]);
    const query = await client.post({ query: '{ pce { name } }' });
    expect(query.status).toBe(503);
    expect(query.headers.get('retry-after')).toBe('1');
    expect(await query.json()).toEqual({
      errors: [{ message: 'the PCE is not ready: replaying the log', extensions: { code: 'NOT_READY' } }],
    });
    expect(await upgrade('/graphql')).toBe(503);
  });
});

test('metrics are given as they are', async () => {
  const metrics = await client.get('/metrics');
  expect([metrics.headers.get('content-type'), await metrics.text()]).toEqual([
    'text/plain; version=0.0.4',
    'cairn_up 1\n',
  ]);
});

test('the page at / needs nothing from elsewhere and may load nothing', async () => {
  const page = await client.get('/');
  const html = await page.text();
  expect(html).toContain('<h1>cairn-test</h1>');
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-/,
  );
});

describe('requests that are not meant', () => {
  test.each([
    ['GET', '/graphql', 405],
    ['GET', '/nothing', 404],
    ['DELETE', '/graphql', 404],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const response = await fetch(`http://${client.address}${path}`, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.any(String), extensions: { code: expect.any(String) } }],
    });
  });

  test.each([
    ['{', 400],
    ['[]', 400],
    ['{}', 400],
    ['{"query":5}', 400],
    ['{"query":"{"}', 400],
    ['{"query":"{ nonsense }"}', 400],
  ])('the body %p is answered with %i', async (body, status) => {
    const response = await client.post(body);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      errors: expect.arrayContaining([expect.objectContaining({ message: expect.any(String) })]),
    });
  });

  test('a form of another site can not send a mutation', async () => {
    const body = JSON.stringify({ query: 'mutation { deleteLsp(id: "x") { id } }' });
    const response = await fetch(`http://${client.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.json()).toHaveProperty('errors');
  });

  test('a page of another site can not open a WebSocket', async () => {
    expect(await upgrade('/graphql')).toBe(101);
    expect(await upgrade('/graphql', { origin: `http://${client.address}` })).toBe(101);
    expect(await upgrade('/graphql', { origin: 'http://elsewhere.example' })).toBe(403);
    expect(await upgrade('/graphql', { origin: 'null' })).toBe(403);
    expect(await upgrade('/elsewhere')).toBe(404);
  });
});

test('a bug is masked, and logged with where it was', async () => {
  cairn.pce.importTopology = () => Promise.reject(new Error('secret detail'));
  const { errors } = await client.ask(
    'mutation { importTopology(input: { document: "", format: CAIRN }) { nodes } }',
  );
  expect(errors).toEqual([
    {
      message: 'internal error; the log of the PCE has the details',
      locations: [{ line: 1, column: 12 }],
      path: ['importTopology'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
  expect(cairn.telemetry.entries).toContainEqual({
    event: 'request-failed',
    what: 'graphql importTopology',
    detail: expect.stringContaining('secret detail'),
  });
});

test('durations are measured by operation and outcome', async () => {
  await client.ask('{ pce { name } }');
  await client.ask('{ lsps(first: 0) { totalCount } }');
  const measured = cairn.telemetry.durations.filter(({ name }) => name === 'graphql_request');
  expect(measured.map(({ labels }) => labels)).toEqual([
    { operation: 'query', outcome: 'ok' },
    { operation: 'query', outcome: 'error' },
  ]);
});

test('introspection tells the whole schema', async () => {
  const { __schema } = await client.data(getIntrospectionQuery());
  expect(__schema).toHaveProperty('types');
});

describe('limits', () => {
  const nested = (levels: number): string =>
    `{ topology { nodes { ${'links { target { '.repeat(levels)} id ${'} }'.repeat(levels)} } } }`;
  const code = async (query: string, variables = {}): Promise<unknown> =>
    (await client.ask(query, variables)).errors?.[0]?.extensions?.['code'];
  const viaWebSocket = async (query: string): Promise<unknown> => {
    const subscribed = client.subscribe(query);
    const error: unknown = await subscribed.rest().catch((caught: unknown) => caught);
    await subscribed.close();
    const [first] = (Array.isArray(error) ? error : ((error as { errors?: unknown[] }).errors ?? [])) as {
      extensions?: { code?: unknown };
    }[];
    return first?.extensions?.code;
  };

  test('what people ask is well within them', async () => {
    expect(await code(nested(2))).toBeUndefined();
    expect(
      await code(
        '{ lsps(first: 1000) { nodes { id pcc { id } path { hops { address label node { id name } link { id reserved } } } } } }',
      ),
    ).toBeUndefined();
    expect(
      await code('{ lsps(first: 100) { nodes { id history(first: 20) { nodes { position type data } } } } }'),
    ).toBeUndefined();
  });

  test('depth', async () => {
    expect(await code(nested(7))).toBe('QUERY_TOO_DEEP');
    expect(await viaWebSocket(nested(7))).toBe('QUERY_TOO_DEEP');
    expect(
      await code(
        `query { ...f } fragment f on Query { topology { nodes { ...n } } } fragment n on Node { ${'links { target { '.repeat(7)} id ${'} }'.repeat(7)} }`,
      ),
    ).toBe('QUERY_TOO_DEEP');
  });

  test('cost, with pages as the variables say', async () => {
    const query =
      'query ($l: Int, $h: Int = 1000) { lsps(first: $l) { nodes { history(first: $h) { nodes { id } } } } }';
    expect(await code(query, { l: 1000 })).toBe('QUERY_TOO_COSTLY');
    expect(await code(query, { l: 10, h: 10 })).toBeUndefined();
    const costly = '{ lsps(first: 1000) { nodes { history(first: 1000) { nodes { id } } } } }';
    expect(await viaWebSocket(costly)).toBe('QUERY_TOO_COSTLY');
  });

  test('the same field under many names', async () => {
    const many = Array.from(
      { length: 100 },
      (_, index) =>
        `p${index}: computePath(request: { source: "A", destination: "D", alternatives: 8 }) { path { hopCount } }`,
    );
    expect(await code(`{ ${many.join(' ')} }`)).toBe('QUERY_TOO_COSTLY');
  });

  test('fragments that spread each other twice are measured, not walked', async () => {
    const fragments = Array.from(
      { length: 12 },
      (_, index) => `fragment f${index} on Pce { ...f${index + 1} ...f${index + 1} }`,
    );
    expect(
      await code(`{ pce { ...f0 } } ${fragments.join(' ')} fragment f12 on Pce { name }`),
    ).toBeUndefined();
  });

  test('length', async () => {
    const { errors } = await client.ask(`{ ${'pce { name } '.repeat(2_000)} }`);
    expect(errors?.[0]?.message).toMatch(/more tha[nt] 5000 tokens/);
  });
});

test('a busy port is one clear message', async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as AddressInfo;
  const started = startGraphqlServer({
    pce: cairn.pce,
    telemetry: cairn.telemetry,
    host: '127.0.0.1',
    port,
    name: 'second',
    version: '0',
    startedAt: 0,
    readiness: () => state,
  });
  await expect(started).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  await new Promise((resolve) => busy.close(resolve));
});
