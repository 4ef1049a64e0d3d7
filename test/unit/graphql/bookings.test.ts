import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { at, bookingInput, bookingNetwork, HOUR, pass, SECOND } from '../../support/booking-network.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import type { TestPce } from '../../support/pce.js';
import type { PlayedPccs } from '../../support/played-pcc.js';

const BOOKING = `id name state source destination bandwidth start end recurrence laterStart lowerBandwidth requestedAt
  path { nodes igpMetric teMetric } lsp { id }
  rejection { reasons relaxations { constraint from to path { nodes igpMetric teMetric delay } } }
  occurrences { number state start end bandwidth outcome retryAt path { nodes } lsp { id } failure { code message } }`;
const BOOK = `mutation ($input: BookBandwidthInput!) { bookBandwidth(input: $input) { ${BOOKING} } }`;
const CANCEL = `mutation ($id: ID!) { cancelBooking(id: $id) { ${BOOKING} } }`;
const CHANGE = `mutation ($input: ChangeBookingInput!) { changeBooking(input: $input) { ${BOOKING} } }`;
const LIST = `query ($filter: BookingFilter, $first: Int, $after: String, $asOf: AsOf) {
  bookings(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount pageInfo { endCursor hasNextPage } nodes { name state } } }`;

let cairn: TestPce;
let client: GraphqlClient;
let pccs: PlayedPccs;

