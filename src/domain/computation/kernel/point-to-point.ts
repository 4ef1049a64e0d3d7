import type { TeGraph } from '../graph/te-graph.js';
import { type BoundTree, BoundTrees } from './bound-trees.js';
import { GoalSearch, isTight, type Search } from './goal-search.js';
import type { LinkFilter } from './link-filter.js';
import { type RankedArcs, rankArcs, recostLink } from './ranked-arcs.js';
import { appendPath, SearchLabels, searchTowards } from './shortest-path.js';

/**
 * Best paths between two nodes: the same path as `searchTowards` and `appendPath` give (lowest sum of weights, then
 * fewest links, then lexicographically smallest sequence of link numbers), found with less work.
 *
 * First the cached tree of the destination is walked; if every link of it is admitted, it is the answer, O(links). If
 * not, `GoalSearch` looks for the way round, led by the tree. A destination gets its tree when the searches without
 * one have settled as many nodes towards it as the network has, so that trees never cost more than what they save; the
 * answer doesn't depend on whether there is one.
 *
 * Memory per metric in use 16 bytes per link and 4 per node, for trees up to `CACHED_BYTES`, and 80 bytes per node.
 */
export class PointToPoint {
  private readonly graph: TeGraph;
  private readonly trees: BoundTrees;
  private readonly search: GoalSearch;
  private readonly labels: SearchLabels;
  private readonly metrics = new Map<Float64Array, Ranked>();
  private readonly unrankable = new Set<Float64Array>();
  private readonly stack: number[] = [];

  private readonly patience: number;

  /** `patience`: how often the number of nodes may be settled towards one destination before it gets its tree. */
  constructor(graph: TeGraph, trees = new BoundTrees(graph.nodes.length), patience = 1) {
    const nodeCount = graph.nodes.length;
    this.patience = patience * nodeCount;
    this.graph = graph;
    this.trees = trees;
    this.search = new GoalSearch(nodeCount, graph.target);
    this.labels = new SearchLabels(nodeCount);
  }

  /** Appends the links of the best path, or returns false if there is none. The filter must be loaded. */
  append(weights: Float64Array, filter: LinkFilter, from: number, to: number, links: number[]): boolean {
    if (from === to) return true;
    const ranked = this.rankedOf(weights);
    if (ranked === undefined) return this.appendUnranked(weights, filter, from, to, links);
    const { arcs } = ranked;
    const tree = this.treeFor(ranked, to);
    if (tree !== undefined) {
      if (tree.rank[from] === Number.POSITIVE_INFINITY) return false;
      if (this.appendAlongTree(arcs, filter, tree, from, links)) return true;
    }
    const search: Search = { arcs, filter, source: from, destination: to, tree };
    const settled = this.search.run(search);
    if (tree === undefined) ranked.spent[to]! += settled;
    if (this.search.best === Number.POSITIVE_INFINITY) return false;
    this.appendBest(search, links);
    return true;
  }

  /** The arcs and the tree towards a node, built if it isn't there; undefined if the weights can't be ranked. */
  boundsTowards(
    weights: Float64Array,
    to: number,
  ): { readonly arcs: RankedArcs; readonly tree: BoundTree } | undefined {
    const ranked = this.rankedOf(weights);
    return ranked === undefined
      ? undefined
      : { arcs: ranked.arcs, tree: this.trees.towards(ranked.arcs, to) };
  }

  /**
   * To be told when the weight of a link has changed in one of the graph's metrics. Returns how many trees that ended.
   * O(trees + links at its ends); O(V + E) if the new weight changes whether the metric can be ranked.
   */
  weightChanged(weights: Float64Array, link: number): number {
    const ranked = this.metrics.get(weights);
    if (ranked === undefined) {
      this.unrankable.delete(weights);
      return 0;
    }
    const { source, target } = this.graph;
    if (!recostLink(ranked.arcs, link, source[link]!, target[link]!)) {
      this.metrics.delete(weights);
      return this.trees.dropAll(ranked.arcs);
    }
    return this.trees.linkChanged(ranked.arcs, link, source[link]!, target[link]!);
  }

  private rankedOf(weights: Float64Array): Ranked | undefined {
    const known = this.metrics.get(weights);
    return known ?? this.rank(weights);
  }

