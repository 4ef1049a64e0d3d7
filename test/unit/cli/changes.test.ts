import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { OPERATION } from './network.js';

const SUCCEEDED = { ...OPERATION, state: 'SUCCEEDED', endedAt: '2026-03-01T12:00:00.250Z' };
const FAILED = {
  ...OPERATION,
  state: 'FAILED',
  endedAt: '2026-03-01T12:00:01.500Z',
  error: { code: 'PCEP_ERROR', message: 'the head-end refused' },
  lsp: null,
};

describe('import', () => {
  const report = { source: 'net', nodes: 2, links: 1, changes: 3, warnings: ['node C has no link'] };
  test('sends the file, and tells the warnings', () =>
    withPce({ importTopology: report }, async ({ url, asked }) => {
      const { out, err } = await cairn(['import', 'net.yaml', '--replace'], {
        url,
        files: { 'net.yaml': 'cairn: 1' },
      });
      expect(out).toBe('net: 2 nodes, 1 directed link; 3 events added to the log\n');
      expect(err).toBe('warning: node C has no link\n');
      expect(asked[0]?.args).toEqual({
        input: { document: 'cairn: 1', format: 'AUTO', replace: true, name: 'net' },
      });
    }));
  test('reads standard input', () =>
    withPce({ importTopology: { ...report, changes: 0 } }, async ({ url, asked }) => {
      const { out } = await cairn(['import', '-'], { url, files: { '-': 'typed' } });
      expect(out).toBe('net: 2 nodes, 1 directed link; nothing changed\n');
      expect(asked[0]?.args).toEqual({ input: { document: 'typed', format: 'AUTO', replace: false } });
    }));
  test('says how to read the file and what its network is called', () =>
    withPce({ importTopology: report }, async ({ url, asked }) => {
      const files = { '/maps/Abilene.v2.graph': 'NODES 0' };
      await cairn(['import', '/maps/Abilene.v2.graph', '--format', 'REPETITA'], { url, files });
      await cairn(['import', '/maps/Abilene.v2.graph', '--name', 'abilene'], { url, files });
      const input = { document: 'NODES 0', replace: false };
      expect(asked.map(({ args }) => args)).toEqual([
        { input: { ...input, format: 'REPETITA', name: 'Abilene.v2' } },
        { input: { ...input, format: 'AUTO', name: 'abilene' } },
      ]);
    }));
  test('of a missing file asks nothing', () =>
    withPce({}, async ({ url, asked }) => {
      const { err, code } = await cairn(['import', 'no.yaml'], { url });
      expect({ err, code, asked }).toEqual({
        err: 'cairn: can not read no.yaml: there is no such file\n',
        code: 1,
        asked: [],
      });
    }));
});

describe('measure-links', () => {
  const report = { source: 'telemetry:gnmi', samples: 2, recorded: 1, unknownLinks: ['X-Y'] };
  const lines = '{"link":"A-B","delay":1200}\n\n{"link":"X-Y","utilizedBandwidth":5e9}\n';

  test('sends the lines as samples, and tells of links that are not there', () =>
    withPce({ measureLinks: report }, async ({ url, asked }) => {
      const { out, err } = await cairn(['measure-links', 'gnmi', '-'], { url, files: { '-': lines } });
      expect(out).toBe('telemetry:gnmi: 2 samples, 1 link recorded\n');
      expect(err).toBe('warning: there is no link X-Y\n');
      const samples = [
        { link: 'A-B', delay: 1200 },
        { link: 'X-Y', utilizedBandwidth: 5e9 },
      ];
      expect(asked.map((each) => each.args)).toEqual([{ input: { collector: 'gnmi', samples } }]);
    }));

  test('sends many in several requests', () =>
    withPce({ measureLinks: { ...report, recorded: 2, unknownLinks: [] } }, async ({ url, asked }) => {
      const many = '{"link":"A-B","delay":1}\n'.repeat(2_001);
      const { out } = await cairn(['measure-links', 'gnmi', 'f'], { url, files: { f: many } });
      expect(asked).toHaveLength(2);
      expect(out).toBe('telemetry:gnmi: 2001 samples, 4 links recorded\n');
    }));

  test('says which line is wrong, and sends nothing', () =>
    withPce({ measureLinks: report }, async ({ url, asked }) => {
      const { err, code } = await cairn(['measure-links', 'gnmi', 'f'], {
        url,
        files: { f: `${lines}link A-B` },
      });
      expect({ err, code, asked }).toEqual({ err: 'cairn: f, line 4: not JSON\n', code: 1, asked: [] });
    }));
});

