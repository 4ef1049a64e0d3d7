import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import type { EventStore } from '../../../src/events/store.js';
import { GraphqlClient, type Subscribed } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D, ROUTE_A_C_D } from '../../support/reference-network.js';
import { wrapped } from '../../support/wrapped-store.js';

const A = PccId('10.0.0.1');
const NORTH = lspState({
  pcc: A,
  name: 'north',
  source: '10.0.0.1',
  destination: '10.0.0.4',
  route: ROUTE_A_B_D,
});

let cairn: TestPce;
let client: GraphqlClient;
/** Subscriptions of the store that are open: the projector's, and one per subscription of a client. */
let followers = 0;
const open: Subscribed[] = [];

const countFollowers = (store: EventStore): EventStore =>
  wrapped(store, {
    subscribe: (after, handler, onError) => {
      followers++;
      const subscription = store.subscribe(after, handler, onError);
      let closed = false;
      return {
        close: () => {
          if (!closed) followers--;
          closed = true;
          subscription.close();
        },
      };
    },
  });

beforeEach(async () => {
  followers = 0;
  cairn = await TestPce.start({ wrapStore: countFollowers });
  await cairn.topology(REFERENCE_NETWORK);
  await cairn.connect(A, [NORTH]);
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  for (const subscribed of open.splice(0)) await subscribed.close();
  await client.server.close();
  await cairn.stop();
});

async function subscribe(query: string, variables: Record<string, unknown> = {}): Promise<Subscribed> {
  const before = followers;
  const subscribed = client.subscribe(query, variables);
  open.push(subscribed);
  await until(() => followers > before);
  return subscribed;
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let waited = 0; !isTrue(); waited++) {
    if (waited > 500) throw new Error('it did not happen in time');
    await pause(5);
  }
}

const reportMany = (from: number, count: number): void => {
  for (let index = from; index < from + count; index++) cairn.report({ ...NORTH, bandwidth: index });
};

describe('eventAppended', () => {
  const EVENTS =
    'subscription ($stream: String, $types: [String!], $after: Position) { eventAppended(stream: $stream, types: $types, after: $after) { position type stream time data } }';

  test('gives history, then live, each event once and in order', async () => {
    const subscribed = await subscribe(EVENTS, { after: '0' });
    const head = cairn.store.head();
    const history = (await subscribed.take(head)) as { position: string }[];
    expect(history.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: head }, (_, index) => index + 1),
    );
    reportMany(1, 50);
    const live = (await subscribed.take(50)) as {
      position: string;
      type: string;
      data: { bandwidth: number };
    }[];
    expect(live.map(({ data }) => data.bandwidth)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(live[0]).toMatchObject({ position: String(head + 1), type: 'LspReported' });
  });

  test('starts with what happens from now on, narrowed by stream and type', async () => {
    const subscribed = await subscribe(EVENTS, { stream: 'lsp-10.0.0.1/north', types: ['LspReported'] });
    cairn.report(lspState({ ...NORTH, name: 'other', plspId: 2 }));
    await cairn.disconnect(A);
    await cairn.connect(A, [{ ...NORTH, bandwidth: 5 }]);
    expect(await subscribed.take(1)).toMatchObject([
      { type: 'LspReported', data: { name: 'north', bandwidth: 5 } },
    ]);
  });

  test('goes on after the last event received', async () => {
    reportMany(1, 10);
    await cairn.settled();
    const after = String(cairn.store.head() - 3);
    const subscribed = await subscribe(EVENTS, { after });
    expect(await subscribed.take(3)).toMatchObject([
      { data: { bandwidth: 8 } },
      { data: { bandwidth: 9 } },
      { data: { bandwidth: 10 } },
    ]);
  });

  test('nothing is lost on a client that reads late', async () => {
    const subscribed = await subscribe(EVENTS, { after: '0' });
    await subscribed.connected;
    const large = {
      ...NORTH,
      route: Array.from({ length: 2_000 }, () => ({ kind: 'address', address: '10.1.2.2' }) as const),
    };
    for (let round = 0; round < 100; round++) {
      cairn.report({ ...large, bandwidth: round });
      if (round % 10 === 0) await cairn.settled();
    }
    await cairn.settled();
    const events = (await subscribed.take(cairn.store.head())) as { position: string }[];
    expect(events.map(({ position }) => Number(position))).toEqual(
      Array.from({ length: cairn.store.head() }, (_, index) => index + 1),
    );
  });

  test.each([
    [
      { types: ['LspReported', 'Nonsense'] },
      'BAD_USER_INPUT',
      /no event type Nonsense; the types are .*LspReported/,
    ],
    [{ after: '999999' }, 'BAD_USER_INPUT', /the log ends at/],
  ])('refuses %p', async (variables, code, message) => {
    const refused = client.subscribe(EVENTS, variables);
    open.push(refused);
    const error: unknown = await refused.take(1).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      message: expect.stringMatching(message),
      errors: [{ extensions: { code } }],
    });
  });

  test('a client that goes away is let go of', async () => {
    const before = followers;
    const subscribed = await subscribe(EVENTS);
    expect(followers).toBe(before + 1);
    await subscribed.close();
    await until(() => followers === before);
  });
});

