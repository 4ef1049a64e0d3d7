import type { Reservations } from '../graph/reservations.js';
import type { TeGraph } from '../graph/te-graph.js';
import { ANY_LINK, LinkFilter } from '../kernel/link-filter.js';
import { NO_STOP, type SearchLabels, searchTowards } from '../kernel/shortest-path.js';

/** IGP shortest paths from everywhere to one node over the links that are up: where routers forward a node SID. */
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

/** Trees by destination, computed when first asked for and kept while the topology stays. */
export class IgpTrees {
  private readonly trees = new Map<number, IgpTree>();
  private readonly filter: LinkFilter;
  private readonly most: number;

  private readonly graph: TeGraph;
  private readonly labels: SearchLabels;

  constructor(graph: TeGraph, reservations: Reservations, labels: SearchLabels) {
    this.graph = graph;
    this.labels = labels;
    this.filter = new LinkFilter(graph, reservations);
    this.filter.load(ANY_LINK, [], []);
    this.most = Math.max(16, Math.floor(CACHED_ENTRIES / Math.max(1, graph.nodes.length)));
  }

  /** To be told when the IGP metric or the state of a link has changed. */
  forget(): void {
    this.trees.clear();
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
    searchTowards(graph, graph.igpMetric, this.filter, destination, NO_STOP, labels);
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
    return tree;
  }

  private hasOneNext(node: number, tree: IgpTree): boolean {
    const { graph } = this;
    let tight = 0;
    for (let arc = graph.outFirst[node]!; arc < graph.outFirst[node + 1]!; arc++) {
      const link = graph.outLink[arc]!;
      const cost = graph.igpMetric[link]! + tree.cost[graph.target[link]!]!;
      if (cost === tree.cost[node] && this.filter.admits(link)) tight += 1;
    }
    return tight === 1;
  }
}
