import type { TeGraph } from '../graph/te-graph.js';
import { sumOf } from '../objective/path-order.js';

/** A tree in the graph's numbers: every node of it but the root is entered over one link. */
export interface RootedTree {
  readonly root: number;
  /** From the root outwards: each starts at the root or where an earlier one ends. */
  readonly links: readonly number[];
}

/** Nodes in the order in which they are met from the root, and the link that each is entered over. */
interface Walk {
  readonly into: ReadonlyMap<number, number>;
  readonly order: readonly number[];
}

/** A node with several ways in keeps the one met first: fewest links from the root, then the smallest number. */
function walk(graph: TeGraph, root: number, links: Iterable<number>): Walk {
  const leaving = new Map<number, number[]>();
  for (const link of [...new Set(links)].sort((a, b) => a - b)) {
    const from = graph.source[link]!;
    const others = leaving.get(from);
    if (others === undefined) leaving.set(from, [link]);
    else others.push(link);
  }
  const into = new Map<number, number>();
  const order = [root];
  for (let at = 0; at < order.length; at++) {
    for (const link of leaving.get(order[at]!) ?? []) {
      const to = graph.target[link]!;
      if (to === root || into.has(to)) continue;
      into.set(to, link);
      order.push(to);
    }
  }
  return { into, order };
}

/**
 * The tree that `links` contain: what leads from the root to a leaf and nothing else. Its cost is at most theirs; leaves
 * that they do not reach are left out. O(links log links).
 */
export function treeWithin(
  graph: TeGraph,
  root: number,
  leaves: Iterable<number>,
  links: Iterable<number>,
): RootedTree {
  const { into, order } = walk(graph, root, links);
  const needed = new Set<number>();
  for (const leaf of leaves) {
    for (let node = leaf; !needed.has(node); node = graph.source[into.get(node)!]!) {
      if (!into.has(node)) break;
      needed.add(node);
    }
  }
  return { root, links: order.filter((node) => needed.has(node)).map((node) => into.get(node)!) };
}

/** The link over which each node of the tree is entered. */
export const entriesOf = (graph: TeGraph, tree: RootedTree): ReadonlyMap<number, number> =>
  new Map(tree.links.map((link) => [graph.target[link]!, link]));

/** The links from the root to a node of the tree. */
export function linksTo(graph: TeGraph, into: ReadonlyMap<number, number>, node: number): readonly number[] {
  const links: number[] = [];
  for (let link = into.get(node); link !== undefined; link = into.get(graph.source[link]!)) links.push(link);
  return links.reverse();
}

/** True if no node is entered twice and everything hangs together from the root. */
export function isTree(graph: TeGraph, root: number, links: readonly number[]): boolean {
  return walk(graph, root, links).into.size === links.length && new Set(links).size === links.length;
}

/** Lower cost, then fewer links. Negative: `a` is better. */
export function compareTrees(weights: Float64Array, a: RootedTree, b: RootedTree): number {
  return sumOf(weights, a.links) - sumOf(weights, b.links) || a.links.length - b.links.length;
}