describe('create-lsp', () => {
  const args =
    'create-lsp lisbon gold LIS PAR --bandwidth 1G --setup-type RSVP_TE --holding-priority 3'.split(' ');
  test.each([
    ['--auto-bandwidth', {}],
    ['--maximum-bandwidth 8G --overflow-percentage 10', { maximumBandwidth: 8e9, overflowPercentage: 10 }],
  ])('with %s its bandwidth follows its traffic', (options, autoBandwidth) =>
    withPce({ createLsp: { ...OPERATION, kind: 'create-lsp', lsp: null } }, async ({ url, asked }) => {
      expect((await cairn([...args, ...options.split(' ')], { url })).code).toBe(0);
      expect(asked[0]?.args).toMatchObject({ input: { autoBandwidth } });
    }),
  );

  test('without --wait says how to follow the operation', () =>
    withPce({ createLsp: { ...OPERATION, kind: 'create-lsp', lsp: null } }, async ({ url, asked }) => {
      const { out, code } = await cairn(args, { url });
      expect(code).toBe(0);
      expect(out).toBe(
        shown(`
        create-lsp  lisbon/gold: PENDING
        operation   op-1
        reason      operator
        started     2026-03-01T12:00:00.000Z
        deadline    2026-03-01T12:00:30.000Z
        computed    in the network at position 6
        LSP         does not exist

        Follow it: cairn operation op-1 --wait
        `),
      );
      expect(asked[0]?.args).toMatchObject({
        input: {
          pcc: 'lisbon',
          name: 'gold',
          setupType: 'RSVP_TE',
          holdingPriority: 3,
          request: { source: 'LIS', destination: 'PAR', bandwidth: 1e9 },
        },
      });
    }));
  test('that failed at once has exit code 1', () =>
    withPce({ createLsp: FAILED }, async ({ url }) => {
      const { out, code } = await cairn(args, { url });
      expect(code).toBe(1);
      expect(out).toContain('lisbon/gold: FAILED after 1.5 s');
      expect(out).toContain('PCEP_ERROR: the head-end refused');
    }));
});

