// What keeps LSPs from their paths, seen from the command line.
import { describe, expect, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';

const GOLD = '10.0.0.1/gold';
const REVERSION = {
  id: 'o-1',
  lspId: GOLD,
  home: ['LIS-MAD', 'MAD-PAR'],
  startedAt: '2026-03-02T01:00:00.000Z',
  due: '2026-03-02T01:05:00.000Z',
  obstacle: null,
  outcome: null,
  endedAt: null,
};
const SETTLED = {
  ...REVERSION,
  id: 'o-2',
  due: null,
  outcome: 'REVERTED',
  endedAt: '2026-03-02T02:00:00.000Z',
};

describe('unplaced', () => {
  const entry = {
    lspId: GOLD,
    since: '2026-03-02T01:00:00.000Z',
    reasons: ['BANDWIDTH', 'AFFINITY'],
    position: '17',
  };

  test('lists the LSPs, and why', () =>
    withPce({ unplacedLsps: [entry] }, async (pce) => {
      const run = await cairn(['unplaced', '--as-of', '20'], pce);
      expect(pce.asked[0]?.args).toEqual({ asOf: { position: '20' } });
      expect(run.out).toBe(
        shown(`
        LSP            SINCE                     WHY
        10.0.0.1/gold  2026-03-02T01:00:00.000Z  BANDWIDTH, AFFINITY

        1 LSP
        `),
      );
    }));

  test('says so when there is none', () =>
    withPce({ unplacedLsps: [] }, async (pce) => {
      expect((await cairn(['unplaced'], pce)).out).toBe('every LSP has a path, or none was looked for\n');
    }));
});

describe('reversion', () => {
  test('list shows who is to go back, and when', () =>
    withPce({ reversions: [SETTLED, REVERSION] }, async (pce) => {
      const run = await cairn(['reversion', 'list'], pce);
      expect(run.out).toBe(
        shown(`
        ID   LSP            MOVED                     BACK                      TO
        o-1  10.0.0.1/gold  2026-03-02T01:00:00.000Z  2026-03-02T01:05:00.000Z  LIS-MAD MAD-PAR
        `),
      );
      const all = await cairn(['reversion', 'list', '--all', '--json'], pce);
      expect(JSON.parse(all.out)).toEqual({ reversions: [SETTLED, REVERSION] });
    }));

  test.each([
    [{ ...REVERSION, due: null, obstacle: 'link LIS-MAD is down' }, 'not yet: link LIS-MAD is down'],
    [SETTLED, 'REVERTED 2026-03-02T02:00:00.000Z'],
  ])('says why one has not gone back, or what came of it', (reversion, said) =>
    withPce({ reversions: [reversion] }, async (pce) => {
      expect((await cairn(['reversion', 'list', '--all'], pce)).out).toContain(said);
    }),
  );

  test('cancel lets an LSP stay', () =>
    withPce({ cancelReversion: { ...SETTLED, outcome: 'CANCELLED' } }, async (pce) => {
      const run = await cairn(['reversion', 'cancel', 'o-2'], pce);
      expect(pce.asked).toEqual([{ field: 'cancelReversion', args: { id: 'o-2' } }]);
      expect(run.out).toContain('CANCELLED');
    }));
});

describe('associations', () => {
  const nothing = { shortestFirst: null, role: null, secondary: null, from: [], level: null, strict: null };
  const group = { type: 2, id: 7, source: '10.0.0.9', globalSource: null, extendedId: null };
  const disjoint = {
    ...group,
    kind: 'DISJOINT',
    members: [
      { lspId: GOLD, association: { ...nothing, reported: true, level: 'SRLG_NODE', strict: true } },
      {
        lspId: '10.0.0.2/blue',
        association: { ...nothing, reported: false, level: 'LINK', strict: false, from: [GOLD] },
      },
    ],
    conflicts: [
      { lsps: [GOLD, '10.0.0.2/blue'], shared: { links: ['LIS-MAD'], nodes: ['PAR'], srlgs: [7] } },
    ],
  };
  const protection = {
    ...group,
    type: 1,
    kind: 'PROTECTION',
    globalSource: 65_001,
    extendedId: '0a',
    members: [
      { lspId: GOLD, association: { ...nothing, reported: true, role: 'WORKING' } },
      {
        lspId: '10.0.0.1/spare',
        association: { ...nothing, reported: true, role: 'PROTECTION', secondary: true },
      },
    ],
    conflicts: [],
  };

  test('shows who belongs together, as what, and what they share', () =>
    withPce({ associations: [disjoint, protection] }, async (pce) => {
      const run = await cairn(['associations', '--kind', 'DISJOINT'], pce);
      expect(pce.asked[0]?.args).toMatchObject({ kind: 'DISJOINT' });
      expect(run.out).toBe(
        shown(`
        group  7 of 10.0.0.9 (type 2, disjoint)
          LSP            IS                                                   REPORTED
          10.0.0.1/gold  srlg-node-disjoint                                   yes
          10.0.0.2/blue  link-disjoint, best effort, away from 10.0.0.1/gold  no
          10.0.0.1/gold and 10.0.0.2/blue share LIS-MAD, PAR, SRLG 7

        group          7 of 10.0.0.9 (type 1, protection)
        global source  65001
        extended id    0a
          LSP             IS                    REPORTED
          10.0.0.1/gold   working               yes
          10.0.0.1/spare  secondary protection  yes
        `),
      );
    }));

  test('says so when there are none', () =>
    withPce({ associations: [] }, async (pce) => {
      expect((await cairn(['associations'], pce)).out).toBe('no associations\n');
    }));
});

describe('reoptimization', () => {
  const operation = {
    id: 'o-1',
    kind: 'reoptimize',
    state: 'CANCELLED',
    error: null,
    startedAt: '2026-03-02T01:00:00.000Z',
    endedAt: '2026-03-02T01:00:02.000Z',
    deadline: null,
    reason: 'operator',
    lspId: null,
    lsp: null,
    computation: null,
    plan: null,
    waitsFor: [],
  };

  test('list shows who asked, and how far each is', () =>
    withPce({ reoptimizations: [operation, { ...operation, id: 'o-2', reason: 'gap' }] }, async (pce) => {
      const run = await cairn(['reoptimization', 'list'], pce);
      expect(run.out).toBe(
        shown(`
        OPERATION  BY        STARTED                   STATE      PROGRESS
        o-1        operator  2026-03-02T01:00:00.000Z  CANCELLED  -
        o-2        gap       2026-03-02T01:00:00.000Z  CANCELLED  -
        `),
      );
    }));

  test('cancel ends one', () =>
    withPce({ cancelReoptimization: operation }, async (pce) => {
      const run = await cairn(['reoptimization', 'cancel', 'o-1'], pce);
      expect(pce.asked).toEqual([{ field: 'cancelReoptimization', args: { id: 'o-1' } }]);
      expect(run).toMatchObject({ code: 0, err: '' });
      expect(run.out).toContain('CANCELLED after 2 s');
    }));
});
