import { describe, expect, jest, test } from '@jest/globals';
import { cairn, shown } from './cli-run.js';
import { withPce } from './fake-pce.js';
import { BARE_LSP, BROKEN, EVENT, LINK, LIS, LSP, MAD, PATH, PCC, SHORT_PATH } from './network.js';

const page = (nodes: readonly object[], endCursor: string | null, hasNextPage: boolean) => ({
  nodes,
  pageInfo: { endCursor, hasNextPage },
});

test('status counts what there is', () =>
  withPce(
    {
      pce: {
        name: 'Cairn',
        version: '1.2.3',
        startedAt: '2026-03-01T12:00:00.000Z',
        position: '42',
        ready: true,
      },
      pccs: [PCC, { ...PCC, id: 'paris', connected: false, lastEnd: 'dead-timer' }],
      topology: { nodes: [LIS, MAD], links: [LINK, BROKEN] },
      lsps: ({ filter }: { filter?: { operationalState?: string; delegated?: boolean } }) => ({
        totalCount:
          { UP: 3, ACTIVE: 1, DOWN: 2, GOING_UP: 0 }[filter?.operationalState ?? ''] ??
          (filter?.delegated ? 5 : 6),
      }),
    },
    async ({ url }) => {
      const { out, code } = await cairn(['status'], { url });
      expect(code).toBe(0);
      expect(out).toBe(
        shown(`
        PCE        Cairn 1.2.3 at ${url}
        started    2026-03-01T12:00:00.000Z
        position   42 (last event that is applied)
        topology   2 nodes, 2 directed links, 1 down
        LSPs       6: 4 up, 2 down, 5 delegated
        head-ends  2: 1 connected

        ID      ADDRESS     SESSION            SINCE                     LSPS  CAN            SETUP            MSD
        lisbon  127.1.0.14  up                 2026-03-01T12:00:00.000Z     2  report,update  RSVP_TE,SR_MPLS   10
        paris   127.1.0.14  ended: dead-timer  2026-03-01T12:00:00.000Z     2  report,update  RSVP_TE,SR_MPLS   10
        `),
      );
    },
  ));

describe('lsps', () => {
  test('are a table, narrowed by the options', () =>
    withPce({ lsps: { ...page([LSP, BARE_LSP], 'c2', true), totalCount: 7 } }, async ({ url, asked }) => {
      const options = [
        '--over-link',
        'LIS-MAD',
        '--state',
        'UP',
        '--no-delegated',
        '--first',
        '2',
        '--as-of',
        '120',
      ];
      const { out } = await cairn(['lsps', ...options], { url });
      expect(out).toBe(
        shown(`
        ID           STATE                     DELEGATED  SETUP     BANDWIDTH  FROM       TO         PATH
        lisbon/gold  UP                        yes        SR_MPLS  2.5 Gbit/s  10.0.0.14  10.0.0.23  LIS MAD PAR
        lisbon/tin   DOWN (admin down, stale)  no         RSVP_TE     0 bit/s  10.0.0.14  10.0.0.23  -

        2 of 7 LSPs; go on with --after 'c2', or a larger --first
        `),
      );
      expect(asked).toEqual([
        {
          field: 'lsps',
          args: {
            filter: { overLink: 'LIS-MAD', operationalState: 'UP', delegated: false },
            first: 2,
            asOf: { position: '120' },
          },
        },
      ]);
    }));

  test('are read page by page beyond what the PCE gives at once', () =>
    withPce(
      {
        lsps: ({ first, after }: { first: number; after?: string }) => ({
          ...page(
            Array(after === undefined ? 1000 : first).fill(LSP),
            after === undefined ? 'c1' : 'c2',
            true,
          ),
          totalCount: 2000,
        }),
      },
      async ({ url, asked }) => {
        const { out } = await cairn(['lsps', '--first', '1001', '--json'], { url });
        expect((JSON.parse(out) as { lsps: { nodes: object[] } }).lsps.nodes).toHaveLength(1001);
        expect(asked.map(({ args }) => args)).toEqual([
          { filter: {}, first: 1000 },
          { filter: {}, first: 1, after: 'c1' },
        ]);
      },
    ));
});

