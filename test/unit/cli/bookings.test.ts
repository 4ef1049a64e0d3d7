import { describe, expect, test } from '@jest/globals';
import { parseDuration, parseInstant, parseVolume } from '../../../src/cli/time-values.js';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { SHORT_PATH } from './network.js';

const NOON = Date.UTC(2026, 2, 1, 12);
const OCCURRENCE = {
  number: 0,
  state: 'PLANNED',
  start: '2026-03-02T01:00:00.000Z',
  end: '2026-03-02T03:00:00.000Z',
  bandwidth: 5e9,
  handOver: null as string | null,
  outcome: null,
  retryAt: null,
  failure: null,
  path: SHORT_PATH,
  lsp: null,
};
const BOOKING = {
  id: 'b-1',
  name: 'backup',
  state: 'ADMITTED',
  source: 'LIS',
  destination: 'PAR',
  bandwidth: 5e9,
  start: OCCURRENCE.start,
  end: OCCURRENCE.end,
  path: SHORT_PATH,
  recurrence: null,
  trigger: 'PCE',
  requestedAt: '2026-03-01T12:00:00.000Z',
  laterStart: null,
  lowerBandwidth: null,
  rejection: null,
  occurrences: [OCCURRENCE],
};

describe('times', () => {
  test.each([
    ['now', '2026-03-01T12:00:00.000Z'],
    ['+60s', '2026-03-01T12:01:00.000Z'],
    ['+1.5h', '2026-03-01T13:30:00.000Z'],
    ['+30m', '2026-03-01T12:30:00.000Z'],
    ['+1d', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02 01:00+01:00', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02T01:00:00Z', '2026-03-02T01:00:00.000Z'],
  ])('%s', (text, instant) => expect(parseInstant(text, NOON)).toBe(instant));
  test.each([
    '',
    '60s',
    '-60s',
    '+60',
    'tomorrow',
    '2026-03-02',
    '2026-03-02T01:00:00',
    '2026-13-02T01:00:00Z',
  ])('%p is refused', (text) =>
    expect(() => parseInstant(text, NOON)).toThrow('or one from now, such as +90s'),
  );
  test.each([
    ['90s', 'PT90S'],
    ['2h', 'PT2H'],
    ['PT1H30M', 'PT1H30M'],
    ['P1D', 'P1D'],
  ])('a duration of %s', (text, duration) => expect(parseDuration(text)).toBe(duration));
  test.each(['', '2', '+2h', 'soon'])('%p is no duration', (text) =>
    expect(() => parseDuration(text)).toThrow('such as 90s'),
  );
  test.each([
    ['40TB', 320e12],
    ['5 Gbit', 5e9],
    ['5Gb', 5e9],
    ['1000', 1000],
  ])('a volume of %s', (text, bits) => expect(parseVolume(text)).toBe(bits));
  test.each(['', 'TB', '40 TiB', '-1'])('%p is no volume', (text) =>
    expect(() => parseVolume(text)).toThrow('such as 40TB'),
  );
});