beforeEach(async () => {
  ({ cairn, pccs } = await bookingNetwork());
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly occurrences: readonly Readonly<Record<string, unknown>>[];
}

const book = async (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<Shown> =>
  (await client.data(BOOK, { input: bookingInput(name, more) }))['bookBandwidth'] as Shown;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly name: string; readonly state: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

const list = async (variables: Record<string, unknown> = {}): Promise<Page> =>
  (await client.data(LIST, variables))['bookings'] as Page;

describe('bookBandwidth', () => {
  test('answers with the path and the time that are booked', async () => {
    expect(await book('backup')).toEqual({
      id: expect.any(String),
      name: 'backup',
      state: 'ADMITTED',
      source: 'A',
      destination: 'D',
      bandwidth: 10e9,
      start: at(HOUR),
      end: at(2 * HOUR),
      recurrence: null,
      laterStart: null,
      lowerBandwidth: null,
      requestedAt: at(0),
      path: { nodes: ['A', 'B', 'D'], igpMetric: 2, teMetric: 20 },
      lsp: null,
      rejection: null,
      occurrences: [
        {
          number: 0,
          state: 'PLANNED',
          start: at(HOUR),
          end: at(2 * HOUR),
          bandwidth: 10e9,
          outcome: null,
          retryAt: null,
          path: { nodes: ['A', 'B', 'D'] },
          lsp: null,
          failure: null,
        },
      ],
    });
  });

  test('a rejection says what would fit: another time, less, or another path, with its metrics', async () => {
    for (const name of ['one', 'two']) await book(name);
    const rejected = await book('three', { bandwidth: 2e9, setupType: 'RSVP_TE' });
    expect(rejected).toMatchObject({
      state: 'REJECTED',
      laterStart: at(2 * HOUR + 5 * SECOND),
      lowerBandwidth: 1e9,
      rejection: {
        reasons: ['BANDWIDTH'],
        relaxations: [
          {
            constraint: 'bandwidth',
            from: '2000000000',
            to: '1000000000',
            path: { nodes: ['A', 'D'], igpMetric: 5, teMetric: 50, delay: null },
          },
          {
            constraint: 'setupPriority',
            from: '7',
            to: '6',
            path: { nodes: ['A', 'B', 'D'], igpMetric: 2, teMetric: 20, delay: 2000 },
          },
        ],
      },
      occurrences: [],
    });
  });

  test('takes constraints, a recurrence in a time zone, a sliding start and less than all', async () => {
    const request = { source: 'A', destination: 'D', exclude: ['B'] };
    const recurring = { recurrence: 'FREQ=WEEKLY;COUNT=2', timeZone: 'Europe/Berlin', request };
    // Summer time begins in Berlin on 29 March 2026.
    const start = { start: '2026-03-24T08:00:00Z', end: '2026-03-24T09:00:00Z' };
    expect(await book('weekly', { ...recurring, ...start })).toMatchObject({
      recurrence: 'FREQ=WEEKLY;COUNT=2',
      path: { nodes: ['A', 'C', 'D'] },
      occurrences: [{ start: '2026-03-24T08:00:00.000Z' }, { start: '2026-03-31T07:00:00.000Z' }],
    });
    for (const name of ['one', 'two']) await book(name);
    expect(await book('slid', { flexibility: 'PT2H' })).toMatchObject({
      state: 'ADMITTED',
      start: at(2 * HOUR + 5 * SECOND),
      end: at(3 * HOUR + 5 * SECOND),
    });
    expect(await book('less', { minimumBandwidth: 1e9, setupType: 'RSVP_TE' })).toMatchObject({
      state: 'ADMITTED',
      bandwidth: 1e9,
    });
    expect(await book('volume', { start: at(5 * HOUR), end: at(9 * HOUR), volume: 10e9 * 60 })).toMatchObject(
      {
        start: at(5 * HOUR),
        end: at(5 * HOUR + 60 * SECOND),
      },
    );
  });

  test('given again with the same key makes no second booking', async () => {
    const first = await book('once', { idempotencyKey: 'order-1' });
    expect(await book('once', { idempotencyKey: 'order-1' })).toEqual(first);
    expect((await list()).totalCount).toBe(1);
  });

  test.each([
    ['INVALID_INPUT', { end: at(HOUR) }, 'end: must be after the start'],
    ['INVALID_INPUT', { start: at(-2 * HOUR), end: at(-HOUR) }, 'end: is over before an LSP can be set up'],
    ['INVALID_INPUT', { name: '' }, 'name must have 1 to 1000 bytes'],
    ['INVALID_INPUT', { bandwidth: 0 }, 'bandwidth: must be more than 0'],
    ['INVALID_INPUT', { minimumBandwidth: 11e9 }, 'minimumBandwidth: must be more than 0 and at most'],
    ['INVALID_INPUT', { volume: 0 }, 'volume: must be more than 0'],
    ['INVALID_INPUT', { volume: 1, flexibility: 'PT1H' }, 'flexibility: a volume finds its own start'],
    ['INVALID_INPUT', { flexibility: '1 hour' }, 'flexibility: 1 hour is no ISO 8601 duration'],
    [
      'INVALID_INPUT',
      { recurrence: 'FREQ=DAILY' },
      'recurrence: FREQ=DAILY: it must end: give COUNT or UNTIL',
    ],
    ['INVALID_INPUT', { recurrence: 'DAILY' }, 'recurrence: DAILY: DAILY is not of the form NAME=VALUE'],
    ['INVALID_INPUT', { recurrence: 'FREQ=DAILY;COUNT=5000' }, 'more than 1000 times'],
    [
      'INVALID_INPUT',
      { recurrence: 'FREQ=DAILY;COUNT=2', timeZone: 'Mars' },
      'timeZone: Mars is no time zone',
    ],
    ['UNKNOWN_PCC', { source: 'nowhere' }, 'no PCC has been seen at nowhere'],
    ['NOT_SUPPORTED', { setupType: 'SRV6' }, 'does not support SRV6'],
    ['BAD_USER_INPUT', { bandwidth: -1 }, 'input.bandwidth: must be 0 or more bit/s'],
    ['BAD_USER_INPUT', { minimumBandwidth: -1 }, 'input.minimumBandwidth: must be 0 or more'],
    ['BAD_USER_INPUT', { volume: -1 }, 'input.volume: must be 0 or more'],
    ['BAD_USER_INPUT', { holdingPriority: 8 }, 'input.holdingPriority: must be 0 (highest) to 7'],
    ['BAD_USER_INPUT', { start: 'tomorrow' }, 'DateTime must be'],
    [
      'BAD_USER_INPUT',
      { request: { source: 'A', destination: 'D', setupPriority: 9 } },
      'input.request.setupPriority: must be 0 (highest) to 7',
    ],
  ])('%s %j: nothing is recorded, and the error says why', async (code, more, message) => {
    const head = cairn.store.head();
    const { errors } = await client.ask(BOOK, { input: bookingInput('bad', more) });
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(cairn.store.head()).toBe(head);
  });

  test('a name that another booking will use is refused', async () => {
    await book('taken');
    const { errors } = await client.ask(BOOK, { input: bookingInput('taken') });
    expect(errors).toMatchObject([{ extensions: { code: 'NAME_IN_USE' } }]);
  });
});

describe('cancelBooking and changeBooking', () => {
  test('an active one is called off and its LSP taken down', async () => {
    const { id } = await book('active', { start: at(0) });
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual(['active']);
    const { booking } = await client.data(`query ($id: ID!) { booking(id: $id) { ${BOOKING} } }`, { id });
    expect(booking).toMatchObject({ state: 'ACTIVE', lsp: { id: '10.0.0.1/active' } });
    expect(await client.data(CANCEL, { id })).toMatchObject({ cancelBooking: { state: 'CANCELLED' } });
    await pass(cairn, SECOND);
    expect(pccs.names).toEqual([]);
  });

  test('an end and a bandwidth are changed where there is room', async () => {
    const { id } = await book('changed');
    const change = { id, end: at(3 * HOUR), bandwidth: 4e9 };
    expect(await client.data(CHANGE, { input: change })).toMatchObject({
      changeBooking: { end: at(3 * HOUR), bandwidth: 4e9 },
    });
    const { errors } = await client.ask(CHANGE, { input: { id, bandwidth: 11e9 } });
    expect(errors).toMatchObject([{ extensions: { code: 'NO_ROOM' } }]);
    expect(errors?.[0]?.message).toMatch(/^nothing is changed: no path: BANDWIDTH/);
  });

  test.each([
    ['UNKNOWN_BOOKING', { id: 'nobody' }, 'there is no booking nobody'],
    ['INVALID_INPUT', { occurrence: 1 }, 'occurrence: '],
    ['INVALID_INPUT', { end: at(HOUR) }, 'end: must be after the start'],
    ['INVALID_INPUT', { bandwidth: 0 }, 'bandwidth: must be more than 0'],
    ['BAD_USER_INPUT', { bandwidth: -1 }, 'input.bandwidth: '],
  ])('%s %j: nothing is changed', async (code, more, message) => {
    const { id } = await book('kept');
    const head = cairn.store.head();
    const { errors } = await client.ask(CHANGE, { input: { id, ...more } });
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(cairn.store.head()).toBe(head);
  });

  test('what is over is called off once more without an error, what never was is unknown', async () => {
    const { id } = await book('gone');
    await client.data(CANCEL, { id });
    await cairn.settled();
    expect(await client.data(CANCEL, { id })).toMatchObject({ cancelBooking: { state: 'CANCELLED' } });
    const { errors } = await client.ask(CANCEL, { id: 'nobody' });
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_BOOKING' } }]);
  });
});

describe('bookings', () => {
  beforeEach(async () => {
    for (const name of ['one', 'two', 'three']) {
      await book(name, { setupType: 'RSVP_TE' });
      cairn.clock.advance(1);
    }
    await book('later', { start: at(5 * HOUR), end: at(6 * HOUR) });
  });

  test('are listed in the order in which they were asked for, page by page', async () => {
    const first = await list({ first: 3 });
    expect(first.nodes.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = await list({ first: 3, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ name }) => name)).toEqual(['later']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  test.each([
    [{ state: ['REJECTED'] }, ['three']],
    [{ state: ['ADMITTED', 'ACTIVE'] }, ['one', 'two', 'later']],
    [{ from: at(2 * HOUR) }, ['later']],
    [{ to: at(5 * HOUR) }, ['one', 'two', 'three']],
    [{ from: at(3 * HOUR), to: at(4 * HOUR) }, []],
  ])('%j narrows them', async (filter, names) => {
    const { nodes } = await list({ filter });
    expect(nodes.map(({ name }) => name)).toEqual(names);
  });

  test('of the past are those of that moment', async () => {
    const position = String(cairn.store.head());
    const { nodes } = await list();
    await client.data(CANCEL, { id: (await book('gone')).id });
    await cairn.settled();
    expect(await list({ asOf: { position } })).toMatchObject({ totalCount: 4, nodes });
  });

  test('their events are told by type and stream', async () => {
    const types = ['BookingAdmitted', 'BookingRejected'];
    const query =
      'query ($types: [String!], $stream: String) { events(types: $types, stream: $stream) { nodes { type stream } } }';
    expect(await client.data(query, { types, stream: 'calendar-default' })).toEqual({
      events: { nodes: Array.from({ length: 3 }, () => ({ type: types[0], stream: 'calendar-default' })) },
    });
  });

  test('too much at once is refused', async () => {
    const query = `{ bookings(first: 1000) { nodes { occurrences { path { hops { node { links { id } } } } } } } }`;
    const { errors } = await client.ask(query);
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COSTLY' } }]);
    const many = Array.from(
      { length: 11 },
      (_, n) => `a${n}: availability(source: "A", destination: "D", to: "${at(HOUR)}") { position }`,
    );
    expect((await client.ask(`{ ${many.join(' ')} }`)).errors).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COSTLY' } },
    ]);
  });
});

test('bookingChanged tells every state until nothing is left to be done', async () => {
  const { id } = await book('followed', { start: at(20 * SECOND), end: at(40 * SECOND) });
  const subscribed = client.subscribe(
    'subscription ($id: ID!) { bookingChanged(id: $id) { state occurrences { state } } }',
    { id },
  );
  const [first] = await subscribed.take(1);
  expect(first).toEqual({ state: 'ADMITTED', occurrences: [{ state: 'PLANNED' }] });
  await pass(cairn, 60 * SECOND);
  const states = (await subscribed.rest()) as { state: string; occurrences: { state: string }[] }[];
  expect(states.map(({ state, occurrences }) => `${state} ${occurrences[0]?.state}`)).toEqual([
    'ADMITTED DUE',
    'ACTIVE ACTIVE',
    'ACTIVE ENDING',
    'COMPLETED ENDED',
  ]);
});

test('a booking may ask for its head-end to set it up, and shows whether that was told', async () => {
  const { id } = await book('kept', { trigger: 'ROUTER_WHEN_ABLE' });
  await book('own', { name: 'own', start: at(3 * HOUR), end: at(4 * HOUR), trigger: 'PCE' });
  const shown = '{ bookings { nodes { trigger occurrences { handOver } } } }';
  expect(await client.data(shown)).toEqual({
    bookings: {
      nodes: [
        { trigger: 'ROUTER_WHEN_ABLE', occurrences: [{ handOver: null }] },
        { trigger: 'PCE', occurrences: [{ handOver: null }] },
      ],
    },
  });
  cairn.clock.advance(HOUR - 40 * SECOND);
  await cairn.settled();
  const one = 'query ($id: ID!) { booking(id: $id) { occurrences { handOver } } }';
  expect(await client.data(one, { id })).toEqual({ booking: { occurrences: [{ handOver: 'DUE' }] } });
});