  /** Weights made up for one question aren't worth the preparation, only those of the graph. */
  private rank(weights: Float64Array): Ranked | undefined {
    const { igpMetric, teMetric, delay, delayVariation, hop } = this.graph;
    if (this.unrankable.has(weights) || ![igpMetric, teMetric, delay, delayVariation, hop].includes(weights))
      return undefined;
    const arcs = rankArcs(this.graph, weights);
    if (arcs === undefined) {
      this.unrankable.add(weights);
      return undefined;
    }
    const ranked = { arcs, spent: new Int32Array(this.graph.nodes.length) };
    this.metrics.set(weights, ranked);
    return ranked;
  }

  private treeFor({ arcs, spent }: Ranked, to: number): BoundTree | undefined {
    if (spent[to]! < this.patience) return this.trees.known(arcs, to);
    spent[to] = 0;
    return this.trees.towards(arcs, to);
  }

  private appendUnranked(
    weights: Float64Array,
    filter: LinkFilter,
    from: number,
    to: number,
    links: number[],
  ): boolean {
    if (!searchTowards(this.graph, weights, filter, to, from, this.labels)) return false;
    appendPath(this.graph, this.labels, from, links);
    return true;
  }

  /** Leaves `links` as they were if a link can't be used. */
  private appendAlongTree(
    arcs: RankedArcs,
    filter: LinkFilter,
    tree: BoundTree,
    from: number,
    links: number[],
  ): boolean {
    const { target } = this.graph;
    const before = links.length;
    let node = from;
    for (let link = tree.via[node]!; link >= 0; link = tree.via[node]!) {
      const next = target[link]!;
      if (!filter.admits(link) || !isTight(arcs, tree, link, node, next)) {
        links.length = before;
        return false;
      }
      links.push(link);
      node = next;
    }
    return true;
  }

  /**
   * The first in lexicographic order of the paths that the search noted: marks the nodes that lie on them between the
   * source and where they are noted, then takes from node to node the smallest link that leads on. Where the rest of the way is
   * known (a clear node, or a final one of the search from the destination), it is the first of its kind already.
   * O(links at the nodes of the paths of the best rank).
   */
  private appendBest(search: Search, links: number[]): void {
    const { target } = this.graph;
    const { nodes } = this.search;
    const { tree, source, destination } = search;
    this.markBest(search);
    let node = source;
    while (node !== destination) {
      if (tree !== undefined && nodes.isClear(node)) {
        for (; node !== destination; node = target[links.at(-1)!]!) links.push(tree.via[node]!);
      } else if (this.search.isFinal(node, tree)) {
        for (; node !== destination; node = target[links.at(-1)!]!) links.push(nodes.via[node]!);
      } else {
        links.push(this.firstOnwards(search, node));
        node = target[links.at(-1)!]!;
      }
    }
  }

  private markBest({ arcs, filter, tree }: Search): void {
    const { source, target } = this.graph;
    const { nodes, joints, clearNodes } = this.search;
    const { first, ends, costs } = arcs.into;
    const { stack } = this;
    for (const node of clearNodes) this.mark(node);
    for (const link of joints) {
      if (this.search.isFinal(target[link]!, tree)) this.mark(source[link]!);
    }
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const rank = nodes.rank(nodes.forward, node);
      for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
        const before = ends[2 * arc]!;
        if (nodes.rank(nodes.forward, before) + costs[2 * arc + 1]! * arcs.scale + 1 !== rank) continue;
        if (nodes.isSettled(nodes.forward, before) && filter.admits(arcs.into.link[arc]!)) this.mark(before);
      }
    }
  }

  /** The smallest link from a node of a best path to another one. */
  private firstOnwards({ arcs, filter, tree }: Search, node: number): number {
    const { nodes, best } = this.search;
    const { first, ends, costs } = arcs.out;
    const rank = nodes.rank(nodes.forward, node);
    for (let arc = first[node]!; arc < first[node + 1]!; arc++) {
      const to = ends[2 * arc]!;
      const link = arcs.out.link[arc]!;
      const reached = rank + costs[2 * arc + 1]! * arcs.scale + 1;
      const leadsOn =
        (nodes.isMarked(to) && reached === nodes.rank(nodes.forward, to)) ||
        (reached + nodes.rank(nodes.backward, to) === best && this.search.isFinal(to, tree));
      if (leadsOn && filter.admits(link)) return link;
    }
    throw new Error(`no best path goes on from node ${node}`);
  }

  private mark(node: number): void {
    if (this.search.nodes.isMarked(node)) return;
    this.search.nodes.mark(node);
    this.stack.push(node);
  }
}

/** A metric's arcs, and per destination how many nodes were settled without a tree. */
interface Ranked {
  readonly arcs: RankedArcs;
  readonly spent: Int32Array;
}
