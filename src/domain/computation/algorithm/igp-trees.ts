import type { Reservations } from '../graph/reservations.js';
import type { TeGraph } from '../graph/te-graph.js';
import { ANY_LINK, LinkFilter } from '../kernel/link-filter.js';
import { NO_STOP, type SearchLabels, searchTowards } from '../kernel/shortest-path.js';

/**
 * Shortest paths from everywhere to one node over the links that are up: where routers forward a prefix SID. Of a node
 * that is overloaded there is only its own way, for what starts there: nobody else's traffic goes through it.
 */
export interface IgpTree {
  /** Infinity: can't be reached. */
  readonly cost: Float64Array;
  /** First link of the shortest path (the first in the order of paths if there are several); -1: none. */
  readonly next: Int32Array;
  /** 1: the shortest path is the only one of its cost. */
  readonly unique: Uint8Array;
}

/** Trees are kept up to this many node entries in total (13 bytes each). */
const CACHED_ENTRIES = 4_000_000;

/**
 * Trees by destination, computed when first asked for and kept while the topology stays: by the IGP's shortest paths, or
 * by another algorithm (RFC 9350).
 */
export class IgpTrees {
  private readonly trees = new Map<number, IgpTree>();
  private readonly others = new Map<number, IgpTrees>();
  private readonly filter: LinkFilter;
  private readonly most: number;

  private readonly graph: TeGraph;
  private readonly labels: SearchLabels;
  private readonly weights: Float64Array;

  private readonly reservations: Reservations;

  constructor(
    graph: TeGraph,
    reservations: Reservations,
    labels: SearchLabels,
    weights: Float64Array = graph.igpMetric,
  ) {
    this.graph = graph;
    this.reservations = reservations;
    this.labels = labels;
    this.weights = weights;
    // Routers forward over what no new path is led over, too.
    this.filter = new LinkFilter(graph, reservations, graph.operational);
    this.filter.load(ANY_LINK, graph.overloaded, []);
    this.most = Math.max(16, Math.floor(CACHED_ENTRIES / Math.max(1, graph.nodes.length)));
  }

  /** To be told when a weight or the state of a link has changed. */
  forget(): void {
    this.trees.clear();
    for (const trees of this.others.values()) trees.forget();
  }

  /** The trees of an algorithm, 0 being the IGP's own; undefined if it is not defined here. */
  of(algorithm: number): IgpTrees | undefined {
    if (algorithm === 0) return this;
    const known = this.others.get(algorithm);
    const weights = this.graph.algorithms.get(algorithm)?.weights;
    if (known !== undefined || weights === undefined) return known;
    const trees = new IgpTrees(this.graph, this.reservations, this.labels, weights);
    this.others.set(algorithm, trees);
    return trees;
  }

  /** O(1) if cached, else O((V + E) log V); the tree used longest ago makes room. */
  towards(destination: number): IgpTree {
    let tree = this.trees.get(destination);
    if (tree === undefined) {
      if (this.trees.size >= this.most) this.trees.delete(this.trees.keys().next().value as number);
      tree = this.compute(destination);
    } else this.trees.delete(destination);
    this.trees.set(destination, tree);
    return tree;
  }

  /** The links of the IGP shortest path, or undefined if there is none. */
  path(from: number, to: number): readonly number[] | undefined {
    const tree = this.towards(to);
    if (tree.cost[from] === Number.POSITIVE_INFINITY) return undefined;
    const links: number[] = [];
    for (let node = from; node !== to; node = this.graph.target[links.at(-1)!]!) links.push(tree.next[node]!);
    return links;
  }

  private compute(destination: number): IgpTree {
    const { graph, labels } = this;
    const count = graph.nodes.length;
    searchTowards(graph, this.weights, this.filter, destination, NO_STOP, labels);
    const tree = {
      cost: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
      next: new Int32Array(count).fill(-1),
      unique: new Uint8Array(count),
    };
    tree.unique[destination] = 1;
    for (const node of labels.order.subarray(0, labels.settled)) {
      tree.cost[node] = labels.cost[node]!;
      tree.next[node] = labels.via[node]!;
    }
    // In the order of settling, so that what follows on the path is already decided.
    for (const node of labels.order.subarray(1, labels.settled)) {
      const after = graph.target[tree.next[node]!]!;
      tree.unique[node] = this.hasOneNext(node, tree) ? tree.unique[after]! : 0;
    }
    this.addOverloaded(tree, destination);
    return tree;
  }

  /** What starts at an overloaded node goes over the best of its links, to where the others' ways do not come back to it. */
  private addOverloaded(tree: IgpTree, destination: number): void {
    const { graph, weights } = this;
    const own = graph.overloaded
      .filter((node) => node !== destination)
      .map((node) => {
        const links = [...graph.outLink.subarray(graph.outFirst[node], graph.outFirst[node + 1])];
        const costs = links.map((link) =>
          graph.operational[link] === 1
            ? weights[link]! + tree.cost[graph.target[link]!]!
            : Number.POSITIVE_INFINITY,
        );
        const cost = Math.min(...costs);
        const next = links.filter((_, at) => costs[at] === cost);
        return { node, cost, next };
      });
    // All of them are looked at before the first is written: one overloaded node is no way for another either.
    for (const { node, cost, next } of own) {
      if (cost === Number.POSITIVE_INFINITY) continue;
      tree.cost[node] = cost;
      tree.next[node] = next[0]!;
      tree.unique[node] = next.length === 1 ? tree.unique[graph.target[next[0]!]!]! : 0;
    }
  }

  private hasOneNext(node: number, tree: IgpTree): boolean {
    const { graph } = this;
    let tight = 0;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const link = graph.outLink[arc]!;
      const cost = this.weights[link]! + tree.cost[graph.target[link]!]!;
      if (cost === tree.cost[node] && this.filter.admits(link)) tight += 1;
    }
    return tight === 1;
  }
}
