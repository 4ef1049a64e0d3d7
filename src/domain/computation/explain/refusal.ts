import type { NoPathReason, PathRequest } from '../../values/path-request.js';
import { pathRequest } from '../../values/path-request.js';
import type { Misfit, Network } from '../algorithm/signalled-paths.js';
import type { NoPath, Relaxation, Signalling } from '../computer.js';
import { pathOf } from '../graph/path-of.js';
import type { TeGraph } from '../graph/te-graph.js';
import { bottleneckOf } from './bottleneck.js';
import { boundShortfalls } from './bound-shortfalls.js';
import { cheapestOf } from './cheapest.js';
import { type Constraint, constraintsOf, reasonOf } from './constraints.js';
import { betterPriority, hasRelaxation, linksUp, relaxationOf } from './relaxations.js';
import { type SeldomKnown, seldomKnownOf } from './seldom-known.js';
import { WhatIf } from './what-if.js';

/**
 * Why there is no path (RFC 4655 6.6): UNREACHABLE if not even without any constraint; else the constraints whose
 * relaxation alone helps; else those that alone suffice to prevent a path, and a smallest set that prevents it together. Behind them POLICY
 * if an exact search met its limit, so that Cairn gave up rather than proved it.
 *
 * Some tens of searches and one maximum flow: a refusal costs 3 to 15 times as much as an answer, with bounds up to 70 times.
 */
export function explainNoPath(
  network: Network,
  request: PathRequest,
  source: number,
  destination: number,
  exhausted: boolean,
): NoPath {
  const whatIf = new WhatIf(network, source, destination);
  const bare = bareOf(request);
  if (!whatIf.has(bare)) {
    const relaxations = present([linksUp(whatIf, request)]);
    return { reasons: ['UNREACHABLE'], relaxations, ...findingsOf(whatIf, request, bare, relaxations) };
  }
  const constraints = constraintsOf(request);
  const single = constraints.map((constraint) => relaxationOf(whatIf, request, constraint));
  const helpful = constraints.filter((_, index) => single[index] !== undefined);
  const reasons = reasonsWith(whatIf, request, helpful, exhausted);
  const relaxations = present([...single, betterPriority(whatIf, request), linksUp(whatIf, request)]);
  return { reasons, relaxations, ...findingsOf(whatIf, request, request, relaxations) };
}

/** The reasons that `explainNoPath` gives, alone. A search for each constraint, or a few where they bar the way together. */
export function reasonsForNoPath(
  network: Network,
  request: PathRequest,
  source: number,
  destination: number,
  exhausted: boolean,
): NoPath {
  const whatIf = new WhatIf(network, source, destination);
  if (!whatIf.has(bareOf(request))) return { reasons: ['UNREACHABLE'], relaxations: [] };
  const helpful = constraintsOf(request).filter((constraint) => hasRelaxation(whatIf, request, constraint));
  return { reasons: reasonsWith(whatIf, request, helpful, exhausted), relaxations: [] };
}

/** The ends without any constraint. */
const bareOf = ({ source, destination }: PathRequest): PathRequest =>
  pathRequest({ source, destination, metric: 'HOPS' });

/** @param helpful constraints without any one of which there is a path */
function reasonsWith(
  whatIf: WhatIf,
  request: PathRequest,
  helpful: readonly Constraint[],
  exhausted: boolean,
): readonly NoPathReason[] {
  const blamed = helpful.length > 0 ? helpful : blockingTogether(whatIf, request, constraintsOf(request));
  const reasons = new Set<NoPathReason>(blamed.map(reasonOf));
  // Nothing else is in the way of a metric that too few links have.
  if (seldomKnownOf(request).includes(request.metric as SeldomKnown) && reasons.size === 0)
    reasons.add('METRIC_BOUND');
  if (exhausted || reasons.size === 0) reasons.add('POLICY');
  return [...reasons];
}

/** What is said beside the reasons; the bottleneck is that of `barred`. */
function findingsOf(
  whatIf: WhatIf,
  request: PathRequest,
  barred: PathRequest,
  relaxations: readonly Relaxation[],
): Pick<NoPath, 'cheapest' | 'bottleneck' | 'bounds'> {
  const cheapest = cheapestOf(relaxations, request.metric);
  const bottleneck = bottleneckOf(whatIf, barred);
  const bounds = boundShortfalls(whatIf, request);
  return {
    ...(cheapest === undefined ? {} : { cheapest }),
    ...(bottleneck === undefined ? {} : { bottleneck }),
    ...(bounds.length === 0 ? {} : { bounds }),
  };
}

/** Constraints that block on their own, then an irreducible set that blocks together. */
function blockingTogether(
  whatIf: WhatIf,
  request: PathRequest,
  constraints: readonly Constraint[],
): readonly Constraint[] {
  const alone = constraints.filter((constraint) => {
    const others = constraints.filter((other) => other !== constraint);
    return !whatIf.hasWithout(request, others);
  });
  let dropped: readonly Constraint[] = [];
  // The least telling first, so that the most telling remain.
  for (const constraint of [...constraints].reverse()) {
    if (!whatIf.hasWithout(request, [...dropped, constraint])) dropped = [...dropped, constraint];
  }
  const together = constraints.filter((constraint) => !dropped.includes(constraint));
  return [...alone, ...together];
}

/** There are paths, but none that the head-end can be given. */
export function explainMisfits(graph: TeGraph, signalling: Signalling, misfits: readonly Misfit[]): NoPath {
  const relaxations = new Map<string, Relaxation>();
  let fewest = Number.POSITIVE_INFINITY;
  for (const { links, obstacle } of misfits) {
    const path = pathOf(graph, graph.source[links[0]!]!, links);
    const propose = (constraint: string, to: string): void => {
      if (!relaxations.has(constraint)) relaxations.set(constraint, { constraint, to, path, price: 1 });
    };
    if (obstacle.kind === 'no-segment') propose('segmentId', graph.links[obstacle.link]!.id);
    if (obstacle.kind === 'no-address') propose('address', graph.nodes[obstacle.node]!.id);
    if (obstacle.kind === 'maximum-sid-depth' && obstacle.needed < fewest) {
      fewest = obstacle.needed;
      const depth = signalling.maximumSidDepth ?? 0;
      const change = { constraint: 'maximumSidDepth', from: `${depth}`, to: `${fewest}` };
      relaxations.set('maximumSidDepth', { ...change, path, price: fewest - depth });
    }
  }
  const proposed = [...relaxations.values()];
  // The paths come best first already.
  const cheapest = cheapestOf(proposed, 'HOPS');
  return {
    reasons: ['POLICY'],
    relaxations: proposed,
    ...(cheapest === undefined ? {} : { cheapest }),
  };
}

const present = (relaxations: readonly (Relaxation | undefined)[]): readonly Relaxation[] =>
  relaxations.filter((relaxation) => relaxation !== undefined);
