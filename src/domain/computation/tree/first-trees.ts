import { type RootedTree, treeWithin } from './rooted-tree.js';
import { linksFromSource, searchOutwards } from './search-outwards.js';
import { branchTo, type TreeQuery, type TreeWorkspace } from './tree-query.js';

/** Trees to start from, and the leaves that none of them reaches. */
export interface FirstTrees {
  readonly trees: readonly RootedTree[];
  /** The leaves that each of the trees spans. */
  readonly leaves: readonly number[];
  /** Ascending. */
  readonly missed: readonly number[];
}

/**
 * Without bounds two trees: by cheapest insertion (Takahashi and Matsuyama 1980: the leaf that is nearest to the tree is
 * joined next) and the shortest paths to all leaves. With bounds leaf by leaf, see `boundedTrees`.
 */
export function firstTrees(workspace: TreeWorkspace, asked: TreeQuery): FirstTrees {
  const { graph, filter, labels } = workspace;
  const { query } = asked;
  filter.load(query, [], []);
  searchOutwards(graph, query.weights, filter, [query.source], () => false, labels);
  const leaves = asked.leaves.filter((leaf) => labels.reached(leaf));
  const missed = asked.leaves.filter((leaf) => !labels.reached(leaf));
  const paths = leaves.map((leaf) => ({
    leaf,
    cost: labels.cost[leaf]!,
    links: linksFromSource(graph, labels, leaf),
  }));
  const shortest = treeWithin(
    graph,
    query.source,
    leaves,
    paths.flatMap(({ links }) => links),
  );
  if (query.bounds.length > 0) {
    const farthestFirst = [...paths]
      .sort((a, b) => b.cost - a.cost || a.leaf - b.leaf)
      .map(({ leaf }) => leaf);
    return boundedTrees(workspace, asked, farthestFirst, missed);
  }
  return { trees: [byInsertion(workspace, { query, leaves }), shortest], leaves, missed };
}

function byInsertion(workspace: TreeWorkspace, { query, leaves }: TreeQuery): RootedTree {
  const { graph, filter, labels } = workspace;
  const pending = new Set(leaves);
  const nodes = [query.source];
  const links: number[] = [];
  while (pending.size > 0) {
    const leaf = searchOutwards(graph, query.weights, filter, nodes, (node) => pending.has(node), labels);
    if (leaf < 0) break;
    for (const link of linksFromSource(graph, labels, leaf)) {
      links.push(link);
      nodes.push(graph.target[link]!);
    }
    pending.delete(leaf);
  }
  return treeWithin(graph, query.source, leaves, links);
}

/**
 * Leaf by leaf in the given order, each with the cheapest branch that keeps its bounds. A leaf that finds none is moved
 * to the front and everything is begun again: alone it finds a path if there is one. A leaf that fails in front, or
 * again, is missed, except that under one bounded metric the shortest paths in that metric reach every leaf that can be.
 */
function boundedTrees(
  workspace: TreeWorkspace,
  { query }: TreeQuery,
  farthestFirst: readonly number[],
  unreached: readonly number[],
): FirstTrees {
  const missed = new Set(unreached);
  const moved = new Set<number>();
  let order = [...farthestFirst];
  for (;;) {
    const { tree, failed } = leafByLeaf(workspace, { query, leaves: order });
    if (failed === undefined) {
      return { trees: [tree], leaves: order.sort((a, b) => a - b), missed: ascending(missed) };
    }
    const rest = order.filter((leaf) => leaf !== failed);
    if (order[0] === failed) missed.add(failed);
    else if (!moved.has(failed)) rest.unshift(failed);
    else {
      const direct = inOneMetric(workspace, { query, leaves: order });
      if (direct !== undefined) return { ...direct, missed: ascending([...missed, ...direct.missed]) };
      missed.add(failed);
    }
    moved.add(failed);
    order = rest;
  }
}

const ascending = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b);

function leafByLeaf(
  workspace: TreeWorkspace,
  { query, leaves }: TreeQuery,
): { readonly tree: RootedTree; readonly failed: number | undefined } {
  let tree: RootedTree = { root: query.source, links: [] };
  for (const leaf of leaves) {
    workspace.store.renewBudget();
    const branch = branchTo(workspace, query, tree, leaf);
    if (branch === undefined) return { tree, failed: leaf };
    tree = { root: tree.root, links: [...tree.links, ...branch] };
  }
  return { tree: treeWithin(workspace.graph, query.source, leaves, tree.links), failed: undefined };
}

function inOneMetric(workspace: TreeWorkspace, { query, leaves }: TreeQuery): FirstTrees | undefined {
  const { graph, filter, labels } = workspace;
  const [bound] = query.bounds;
  if (bound === undefined || query.bounds.length > 1) return undefined;
  filter.load(query, [], []);
  searchOutwards(graph, bound.weights, filter, [query.source], () => false, labels);
  const kept = ascending(leaves.filter((leaf) => labels.costFrom(leaf) <= bound.max));
  const links = kept.flatMap((leaf) => linksFromSource(graph, labels, leaf));
  return {
    trees: [treeWithin(graph, query.source, kept, links)],
    leaves: kept,
    missed: leaves.filter((leaf) => !kept.includes(leaf)),
  };
}
