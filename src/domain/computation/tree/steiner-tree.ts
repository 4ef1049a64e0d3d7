import { sumOf } from '../objective/path-order.js';
import { type ExactForest, isWithinReach } from './exact-forest.js';
import { firstTrees } from './first-trees.js';
import { improvedTree } from './improved-tree.js';
import { compareTrees, entriesOf, type RootedTree, treeWithin } from './rooted-tree.js';
import { branchTo, keepsTreeBounds, type TreeQuery, type TreeWorkspace } from './tree-query.js';

export interface FoundTree {
  readonly tree: RootedTree;
  /** Leaves that it does not reach, ascending. */
  readonly missed: readonly number[];
  /** True: no tree to the leaves that it reaches is cheaper. */
  readonly exact: boolean;
}

/**
 * A cheap tree from the root to all leaves that can be reached. Exact within `isWithinReach` and where the cheapest tree
 * keeps the bounds; else the best of several first trees, each improved until small changes do not help.
 */
export function steinerTree(workspace: TreeWorkspace, forest: ExactForest, asked: TreeQuery): FoundTree {
  const { graph, filter } = workspace;
  const { query } = asked;
  const first = firstTrees(workspace, asked);
  const reached = { query, leaves: first.leaves };
  if (first.leaves.length === 0) {
    return { tree: { root: query.source, links: [] }, missed: first.missed, exact: true };
  }
  const small = isWithinReach(graph.nodes.length, first.leaves.length);
  // For few leaves the first tree is only a ceiling for the exact search, if that decides.
  if (small) {
    filter.load(query, [], []);
    const ceiling = Math.min(...first.trees.map(({ links }) => sumOf(query.weights, links)));
    const links = forest.join(query.weights, filter, [query.source], first.leaves, ceiling);
    if (links !== undefined) {
      const tree = treeWithin(graph, query.source, first.leaves, links);
      if (keepsTreeBounds(workspace, reached, tree)) return { tree, missed: first.missed, exact: true };
    }
  }
  const improved = first.trees.map((tree) => improvedTree(workspace, forest, reached, tree));
  const [tree] = improved.sort((a, b) => compareTrees(query.weights, a, b));
  return { tree: tree!, missed: first.missed, exact: false };
}

/**
 * The present tree with other leaves (RFC 8306 3.4): whatever serves a leaf that stays is kept link by link; what served
 * only leaves that go is pruned; leaves that come are joined by the cheapest branch, the nearest first.
 */
export function changedTree(workspace: TreeWorkspace, asked: TreeQuery, present: RootedTree): FoundTree {
  const { graph } = workspace;
  const { query, leaves } = asked;
  let tree = treeWithin(graph, query.source, leaves, present.links);
  const reached = entriesOf(graph, tree);
  let pending = leaves.filter((leaf) => !reached.has(leaf));
  const missed: number[] = [];
  while (pending.length > 0) {
    const branches = pending.map((leaf) => {
      workspace.store.renewBudget();
      return { leaf, links: branchTo(workspace, query, tree, leaf) };
    });
    for (const { leaf, links } of branches) if (links === undefined) missed.push(leaf);
    const [next] = branches
      .flatMap(({ leaf, links }) =>
        links === undefined ? [] : [{ leaf, links, cost: sumOf(query.weights, links) }],
      )
      .sort((a, b) => a.cost - b.cost || a.links.length - b.links.length || a.leaf - b.leaf);
    if (next === undefined) break;
    tree = { root: tree.root, links: [...tree.links, ...next.links] };
    pending = pending.filter((leaf) => leaf !== next.leaf && !missed.includes(leaf));
  }
  return { tree, missed: missed.sort((a, b) => a - b), exact: false };
}
