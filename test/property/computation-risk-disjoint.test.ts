import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DisjointPairs } from '../../src/domain/computation/algorithm/disjoint-pair.js';
import { createNetwork } from '../../src/domain/computation/algorithm/network.js';
import type { Query } from '../../src/domain/computation/algorithm/query.js';
import {
  type RiskPairFound,
  riskDisjointPair,
} from '../../src/domain/computation/algorithm/risk-disjoint-pair.js';
import { ANY_LINK } from '../../src/domain/computation/kernel/link-filter.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import {
  comparePathsOf,
  idsOf,
  type SmallNetwork,
  simplePaths,
  smallNetwork,
  total,
} from './computation-oracle.js';

function pairOn(
  { nodes, links }: SmallNetwork,
  nodesToo: boolean,
  limit?: number,
): RiskPairFound & { ids: string[][] } {
  const network = createNetwork(nodes, links);
  const { graph, paths } = network;
  const query: Query = {
    ...ANY_LINK,
    bandwidth: 1,
    source: 0,
    destination: nodes.length - 1,
    weights: graph.igpMetric,
    bounds: [],
    waypoints: [],
  };
  const found = riskDisjointPair(network, new DisjointPairs(graph, paths), query, nodesToo, limit);
  const ids =
    found.kind === 'none' ? [] : (found.paths ?? []).map((path) => path.map((link) => graph.links[link]!.id));
  return { ...found, ids };
}

/** All pairs, better path first, in the order of what they cost, of how many links they have, and of their paths. */
function bestPair(network: SmallNetwork, nodesToo: boolean): string[][] {
  const compare = comparePathsOf('IGP');
  const paths = simplePaths(network, 'n0', `n${network.nodes.length - 1}`)
    .filter((path) => path.every(({ reservable }) => reservable >= 1))
    .sort(compare);
  const inner = (path: readonly TopologyLink[]): readonly string[] =>
    path.slice(1).map(({ source }) => source);
  const share = (a: readonly TopologyLink[], b: readonly TopologyLink[]): boolean =>
    a.some(
      (link) => b.includes(link) || b.some(({ srlgs }) => srlgs.some((risk) => link.srlgs.includes(risk))),
    ) ||
    (nodesToo && inner(a).some((node) => inner(b).includes(node)));
  const pairs = paths.flatMap((a, at) =>
    paths.slice(at + 1).flatMap((b) => (share(a, b) ? [] : [[a, b] as const])),
  );
  pairs.sort(
    ([a, b], [c, d]) =>
      total([...a, ...b], 'IGP') - total([...c, ...d], 'IGP') ||
      a.length + b.length - c.length - d.length ||
      compare(a, c) ||
      compare(b, d),
  );
  return (pairs[0] ?? []).map(idsOf);
}

test('the best pair without a shared risk is that of all pairs of simple paths', () => {
  fc.assert(
    fc.property(smallNetwork(7), fc.boolean(), (network, nodesToo) => {
      expect(pairOn(network, nodesToo).ids).toEqual(bestPair(network, nodesToo));
    }),
    { numRuns: 1500 },
  );
});

test('a search that meets its limit says so and gives what it has', () => {
  fc.assert(
    fc.property(smallNetwork(7), (network) => {
      const found = pairOn(network, false, 1);
      const expected = bestPair(network, false);
      if (found.kind === 'found') expect(found.ids).toEqual(expected);
      else if (found.kind === 'none') expect(expected).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