describe('book', () => {
  const args = 'book LIS PAR 5G --name backup --start 2026-03-02T01:00:00Z --end 2026-03-02T03:00:00Z'.split(
    ' ',
  );
  test('shows what is booked', () =>
    withPce({ bookBandwidth: BOOKING }, async ({ url, asked }) => {
      const options =
        '--recurrence FREQ=DAILY;COUNT=2 --time-zone Europe/Berlin --flexibility 30m --minimum 1G --key k --exclude MAD --setup-priority 3 --holding-priority 2 --setup-type RSVP_TE';
      const { out, code } = await cairn([...args, ...options.split(' '), '--volume', '40TB'], { url });
      expect(code).toBe(0);
      expect(out).toBe(
        shown(`
        booking    backup: ADMITTED
        id         b-1
        ends       LIS to PAR
        bandwidth  5 Gbit/s
        time       2026-03-02T01:00:00.000Z to 2026-03-02T03:00:00.000Z
        requested  2026-03-01T12:00:00.000Z

          NO  STATE    START                     END                       BANDWIDTH  PATH     LSP
           0  PLANNED  2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z   5 Gbit/s  LIS PAR  -
        `),
      );
      expect(asked[0]?.args).toMatchObject({
        input: {
          name: 'backup',
          source: 'LIS',
          destination: 'PAR',
          bandwidth: 5e9,
          start: '2026-03-02T01:00:00.000Z',
          end: '2026-03-02T03:00:00.000Z',
          recurrence: 'FREQ=DAILY;COUNT=2',
          timeZone: 'Europe/Berlin',
          flexibility: 'PT30M',
          minimumBandwidth: 1e9,
          volume: 320e12,
          idempotencyKey: 'k',
          setupType: 'RSVP_TE',
          holdingPriority: 2,
          request: { source: 'LIS', destination: 'PAR', exclude: ['MAD'], setupPriority: 3 },
        },
      });
    }));
  test.each([
    ['--by-router', 'ROUTER_WHEN_ABLE'],
    ['--no-by-router', 'PCE'],
  ])('%s says who is to set it up', (option, trigger) =>
    withPce({ bookBandwidth: { ...BOOKING, trigger } }, async ({ url, asked }) => {
      const { out } = await cairn([...args, option], { url });
      expect(asked[0]?.args).toMatchObject({ input: { trigger } });
      expect(out.includes('set up by  its head-end when able')).toBe(trigger !== 'PCE');
    }),
  );
  test('that is rejected says why and what would fit, with exit code 1', () =>
    withPce(
      {
        bookBandwidth: {
          ...BOOKING,
          state: 'REJECTED',
          occurrences: [],
          path: null,
          laterStart: '2026-03-02T03:00:05.000Z',
          lowerBandwidth: 2e9,
          rejection: {
            reasons: ['BANDWIDTH'],
            relaxations: [],
            cheapest: null,
            bottleneck: null,
            bounds: [],
          },
        },
      },
      async ({ url }) => {
        const { out, code } = await cairn(args, { url });
        expect(code).toBe(1);
        expect(out).toContain('booking    backup: REJECTED');
        expect(out).toContain('NO-PATH from LIS to PAR');
        expect(out).toContain(
          'It would fit from 2026-03-02T03:00:05.000Z on.\n2 Gbit/s would fit at the wanted time.\n',
        );
      },
    ));
  test.each([
    [args.slice(0, -2), "required option '--end <time>' not specified"],
    [[...args, '--flexibility', 'soon'], 'such as 90s'],
    [[...args, '--volume', 'much'], 'such as 40TB'],
    [args.with(3, 'much'), 'such as 5G'],
  ])('%j is wrong usage', async (wrong, message) => {
    const { code, err } = await cairn(wrong);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('bookings', () => {
  const page = { nodes: [BOOKING], totalCount: 1, pageInfo: { endCursor: 'c', hasNextPage: false } };
  test('are listed by state and time', () =>
    withPce({ bookings: page }, async ({ url, asked }) => {
      const options = 'bookings --state ADMITTED ACTIVE --from 2026-03-02T00:00:00Z --first 5'.split(' ');
      const { out } = await cairn(options, { url });
      expect(out).toBe(
        shown(`
        ID   NAME    STATE     START                     END                       BANDWIDTH  FROM  TO   PATH
        b-1  backup  ADMITTED  2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z   5 Gbit/s  LIS   PAR  LIS PAR

        1 booking
        `),
      );
      expect(asked[0]?.args).toMatchObject({
        filter: { state: ['ADMITTED', 'ACTIVE'], from: '2026-03-02T00:00:00.000Z' },
        first: 5,
      });
    }));
  test('none', () =>
    withPce({ bookings: { ...page, nodes: [], totalCount: 0 } }, async ({ url }) => {
      expect((await cairn(['bookings'], { url })).out).toBe('no bookings\n');
    }));
});

describe('booking', () => {
  test('shows that its head-end has it in hand', () =>
    withPce(
      { booking: { ...BOOKING, occurrences: [{ ...OCCURRENCE, handOver: 'DONE' }] } },
      async ({ url }) => {
        const { out } = await cairn(['booking', 'b-1'], { url });
        expect(out).toContain('PLANNED (by its head-end)');
      },
    ));
  const failure = { code: 'NO_PATH', message: 'no path: BANDWIDTH' };
  const failing = {
    ...BOOKING,
    occurrences: [{ ...OCCURRENCE, state: 'DUE', path: null, failure, retryAt: '2026-03-02T01:00:09.000Z' }],
  };
  test('shows what went wrong', () =>
    withPce({ booking: failing }, async ({ url }) => {
      const { out } = await cairn(['booking', 'b-1'], { url });
      expect(out).toContain(
        '1 failure:\n  0: NO_PATH: no path: BANDWIDTH; next try 2026-03-02T01:00:09.000Z\n',
      );
    }));
  test('that does not exist is an error', () =>
    withPce({ booking: null }, async ({ url }) => {
      const { err, code } = await cairn(['booking', 'b-2'], { url });
      expect({ err, code }).toEqual({ err: 'cairn: there is no booking b-2\n', code: 1 });
    }));
  test('is called off', () =>
    withPce({ cancelBooking: { ...BOOKING, state: 'CANCELLED' } }, async ({ url, asked }) => {
      const { out } = await cairn(['booking', 'cancel', 'b-1'], { url });
      expect(out).toContain('backup: CANCELLED');
      expect(asked[0]).toEqual({ field: 'cancelBooking', args: { id: 'b-1' } });
    }));
  test('is changed', () =>
    withPce({ changeBooking: BOOKING }, async ({ url, asked }) => {
      const change = 'booking change b-1 --occurrence 1 --end 2026-03-02T04:00:00Z --bandwidth 6G --json';
      const { out } = await cairn(change.split(' '), { url });
      expect(JSON.parse(out)).toMatchObject({ changeBooking: { id: 'b-1' } });
      expect(asked[0]?.args).toEqual({
        input: { id: 'b-1', occurrence: 1, end: '2026-03-02T04:00:00.000Z', bandwidth: 6e9 },
      });
    }));
});

test('availability shows what is free step by step, and the best start', () => {
  const step = { start: OCCURRENCE.start, end: OCCURRENCE.end, bandwidth: 5e9, path: SHORT_PATH };
  const none = { ...step, bandwidth: 0, path: null };
  return withPce(
    { availability: { steps: [step, none], best: step, position: '9' } },
    async ({ url, asked }) => {
      const options =
        'availability LIS PAR --from 2026-03-02T01:00:00Z --to 2026-03-03T00:00:00Z --duration 2h';
      const { out } = await cairn([...options.split(' '), '--setup-priority', '3', '--exclude', 'MAD'], {
        url,
      });
      expect(out).toBe(
        shown(`
      START                     END                           FREE  PATH
      2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z  5 Gbit/s  LIS PAR
      2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z   0 bit/s  -

      Best for PT2H:
        START                     END                           FREE  PATH
        2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z  5 Gbit/s  LIS PAR

      Computed in the network at position 9.
      `),
      );
      expect(asked[0]?.args).toMatchObject({
        source: 'LIS',
        destination: 'PAR',
        from: '2026-03-02T01:00:00.000Z',
        to: '2026-03-03T00:00:00.000Z',
        setupPriority: 3,
        duration: 'PT2H',
        request: { exclude: ['MAD'] },
      });
    },
  );
});
