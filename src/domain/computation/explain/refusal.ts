import type { NoPathReason, PathRequest } from '../../values/path-request.js';
import { pathRequest } from '../../values/path-request.js';
import type { Misfit, Network } from '../algorithm/signalled-paths.js';
import type { NoPath, Relaxation, Signalling } from '../computer.js';
import { pathOf } from '../graph/path-of.js';
import type { TeGraph } from '../graph/te-graph.js';
import { type Constraint, constraintsOf, reasonOf } from './constraints.js';
import { betterPriority, linksUp, relaxationOf } from './relaxations.js';
import { WhatIf } from './what-if.js';

/**
 * Why there is no path (RFC 4655 6.6): UNREACHABLE if not even without any constraint; else the constraints whose
 * relaxation alone helps; else those that alone suffice to prevent a path, and a smallest set that prevents it together. Behind them POLICY
 * if an exact search met its limit, so that Cairn gave up rather than proved it.
 *
 * Some tens of searches; a refusal is about 20 times as expensive as an answer.
 */
export function explainNoPath(
  network: Network,
  request: PathRequest,
  source: number,
  destination: number,
  exhausted: boolean,
): NoPath {
  const whatIf = new WhatIf(network, source, destination);
  const bare = pathRequest({ source: request.source, destination: request.destination, metric: 'HOPS' });
  if (!whatIf.has(bare)) {
    return { reasons: ['UNREACHABLE'], relaxations: present([linksUp(whatIf, request)]) };
  }
  const constraints = constraintsOf(request);
  const single = constraints.map((constraint) => relaxationOf(whatIf, request, constraint));
  const helpful = constraints.filter((_, index) => single[index] !== undefined);
  const blamed = helpful.length > 0 ? helpful : blockingTogether(whatIf, request, constraints);
  const reasons = new Set<NoPathReason>(blamed.map(reasonOf));
  // Nothing else is in the way of a metric that too few links have.
  const isUnmeasured = request.metric === 'DELAY_VARIATION' || request.metric === 'LOSS';
  if (isUnmeasured && reasons.size === 0) reasons.add('METRIC_BOUND');
  if (exhausted || reasons.size === 0) reasons.add('POLICY');
  return { reasons: [...reasons], relaxations: present([...single, betterPriority(whatIf, request)]) };
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
      if (!relaxations.has(constraint)) relaxations.set(constraint, { constraint, to, path });
    };
    if (obstacle.kind === 'no-segment') propose('segmentId', graph.links[obstacle.link]!.id);
    if (obstacle.kind === 'no-address') propose('address', graph.nodes[obstacle.node]!.id);
    if (obstacle.kind === 'maximum-sid-depth' && obstacle.needed < fewest) {
      fewest = obstacle.needed;
      const from = `${signalling.maximumSidDepth}`;
      relaxations.set('maximumSidDepth', { constraint: 'maximumSidDepth', from, to: `${fewest}`, path });
    }
  }
  return { reasons: ['POLICY'], relaxations: [...relaxations.values()] };
}

const present = (relaxations: readonly (Relaxation | undefined)[]): readonly Relaxation[] =>
  relaxations.filter((relaxation) => relaxation !== undefined);
