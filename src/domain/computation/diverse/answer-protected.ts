import type { DisjointnessLevel } from '../../values/disjointness.js';
import { bestPath } from '../algorithm/best-path.js';
import type { Query } from '../algorithm/query.js';
import { type Network, type Signallable, SignalledPaths } from '../algorithm/signalled-paths.js';
import { answer, prepare, signalled } from '../answer.js';
import type { Computation, ComputationRequest, ProtectedComputation, Signalling } from '../computer.js';
import { failuresOf } from '../graph/backup-pools.js';
import { sumOf } from '../objective/path-order.js';
import { triedLimit } from './limits.js';
import { avoiding, risksOf } from './risks.js';

interface Pair {
  readonly working: Signallable;
  readonly backup: Signallable;
}

/**
 * Working paths are tried in their order, each with the best backup that avoids its risks, on links that have the
 * bandwidth that is not shared with other backups. What is shared depends on the working path, so that the best working path
 * alone need not be that of the best pair. Up to `triedLimit` working paths.
 */
export function answerProtected(
  network: Network,
  computation: ComputationRequest,
  level: DisjointnessLevel,
): ProtectedComputation {
  const alone = { ...computation, request: { ...computation.request, alternatives: 0 } };
  const prepared = prepare(network, alone);
  const unprotected = answer(network, alone);
  if (!prepared.ok || unprotected.kind === 'no-path') {
    return { working: unprotected, backup: unprotected, exact: true };
  }
  network.store.renewBudget();
  const { pair, exact } = bestPair(network, alone, prepared.query, level);
  if (pair !== undefined) {
    const path = (one: Signallable): Computation => ({
      kind: 'path',
      path: signalled(network, one),
      alternatives: [],
    });
    return { working: path(pair.working), backup: path(pair.backup), exact };
  }
  const reasons = exact ? (['DISJOINTNESS'] as const) : (['DISJOINTNESS', 'POLICY'] as const);
  const refusal: Computation = { kind: 'no-path', noPath: { reasons, relaxations: [] } };
  return { working: refusal, backup: refusal, exact };
}

function bestPair(
  network: Network,
  { signalling }: ComputationRequest,
  query: Query,
  level: DisjointnessLevel,
): { readonly pair: Pair | undefined; readonly exact: boolean } {
  const least = leastPossible(network, query);
  const workings = new SignalledPaths(network, query, signalling);
  const limit = triedLimit(network.graph.nodes.length);
  let exact = true;
  let best: (Pair & { readonly cost: number }) | undefined;
  for (let tried = 0; ; tried++) {
    if (best !== undefined && best.cost <= least.pair) return { pair: best, exact: true };
    const working = workings.next();
    if (working === undefined) {
      return { pair: best, exact: exact && !workings.exhausted && !workings.cutShort };
    }
    const cost = sumOf(query.weights, working.links);
    if (best !== undefined && cost + least.backup >= best.cost) return { pair: best, exact };
    if (tried === limit) return { pair: best, exact: false };
    const { backup, exact: isExact } = backupOf(network, query, signalling, level, working);
    exact &&= isExact;
    if (backup === undefined) continue;
    const total = cost + sumOf(query.weights, backup.links);
    if (best === undefined || total < best.cost) best = { working, backup, cost: total };
  }
}

/** What no backup, and no pair, can cost less than: with all that could be shared, and links alone disjoint. */
function leastPossible(network: Network, query: Query): { readonly backup: number; readonly pair: number } {
  const { filter, disjointPairs } = network;
  return withLent(network, query, [], () => {
    const alone = bestPath(network, query);
    const backup = alone.kind === 'found' ? sumOf(query.weights, alone.links) : 0;
    filter.load(query, [], []);
    const pair = disjointPairs().find({ ...query, filter, disjointness: 'link' });
    if (pair.kind !== 'found') return { backup, pair: 0 };
    return { backup, pair: sumOf(query.weights, pair.paths[0]) + sumOf(query.weights, pair.paths[1]) };
  });
}

function backupOf(
  network: Network,
  query: Query,
  signalling: Signalling,
  level: DisjointnessLevel,
  { links }: Signallable,
): { readonly backup: Signallable | undefined; readonly exact: boolean } {
  const { graph } = network;
  return withLent(network, query, failuresOf(graph, links), () => {
    const away = avoiding(graph, query, risksOf(graph, level, links));
    const paths = new SignalledPaths(network, away, signalling);
    const backup = paths.next();
    return { backup, exact: !paths.exhausted && !paths.cutShort };
  });
}

/** Runs with what a backup could share with others available to it, and takes that again afterwards. */
function withLent<Outcome>(
  { reservations, backups }: Network,
  { bandwidth, setupPriority }: Query,
  failures: readonly number[],
  run: () => Outcome,
): Outcome {
  const lent = [...backups.shareable(bandwidth, setupPriority, failures)];
  for (const [link, amount] of lent) reservations.widen(link, amount);
  try {
    return run();
  } finally {
    for (const [link, amount] of lent) reservations.widen(link, -amount);
  }
}