describe('lsp', () => {
  test('shows path, paths and history', () =>
    withPce({ lsp: LSP }, async ({ url }) => {
      const { out } = await cairn(['lsp', 'lisbon/gold'], { url });
      expect(out).toBe(
        shown(`
        LSP         lisbon/gold
        state       UP
        head-end    lisbon at 127.1.0.14, PLSP-ID 3
        from, to    10.0.0.14, 10.0.0.23
        set up by   SR_MPLS, created by a PCE
        delegated   yes
        bandwidth   2.5 Gbit/s
        priorities  setup 7, holding 6
        affinities  any of 1,2; none of 5
        changed     2026-03-01T12:00:01.000Z, position 7

        Path: 2 hops, IGP 185, TE 250, delay -
          HOP  LINK            TO            ADDRESS    LABEL  IGP   TE    DELAY
            1  LIS-MAD         MAD (Madrid)  10.1.0.2   24001   65  130  3.25 ms
            2  MAD-PAR (down)  PAR, loosely  10.0.0.23      -  120    -        -

        All 2 paths:
          LSP-ID  TUNNEL  STATE      BANDWIDTH  PATH
               1       4  UP        2.5 Gbit/s  LIS MAD PAR
               2       4  GOING_UP  2.5 Gbit/s  LIS PAR

        History:
          POSITION  TIME                      EVENT        STREAM
                 7  2026-03-01T12:00:01.000Z  LspReported  lsp-lisbon/gold
        `),
      );
    }));

  test('that does not exist is a failure', () =>
    withPce({ lsp: null }, async ({ url }) => {
      const { err, out, code } = await cairn(['lsp', 'lisbon/lead', '--as-of', '5'], { url });
      expect({ err, out, code }).toEqual({
        err: 'cairn: there is no LSP lisbon/lead at that moment\n',
        out: '',
        code: 1,
      });
    }));

  test('with control characters in its name does not steer the terminal', () =>
    withPce({ lsp: { ...LSP, id: 'lisbon/\u001b[2J' } }, async ({ url }) => {
      const { out } = await cairn(['lsp', 'x'], { url });
      expect(out).toContain('LSP         lisbon/\\u001b[2J\n');
    }));
});

