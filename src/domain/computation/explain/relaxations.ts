import type { Metric } from '../../values/metric.js';
import type { PathRequest } from '../../values/path-request.js';
import { unreachable } from '../../values/result.js';
import type { Relaxation } from '../computer.js';
import { pathOf } from '../graph/path-of.js';
import { amountOf, sumOf, weightsOf } from '../objective/path-order.js';
import type { Constraint, ListConstraint } from './constraints.js';
import { keptOfList } from './shorter-list.js';
import { listText, NONE } from './shortfalls.js';
import type { WhatIf } from './what-if.js';

/**
 * What the constraint would have to become for a path to exist while all others hold, or undefined if even without
 * it there is none. Bandwidth O(log E) searches, a list up to 128, others a few.
 */
export function relaxationOf(
  whatIf: WhatIf,
  request: PathRequest,
  constraint: Constraint,
): Relaxation | undefined {
  if (!whatIf.hasWithout(request, [constraint])) return undefined;
  switch (constraint.kind) {
    case 'bandwidth':
      return lessBandwidth(whatIf, request);
    case 'bound':
      return widerBound(whatIf, request, constraint.metric);
    case 'includeAny':
      return described(
        whatIf,
        'includeAny',
        listText(request.includeAny),
        NONE,
        { ...request, includeAny: [] },
        1,
      );
    case 'list':
      return shorterList(whatIf, request, constraint.field);
    case 'delayKnown':
      return knownDelays(whatIf, request);
    default:
      return unreachable(constraint);
  }
}

/** Whether `relaxationOf` has one. A search, of a bound or an unknown delay a few. */
export const hasRelaxation = (whatIf: WhatIf, request: PathRequest, constraint: Constraint): boolean =>
  // Without its bound a delay need not be known either, with a wider one it must.
  constraint.kind === 'bound' || constraint.kind === 'delayKnown'
    ? relaxationOf(whatIf, request, constraint) !== undefined
    : whatIf.hasWithout(request, [constraint]);

/** The numerically next lower setup priority at which there is room, others being preempted. */
export function betterPriority(whatIf: WhatIf, request: PathRequest): Relaxation | undefined {
  if (request.bandwidth === 0) return undefined;
  for (let setupPriority = request.setupPriority - 1; setupPriority >= 0; setupPriority--) {
    const relaxed = { ...request, setupPriority };
    const [from, to] = [`${request.setupPriority}`, `${setupPriority}`];
    const price = request.setupPriority - setupPriority;
    const found = described(whatIf, 'setupPriority', from, to, relaxed, price);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The fewest links that would have to be up, or in use; all other constraints hold. */
export function linksUp(whatIf: WhatIf, request: PathRequest): Relaxation | undefined {
  const { graph } = whatIf.network;
  const isDown = Float64Array.from(graph.usable, (up) => (up === 1 ? 0 : 1));
  if (!isDown.includes(1)) return undefined;
  const links = whatIf.links(whatIf.measuredBy({ ...whatIf.query(request), downToo: true }, isDown));
  if (links === undefined) return undefined;
  const down = links.filter((link) => isDown[link] === 1);
  return relaxation(whatIf, 'operational', undefined, idsText(whatIf, down), links, down.length);
}

/** The largest bandwidth for which there is a path: one of the amounts that some link has available. */
function lessBandwidth(whatIf: WhatIf, request: PathRequest): Relaxation | undefined {
  const { graph, reservations } = whatIf.network;
  const amounts = new Set<number>();
  for (let link = 0; link < graph.links.length; link++) {
    const amount = reservations.available(link, request.setupPriority);
    if (amount > 0 && amount < request.bandwidth) amounts.add(amount);
  }
  const sorted = [0, ...[...amounts].sort((a, b) => a - b)];
  let works = 0;
  let fails = sorted.length;
  while (fails - works > 1) {
    const middle = (works + fails) >> 1;
    if (whatIf.has({ ...request, bandwidth: sorted[middle]! })) works = middle;
    else fails = middle;
  }
  const bandwidth = sorted[works]!;
  const price = (request.bandwidth - bandwidth) / request.bandwidth;
  const relaxed = { ...request, bandwidth };
  return described(whatIf, 'bandwidth', `${request.bandwidth}`, `${bandwidth}`, relaxed, price);
}

/** The least that a path can have of the metric under all other constraints. */
function widerBound(whatIf: WhatIf, request: PathRequest, metric: Metric): Relaxation | undefined {
  const weights = weightsOf(whatIf.network.graph, metric);
  const others = request.bounds.filter((bound) => bound.metric !== metric);
  const query = whatIf.query({ ...request, bounds: others });
  const known = { ...query, delayKnown: query.delayKnown || metric === 'DELAY' };
  const least = whatIf.links(whatIf.measuredBy(known, weights));
  if (least === undefined) return undefined;
  const max = amountOf(metric, sumOf(weights, least));
  const present = request.bounds.filter((bound) => bound.metric === metric).map((bound) => bound.max);
  const relaxed = { ...request, bounds: [...others, { metric, max }] };
  const bound = Math.min(...present);
  return described(whatIf, `bounds.${metric}`, `${bound}`, `${max}`, relaxed, (max - bound) / max);
}

function shorterList(whatIf: WhatIf, request: PathRequest, field: ListConstraint): Relaxation | undefined {
  const present = request[field];
  const kept = keptOfList(whatIf, request, field);
  const price = (present.length - kept.length) / present.length;
  return described(whatIf, field, listText(present), listText(kept), { ...request, [field]: kept }, price);
}

/** The fewest links whose delay would have to be known, and small enough. */
function knownDelays(whatIf: WhatIf, request: PathRequest): Relaxation | undefined {
  const { graph } = whatIf.network;
  const isUnknown = graph.delay.map((delay) => (delay === Number.POSITIVE_INFINITY ? 1 : 0));
  const query = whatIf.withUnknownDelayAsNone(whatIf.query(request));
  const links = whatIf.links(whatIf.measuredBy(query, isUnknown));
  if (links === undefined) return undefined;
  const unknown = links.filter((link) => isUnknown[link] === 1);
  return relaxation(whatIf, 'delayKnown', undefined, idsText(whatIf, unknown), links, unknown.length);
}

function described(
  whatIf: WhatIf,
  constraint: string,
  from: string,
  to: string,
  relaxed: PathRequest,
  price: number,
): Relaxation | undefined {
  const links = whatIf.path(relaxed);
  return links === undefined ? undefined : relaxation(whatIf, constraint, from, to, links, price);
}

function relaxation(
  whatIf: WhatIf,
  constraint: string,
  from: string | undefined,
  to: string,
  links: readonly number[],
  price: number,
): Relaxation {
  const { graph } = whatIf.network;
  const path = pathOf(graph, graph.source[links[0]!]!, links);
  return { constraint, ...(from === undefined ? {} : { from }), to, path, price };
}

const idsText = (whatIf: WhatIf, links: readonly number[]): string =>
  links.map((link) => whatIf.network.graph.links[link]!.id).join(',');
