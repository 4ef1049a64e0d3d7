import { describe, expect, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';

const MOVE = { lsp: '10.0.0.1/gold', from: ['LIS-MAD', 'MAD-PAR'], to: ['LIS-PAR'] };
const WINDOW = {
  id: 'm-1',
  name: 'fibre',
  state: 'PLANNED',
  nodes: ['MAD'],
  links: ['LIS-PAR'],
  srlgs: [7],
  drainStart: '2026-03-02T00:55:00.000Z',
  start: '2026-03-02T01:00:00.000Z',
  end: '2026-03-02T03:00:00.000Z',
  whatCannotMove: 'REFUSE',
  revert: true,
  requestedAt: '2026-03-01T12:00:00.000Z',
  endedAt: null,
  failure: null,
  impact: {
    utilizationBefore: 0.5,
    utilizationAfter: 0.75,
    moves: [MOVE],
    staying: [],
    bookings: [{ booking: 'b-1', occurrence: 0, from: ['LIS-MAD'], to: null }],
  },
  moves: [],
  moved: [],
  staying: [],
};
const TIMES = ['--start', '2026-03-02T01:00:00Z', '--end', '2026-03-02 04:00:00+01:00'];

describe('maintenance plan', () => {
  test('shows what would move', () =>
    withPce({ planMaintenance: { ...WINDOW, state: 'SIMULATED' } }, async (pce) => {
      const about = ['--node', 'MAD', '--link', 'LIS-PAR', '--srlg', '7', '--drain-time', '300'];
      const run = await cairn(['maintenance', 'plan', 'fibre', ...TIMES, ...about, '--dry-run'], pce);
      expect(pce.asked).toEqual([
        {
          field: 'planMaintenance',
          args: {
            input: expect.objectContaining({
              name: 'fibre',
              nodes: ['MAD'],
              links: ['LIS-PAR'],
              srlgs: [7],
              start: '2026-03-02T01:00:00.000Z',
              end: '2026-03-02T03:00:00.000Z',
              drainTime: 300,
              whatCannotMove: 'REFUSE',
              revert: true,
              dryRun: true,
            }),
          },
        },
      ]);
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(run.out).toBe(
        shown(`
        maintenance       fibre
        state             SIMULATED
        about             MAD, LIS-PAR, SRLG 7
        drained           from 2026-03-02T00:55:00.000Z
        work              2026-03-02T01:00:00.000Z to 2026-03-02T03:00:00.000Z
        what cannot move  REFUSE
        goes back         yes
        asked for         2026-03-01T12:00:00.000Z

        1 LSP to move, 0 to stay; the most utilised link goes from 50.0 % to 75.0 %

        Would move:
          LSP            FROM             TO
          10.0.0.1/gold  LIS-MAD MAD-PAR  LIS-PAR

        Bookings over it:
          BOOKING  TIME  FROM     TO
          b-1         0  LIS-MAD  no path
        `),
      );
    }));

  test('refused, it says so and fails', () => {
    const staying = [{ lsp: '10.0.0.1/gold', reason: 'NO_PATH', noPath: ['BANDWIDTH'] }];
    const refused = { ...WINDOW, state: 'REFUSED', impact: { ...WINDOW.impact, moves: [], staying } };
    return withPce({ planMaintenance: refused }, async (pce) => {
      const run = await cairn(['maintenance', 'plan', 'fibre', ...TIMES, '--link', 'LIS-PAR'], pce);
      expect(run.code).toBe(1);
      expect(run.err).toContain('refused: what is over it can not be moved');
      expect(run.out).toContain('10.0.0.1/gold  NO_PATH: BANDWIDTH');
    });
  });

  test('what stays may be left, one direction be meant, and nothing go back', () =>
    withPce({ planMaintenance: WINDOW }, async (pce) => {
      const more = ['--link', 'LIS-PAR', '--one-way', '--leave', '--no-revert', '--key', 'change-1'];
      await cairn(['maintenance', 'plan', 'fibre', ...TIMES, ...more], pce);
      expect(pce.asked[0]?.args).toMatchObject({
        input: {
          bothDirections: false,
          whatCannotMove: 'LEAVE',
          revert: false,
          idempotencyKey: 'change-1',
        },
      });
    }));

  test('a time that is none is wrong usage', async () => {
    const run = await cairn(['maintenance', 'plan', 'fibre', '--start', 'soon', '--end', '+2h']);
    expect(run.code).toBe(2);
  });
});

test('maintenance list', () => {
  const pageInfo = { endCursor: 'm-1', hasNextPage: false };
  return withPce({ maintenances: { totalCount: 1, pageInfo, nodes: [WINDOW] } }, async (pce) => {
    const run = await cairn(['maintenance', 'list', '--state', 'PLANNED'], pce);
    expect(pce.asked[0]?.args).toMatchObject({ filter: { state: ['PLANNED'] }, first: 100 });
    expect(run.out).toBe(
      shown(`
      ID   NAME   STATE    START                     END                       ABOUT
      m-1  fibre  PLANNED  2026-03-02T01:00:00.000Z  2026-03-02T03:00:00.000Z  MAD, LIS-PAR, SRLG 7

      1 window
      `),
    );
  });
});

test('maintenance show', () => {
  const draining = {
    ...WINDOW,
    state: 'DRAINING',
    impact: null,
    moves: [{ ...MOVE, state: 'FAILED' }],
    moved: [MOVE],
    staying: [{ lsp: '10.0.0.1/lead', reason: 'NOT_DELEGATED', noPath: [] }],
    failure: { code: 'PCEP_ERROR', message: 'the head-end refused' },
  };
  return withPce({ maintenance: draining }, async (pce) => {
    const { out } = await cairn(['maintenance', 'show', 'm-1'], pce);
    expect(out).toContain('failure           PCEP_ERROR: the head-end refused');
    expect(out).toContain('10.0.0.1/gold  LIS-MAD MAD-PAR  LIS-PAR  FAILED');
    expect(out).toContain('10.0.0.1/lead  NOT_DELEGATED');
  });
});

test('maintenance show of one that nobody planned', () =>
  withPce({ maintenance: null }, async (pce) => {
    const run = await cairn(['maintenance', 'show', 'm-2'], pce);
    expect(run).toMatchObject({ code: 1, err: 'cairn: there is no maintenance m-2\n' });
  }));

test('maintenance cancel and extend', () =>
  withPce(
    { cancelMaintenance: { ...WINDOW, state: 'CANCELLED' }, extendMaintenance: WINDOW },
    async (pce) => {
      const cancelled = await cairn(['maintenance', 'cancel', 'm-1'], pce);
      expect(cancelled.out).toContain('CANCELLED');
      await cairn(['maintenance', 'extend', 'm-1', '--end', '2026-03-02T05:00:00Z'], pce);
      expect(pce.asked).toMatchObject([
        { field: 'cancelMaintenance', args: { id: 'm-1' } },
        { field: 'extendMaintenance', args: { id: 'm-1', end: '2026-03-02T05:00:00.000Z' } },
      ]);
    },
  ));
