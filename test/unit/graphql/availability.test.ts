import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { at, bookingInput, bookingNetwork, HOUR, SECOND } from '../../support/booking-network.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import type { TestPce } from '../../support/pce.js';

const BOOKING = 'state start end';
const BOOK = `mutation ($input: BookBandwidthInput!) { bookBandwidth(input: $input) { ${BOOKING} } }`;

let cairn: TestPce;
let client: GraphqlClient;

beforeEach(async () => {
  ({ cairn } = await bookingNetwork());
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

const book = async (name: string, more: Readonly<Record<string, unknown>> = {}): Promise<unknown> =>
  (await client.data(BOOK, { input: bookingInput(name, more) }))['bookBandwidth'];

describe('availability', () => {
  const ASK = `query ($from: DateTime, $to: DateTime!, $duration: String, $setupPriority: Int, $request: PathRequest) {
    availability(source: "A", destination: "D", from: $from, to: $to, duration: $duration, setupPriority: $setupPriority, request: $request, setupType: RSVP_TE) {
      steps { start end bandwidth path { nodes } } best { start end bandwidth path { nodes } } } }`;
  const step = (from: number, to: number, bandwidth: number, ...nodes: readonly string[]) => ({
    start: at(from),
    end: at(to),
    bandwidth,
    path: { nodes },
  });

  beforeEach(async () => {
    await book('one');
    await book('two', { start: at(1.5 * HOUR), end: at(3 * HOUR) });
  });

  test('is what one path can have at each time, with the best start for as long as is asked for', async () => {
    const { availability } = await client.data(ASK, { to: at(4 * HOUR), duration: 'PT90M' });
    expect(availability).toEqual({
      steps: [
        step(0, 1.5 * HOUR - 5 * SECOND, 10e9, 'A', 'B', 'D'),
        step(1.5 * HOUR - 5 * SECOND, 2 * HOUR, 1e9, 'A', 'D'),
        step(2 * HOUR, 4 * HOUR, 10e9, 'A', 'B', 'D'),
      ],
      best: step(2 * HOUR + 5 * SECOND, 3.5 * HOUR + 5 * SECOND, 10e9, 'A', 'B', 'D'),
    });
    const found = (availability as { best: { start: string; end: string; bandwidth: number } }).best;
    const { start, end, bandwidth } = found;
    expect(await book('found', { start, end, bandwidth, setupType: 'RSVP_TE' })).toMatchObject({
      state: 'ADMITTED',
      start,
      end,
    });
  });

  test('counts what a higher priority may take, and keeps to the constraints', async () => {
    const higher = await client.data(ASK, { to: at(4 * HOUR), setupPriority: 3 });
    expect(higher['availability']).toMatchObject({ steps: [{ bandwidth: 10e9 }], best: null });
    const request = { source: 'A', destination: 'D', exclude: ['A-D'] };
    const { availability } = await client.data(ASK, { from: at(HOUR), to: at(2 * HOUR), request });
    expect(availability).toMatchObject({
      steps: [
        { start: at(HOUR), bandwidth: 10e9, path: { nodes: ['A', 'C', 'D'] } },
        { bandwidth: 0, path: null },
      ],
    });
  });

  test.each([
    [{ to: at(-HOUR) }, 'INVALID_INPUT', 'to: must be after from'],
    [{ to: at(HOUR), duration: 'PT0S' }, 'INVALID_INPUT', 'duration: must be more than 0'],
    [{ to: at(HOUR), duration: 'soon' }, 'INVALID_INPUT', 'duration: soon is no ISO 8601 duration'],
    [{ to: at(HOUR), setupPriority: 8 }, 'BAD_USER_INPUT', 'setupPriority: must be 0'],
  ])('%j is refused', async (variables, code, message) => {
    const { errors } = await client.ask(ASK, variables);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
  });

  test('of unknown ends, and what changes too often, is an error', async () => {
    const { errors } = await client.ask(
      `{ availability(source: "A", destination: "Z", to: "${at(HOUR)}") { position } }`,
    );
    expect(errors).toMatchObject([
      { message: 'destination: there is no node Z', extensions: { code: 'UNKNOWN_NODE' } },
    ]);
    const often = { recurrence: 'FREQ=MINUTELY;COUNT=300', end: at(HOUR + 10 * SECOND), bandwidth: 10e9 };
    for (const name of ['p', 'q'])
      await book(name, { ...often, start: at(4 * HOUR), end: at(4 * HOUR + 10_000) });
    const { errors: many } = await client.ask(ASK, { to: at(12 * HOUR) });
    expect(many?.[0]?.message).toBe(
      'to: what is free from A to D changes more than 500 times by then; ask for a shorter time',
    );
  });
});