describe('--wait', () => {
  test('asks, ever more slowly, until the operation has its outcome', () =>
    withPce({ updateLsp: OPERATION, operation: pendingFor(5, SUCCEEDED) }, async ({ url, asked }) => {
      const { out, code, pauses } = await cairn(
        ['update-lsp', 'lisbon/gold', '--path', 'LIS,PAR', '--wait'],
        { url },
      );
      expect(code).toBe(0);
      expect(out.split('\n')[0]).toBe('update-lsp  lisbon/gold: SUCCEEDED after 250 ms');
      expect(pauses).toEqual([100, 200, 400, 800, 1000, 1000]);
      expect(asked[0]).toEqual({
        field: 'updateLsp',
        args: { input: { id: 'lisbon/gold', path: ['LIS', 'PAR'] } },
      });
    }));
  test('has exit code 1 for a failure, and JSON has the last state', () =>
    withPce({ deleteLsp: OPERATION, operation: pendingFor(1, FAILED) }, async ({ url }) => {
      const { out, code } = await cairn(['delete-lsp', 'lisbon/gold', '--wait', '--json'], { url });
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({ deleteLsp: { id: 'op-1', state: 'FAILED' } });
    }));
  test('outlasts a PCE that is away for a moment', () =>
    withPce({ operation: pendingFor(1, SUCCEEDED) }, async (pce) => {
      const terminalPaused = (): void => {
        pce.notReady = 2;
      };
      const run = await cairn(['operation', 'op-1', '--wait'], {
        url: pce.url,
        onFirstPause: terminalPaused,
      });
      expect(run).toMatchObject({ code: 0, pauses: [100, 200, 400] });
      expect(run.out).toContain('SUCCEEDED');
    }));
  test('gives up on a PCE that stays away', () =>
    withPce({ updateLsp: OPERATION }, async (pce) => {
      const terminalPaused = (): void => {
        pce.notReady = Number.POSITIVE_INFINITY;
      };
      const run = await cairn(['update-lsp', 'lisbon/gold', '--wait'], {
        url: pce.url,
        onFirstPause: terminalPaused,
      });
      expect(run).toMatchObject({ code: 1, out: '' });
      expect(run.err).toContain('cairn: not ready (NOT_READY)');
      expect(run.pauses).toHaveLength(31);
    }));
  test('does not hide an error that waiting would not mend', () =>
    withPce({ updateLsp: OPERATION, operation: null }, async ({ url }) => {
      const run = await cairn(['update-lsp', 'lisbon/gold', '--wait'], { url });
      expect(run).toMatchObject({ code: 1, out: '', pauses: [100] });
      expect(run.err).toContain('cairn: there is no operation op-1');
    }));
});

test.each([
  [['--up'], { administrative: true }],
  [['--down'], { administrative: false }],
  [['--bandwidth', '2G'], { bandwidth: 2e9 }],
  [['--make-room'], { makeRoom: true }],
  [['--no-make-room'], { makeRoom: false }],
  [
    ['--disjoint', 'srlg', '--from', 'lisbon/blue,lisbon/red', '--best-effort'],
    {
      disjoint: {
        level: 'SRLG',
        strict: false,
        shortestFirst: false,
        from: ['lisbon/blue', 'lisbon/red'],
      },
    },
  ],
  [[], {}],
])('update-lsp %j', (options, expected) =>
  withPce({ updateLsp: OPERATION }, async ({ url, asked }) => {
    await cairn(['update-lsp', 'lisbon/gold', ...options], { url });
    expect(asked[0]?.args).toEqual({ input: { id: 'lisbon/gold', ...expected } });
  }),
);

test.each([
  [['--disjoint', 'srlg'], '--disjoint and --from need each other'],
  [['--from', 'lisbon/blue'], '--disjoint and --from need each other'],
  [['--best-effort'], '--best-effort goes with --disjoint'],
])('create-lsp %j is wrong usage', (options, said) =>
  withPce({}, async ({ url, asked }) => {
    const { err, code } = await cairn(['create-lsp', 'lisbon', 'gold', 'LIS', 'PAR', ...options], { url });
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(err).toContain(said);
  }),
);

test('an error of the PCE is told with its code', () =>
  withPce(
    {
      deleteLsp: () => {
        throw new GraphQLError('there is no LSP x', { extensions: { code: 'UNKNOWN_LSP' } });
      },
    },
    async ({ url }) => {
      const { err, out, code } = await cairn(['delete-lsp', 'x'], { url });
      expect({ err, out, code }).toEqual({
        err: 'cairn: there is no LSP x (UNKNOWN_LSP)\n',
        out: '',
        code: 1,
      });
    },
  ));

/** The operation is asked for `times` times before it has its outcome. */
function pendingFor(times: number, outcome: object): () => object {
  let asked = 0;
  return () => (asked++ < times ? OPERATION : outcome);
}

describe('forget-pcc', () => {
  test('says how many LSPs went with the head-end', () =>
    withPce({ forgetPcc: { id: 'paris', lspCount: 3 } }, async ({ url, asked }) => {
      const { out } = await cairn(['forget-pcc', 'paris'], { url });
      expect(out).toBe('forgot paris, and with it 3 LSPs\n');
      expect(asked[0]?.args).toEqual({ id: 'paris' });
    }));
});
