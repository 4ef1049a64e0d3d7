import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { emptyLog } from '../../../src/events/stores/memory/open.js';
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

/** Everything that a query with `asOf` can show. */
const EVERYTHING = `query ($asOf: AsOf) {
  topology(asOf: $asOf) { position time nodes { id name links { id target { id } } }
    links { id operational reserved a0: available(priority: 0) a7: available } }
  pccs(asOf: $asOf) { id connected synchronized lspCount since lastEnd }
  lsps(asOf: $asOf) { totalCount pageInfo { endCursor hasNextPage } nodes { id operationalState bandwidth stale position
    pcc { id connected } path { nodes teMetric hops { address node { id name } link { id reserved } } }
    history(first: 3) { nodes { position } pageInfo { endCursor hasNextPage } } } }
  lsp(id: "10.0.0.1/north", asOf: $asOf) { id bandwidth }
  computePath(request: { source: "A", destination: "D", bandwidth: 5e9 }, asOf: $asOf) { position path { nodes } noPath { reasons } }
}`;

const log = emptyLog();
let cairn: TestPce;
let client: GraphqlClient;
const seen = new Map<number, { readonly time: number; readonly data: Record<string, unknown> }>();

async function look(): Promise<void> {
  await cairn.settled();
  seen.set(cairn.store.head(), { time: cairn.clock.now(), data: await client.data(EVERYTHING) });
  cairn.clock.advance(1_000);
}

beforeAll(async () => {
  cairn = await TestPce.start({ log, snapshotEvery: 7 });
  client = await GraphqlClient.start(cairn);
  await look();
  await cairn.topology(REFERENCE_NETWORK);
  await look();
  await cairn.connect(A, [NORTH]);
  await look();
  for (let step = 1; step <= 8; step++) {
    cairn.report({ ...NORTH, bandwidth: step * 1e8, route: step % 2 === 0 ? ROUTE_A_B_D : ROUTE_A_C_D });
    cairn.report(lspState({ ...NORTH, name: `lsp-${step}`, plspId: 10 + step, bandwidth: 1e8 }));
    await look();
  }
  await client.data('mutation { updateLsp(input: { id: "10.0.0.1/north", bandwidth: 3e9 }) { id } }');
  await look();
  const down = REFERENCE_NETWORK.replace(
    'capacity: 10e9, adjacencySid: 24012',
    'operational: false, capacity: 10e9, adjacencySid: 24012',
  );
  await cairn.topology(down);
  await look();
  await cairn.disconnect(A);
  await look();
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

describe('asOf', () => {
  test('at a position equals what was answered live at that position', async () => {
    expect(seen.size).toBeGreaterThan(10);
    for (const [position, { data }] of seen) {
      expect(await client.data(EVERYTHING, { asOf: { position: String(position) } })).toEqual(data);
    }
  });

  test('at an instant equals what was answered live then', async () => {
    for (const { time, data } of seen.values()) {
      const asOf = { time: new Date(time).toISOString() };
      expect(await client.data(EVERYTHING, { asOf })).toEqual(data);
    }
  });

  test('equals it after a restart too', async () => {
    const restarted = await TestPce.start({ log, clock: cairn.clock });
    const second = await GraphqlClient.start(restarted);
    try {
      for (const [position, { data }] of seen) {
        expect(await second.data(EVERYTHING, { asOf: { position: String(position) } })).toEqual(data);
      }
    } finally {
      await second.server.close();
      await restarted.pce.stop();
    }
  });

  test('before the first event is the empty network', async () => {
    const empty = { topology: { nodes: [], links: [], position: '0', time: '1970-01-01T00:00:00.000Z' } };
    const query = 'query ($asOf: AsOf) { topology(asOf: $asOf) { nodes { id } links { id } position time } }';
    expect(await client.data(query, { asOf: { position: '0' } })).toEqual(empty);
    expect(await client.data(query, { asOf: { time: '2001-01-01T00:00:00Z' } })).toEqual(empty);
  });

  test.each([
    [{ position: '999999' }, 'UNKNOWN_MOMENT'],
    [{ position: '-1' }, 'BAD_USER_INPUT'],
    [{ position: 12 }, 'BAD_USER_INPUT'],
    [{ time: 'yesterday' }, 'BAD_USER_INPUT'],
    [{ time: '2026-02-30T00:00:00Z' }, 'BAD_USER_INPUT'],
    [{ position: '1', time: '2026-03-01T12:00:00Z' }, 'BAD_USER_INPUT'],
    [{}, 'BAD_USER_INPUT'],
  ])('%p is refused', async (asOf, code) => {
    const { errors, data } = await client.ask('query ($asOf: AsOf) { pccs(asOf: $asOf) { id } }', { asOf });
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code });
  });
});

