import type { MetricBound } from '../../values/metric.js';
import type { PathRequest } from '../../values/path-request.js';
import type { Names } from '../graph/names.js';
import type { TeGraph } from '../graph/te-graph.js';
import type { LinkDemand } from '../kernel/link-filter.js';
import { algorithmWeights, weightLimit, weightsOf } from '../objective/path-order.js';
import { compileWaypoints, type Waypoint } from './waypoints.js';

/** A path request in the graph's numbers. */
export interface Query extends LinkDemand {
  readonly source: number;
  readonly destination: number;
  /** What is minimised. */
  readonly weights: Float64Array;
  readonly bounds: readonly WeightBound[];
  readonly waypoints: readonly Waypoint[];
  /** Whose prefix segments are to be used first. */
  readonly algorithm?: number;
}

/** The path's sum of the weights must not exceed `max`. */
export interface WeightBound {
  readonly metric: MetricBound['metric'];
  readonly weights: Float64Array;
  readonly max: number;
}

/**
 * Translates a request whose source and destination are already found. Names in `exclude` that stand for nothing
 * exclude nothing; one in `include` that stands for nothing can't be passed. O(constraints + links they stand for).
 */
export function compileQuery(
  graph: TeGraph,
  names: Names,
  request: PathRequest,
  source: number,
  destination: number,
): Query {
  const excluded = excludedBy(graph, names, request);
  const waypoints = compileWaypoints(graph, names, request.include, source, destination);
  const { algorithm } = request;
  const own = algorithm === undefined ? undefined : algorithmWeights(graph, algorithm);
  const unknownAlgorithm = algorithm !== undefined && own === undefined;
  const noneHasAll = request.includeAll.some((bit) => bit >>> 5 >= graph.groupWords);
  return {
    source,
    destination,
    weights: own ?? weightsOf(graph, request.metric),
    ...(algorithm === undefined ? {} : { algorithm }),
    bandwidth: request.bandwidth,
    setupPriority: request.setupPriority,
    includeAny: maskOf(graph, request.includeAny),
    includeAll: maskOf(graph, request.includeAll),
    excludeAny: maskOf(graph, request.excludeAny),
    delayKnown:
      (own === undefined && request.metric === 'DELAY') ||
      request.bounds.some((bound) => bound.metric === 'DELAY'),
    downToo: false,
    unsatisfiable: waypoints === undefined || unknownAlgorithm || noneHasAll,
    excludedNodes: [...excluded.nodes, ...noWayThrough(graph, source, destination)],
    excludedLinks: excluded.links,
    bounds: tightestBounds(graph, request.bounds),
    waypoints: waypoints ?? [],
  };
}

/** An overloaded node can be reached, but is no way to anywhere else (ISO 10589 7.2.8.1, RFC 6987). */
const noWayThrough = (graph: TeGraph, source: number, destination: number): readonly number[] =>
  graph.overloaded.filter((node) => node !== source && node !== destination);

/** Bits beyond the last that any link has are left out: no link has them. */
function maskOf(graph: TeGraph, bits: readonly number[]): Int32Array | undefined {
  if (bits.length === 0) return undefined;
  const mask = new Int32Array(graph.groupWords);
  for (const bit of bits) {
    if (bit >>> 5 < graph.groupWords) mask[bit >>> 5]! |= 1 << (bit & 31);
  }
  return mask;
}

function tightestBounds(graph: TeGraph, bounds: readonly MetricBound[]): readonly WeightBound[] {
  if (bounds.length === 0) return [];
  const tightest = new Map<MetricBound['metric'], number>();
  for (const { metric, max } of bounds) {
    tightest.set(metric, Math.min(max, tightest.get(metric) ?? Number.POSITIVE_INFINITY));
  }
  return [...tightest].map(([metric, max]) => ({
    metric,
    weights: weightsOf(graph, metric),
    max: weightLimit(metric, max),
  }));
}

/** A node id, name or router id excludes the node, a link id its direction, an interface address both directions. */
function excludedBy(
  graph: TeGraph,
  names: Names,
  request: PathRequest,
): { readonly nodes: readonly number[]; readonly links: readonly number[] } {
  const nodes: number[] = [];
  const links = request.excludeSrlgs.flatMap((srlg) => graph.srlgMembers.get(srlg) ?? []);
  for (const reference of request.exclude) {
    const node = names.node(reference);
    const link = names.link(reference);
    const interfaces = names.addressOwners(reference);
    if (node !== undefined) nodes.push(node);
    else if (link !== undefined) links.push(link);
    else {
      links.push(...interfaces.arriving, ...interfaces.leaving);
      nodes.push(...names.autonomousSystem(reference));
    }
  }
  return { nodes, links };
}
