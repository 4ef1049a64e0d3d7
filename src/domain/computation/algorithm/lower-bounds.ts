import type { TeGraph } from '../graph/te-graph.js';
import { type SearchEnd, type SearchLabels, searchTowardsAny } from '../kernel/shortest-path.js';
import type { Query } from './query.js';
import { NO_LINK, type Waypoint } from './waypoints.js';
import type { Start, Workspace } from './workspace.js';

/** The least that is still needed from a node at a stage to the destination, through what is still to be passed. */
export interface LowerBounds {
  cost(node: number, stage: number): number;
  /** Links of a cheapest way. */
  hops(node: number, stage: number): number;
  /** Of bound r. */
  resource(r: number, node: number, stage: number): number;
}

/** Shortest-path trees towards the end of one leg, with what comes after that leg. */
interface Leg {
  readonly cost: SearchLabels;
  readonly resources: readonly SearchLabels[];
}

/** One whole search per leg and metric: O(legs (1 + bounds) (V + E) log V). The filter must be loaded. */
export function computeLowerBounds(workspace: Workspace, query: Query, start: Start): LowerBounds {
  const { graph, filter } = workspace;
  const legs: Leg[] = [];
  let spare = 0;
  const treeTowards = (
    weights: Float64Array,
    stage: number,
    next: SearchLabels | undefined,
  ): SearchLabels => {
    const labels = workspace.spareLabels(spare);
    spare += 1;
    const ends = endsOfLeg(graph, query, stage, weights, next);
    searchTowardsAny(graph, weights, filter, ends, throughLeg(graph, query, stage), labels);
    return labels;
  };
  for (let stage = query.waypoints.length; stage >= start.stage; stage--) {
    const next = legs[stage + 1];
    legs[stage] = {
      cost: treeTowards(query.weights, stage, next?.cost),
      resources: query.bounds.map(({ weights }, r) => treeTowards(weights, stage, next?.resources[r])),
    };
  }
  return {
    cost: (node, stage) => legs[stage]!.cost.costFrom(node),
    hops: (node, stage) => legs[stage]!.cost.hops[node]!,
    resource: (r, node, stage) => legs[stage]!.resources[r]!.costFrom(node),
  };
}

/** Where the leg to the waypoint may end, and what is needed from there on: its link if it is one, then the legs after it. */
function endsOfLeg(
  graph: TeGraph,
  query: Query,
  stage: number,
  weights: Float64Array,
  next: SearchLabels | undefined,
): readonly SearchEnd[] {
  const waypoint = query.waypoints[stage];
  if (waypoint === undefined || next === undefined) return [{ node: query.destination, cost: 0, hops: 0 }];
  const { node, link, anyOf } = waypoint;
  if (link !== NO_LINK) {
    const beyond = graph.target[link]!;
    return [{ node, cost: weights[link]! + next.costFrom(beyond), hops: 1 + next.hops[beyond]! }];
  }
  return [...(anyOf ?? [node])].map((end) => ({
    node: end,
    cost: next.costFrom(end),
    hops: next.hops[end]!,
  }));
}

/** The nodes from which the leg to a strict waypoint may lead on: those of what is before it. */
function throughLeg(graph: TeGraph, query: Query, stage: number): ReadonlySet<number> | undefined {
  if (query.waypoints[stage]?.strict !== true) return undefined;
  const before: Waypoint | undefined = query.waypoints[stage - 1];
  if (before === undefined) return new Set([query.source]);
  return before.anyOf ?? new Set([before.link === NO_LINK ? before.node : graph.target[before.link]!]);
}
