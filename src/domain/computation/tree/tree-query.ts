import { exactPath } from '../algorithm/exact-path.js';
import type { Query } from '../algorithm/query.js';
import type { Workspace } from '../algorithm/workspace.js';
import type { SearchLabels } from '../kernel/shortest-path.js';
import { sumOf } from '../objective/path-order.js';
import { entriesOf, linksTo, type RootedTree } from './rooted-tree.js';
import { linksFromSource, searchOutwards } from './search-outwards.js';

/** What a tree has to keep to. `source` of the query is the root; its destination and waypoints mean nothing here. */
export interface TreeQuery {
  readonly query: Query;
  /** Distinct, ascending, without the root. */
  readonly leaves: readonly number[];
}

/** What the computation of trees works with: a workspace, and labels that no other search uses meanwhile. */
export interface TreeWorkspace extends Workspace {
  readonly labels: SearchLabels;
}

/** True if every leaf is reached within the bounds. O(leaves * links of a path). */
export function keepsTreeBounds(
  workspace: Workspace,
  { query, leaves }: TreeQuery,
  tree: RootedTree,
): boolean {
  if (query.bounds.length === 0) return true;
  const into = entriesOf(workspace.graph, tree);
  return leaves.every((leaf) => {
    const links = linksTo(workspace.graph, into, leaf);
    return query.bounds.every(({ weights, max }) => sumOf(weights, links) <= max);
  });
}

/**
 * The cheapest path from anywhere on the tree to the leaf (undefined: there is none) such that the leaf keeps the bounds
 * and the tree stays as it is. Without bounds one search; with them an exact label search from the root.
 */
export function branchTo(
  workspace: TreeWorkspace,
  query: Query,
  tree: RootedTree,
  leaf: number,
): readonly number[] | undefined {
  const { graph, filter, labels } = workspace;
  filter.load(query, [], []);
  const entries = entriesOf(graph, tree);
  if (entries.has(leaf)) return [];
  if (query.bounds.length > 0) return boundedBranch(workspace, query, entries, leaf);
  const nodes = [tree.root, ...entries.keys()];
  const reached = searchOutwards(graph, query.weights, filter, nodes, (node) => node === leaf, labels);
  return reached === leaf ? linksFromSource(graph, labels, leaf) : undefined;
}

/** A path from the root that costs nothing along the tree, and may enter no node of it over another link. */
function boundedBranch(
  workspace: TreeWorkspace,
  query: Query,
  entries: ReadonlyMap<number, number>,
  leaf: number,
): readonly number[] | undefined {
  const { graph, filter } = workspace;
  const weights = query.weights.slice();
  const banned: number[] = [];
  for (const [node, entry] of entries) {
    weights[entry] = 0;
    for (let arc = graph.inFirst[node]!; arc < graph.inFirst[node + 1]!; arc++) {
      if (graph.inLink[arc] !== entry) banned.push(graph.inLink[arc]!);
    }
  }
  filter.load(query, [], banned);
  const start = { node: query.source, stage: 0, used: query.bounds.map(() => 0) };
  const found = exactPath(workspace, { ...query, weights, destination: leaf, waypoints: [] }, start);
  filter.load(query, [], []);
  return found.kind === 'found'
    ? found.links.filter((link) => entries.get(graph.target[link]!) !== link)
    : undefined;
}
