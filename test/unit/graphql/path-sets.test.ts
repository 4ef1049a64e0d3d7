import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PccId } from '../../../src/domain/values/identifiers.js';
import { GraphqlClient } from '../../support/graphql-client.js';
import { lspState, TestPce } from '../../support/pce.js';
import { REFERENCE_NETWORK, ROUTE_A_B_D } from '../../support/reference-network.js';

let cairn: TestPce;
let client: GraphqlClient;

beforeAll(async () => {
  cairn = await TestPce.start();
  await cairn.topology(REFERENCE_NETWORK);
  const A = PccId('10.0.0.1');
  const north = { pcc: A, name: 'north', source: '10.0.0.1', destination: '10.0.0.4', bandwidth: 7e9 };
  await cairn.connect(A, [lspState({ ...north, route: ROUTE_A_B_D, plspId: 1 })]);
  client = await GraphqlClient.start(cairn);
});

afterAll(async () => {
  await client.server.close();
  await cairn.stop();
});

const A_TO_D = '{ source: "A", destination: "D" }';

async function compute(requests: string, more = ''): Promise<Record<string, unknown>> {
  const { computePaths } = await client.data(`{ computePaths(requests: [${requests}] ${more}) {
    results { path { nodes } noPath { reasons relaxations { constraint from to } } position }
    shared { links nodes srlgs } exact position } }`);
  return computePaths as Record<string, unknown>;
}

const path = (...nodes: readonly string[]) => ({
  path: { nodes },
  noPath: null,
  position: expect.any(String),
});

