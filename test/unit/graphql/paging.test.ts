import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { cursorOf, idOfCursor, indexAfter } from '../../../src/graphql/paging.js';
import { cases } from '../../support/cases.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';

const A = PccId('10.0.0.1');
const NAMES = Array.from({ length: 57 }, (_, index) => `${index % 3 === 0 ? 'é/' : ''}lsp ${index}`);

let cairn: TestPce;
let client: GraphqlClient;

beforeAll(async () => {
  cairn = await TestPce.start();
  const states = NAMES.map((name, index) =>
    lspState({
      pcc: A,
      name,
      plspId: index + 1,
      source: '10.0.0.1',
      destination: '10.0.0.2',
      delegated: index % 2 === 0,
    }),
  );
  await cairn.connect(A, states);
  client = await GraphqlClient.start(cairn);
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

async function allPages(first: number, filter: Record<string, unknown> | null): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { lsps } = (await client.data(
      `query ($first: Int, $after: String, $filter: LspFilter) { lsps(first: $first, after: $after, filter: $filter) {
        totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`,
      { first, after, filter },
    )) as { lsps: Page };
    pages.push(lsps);
    after = lsps.pageInfo.endCursor;
    more = lsps.pageInfo.hasNextPage;
  }
  return pages;
}

test('pages of any size make up the list: each LSP once, by id, none too many', async () => {
  const filters = fc.constantFrom(null, { delegated: true }, { name: 'nothing' });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70 }), filters, async (first, filter) => {
      const pages = await allPages(first, filter);
      const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
      const expected = [...cairn.pce.live.state.lspDb.entries()]
        .filter(
          ({ current }) =>
            filter === null || ('delegated' in filter ? current.delegated : current.name === filter.name),
        )
        .map(({ id }) => id)
        .sort();
      expect(ids).toEqual(expected);
      expect(pages.every(({ totalCount }) => totalCount === expected.length)).toBe(true);
      expect(pages.slice(0, -1).every(({ nodes }) => nodes.length === first)).toBe(true);
      expect(pages).toHaveLength(Math.max(1, Math.ceil(expected.length / first)));
    }),
    { numRuns: cases(20) },
  );
});

test('a page goes on where the last one ended, though the LSP there has gone', async () => {
  const [first] = await allPages(10, null);
  const last = first?.nodes.at(-1)?.id ?? '';
  const { lsps } = (await client.data(
    'query ($after: String) { lsps(first: 1, after: $after) { nodes { id } } }',
    {
      after: cursorOf(`${last}!`),
    },
  )) as { lsps: Page };
  expect((lsps.nodes[0]?.id ?? '') > last).toBe(true);
});

test.each(['', '!!!', 'a', `${cursorOf('x')}=`])('the cursor %p is refused', async (after) => {
  const { errors } = await client.ask('query ($after: String) { lsps(after: $after) { totalCount } }', {
    after,
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'after' });
});

test.each([0, -1, 1001])('a page of %i is refused', async (first) => {
  const { errors } = await client.ask('query ($first: Int) { lsps(first: $first) { totalCount } }', {
    first,
  });
  expect(errors?.[0]?.message).toBe(`first: must be 1 to 1000, not ${first}`);
});

test('a cursor is read back as its id', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (id) => idOfCursor(cursorOf(id)) === id),
  );
});

test('indexAfter finds what a scan finds', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.string(), (ids, id) => {
      const sorted = [...ids].sort((a, b) => (a < b ? -1 : 1));
      const scanned = sorted.findIndex((candidate) => candidate > id);
      expect(indexAfter(sorted, id)).toBe(scanned === -1 ? sorted.length : scanned);
    }),
  );
});
