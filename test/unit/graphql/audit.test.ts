import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import { emptyLog, type MemoryLog } from '../../../src/events/stores/memory/open.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

const A = PccId('10.0.0.1');

let log: MemoryLog;
let cairn: TestPce;
let client: GraphqlClient;

beforeEach(async () => {
  log = emptyLog();
  cairn = await TestPce.start({ log });
  await cairn.topology(REFERENCE_NETWORK);
  const ends = { source: '10.0.0.1', destination: '10.0.0.4' };
  await cairn.connect(A, [lspState({ pcc: A, name: 'one', ...ends, bandwidth: 1e9, route: ROUTE_A_B_D })]);
  cairn.clock.advance(1_000);
  const request = pathRequest({ source: 'A', destination: 'D', bandwidth: 6e9 });
  const create = { pcc: A, name: 'new', request, setupType: 'RSVP_TE', holdingPriority: 7 } as const;
  await Promise.all([create, { ...create, name: 'second' }].map((wanted) => cairn.pce.lsps.create(wanted)));
  cairn.clock.advance(1_000);
  await cairn.pce.lsps.update({ id: LspId(A, 'one'), path: ['A', 'C', 'D'] });
  client = await GraphqlClient.start(cairn);
});

afterEach(async () => {
  await client.server.close();
  await cairn.stop();
});

const COUNTS = 'reproduced different notComputed';
const ask = async (query: string) =>
  (await client.ask(`{ ${query} }`)) as { data: unknown; errors?: unknown };

describe('audit', () => {
  test('gives each decision with its verdict, and counts them', async () => {
    const { data } = await ask(
      `audit { ${COUNTS} pageInfo { hasNextPage } nodes { type lspId pccId verdict reason differences { recorded { links } } } }`,
    );
    const found = { pccId: A, differences: [] };
    expect(data).toEqual({
      audit: {
        reproduced: 2,
        different: 0,
        notComputed: 1,
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            type: 'LspInitiationRequested',
            lspId: '10.0.0.1/new',
            verdict: 'REPRODUCED',
            reason: null,
            ...found,
          },
          {
            type: 'LspInitiationRequested',
            lspId: '10.0.0.1/second',
            verdict: 'REPRODUCED',
            reason: null,
            ...found,
          },
          {
            type: 'LspUpdateRequested',
            lspId: '10.0.0.1/one',
            verdict: 'NOT_COMPUTED',
            reason: 'no path was computed: it was given, or stayed as it was',
            ...found,
          },
        ],
      },
    });
  });

  test('shows what the log says beside what is computed now', async () => {
    const index = log.events.findLastIndex(({ type }) => type === 'LspInitiationRequested');
    const event = log.events[index];
    if (event === undefined) throw new Error('nothing was decided');
    log.events[index] = { ...event, text: event.text.replaceAll('"A-C"', '"A-B"') };
    const { data } = await ask(`audit(lsp: "10.0.0.1/second") {
      ${COUNTS} nodes { position computedAt differences {
        recorded { lspId links reasons alternatives teMetric delay }
        recomputed { links igpMetric signalledRoute { kind address } }
      } }
    }`);
    expect(data).toEqual({
      audit: {
        reproduced: 0,
        different: 1,
        notComputed: 0,
        nodes: [
          {
            position: String(event.position),
            computedAt: expect.stringMatching(/^\d+$/),
            differences: [
              {
                recorded: {
                  lspId: '10.0.0.1/second',
                  links: ['A-B', 'C-D'],
                  reasons: [],
                  alternatives: [],
                  teMetric: 40,
                  delay: 3000,
                },
                recomputed: {
                  links: ['A-C', 'C-D'],
                  igpMetric: 2,
                  signalledRoute: [
                    { kind: 'ADDRESS', address: '10.1.3.2' },
                    { kind: 'ADDRESS', address: '10.3.4.2' },
                  ],
                },
              },
            ],
          },
        ],
      },
    });
  });

  test('goes on where the page before ended, and is narrowed by moments and types', async () => {
    const [first, second, third] = await pages();
    expect([first, second, third]).toEqual([['10.0.0.1/new'], ['10.0.0.1/second'], ['10.0.0.1/one']]);
    const one = { audit: { nodes: [{ lspId: '10.0.0.1/one' }] } };
    const time = new Date(cairn.clock.now() - 500).toISOString();
    expect((await ask(`audit(from: { time: "${time}" }) { nodes { lspId } }`)).data).toEqual(one);
    expect((await ask('audit(types: ["LspUpdateRequested"]) { nodes { lspId } }')).data).toEqual(one);
    const before = await ask(`audit(to: { time: "${time}" }) { ${COUNTS} }`);
    expect(before.data).toEqual({ audit: { reproduced: 2, different: 0, notComputed: 0 } });
  });

  test.each([
    ['audit(to: { position: "4711" })', 'UNKNOWN_MOMENT'],
    ['audit(first: 5000)', 'BAD_USER_INPUT'],
    ['audit(types: ["Nonsense"])', 'BAD_USER_INPUT'],
  ])('%s is refused: %s', async (query, code) => {
    const { errors } = await ask(`${query} { ${COUNTS} }`);
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});

test('an operation knows with which others it was computed', async () => {
  const down = REFERENCE_NETWORK.replace(/(from: A, to: B,.*) \}/, '$1, operational: false }');
  const ends = { pcc: A, source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 1e9, route: ROUTE_A_B_D };
  for (const [index, name] of ['two', 'three'].entries())
    cairn.report(lspState({ ...ends, name, plspId: index + 2 }));
  await cairn.settled();
  await cairn.topology(down, true);
  await cairn.settled();
  const operation = [...cairn.pce.live.state.operations.pending()].find(
    ({ lsp, reason }) => lsp === LspId(A, 'two') && reason === 'path-broken',
  );
  const { data } = await ask(`operation(id: "${operation?.id}") { computation { together } }`);
  expect(data).toEqual({ operation: { computation: { together: ['10.0.0.1/three'] } } });
});

async function pages(): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  for (let after = ''; ; ) {
    const argument = after === '' ? '' : `, after: "${after}"`;
    const { data } = await ask(
      `audit(first: 1${argument}) { nodes { lspId } pageInfo { endCursor hasNextPage } }`,
    );
    const { audit } = data as {
      audit: { nodes: { lspId: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
    found.push(audit.nodes.map(({ lspId }) => lspId));
    if (!audit.pageInfo.hasNextPage) return found;
    after = audit.pageInfo.endCursor;
  }
}