describe('computePaths', () => {
  test('shares the bandwidth out', async () => {
    const wide = '{ source: "A", destination: "D", bandwidth: 8e9 }';
    const { results, exact } = await compute(`${wide}, ${wide}`);
    const reasons = (results as { noPath: { reasons: string[] } | null }[]).map(
      ({ noPath }) => noPath?.reasons,
    );
    expect(reasons.filter((known) => known !== undefined)).toEqual([['BANDWIDTH']]);
    expect(exact).toBe(true);
  });

  test('gives disjoint paths', async () => {
    expect(await compute(`${A_TO_D}, ${A_TO_D}`, 'disjointness: { level: NODE }')).toEqual({
      results: [path('A', 'B', 'D'), path('A', 'C', 'D')],
      shared: { links: [], nodes: [], srlgs: [] },
      exact: true,
      position: String(cairn.store.head()),
    });
  });

  test('keeps away from an LSP that stays', async () => {
    const { results } = await compute(A_TO_D, 'disjointness: { level: SRLG, from: ["10.0.0.1/north"] }');
    expect(results).toEqual([path('A', 'C', 'D')]);
  });

  test.each([
    ['CUMULATIVE_COST', 2e9, ['ABD', 'ACD']],
    ['AGGREGATE_BANDWIDTH', 5e8, ['AD', 'AD']],
    // 7 of 10 Gbit/s are taken by way of B.
    ['MOST_LOADED_LINK', 2e9, ['ACD', 'ACD']],
    ['SHARED_LINKS', 1e9, ['ABD', 'ACD']],
    ['SHARED_SRLGS', 1e9, ['ABD', 'ACD']],
    ['SHARED_NODES', 1e9, ['ABD', 'ACD']],
  ])('%s is what the set is best in', async (objective, bandwidth, expected) => {
    const one = `{ source: "A", destination: "D", bandwidth: ${bandwidth} }`;
    const { results, exact } = await compute(`${one}, ${one}`, `objective: ${objective}`);
    const nodes = (results as { path: { nodes: string[] } }[]).map(({ path: found }) => found.nodes.join(''));
    expect(nodes.sort()).toEqual(expected);
    expect(exact).toBe(true);
  });

  test('keeps a set within bounds, or gives nobody a path', async () => {
    const one = '{ source: "A", destination: "D", bandwidth: 1e9 }';
    const within = async (bounds: string) => {
      const answer = await client.data(`{ computePaths(requests: [${one}, ${one}], bounds: [${bounds}]) {
        results { path { nodes } noPath { reasons relaxations { constraint from to } } }
        load { aggregateBandwidth mostLoadedLink } } }`);
      return answer['computePaths'] as { results: { path: { nodes: string[] } | null }[]; load: unknown };
    };
    // 7 of 10 Gbit/s are taken by way of B, 14 on both links.
    const free = await within('');
    expect(free.results.map(({ path: found }) => found?.nodes.join(''))).toEqual(['ABD', 'ABD']);
    expect(free.load).toEqual({ aggregateBandwidth: 18e9, mostLoadedLink: 0.9 });
    const shorter = await within('{ metric: AGGREGATE_BANDWIDTH, max: 17e9 }');
    expect(shorter.results.map(({ path: found }) => found?.nodes.join('') ?? '').sort()).toEqual([
      'ABD',
      'AD',
    ]);
    const refused = await within('{ metric: CUMULATIVE_TE, max: 39 }');
    const relaxations = [{ constraint: 'set.bounds.CUMULATIVE_TE', from: '39', to: '40' }];
    for (const { path: found, ...result } of refused.results) {
      expect(found).toBeNull();
      expect(result).toEqual({ noPath: { reasons: ['METRIC_BOUND'], relaxations } });
    }
    expect(refused.load).toEqual({ aggregateBandwidth: 14e9, mostLoadedLink: 0.7 });
  });

  test('refuses what can not be disjoint, and shares least on demand', async () => {
    const narrow = '{ source: "A", destination: "D", exclude: ["C", "A-D"] }';
    const strict = await compute(`${narrow}, ${A_TO_D}, ${narrow}`, 'disjointness: { level: NODE }');
    const { results } = strict as { results: { path: unknown; noPath: { reasons: string[] } }[] };
    for (const { noPath } of results) expect(noPath.reasons).toEqual(['DISJOINTNESS']);
    const shared = { links: ['A-B', 'B-D'], nodes: ['B'], srlgs: [] };
    expect(strict['shared']).toEqual(shared);
    const loose = await compute(`${narrow}, ${narrow}`, 'disjointness: { level: NODE, strict: false }');
    expect(loose).toMatchObject({ results: [path('A', 'B', 'D'), path('A', 'B', 'D')], shared });
  });

  test.each([
    [`${A_TO_D}, { source: "A", destination: "D", objective: MINIMUM_LOAD }`, '', 'requests[1].objective'],
    [Array.from({ length: 33 }, () => A_TO_D).join(), '', 'requests'],
    [Array.from({ length: 9 }, () => A_TO_D).join(), 'disjointness: { level: LINK }', 'requests'],
    [Array.from({ length: 9 }, () => A_TO_D).join(), 'objective: MOST_LOADED_LINK', 'requests'],
    [A_TO_D, 'disjointness: { level: LINK, from: ["nobody"] }', 'disjointness.from'],
    [A_TO_D, 'bounds: [{ metric: CUMULATIVE_TE, max: -1 }]', 'bounds'],
    [A_TO_D, 'bounds: [{ metric: CUMULATIVE_TE, max: 1 }, { metric: CUMULATIVE_TE, max: 2 }]', 'bounds'],
    [A_TO_D, 'maximumSidDepth: 0', 'maximumSidDepth'],
  ])('%.70s %s is refused by name', async (requests, more, argument) => {
    const { errors } = await client.ask(`{ computePaths(requests: [${requests}] ${more}) { exact } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });
});

test('computePath takes the least loaded or the widest path', async () => {
  const nodes = async (objective: string): Promise<unknown> => {
    const request = `{ source: "A", destination: "D", metric: IGP, objective: ${objective} }`;
    const { computePath } = await client.data(`{ computePath(request: ${request}) { path { nodes } } }`);
    return (computePath as { path: { nodes: unknown } }).path.nodes;
  };
  // 7 of 10 Gbit/s are taken by way of B; A-D is empty, but has only 1.
  expect(await nodes('MINIMUM_COST')).toEqual(['A', 'B', 'D']);
  expect(await nodes('MINIMUM_LOAD')).toEqual(['A', 'C', 'D']);
  expect(await nodes('MAXIMUM_BANDWIDTH')).toEqual(['A', 'C', 'D']);
});

test('computePath passes abstract nodes, and strict hops directly', async () => {
  const nodes = async (include: string, more = ''): Promise<unknown> => {
    const request = `{ source: "A", destination: "D", include: ["${include}"] ${more} }`;
    const { computePath } = await client.data(`{ computePath(request: ${request}) { path { nodes } } }`);
    return (computePath as { path: { nodes: unknown } }).path.nodes;
  };
  expect(await nodes('10.0.0.2/31')).toEqual(['A', 'B', 'D']);
  expect(await nodes('10.0.0.2/31', 'exclude: ["B"]')).toEqual(['A', 'C', 'D']);
  expect(await nodes('D')).toEqual(['A', 'B', 'D']);
  expect(await nodes('strict D')).toEqual(['A', 'D']);
});
