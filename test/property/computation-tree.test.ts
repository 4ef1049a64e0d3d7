import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createNetwork } from '../../src/domain/computation/algorithm/network.js';
import { compileQuery } from '../../src/domain/computation/algorithm/query.js';
import type { TreeComputation } from '../../src/domain/computation/computer.js';
import { createPathComputer } from '../../src/domain/computation/engine.js';
import { SearchLabels } from '../../src/domain/computation/kernel/shortest-path.js';
import { ExactForest } from '../../src/domain/computation/tree/exact-forest.js';
import { firstTrees } from '../../src/domain/computation/tree/first-trees.js';
import { improvedTree } from '../../src/domain/computation/tree/improved-tree.js';
import { pathRequest } from '../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import { leafRequest, type TreeRequest, treeRequest } from '../../src/domain/values/tree-request.js';
import { cases } from '../support/cases.js';
import {
  allowedPaths,
  denseNetwork,
  idsOf,
  isAllowed,
  requestOn,
  type SmallNetwork,
  smallNetwork,
  total,
} from './computation-oracle.js';

/** Every tree from the root over allowed links: each node beside the root has no way in or one, and it leads back. */
function everyTree(network: SmallNetwork, root: string, allowed: readonly TopologyLink[]): TopologyLink[][] {
  let choices: TopologyLink[][] = [[]];
  for (const { id } of network.nodes) {
    if (id === root) continue;
    const entries = allowed.filter(({ target }) => target === id);
    choices = choices.flatMap((chosen) => [chosen, ...entries.map((entry) => [...chosen, entry])]);
  }
  return choices.filter((chosen) => chosen.every((link) => wayTo(chosen, root, link.target) !== undefined));
}

/** The links from the root to a node within a tree; undefined when they do not lead there. */
function wayTo(tree: readonly TopologyLink[], root: string, node: string): TopologyLink[] | undefined {
  const way: TopologyLink[] = [];
  for (let at = node; at !== root; at = way[0]!.source) {
    const entry = tree.find(({ target }) => target === at);
    if (entry === undefined || way.length > tree.length) return undefined;
    way.unshift(entry);
  }
  return way;
}

const allowedLinks = (network: SmallNetwork, request: TreeRequest): readonly TopologyLink[] =>
  network.links.filter((link) => {
    const one = { ...leafRequest(request, link.target), source: link.source, bounds: [] };
    const usesDelay = request.bounds.some(({ metric }) => metric === 'DELAY');
    return link.operational && (!usesDelay || link.delay !== undefined) && isAllowed(network, one, [link]);
  });

/** The cheapest tree to all these leaves within the bounds. */
function leastCost(network: SmallNetwork, request: TreeRequest, leaves: readonly string[]): number {
  const allowed = allowedLinks(network, request);
  const spanning = everyTree(network, request.root, allowed).filter((tree) =>
    leaves.every((leaf) => {
      const way = wayTo(tree, request.root, leaf);
      return way !== undefined && request.bounds.every(({ metric, max }) => total(way, metric) <= max);
    }),
  );
  return Math.min(...spanning.map((tree) => total(tree, request.metric)));
}

const wantedOn = (network: SmallNetwork): fc.Arbitrary<TreeRequest> =>
  fc
    .record({
      request: requestOn(network),
      leaves: fc.uniqueArray(fc.constantFrom(...network.nodes.map(({ id }) => id as string)), {
        minLength: 1,
        maxLength: 4,
      }),
    })
    .map(({ request, leaves }) => {
      const { source, destination: _, include: __, alternatives: ___, ...constraints } = request;
      return treeRequest({
        ...constraints,
        // Links of dense networks have no addresses to be excluded by.
        exclude: constraints.exclude.filter((reference) => reference !== undefined),
        root: source,
        leaves: leaves.filter((leaf) => leaf !== source),
      });
    })
    .filter(({ leaves }) => leaves.length > 0);

const asked = fc
  .oneof(smallNetwork(5), denseNetwork(5))
  .chain((network) => fc.record({ network: fc.constant(network), request: wantedOn(network) }));

