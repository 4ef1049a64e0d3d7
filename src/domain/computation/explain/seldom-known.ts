import type { Metric } from '../../values/metric.js';
import type { PathRequest } from '../../values/path-request.js';
import type { TeGraph } from '../graph/te-graph.js';
import { weightsOf } from '../objective/path-order.js';

/** Metrics that only measured links have: a link of which one is not known is of no use to a request that counts it. */
const SELDOM_KNOWN = ['DELAY_VARIATION', 'LOSS'] as const satisfies readonly Metric[];

export type SeldomKnown = (typeof SELDOM_KNOWN)[number];

/** Those that the request minimises or bounds. */
export function seldomKnownOf({ metric, bounds, algorithm }: PathRequest): readonly SeldomKnown[] {
  return SELDOM_KNOWN.filter(
    (one) => (algorithm === undefined && metric === one) || bounds.some((bound) => bound.metric === one),
  );
}

/** Whether a link has all the metrics that are seldom known and that the request counts. */
export function knownTo(graph: TeGraph, request: PathRequest): (link: number) => boolean {
  const needed = seldomKnownOf(request).map((metric) => weightsOf(graph, metric));
  return (link) => needed.every((weights) => weights[link] !== Number.POSITIVE_INFINITY);
}
