import { computeLowerBounds, type LowerBounds } from './lower-bounds.js';
import type { Query } from './query.js';
import { isStrictEnough, stageAfterLink } from './waypoints.js';
import type { Found, Start, Workspace } from './workspace.js';

/**
 * The best simple path from `start` that keeps all bounds and passes all waypoints in order: best-first search over
 * partial paths, guided and pruned by exact lower bounds (what a way without those constraints would still need).
 *
 * With bounds alone a partial path is dropped when another one to the same node is no worse in every bounded metric
 * and better in the order of paths (label setting with dominance). With waypoints that isn't allowed, as the other
 * one may have used up a node that is still needed; partial paths then are only kept simple.
 *
 * PERF: exponential in the worst case, as the problem is NP-hard, hence the limits of `LabelStore`; `exhausted` says that one was met.
 * Expects the filter to be loaded for the query.
 */
export function exactPath(workspace: Workspace, query: Query, start: Start): Found {
  const search = new ExactSearch(workspace, query, computeLowerBounds(workspace, query, start));
  return search.run(start);
}

class ExactSearch {
  private readonly dominance: boolean;
  /** Node of a waypoint -> its number: a waypoint's node may be entered only when its turn has come. */
  private readonly turnOf: ReadonlyMap<number, number>;

  private readonly workspace: Workspace;
  private readonly query: Query;
  private readonly bounds: LowerBounds;

  constructor(workspace: Workspace, query: Query, bounds: LowerBounds) {
    this.workspace = workspace;
    this.query = query;
    this.bounds = bounds;
    this.dominance = query.waypoints.length === 0;
    // Reversed, so that of two waypoints at one node the first counts.
    this.turnOf = new Map(
      query.waypoints.map((waypoint, index) => [waypoint.node, index] as const).reverse(),
    );
  }

  run(start: Start): Found {
    const { store, graph } = this.workspace;
    store.start(this.query.bounds.length);
    this.addLabel(start.node, start.stage, -1, -1, start.used);
    for (let label = store.pop(); label >= 0; label = store.pop()) {
      if (store.dominated[label] === 1) continue;
      const node = store.node[label]!;
      if (node === this.query.destination) return { kind: 'found', links: store.linksOf(label) };
      const end = graph.outFirst[node + 1]!;
      for (let arc = graph.outFirst[node]!; arc < end; arc++) {
        if (!this.extend(label, graph.outLink[arc]!)) return { kind: 'exhausted' };
      }
    }
    return { kind: 'none' };
  }

  /** False when the limit is met. */
  private extend(label: number, link: number): boolean {
    const { store, graph, filter } = this.workspace;
    const { query } = this;
    const target = graph.target[link]!;
    const next = query.waypoints[store.stage[label]!];
    // Where the next link to pass starts, no other may be taken: there is no coming back.
    if (next !== undefined && next.link >= 0 && next.node === store.node[label] && next.link !== link)
      return true;
    if (!filter.admits(link) || query.weights[link] === Number.POSITIVE_INFINITY) return true;
    // The start of a prefix is banned as a node to pass, and so is everything before it.
    if (filter.bansNode(target) || store.visits(label, target)) return true;
    if (!isStrictEnough(query.waypoints, store.stage[label]!, link, target)) return true;
    const stage = stageAfterLink(query.waypoints, store.stage[label]!, link, target);
    if (!this.inTurn(target, stage)) return true;
    if (store.isFull) return false;
    this.addLabel(target, stage, link, label, undefined);
    return true;
  }

  private inTurn(node: number, stage: number): boolean {
    if (node === this.query.destination) return stage === this.query.waypoints.length;
    const turn = this.turnOf.get(node);
    return turn === undefined || turn <= stage;
  }

  private addLabel(
    node: number,
    stage: number,
    link: number,
    parent: number,
    used?: readonly number[],
  ): void {
    const { store } = this.workspace;
    const { query, bounds } = this;
    const label = store.add(node);
    store.link[label] = link;
    store.parent[label] = parent;
    store.stage[label] = stage;
    store.hops[label] = parent < 0 ? 0 : store.hops[parent]! + 1;
    store.cost[label] = parent < 0 ? 0 : store.cost[parent]! + query.weights[link]!;
    store.totalCost[label] = store.cost[label] + bounds.cost(node, stage);
    store.totalHops[label] = store.hops[label] + bounds.hops(node, stage);
    let keeps = store.totalCost[label] < Number.POSITIVE_INFINITY;
    for (let r = 0; r < query.bounds.length; r++) {
      const { weights, max } = query.bounds[r]!;
      const amount = used === undefined ? store.usedOf(parent, r) + weights[link]! : used[r]!;
      store.setUsed(label, r, amount);
      keeps &&= amount + bounds.resource(r, node, stage) <= max;
    }
    if (keeps && !(this.dominance && this.isDominated(label))) store.push(label);
    else store.dropLast();
  }

  /** Compares with every label at the node, marking those that the new one dominates. O(labels at the node). */
  private isDominated(label: number): boolean {
    const { store } = this.workspace;
    for (let other = store.sibling[label]!; other >= 0; other = store.sibling[other]!) {
      if (store.dominated[other] === 1) continue;
      const order = this.compare(other, label);
      if (order < 0 && this.usesNoMore(other, label)) return true;
      if (order > 0 && this.usesNoMore(label, other)) store.dominated[other] = 1;
    }
    return false;
  }

  private compare(a: number, b: number): number {
    const { store } = this.workspace;
    return store.cost[a]! - store.cost[b]! || store.hops[a]! - store.hops[b]! || store.compareSequences(a, b);
  }

  private usesNoMore(a: number, b: number): boolean {
    const { store } = this.workspace;
    for (let r = 0; r < this.query.bounds.length; r++) {
      if (store.usedOf(a, r) > store.usedOf(b, r)) return false;
    }
    return true;
  }
}
