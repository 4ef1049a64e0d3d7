import type { NoPathReason } from '../../values/path-request.js';
import type { SetBound, SetRequirements } from '../../values/set-requirements.js';
import { Board, type Member } from '../algorithm/board.js';
import { canonicalOrder } from '../algorithm/joint-placement.js';
import type { Network, Signallable } from '../algorithm/signalled-paths.js';
import { prepare, signalled } from '../answer.js';
import type { Computation, ComputationRequest, DisjointComputation, SharedRisks } from '../computer.js';
import { boundedSet } from './best-set.js';
import { namesOf } from './conflicts.js';
import { allShared, risksOf } from './risks.js';
import { loadWith, SetLimits, setAmount } from './set-limits.js';

/** A bound, and what the set would amount to without any. */
interface Exceeded extends SetBound {
  readonly amount: number;
}

const NOTHING_SHARED: SharedRisks = { links: [], nodes: [], srlgs: [] };

/**
 * The answer to a set whose paths may amount to so much at most (RFC 5541 5), from the answer without bounds: if that keeps
 * to them it is the best, else the best that does is looked for, within the limits of `bestSet`. Such a set is had whole or not at all: what keeps one
 * member from a path refuses the others. No alternatives where the bounds matter. `fixed` as in `answerDisjoint`.
 */
export function answerBounded(
  network: Network,
  requests: readonly ComputationRequest[],
  { disjointness, objective = 'CUMULATIVE_COST', bounds = [] }: SetRequirements,
  fixed: readonly (readonly number[])[],
  unbounded: DisjointComputation,
): DisjointComputation {
  const { computations } = unbounded;
  const missing = computations.flatMap((one) => (one.kind === 'no-path' ? one.noPath.reasons : []));
  if (missing.length > 0) return refused(unbounded, [...new Set(missing)]);
  const { board, order } = boardOf(network, requests);
  network.store.renewBudget();
  const known = order.map((index) => placedBy(network, computations[index]!));
  const exceeded = bounds.flatMap((bound): Exceeded[] => {
    const amount = setAmount(board, known, bound.metric);
    return amount <= bound.max ? [] : [{ ...bound, amount }];
  });
  if (exceeded.length === 0) return unbounded;
  network.store.renewBudget();
  const { placement, exact } = boundedSet(
    board,
    objective,
    new SetLimits(board, bounds),
    disjointness,
    fixed,
  );
  if (placement === undefined) {
    const reasons: readonly NoPathReason[] = exact ? ['METRIC_BOUND'] : ['METRIC_BOUND', 'POLICY'];
    return { ...refused(unbounded, reasons, exceeded), exact };
  }
  const answers: Computation[] = [];
  order.forEach((index, at) => {
    answers[index] = { kind: 'path', path: signalled(network, placement[at]!), alternatives: [] };
  });
  const { graph } = network;
  const shared =
    disjointness === undefined
      ? NOTHING_SHARED
      : namesOf(
          graph,
          allShared(
            placement.flatMap((path) =>
              path === undefined ? [] : [risksOf(graph, disjointness.level, path.links)],
            ),
            fixed.map((path) => risksOf(graph, disjointness.level, path)),
          ),
        );
  return { computations: answers, shared, exact };
}

function placedBy({ names }: Network, computation: Computation): Signallable | undefined {
  if (computation.kind === 'no-path') return undefined;
  const { path, route } = computation.path;
  return { links: path.links.flatMap((id) => names.link(id) ?? []), route };
}

/** Nobody has a path, those included that would have had one. */
function refused(
  { computations, exact }: DisjointComputation,
  reasons: readonly NoPathReason[],
  exceeded: readonly Exceeded[] = [],
): DisjointComputation {
  // With that one wider there is a set: the one without bounds.
  const [bound] = exceeded.length === 1 ? exceeded : [];
  return {
    computations: computations.map((computation): Computation => {
      if (computation.kind === 'no-path') return computation;
      const { path } = computation.path;
      const relaxations =
        bound === undefined
          ? []
          : [{ constraint: `set.bounds.${bound.metric}`, from: `${bound.max}`, to: `${bound.amount}`, path }];
      return { kind: 'no-path', noPath: { reasons, relaxations } };
    }),
    shared: NOTHING_SHARED,
    exact,
  };
}

/** With the load of the network once the paths are there. */
export function withLoad(
  network: Network,
  requests: readonly ComputationRequest[],
  computed: DisjointComputation,
): DisjointComputation {
  const placed = computed.computations.flatMap((one, index) => (one.kind === 'path' ? [index] : []));
  const { board, order } = boardOf(
    network,
    placed.map((index) => requests[index]!),
  );
  const placement = order.map((at) => placedBy(network, computed.computations[placed[at]!]!));
  return { ...computed, load: loadWith(board, placement) };
}

/** Of requests that have a path each, in canonical order. */
function boardOf(
  network: Network,
  requests: readonly ComputationRequest[],
): { readonly board: Board; readonly order: readonly number[] } {
  const members = requests.map((computation): Member => {
    const prepared = prepare(network, computation);
    if (!prepared.ok) throw new Error('a request that has a path could not be prepared');
    const holdingPriority = computation.holdingPriority ?? computation.request.setupPriority;
    return { computation, query: prepared.query, holdingPriority };
  });
  const order = canonicalOrder(members);
  return {
    board: new Board(
      network,
      order.map((index) => members[index]!),
    ),
    order,
  };
}
