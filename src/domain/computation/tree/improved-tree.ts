import type { TeGraph } from '../graph/te-graph.js';
import { sumOf } from '../objective/path-order.js';
import type { ExactForest } from './exact-forest.js';
import { compareTrees, entriesOf, type RootedTree, treeWithin } from './rooted-tree.js';
import { searchOutwards } from './search-outwards.js';
import { keepsTreeBounds, type TreeQuery, type TreeWorkspace } from './tree-query.js';

/** So many pieces of a tree are joined anew at once. */
const PIECES = 5;
/** So many attempts for each leaf, at most. */
const ATTEMPTS = 24;

/**
 * A tree that can't be made cheaper by taking out a few key paths and joining the pieces anew, in the best way that there
 * is, with a key path being one between the root, leaves and branching points. Two kinds of neighbourhood are tried at
 * each key node, until nothing helps: the tree around it (which moves or removes branching points), and the key nodes
 * that are nearest in the network, wherever they hang (which moves leaves and whole branches).
 */
export function improvedTree(
  workspace: TreeWorkspace,
  forest: ExactForest,
  asked: TreeQuery,
  tree: RootedTree,
): RootedTree {
  const { graph, filter } = workspace;
  const { query, leaves } = asked;
  filter.load(query, [], []);
  let best = tree;
  let attempts = ATTEMPTS * leaves.length;
  let shape = shapeOf(graph, best, leaves);
  for (let improved = true; improved && attempts > 0; ) {
    improved = false;
    for (const node of shape.heads.keys()) {
      for (const choose of [around, nearest]) {
        attempts -= 1;
        if (!shape.heads.has(node)) continue;
        const cut = choose(workspace, asked, shape, node);
        const better = rejoined(workspace, forest, asked, best, shape, cut);
        if (better === undefined) continue;
        best = better;
        shape = shapeOf(graph, best, leaves);
        improved = true;
      }
    }
  }
  return best;
}

/** The key paths of a tree, by the key node that each leads to, ascending. */
interface Shape {
  readonly heads: ReadonlyMap<number, readonly number[]>;
  /** Key node (or root) to the key nodes next below it, ascending. */
  readonly below: ReadonlyMap<number, readonly number[]>;
}

/** O(links of the tree + leaves log leaves). */
function shapeOf(graph: TeGraph, tree: RootedTree, leaves: readonly number[]): Shape {
  const leaving = new Map<number, number>();
  for (const link of tree.links) {
    const from = graph.source[link]!;
    leaving.set(from, (leaving.get(from) ?? 0) + 1);
  }
  const isKey = new Set([tree.root, ...leaves]);
  for (const [node, count] of leaving) if (count > 1) isKey.add(node);
  const into = entriesOf(graph, tree);
  const heads = new Map<number, readonly number[]>();
  const below = new Map<number, number[]>();
  for (const head of [...isKey].sort((a, b) => a - b)) {
    if (!into.has(head)) continue;
    const links: number[] = [];
    let node = head;
    do {
      links.push(into.get(node)!);
      node = graph.source[links.at(-1)!]!;
    } while (!isKey.has(node));
    heads.set(head, links);
    const siblings = below.get(node);
    if (siblings === undefined) below.set(node, [head]);
    else siblings.push(head);
  }
  return { heads, below };
}

/** The key path into the node, and those below as far as the pieces stay few. */
function around(
  _workspace: TreeWorkspace,
  { leaves }: TreeQuery,
  { below }: Shape,
  node: number,
): readonly number[] {
  const cut = [node];
  let pieces = 1;
  for (let at = 0; at < cut.length; at++) {
    const children = below.get(cut[at]!) ?? [];
    const more = children.length - (leaves.includes(cut[at]!) ? 0 : 1);
    if (children.length === 0 || pieces + more > PIECES) continue;
    pieces += more;
    cut.push(...children);
  }
  return cut;
}

/** The key paths into the node and into the key nodes that are nearest to it. */
function nearest(
  { graph, filter, labels }: TreeWorkspace,
  { query }: TreeQuery,
  { heads }: Shape,
  node: number,
): readonly number[] {
  const cut: number[] = [];
  const isLast = (settled: number): boolean => heads.has(settled) && cut.push(settled) === PIECES;
  searchOutwards(graph, query.weights, filter, [node], isLast, labels);
  return cut;
}

/** The tree with the pieces that cutting leaves joined at the least cost, or undefined if that is no gain. */
function rejoined(
  workspace: TreeWorkspace,
  forest: ExactForest,
  asked: TreeQuery,
  tree: RootedTree,
  shape: Shape,
  cut: readonly number[],
): RootedTree | undefined {
  const { graph, filter } = workspace;
  const { query, leaves } = asked;
  const removed = new Set(cut.flatMap((head) => shape.heads.get(head)!));
  const kept = tree.links.filter((link) => !removed.has(link));
  const main = new Set([tree.root]);
  for (const link of kept) if (main.has(graph.source[link]!)) main.add(graph.target[link]!);
  const tops = cut.filter((head) => !main.has(head) && hasLeaf(graph, kept, head, leaves));
  if (tops.length === 0) return undefined;
  const ceiling = sumOf(query.weights, [...removed]);
  const joins = forest.join(query.weights, filter, [...main], tops, ceiling);
  if (joins === undefined) return undefined;
  const candidate = treeWithin(graph, tree.root, leaves, [...kept, ...joins]);
  const isBetter = compareTrees(query.weights, candidate, tree) < 0;
  return isBetter && keepsTreeBounds(workspace, asked, candidate) ? candidate : undefined;
}

function hasLeaf(graph: TeGraph, kept: readonly number[], top: number, leaves: readonly number[]): boolean {
  const piece = new Set([top]);
  for (const link of kept) if (piece.has(graph.source[link]!)) piece.add(graph.target[link]!);
  return leaves.some((leaf) => piece.has(leaf));
}