describe('diff', () => {
  test('tells what differs between two moments', async () => {
    const [, topology, connected] = [...seen.keys()];
    const { diff } = await client.data(
      'query ($from: AsOf!, $to: AsOf) { diff(from: $from, to: $to) { nodes { id } links { id } lsps { id kind fields before after } } }',
      { from: { position: String(topology) }, to: { position: String(connected) } },
    );
    expect(diff).toEqual({
      nodes: [],
      links: [],
      lsps: [
        {
          id: '10.0.0.1/north',
          kind: 'ADDED',
          fields: [],
          before: null,
          after: expect.objectContaining({ bandwidth: 1e9 }),
        },
      ],
    });
  });

  test('to now is what happened since', async () => {
    const before = String([...seen.keys()].at(-3));
    const { diff } = await client.data(
      'query ($from: AsOf!) { diff(from: $from) { links { id kind fields before after } nodes { id } } }',
      {
        from: { position: before },
      },
    );
    expect(diff).toMatchObject({
      nodes: [],
      links: [
        {
          id: 'A-B',
          kind: 'CHANGED',
          fields: ['operational'],
          before: { operational: true },
          after: { operational: false },
        },
        { id: 'B-A', kind: 'CHANGED', fields: ['operational'] },
      ],
    });
  });
});

describe('events', () => {
  interface Page {
    readonly nodes: readonly { readonly position: string; readonly type: string; readonly time: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  }
  const QUERY = `query ($stream: String, $types: [String!], $from: AsOf, $first: Int, $after: String) {
    events(stream: $stream, types: $types, from: $from, first: $first, after: $after) {
      nodes { position type time stream version id correlationId } pageInfo { endCursor hasNextPage } } }`;
  const page = async (variables: Record<string, unknown>): Promise<Page> =>
    ((await client.data(QUERY, variables)) as { events: Page }).events;

  test.each([1, 3, 7, 1000])('pages of %i make up the whole log', async (first) => {
    const positions: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { nodes, pageInfo } = await page({ first, after });
      positions.push(...nodes.map(({ position }) => Number(position)));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(positions).toEqual(Array.from({ length: cairn.store.head() }, (_, index) => index + 1));
  });

  test('starts after a position, or at a time', async () => {
    const [, second] = [...seen];
    if (second === undefined) throw new Error('nothing was seen');
    const [position, { time }] = second;
    expect((await page({ from: { position: String(position) }, first: 1 })).nodes[0]?.position).toBe(
      String(position + 1),
    );
    const { nodes } = await page({ from: { time: new Date(time).toISOString() }, first: 1 });
    expect(nodes[0]?.time).toBe(new Date(time).toISOString());
  });

  test('is narrowed by stream and type', async () => {
    const { nodes } = await page({
      stream: 'session-10.0.0.1',
      types: ['SessionEstablished', 'SessionClosed'],
    });
    expect(nodes.map(({ type }) => type)).toEqual(['SessionEstablished', 'SessionClosed']);
    expect((await page({ types: [] })).nodes.length).toBeGreaterThan(10);
    expect(await page({ stream: 'none' })).toEqual({
      nodes: [],
      pageInfo: { endCursor: null, hasNextPage: false },
    });
  });

  test.each([
    [{ after: '999999' }, /after: the log ends at/],
    [{ from: { position: '999999' } }, /from: the log ends at/],
    [{ types: ['Nonsense'] }, /types: there is no event type Nonsense/],
    [{ first: 0 }, /first: must be 1 to 1000, not 0/],
    [{ first: 1001 }, /first: must be 1 to 1000/],
    [{ after: 'abc' }, /after: must be/],
  ])('%p is refused', async (variables, message) => {
    const { errors } = await client.ask(QUERY, variables);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