describe('path', () => {
  test('is shown hop by hop, with alternatives', () =>
    withPce(
      { computePath: { path: PATH, alternatives: [SHORT_PATH], noPath: null, position: '9' } },
      async ({ url, asked }) => {
        const { out, code } = await cairn(
          'path Lisbon PAR --bandwidth 5G --metric delay --bound DELAY=2ms --exclude A,B --include C --include-any 1,2 --alternatives 1'.split(
            ' ',
          ),
          { url },
        );
        expect(code).toBe(0);
        expect(out).toBe(
          shown(`
          Path from Lisbon to PAR: 2 hops, IGP 185, TE 250, delay -
            HOP  LINK            TO            ADDRESS    LABEL  IGP   TE    DELAY
              1  LIS-MAD         MAD (Madrid)  10.1.0.2   24001   65  130  3.25 ms
              2  MAD-PAR (down)  PAR, loosely  10.0.0.23      -  120    -        -

          Alternatives:
            HOPS  IGP   TE    DELAY  PATH
               1  400  400  12.3 ms  LIS PAR

          Computed in the network at position 9.
          `),
        );
        expect(asked[0]?.args).toEqual({
          request: {
            source: 'Lisbon',
            destination: 'PAR',
            bandwidth: 5e9,
            setupPriority: 7,
            metric: 'DELAY',
            objective: 'MINIMUM_COST',
            bounds: [{ metric: 'DELAY', max: 2000 }],
            includeAny: [1, 2],
            includeAll: [],
            excludeAny: [],
            exclude: ['A', 'B'],
            excludeSrlgs: [],
            include: ['C'],
            alternatives: 1,
          },
        });
      },
    ));

  test('that does not exist says why and what would help, with exit code 1', () =>
    withPce(
      {
        computePath: {
          path: null,
          alternatives: [],
          noPath: {
            reasons: ['BANDWIDTH', 'METRIC_BOUND'],
            relaxations: [
              { constraint: 'bandwidth', from: '50000000000', to: '9900000000', path: SHORT_PATH },
              { constraint: 'bounds.DELAY', from: '2000', to: '12345', path: SHORT_PATH },
              { constraint: 'exclude', from: 'A,B', to: 'none', path: PATH },
            ],
            cheapest: {
              relaxation: {
                constraint: 'bandwidth',
                from: '50000000000',
                to: '9900000000',
                path: SHORT_PATH,
              },
              concern: 'REQUEST',
              price: 0.802,
              because: 'PRICE',
              next: { constraint: 'bounds.DELAY', from: '2000', to: '12345', path: SHORT_PATH },
            },
            bottleneck: {
              from: LIS,
              to: MAD,
              links: [
                {
                  link: LINK,
                  shortfalls: [
                    { constraint: 'bandwidth', has: '9900000000', wanted: '50000000000' },
                    { constraint: 'exclude', has: 'B', wanted: 'none' },
                  ],
                },
              ],
              reached: 1,
              reaching: 4,
              nodeCount: 23,
            },
            bounds: [{ metric: 'DELAY', max: 2000, least: 3250 }],
          },
          position: '9',
        },
      },
      async ({ url }) => {
        const { out, code } = await cairn(['path', 'LIS', 'PAR'], { url });
        expect(code).toBe(1);
        expect(out).toBe(
          shown(`
          NO-PATH from LIS to PAR

          Why:
            BANDWIDTH     not enough unreserved bandwidth
            METRIC_BOUND  every path is above an upper limit of a metric

          From LIS to MAD one of these has to be taken (LIS reaches 1, 4 reach MAD, of 23 nodes):
            LINK     CONSTRAINT  HAS         WANTED
            LIS-MAD  bandwidth   9.9 Gbit/s  50 Gbit/s
                     exclude     B           none

          The least that is possible under all other constraints:
            METRIC    LEAST  AT MOST
            DELAY   3.25 ms     2 ms

          What would help, each by itself:
            CONSTRAINT    NOW        WOULD DO    PATH           DELAY
            bandwidth     50 Gbit/s  9.9 Gbit/s  LIS PAR      12.3 ms
            bounds.DELAY  2 ms       12.3 ms     LIS PAR      12.3 ms
            exclude       A,B        none        LIS MAD PAR        -

          Cheapest is bandwidth: it gives up 80.2 %, less than bounds.DELAY.

          Computed in the network at position 9.
          `),
        );
      },
    ));
});

test('topology shows how much of each link is taken', () =>
  withPce(
    {
      topology: { nodes: [LIS, MAD], links: [LINK, BROKEN], position: '9', time: '2026-03-01T12:00:00.000Z' },
    },
    async ({ url, asked }) => {
      const { out } = await cairn(['topology', '--as-of', '2026-03-01T12:00:00Z'], { url });
      expect(out).toBe(
        shown(`
        LINK     FROM  TO   STATE    CAPACITY     RESERVED    USED  IGP   TE    DELAY  GROUPS
        LIS-MAD  LIS   MAD  up     100 Gbit/s  12.5 Gbit/s  12.5 %   65  130  3.25 ms  0,3
        MAD-PAR  MAD   PAR  DOWN      0 bit/s      0 bit/s       -  120    -        -  -

        2 nodes, 2 directed links, 1 down; position 9, 2026-03-01T12:00:00.000Z
        `),
      );
      expect(asked[0]?.args).toEqual({ asOf: { time: '2026-03-01T12:00:00Z' } });
      const nodes = await cairn(['topology', '--nodes'], { url });
      expect(nodes.out.split('\n').slice(0, 3)).toEqual([
        'NODE  NAME    ROUTER ID  PREFIX SID  LINKS',
        'LIS   Lisbon  10.0.0.14       16014      1',
        'MAD   Madrid  -                   -      2',
      ]);
    },
  ));

