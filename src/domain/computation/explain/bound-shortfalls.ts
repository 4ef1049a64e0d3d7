import type { PathRequest } from '../../values/path-request.js';
import type { BoundShortfall } from '../computer.js';
import { sumOf, weightsOf } from '../objective/path-order.js';
import type { WhatIf } from './what-if.js';

/**
 * The least of each bounded metric on paths that meet everything but the bounds; empty when there is no such path. All
 * may be within their bounds: then no path keeps them together. One search per bound.
 */
export function boundShortfalls(whatIf: WhatIf, request: PathRequest): readonly BoundShortfall[] {
  const query = whatIf.query(request);
  return query.bounds.flatMap(({ metric, max }) => {
    const weights = weightsOf(whatIf.network.graph, metric);
    const links = whatIf.links(whatIf.measuredBy({ ...query, bounds: [] }, weights));
    return links === undefined ? [] : [{ metric, max, least: sumOf(weights, links) }];
  });
}
