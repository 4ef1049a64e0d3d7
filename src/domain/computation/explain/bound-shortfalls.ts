import type { PathRequest } from '../../values/path-request.js';
import type { BoundShortfall } from '../computer.js';
import { amountOf, sumOf, weightsOf } from '../objective/path-order.js';
import { knownTo } from './seldom-known.js';
import type { WhatIf } from './what-if.js';

/**
 * The least of each bounded metric on paths that meet everything but the bounds; empty when there is no such path. All
 * may be within their bounds: then no path keeps them together. One search per bound.
 */
export function boundShortfalls(whatIf: WhatIf, request: PathRequest): readonly BoundShortfall[] {
  const query = whatIf.query(request);
  const { graph } = whatIf.network;
  const isKnown = knownTo(graph, request);
  return query.bounds.flatMap(({ metric }) => {
    const weights = weightsOf(graph, metric);
    const known = weights.map((weight, link) => (isKnown(link) ? weight : Number.POSITIVE_INFINITY));
    const links = whatIf.links(whatIf.measuredBy({ ...query, bounds: [] }, known));
    // The query has the limit of the sum, which for loss is another number.
    const max = Math.min(...request.bounds.flatMap((bound) => (bound.metric === metric ? [bound.max] : [])));
    return links === undefined ? [] : [{ metric, max, least: amountOf(metric, sumOf(weights, links)) }];
  });
}
