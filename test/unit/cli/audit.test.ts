import { describe, expect, jest, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';

const TIME = '2026-03-01T12:00:00.000Z';
const finding = (position: number, more: object = {}) => ({
  position: `${position}`,
  type: 'LspUpdateRequested',
  time: TIME,
  lspId: 'lisbon/gold',
  verdict: 'REPRODUCED',
  differences: [],
  ...more,
});
const answer = (more: object) => ({
  lspId: 'lisbon/gold',
  alternatives: [],
  reasons: [],
  relaxations: [],
  ...more,
});
const DIFFERENT = finding(12, {
  verdict: 'DIFFERENT',
  computedAt: '11',
  differences: [
    {
      recorded: answer({ links: ['LIS-MAD', 'MAD-PAR'], igpMetric: 20, teMetric: 30 }),
      recomputed: answer({ reasons: ['BANDWIDTH'] }),
    },
  ],
});
const GIVEN = finding(14, { verdict: 'NOT_COMPUTED', lspId: null, reason: 'no path was computed' });

const page = (nodes: readonly object[], endCursor: string, hasNextPage = false) => {
  const count = (verdict: string) =>
    nodes.filter((node) => (node as typeof GIVEN).verdict === verdict).length;
  return {
    nodes,
    pageInfo: { endCursor, hasNextPage },
    reproduced: count('REPRODUCED'),
    different: count('DIFFERENT'),
    notComputed: count('NOT_COMPUTED'),
  };
};
const pce = { name: 'Cairn', version: '1', startedAt: TIME, position: '42', ready: true };

describe('audit', () => {
  test('of a log in which all is reproduced is one line', () =>
    withPce({ pce, audit: page([finding(12), finding(13)], '42') }, async ({ url, asked }) => {
      const { out, code } = await cairn(['audit', '--lsp', 'lisbon/gold', '--from', '7'], { url });
      expect(code).toBe(0);
      expect(out).toBe('2 decisions audited to position 42: 2 reproduced, 0 different, 0 not computed\n');
      expect(asked.at(-1)?.args).toEqual({
        from: { position: '7' },
        to: { position: '42' },
        lsp: 'lisbon/gold',
        first: 1000,
      });
    }));

  test('shows what is different, with exit code 1', () =>
    withPce({ pce, audit: page([finding(11), DIFFERENT, GIVEN], '42') }, async ({ url }) => {
      const { out, code } = await cairn(['audit'], { url });
      expect(code).toBe(1);
      expect(out).toBe(
        shown(`
        POSITION  TIME                      EVENT               LSP, BOOKING  VERDICT       WHY
              12  2026-03-01T12:00:00.000Z  LspUpdateRequested  lisbon/gold   DIFFERENT     see below
              14  2026-03-01T12:00:00.000Z  LspUpdateRequested  -             NOT_COMPUTED  no path was computed

        Position 12, lisbon/gold:
          in the log    LIS-MAD MAD-PAR, IGP 20, TE 30
          computed now  no path: BANDWIDTH

        3 decisions audited to position 42: 1 reproduced, 1 different, 1 not computed
        `),
      );
    }));

  test('shows a booking by its id, with what would have fitted', () => {
    const when = { lspId: null, start: TIME, end: '2026-03-01T13:00:00.000Z' };
    const admitted = answer({ ...when, links: ['LIS-MAD'], bandwidth: 2e9 });
    const rejected = answer({
      ...when,
      reasons: ['BANDWIDTH'],
      laterStart: '2026-03-01T14:00:00.000Z',
      lowerBandwidth: 1e9,
      relaxations: ['bandwidth 1000000000: LIS-MAD'],
    });
    const booking = finding(12, {
      type: 'BookingAdmitted',
      lspId: null,
      bookingId: '01HB',
      verdict: 'DIFFERENT',
      differences: [{ recorded: admitted, recomputed: rejected }],
    });
    return withPce({ pce, audit: page([booking], '42') }, async ({ url }) => {
      const { out, code } = await cairn(['audit'], { url });
      expect(code).toBe(1);
      expect(out).toMatch(/ BookingAdmitted +01HB +DIFFERENT /);
      const hour = '2026-03-01T12:00:00.000Z to 2026-03-01T13:00:00.000Z';
      expect(out).toContain(`  in the log    ${hour}: LIS-MAD, 2000000000 bit/s\n`);
      expect(out).toContain(
        `  computed now  ${hour}: no path: BANDWIDTH; later from 2026-03-01T14:00:00.000Z; at 1000000000 bit/s; bandwidth 1000000000: LIS-MAD\n`,
      );
    });
  });

  test('as JSON has the counts, and on request all findings', () =>
    withPce({ pce, audit: page([finding(11), DIFFERENT], '42') }, async ({ url }) => {
      const { out, code } = await cairn(['audit', '--json', '--all'], { url });
      expect(code).toBe(1);
      const { audit } = JSON.parse(out) as { audit: { findings: readonly object[] } };
      expect(audit).toMatchObject({ auditedTo: '42', reproduced: 1, different: 1, notComputed: 0 });
      expect(audit.findings).toMatchObject([{ position: '11' }, { position: '12' }]);
    }));

  test('goes on until the end, and tells how far it is', () => {
    const pages = [page([finding(11)], '20', true), page([], '30', true), page([finding(35)], '42')];
    let now = 0;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 1_500));
    return withPce({ pce, audit: () => pages.shift() }, async ({ url, asked }) => {
      const { out, err, code } = await cairn(['audit'], { url });
      expect(code).toBe(0);
      expect(out).toBe('2 decisions audited to position 42: 2 reproduced, 0 different, 0 not computed\n');
      expect(err).toMatch(/^audited to position \d+ of 42: 1 reproduced, 0 different, 0 not computed$/m);
      expect(asked.map(({ args }) => args['after'])).toEqual([undefined, undefined, '20', '30']);
    }).finally(() => clock.mockRestore());
  });
});