describe('lspChanged', () => {
  const CHANGED =
    'subscription ($filter: LspFilter) { lspChanged(filter: $filter) { name bandwidth path { nodes } } }';

  test('gives the newest state of what changed', async () => {
    const subscribed = await subscribe(CHANGED);
    cairn.report({ ...NORTH, route: ROUTE_A_C_D });
    expect(await subscribed.take(1)).toEqual([
      { name: 'north', bandwidth: 0, path: { nodes: ['A', 'C', 'D'] } },
    ]);
  });

  test('only what matches after the change', async () => {
    const subscribed = await subscribe(CHANGED, { filter: { overLink: 'A-C' } });
    cairn.report({ ...NORTH, bandwidth: 1 });
    await cairn.settled();
    cairn.report({ ...NORTH, bandwidth: 2, route: ROUTE_A_C_D });
    expect(await subscribed.take(1)).toMatchObject([{ bandwidth: 2 }]);
  });
});

describe('operationChanged', () => {
  const CHANGED =
    'subscription ($id: ID!) { operationChanged(id: $id) { state lsp { bandwidth } error { code } } }';

  const update = async (): Promise<string> => {
    const { updateLsp } = (await client.data(
      'mutation { updateLsp(input: { id: "10.0.0.1/north", path: ["C", "D"] }) { id } }',
    )) as {
      updateLsp: { id: string };
    };
    return updateLsp.id;
  };

  test('gives the present state, each change, and ends', async () => {
    const subscribed = await subscribe(CHANGED, { id: await update() });
    expect(await subscribed.take(1)).toMatchObject([{ state: 'PENDING' }]);
    cairn.report({ ...NORTH, route: ROUTE_A_C_D }, { srpId: cairn.gateway.sent[0]?.srpId ?? 0 });
    expect(await subscribed.rest()).toMatchObject([{ state: 'SUCCEEDED' }]);
  });

  test('tells of a time-out', async () => {
    const subscribed = await subscribe(CHANGED, { id: await update() });
    await subscribed.take(1);
    cairn.clock.advance(30_000);
    expect(await subscribed.rest()).toMatchObject([{ state: 'TIMED_OUT', error: { code: 'TIMED_OUT' } }]);
  });

  test('of an operation that has ended gives its final state and ends', async () => {
    const id = await update();
    cairn.clock.advance(30_000);
    await cairn.settled();
    const before = followers;
    const subscribed = client.subscribe(CHANGED, { id });
    open.push(subscribed);
    expect(await subscribed.rest()).toMatchObject([{ state: 'TIMED_OUT' }]);
    await until(() => followers === before);
  });

  test('of no operation is an error', async () => {
    const refused = client.subscribe(CHANGED, { id: 'none' });
    open.push(refused);
    const error: unknown = await refused.take(1).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ errors: [{ extensions: { code: 'UNKNOWN_OPERATION' } }] });
  });
});

test('closing the server ends every subscription in time', async () => {
  const before = followers;
  const subscribed = await subscribe('subscription { eventAppended { position } }');
  await subscribed.connected;
  const ended = subscribed.rest().catch((error: unknown) => error);
  const started = Date.now();
  await client.server.close();
  expect(Date.now() - started).toBeLessThan(2_000);
  await ended;
  await until(() => followers === before);
});

test('queries and mutations may come by WebSocket too', async () => {
  const query = client.subscribe('{ pce { name } }');
  open.push(query);
  expect(await query.rest()).toEqual([{ name: 'cairn-test' }]);
});