test('topology shows what keeps a link out of use', () => {
  const fibre = { id: 'm-1', name: 'fibre', end: '2026-03-01T14:00:00.000Z' };
  const links = [{ ...LINK, outOfUse: [fibre] }];
  return withPce(
    { topology: { nodes: [LIS], links, position: '9', time: '2026-03-01T12:00:00.000Z' } },
    async ({ url }) => {
      const { out } = await cairn(['topology'], { url });
      expect(out).toContain('up, out of use: fibre to 2026-03-01T14:00:00.000Z');
    },
  );
});

test('topology --format prints the document and nothing else', () => {
  const document = jest.fn((_args: object, ..._context: unknown[]) => 'cairn: topology/1\nname: lab\n');
  const topology = { document, position: '9', time: '2026-03-01T12:00:00.000Z' };
  return withPce({ topology }, async ({ url }) => {
    const { out } = await cairn(['topology', '--format', 'RFC8345', '--name', 'lab'], { url });
    expect(out).toBe('cairn: topology/1\nname: lab\n');
    expect(document).toHaveBeenCalledTimes(1);
    expect(document.mock.calls[0]?.[0]).toEqual({ format: 'RFC8345', name: 'lab' });
    const { err, code } = await cairn(['topology', '--format', 'GRAPHML'], { url });
    expect([code, err]).toEqual([2, expect.stringContaining('Allowed choices are CAIRN, RFC8345.')]);
  });
});

test('diff says what was added, removed and changed', () =>
  withPce(
    {
      diff: {
        nodes: [],
        links: [
          {
            id: 'A-B',
            kind: 'CHANGED',
            fields: ['operational'],
            before: { operational: true },
            after: { operational: false },
          },
          { id: 'A-C', kind: 'REMOVED', fields: [], before: {}, after: null },
        ],
        lsps: [
          {
            id: 'p/gold',
            kind: 'CHANGED',
            fields: ['identifiers', 'route'],
            before: { identifiers: { lspId: 1 }, route: [{ address: '10.1.0.1' }] },
            after: { identifiers: { lspId: 2 }, route: [{ address: '10.1.0.3' }, { address: '10.1.0.5' }] },
          },
          { id: 'p/new', kind: 'ADDED', fields: [], before: null, after: {} },
        ],
      },
    },
    async ({ url, asked }) => {
      const { out } = await cairn(['diff', '--from', '10', '--to', '20'], { url });
      expect(out).toBe(
        shown(`
        Links: 0 added, 1 removed, 1 changed
          ~ A-B
              operational: true -> false
          - A-C
        LSPs: 1 added, 0 removed, 1 changed
          ~ p/gold
              route: 10.1.0.1 -> 10.1.0.3 10.1.0.5
              also: identifiers
          + p/new
        `),
      );
      expect(asked[0]?.args).toEqual({ from: { position: '10' }, to: { position: '20' } });
    },
  ));

test('events go on after short pages, and JSON is the data', () =>
  withPce(
    {
      events: ({ after }: { after?: string }) =>
        after === undefined ? page([], '500', true) : page([EVENT], '507', false),
    },
    async ({ url, asked }) => {
      const { out } = await cairn(['events', '--from', '3', '--types', 'LspReported', '--json'], { url });
      expect((JSON.parse(out) as { events: { nodes: object[] } }).events.nodes).toMatchObject([EVENT]);
      expect(asked.map(({ args }) => args)).toEqual([
        { types: ['LspReported'], from: { position: '3' }, first: 100 },
        { types: ['LspReported'], first: 100, after: '500' },
      ]);
    },
  ));
