import { NO_STOP, type SearchLabels, searchTowards } from '../kernel/shortest-path.js';
import type { Query } from './query.js';
import { NO_LINK } from './waypoints.js';
import type { Start, Workspace } from './workspace.js';

/** The least that is still needed from a node at a stage to the destination, through what is still to be passed. */
export interface LowerBounds {
  cost(node: number, stage: number): number;
  /** Links of a cheapest way. */
  hops(node: number, stage: number): number;
  /** Of bound r. */
  resource(r: number, node: number, stage: number): number;
}

/** Shortest-path trees towards the end of one leg, and what comes after that leg. */
interface Leg {
  readonly cost: SearchLabels;
  readonly resources: readonly SearchLabels[];
  readonly costAfter: number;
  readonly hopsAfter: number;
  readonly resourcesAfter: readonly number[];
}

/** One whole search per leg and metric: O(legs (1 + bounds) (V + E) log V). The filter must be loaded. */
export function computeLowerBounds(workspace: Workspace, query: Query, start: Start): LowerBounds {
  const { graph, filter } = workspace;
  const legs: Leg[] = [];
  let spare = 0;
  const treeTowards = (weights: Float64Array, node: number): SearchLabels => {
    const labels = workspace.spareLabels(spare);
    spare += 1;
    searchTowards(graph, weights, filter, node, NO_STOP, labels);
    return labels;
  };
  let after = { cost: 0, hops: 0, resources: query.bounds.map(() => 0) };
  for (let stage = query.waypoints.length; stage >= start.stage; stage--) {
    const waypoint = query.waypoints[stage];
    const end = waypoint?.node ?? query.destination;
    if (waypoint !== undefined) after = passing(legs[stage + 1]!, workspace, query, waypoint);
    legs[stage] = {
      cost: treeTowards(query.weights, end),
      resources: query.bounds.map((bound) => treeTowards(bound.weights, end)),
      costAfter: after.cost,
      hopsAfter: after.hops,
      resourcesAfter: after.resources,
    };
  }
  return {
    cost: (node, stage) => legs[stage]!.cost.costFrom(node) + legs[stage]!.costAfter,
    hops: (node, stage) => legs[stage]!.cost.hops[node]! + legs[stage]!.hopsAfter,
    resource: (r, node, stage) => legs[stage]!.resources[r]!.costFrom(node) + legs[stage]!.resourcesAfter[r]!,
  };
}

/** What is needed from the waypoint's node on: its link if it has one, then the leg after it. */
function passing(
  next: Leg,
  workspace: Workspace,
  query: Query,
  waypoint: { readonly node: number; readonly link: number },
): { cost: number; hops: number; resources: number[] } {
  const { graph } = workspace;
  const isLink = waypoint.link !== NO_LINK;
  const node = isLink ? graph.target[waypoint.link]! : waypoint.node;
  const step = (weights: Float64Array): number => (isLink ? weights[waypoint.link]! : 0);
  return {
    cost: step(query.weights) + next.cost.costFrom(node) + next.costAfter,
    hops: (isLink ? 1 : 0) + next.cost.hops[node]! + next.hopsAfter,
    resources: query.bounds.map(
      (bound, r) => step(bound.weights) + next.resources[r]!.costFrom(node) + next.resourcesAfter[r]!,
    ),
  };
}