function linksOf(network: SmallNetwork, { links }: TreeComputation): TopologyLink[] {
  return links.map((id) => network.links.find((link) => link.id === id)!);
}

const reachedOf = ({ leaves }: TreeComputation): string[] =>
  leaves.flatMap((leaf) => (leaf.kind === 'reached' ? [leaf.node] : []));

function computed(network: SmallNetwork, request: TreeRequest, present?: TreeComputation): TreeComputation {
  const computer = createPathComputer();
  computer.setTopology(network.nodes, network.links);
  return computer.computeTree({ request, ...(present === undefined ? {} : { present: present.links }) });
}

describe('trees against every tree there is', () => {
  test('a tree spans the leaves that it says, over allowed links and within the bounds of each', () => {
    fc.assert(
      fc.property(asked, ({ network, request }) => {
        const answer = computed(network, request);
        const tree = linksOf(network, answer);
        const allowed = allowedLinks(network, request);
        expect(new Set(tree.map(({ target }) => target)).size).toBe(tree.length);
        expect(tree.every((link) => allowed.includes(link))).toBe(true);
        for (const leaf of answer.leaves) {
          const paths = allowedPaths(network, leafRequest(request, leaf.leaf));
          if (leaf.kind === 'reached') {
            const way = wayTo(tree, request.root, leaf.node)!;
            expect(leaf.path.links).toEqual(idsOf(way));
            expect(request.bounds.every(({ metric, max }) => total(way, metric) <= max)).toBe(true);
          } else if (new Set(request.bounds.map(({ metric }) => metric)).size < 2) {
            expect(paths).toEqual([]);
            expect(leaf.noPath.reasons.length).toBeGreaterThan(0);
          }
        }
        // Nothing in it serves nobody.
        const ends = tree.filter(({ target }) => !tree.some(({ source }) => source === target));
        expect(ends.every(({ target }) => reachedOf(answer).includes(target))).toBe(true);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('a tree to few leaves is the cheapest wherever it says so, and it does without bounds', () => {
    fc.assert(
      fc.property(asked, ({ network, request }) => {
        const answer = computed(network, request);
        const reached = reachedOf(answer);
        if (request.bounds.length === 0) expect(answer.exact).toBe(true);
        expect(answer.cost).toBe(total(linksOf(network, answer), request.metric));
        if (reached.length === 0) return;
        const least = leastCost(network, request, reached);
        if (answer.exact) expect(answer.cost).toBe(least);
        else expect(answer.cost).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('the order in which leaves are named does not matter', () => {
    fc.assert(
      fc.property(asked, ({ network, request }) => {
        const backwards = { ...request, leaves: [...request.leaves].reverse() };
        expect(computed(network, backwards).links).toEqual(computed(network, request).links);
      }),
      { numRuns: cases(200) },
    );
  });
});

describe('the improvement of trees', () => {
  const large = denseNetwork(9).chain((network) =>
    fc.record({
      network: fc.constant(network),
      leaves: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 3, maxLength: 7 }),
    }),
  );

  test('an improved tree spans all leaves, costs no more than it began with and no less than the cheapest', () => {
    let exact = 0;
    let improved = 0;
    fc.assert(
      fc.property(large, ({ network, leaves }) => {
        const { graph, names, ...rest } = createNetwork(network.nodes, network.links);
        const query = compileQuery(graph, names, pathRequest({ source: 'n0', destination: 'n0' }), 0, 0);
        const labels = new SearchLabels(graph.nodes.length);
        const workspace = { graph, labels, ...rest };
        const forest = new ExactForest(graph, labels);
        const first = firstTrees(workspace, { query, leaves: [...leaves].sort((a, b) => a - b) });
        const reached = { query, leaves: first.leaves };
        const cost = (links: readonly number[]): number =>
          links.reduce((sum, link) => sum + graph.teMetric[link]!, 0);
        if (first.leaves.length === 0) return;
        workspace.filter.load(query, [], []);
        const best = cost(
          forest.join(query.weights, workspace.filter, [0], first.leaves, Number.POSITIVE_INFINITY)!,
        );
        for (const tree of first.trees) {
          const better = improvedTree(workspace, forest, reached, tree);
          const targets = better.links.map((link) => graph.target[link]!);
          expect(new Set(targets).size).toBe(targets.length);
          expect(first.leaves.every((leaf) => targets.includes(leaf))).toBe(true);
          expect(cost(better.links)).toBeLessThanOrEqual(cost(tree.links));
          expect(cost(better.links)).toBeGreaterThanOrEqual(best);
          exact += best;
          improved += cost(better.links);
        }
      }),
      { numRuns: cases(600) },
    );
    // On so small networks the improvement nearly always ends at the cheapest tree.
    expect(improved / exact).toBeLessThan(1.02);
  });
});

describe('changes of a tree', () => {
  const changed = asked.chain(({ network, request }) =>
    fc.record({
      network: fc.constant(network),
      request: fc.constant(request),
      leaf: fc.constantFrom(...network.nodes.map(({ id }) => id as string)),
    }),
  );

  test('a leaf is joined by the cheapest branch and nothing else is touched', () => {
    fc.assert(
      fc.property(changed, ({ network, request, leaf }) => {
        if (leaf === request.root) return;
        const before = computed(network, request);
        const leaves = [...new Set([...reachedOf(before), leaf])];
        const after = computed(network, { ...request, leaves }, before);
        expect(after.links.filter((link) => before.links.includes(link)).length).toBe(before.links.length);
        for (const kept of before.leaves) {
          if (kept.kind === 'missed') continue;
          const now = after.leaves.find((other) => other.kind === 'reached' && other.node === kept.node);
          expect(now).toMatchObject({ path: kept.path });
        }
        const joined = after.leaves.at(leaves.indexOf(leaf))!;
        const spanned = new Set([
          request.root,
          ...linksOf(network, before).map(({ target }) => target as string),
        ]);
        const cheapest = cheapestBranch(network, request, before, spanned, leaf);
        if (joined.kind === 'missed') expect(cheapest).toBe(Number.POSITIVE_INFINITY);
        else expect(after.cost - before.cost).toBe(cheapest);
      }),
      { numRuns: cases(2000) },
    );
  });

  test('a leaf is dropped with what served it alone', () => {
    fc.assert(
      fc.property(changed, ({ network, request, leaf }) => {
        const before = computed(network, request);
        const leaves = reachedOf(before).filter((reached) => reached !== leaf);
        if (leaves.length === 0) return;
        const after = computed(network, { ...request, leaves }, before);
        const tree = linksOf(network, before);
        const serving = tree.filter((link) =>
          leaves.some((other) => wayTo(tree, request.root, other)!.includes(link)),
        );
        expect([...after.links].sort()).toEqual(idsOf(serving).sort());
        expect(reachedOf(after)).toEqual(leaves);
      }),
      { numRuns: cases(2000) },
    );
  });
});

/** Least cost of a way from the tree to the leaf that meets the tree only at its start, within the leaf's bounds. */
function cheapestBranch(
  network: SmallNetwork,
  request: TreeRequest,
  before: TreeComputation,
  spanned: ReadonlySet<string>,
  leaf: string,
): number {
  if (spanned.has(leaf)) return 0;
  const tree = linksOf(network, before);
  const costs = [...spanned].flatMap((from) =>
    allowedPaths(network, { ...leafRequest(request, leaf), source: from, bounds: [] })
      .filter((branch) => branch.every(({ target }) => !spanned.has(target)))
      .filter((branch) => {
        const whole = [...wayTo(tree, request.root, from)!, ...branch];
        const known = branch.every((link) => allowedLinks(network, request).includes(link));
        return known && request.bounds.every(({ metric, max }) => total(whole, metric) <= max);
      })
      .map((branch) => total(branch, request.metric)),
  );
  return Math.min(...costs);
}
