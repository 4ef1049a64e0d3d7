import type { DisjointnessConstraint } from '../../values/disjointness.js';
import type { SetRequirements } from '../../values/set-requirements.js';
import { Board, type Member } from '../algorithm/board.js';
import { canonicalOrder, placeTogether } from '../algorithm/joint-placement.js';
import type { Network, Signallable } from '../algorithm/signalled-paths.js';
import { answer, answerTogether, prepare, signalled } from '../answer.js';
import type {
  Computation,
  ComputationRequest,
  DisjointComputation,
  NoPath,
  SharedRisks,
} from '../computer.js';
import { answerBounded, withLoad } from './answer-bounded.js';
import { bestSet } from './best-set.js';
import { namesOf } from './conflicts.js';
import type { DiverseFound } from './diverse-found.js';
import { diversePaths } from './diverse-paths.js';
import { MOST_MEMBERS } from './limits.js';
import { allShared, type Risks, risksOf, type Shared } from './risks.js';
import { type MeasuredObjective } from './set-measure.js';

const NOTHING_SHARED: SharedRisks = { links: [], nodes: [], srlgs: [] };

/**
 * The answers on the reservations as they are to requests whose paths are to be disjoint. One that has no path even alone is
 * explained; then the others are refused too if disjointness is strict, as the set as a whole can't be had (RFC 5440 7.13.3), else they
 * are computed without it. `objective`: what the set is to be best in once nothing more is shared than must be; `fixed`: links of the
 * paths that stay where they are.
 */
export function answerDisjoint(
  network: Network,
  requests: readonly ComputationRequest[],
  constraint: DisjointnessConstraint,
  fixed: readonly (readonly number[])[],
  objective?: MeasuredObjective,
): DisjointComputation {
  if (requests.length > MOST_MEMBERS) return tooMany(requests);
  const alone = requests.map((computation) => answer(network, withoutAlternatives(computation)));
  const able = alone.flatMap((computation, index) => (computation.kind === 'path' ? [index] : []));
  if (able.length === requests.length || !constraint.strict) {
    const computed = answerAble(
      network,
      able.map((index) => requests[index]!),
      constraint,
      fixed,
      objective,
    );
    const computations = [...alone];
    able.forEach((index, at) => {
      computations[index] = computed.computations[at]!;
    });
    return { ...computed, computations };
  }
  const others: NoPath = { reasons: ['DISJOINTNESS'], relaxations: [] };
  const computations = alone.map(
    (computation): Computation =>
      computation.kind === 'path' ? { kind: 'no-path', noPath: others } : computation,
  );
  return { computations, shared: NOTHING_SHARED, exact: true };
}

/** The answers on the reservations as they are to requests that make up a set; `fixed` as in `answerDisjoint`. */
export function answerSet(
  network: Network,
  requests: readonly ComputationRequest[],
  required: SetRequirements,
  fixed: readonly (readonly number[])[],
): DisjointComputation {
  const hasBounds = required.bounds !== undefined && required.bounds.length > 0;
  if (hasBounds && requests.length > MOST_MEMBERS) return tooMany(requests);
  const unbounded = answerUnbounded(network, requests, required, fixed);
  const computed = hasBounds ? answerBounded(network, requests, required, fixed, unbounded) : unbounded;
  return required.withLoad === true ? withLoad(network, requests, computed) : computed;
}

function answerUnbounded(
  network: Network,
  requests: readonly ComputationRequest[],
  { disjointness, objective = 'CUMULATIVE_COST' }: SetRequirements,
  fixed: readonly (readonly number[])[],
): DisjointComputation {
  const measured = objective === 'CUMULATIVE_COST' ? undefined : objective;
  if (disjointness !== undefined) return answerDisjoint(network, requests, disjointness, fixed, measured);
  if (measured !== undefined) return answerByObjective(network, requests, measured);
  return { computations: answerTogether(network, requests), shared: NOTHING_SHARED, exact: true };
}

/** Nothing is known of sets as large. */
const tooMany = (requests: readonly ComputationRequest[]): DisjointComputation => {
  const refusal: Computation = { kind: 'no-path', noPath: { reasons: ['POLICY'], relaxations: [] } };
  return { computations: requests.map(() => refusal), shared: NOTHING_SHARED, exact: false };
};

/** The answers to requests that may share everything, placed as they would be together and then the best by the objective. */
export function answerByObjective(
  network: Network,
  requests: readonly ComputationRequest[],
  objective: MeasuredObjective,
): DisjointComputation {
  if (requests.length > MOST_MEMBERS) return tooMany(requests);
  let exact = true;
  const computations = answerTogether(network, requests, (board) => {
    const known = placeTogether(board);
    network.store.renewBudget();
    const found = bestSet(board, objective, known);
    exact = found.exact;
    return found.placement;
  });
  return { computations, shared: NOTHING_SHARED, exact };
}

/** Requests that each have a path alone. */
function answerAble(
  network: Network,
  requests: readonly ComputationRequest[],
  constraint: DisjointnessConstraint,
  fixedPaths: readonly (readonly number[])[],
  objective: MeasuredObjective | undefined,
): DisjointComputation {
  const members = requests.map((computation): Member => {
    const prepared = prepare(network, computation);
    if (!prepared.ok) throw new Error('a request that has a path alone could not be prepared');
    const holdingPriority = computation.holdingPriority ?? computation.request.setupPriority;
    return { computation, query: prepared.query, holdingPriority };
  });
  const order = canonicalOrder(members);
  const board = new Board(
    network,
    order.map((index) => members[index]!),
  );
  network.store.renewBudget();
  const fixed = fixedPaths.map((path) => risksOf(network.graph, constraint.level, path));
  const disjoint = diversePaths(board, constraint, fixed);
  const found =
    objective === undefined ? disjoint : improved(board, objective, constraint, disjoint, fixedPaths);
  if (found.paths !== undefined) {
    const computations: Computation[] = [];
    order.forEach((index, at) => {
      computations[index] = { kind: 'path', path: signalled(network, found.paths![at]!), alternatives: [] };
    });
    return { computations, shared: sharedAmong(network, found.paths, constraint, fixed), exact: found.exact };
  }
  if (constraint.strict) return refusedTogether(network, board, order, constraint, fixed, found.exact);
  // Not all fit at the same time, whatever they share: as many as possible, as far as they can.
  return { computations: answerTogether(network, requests), shared: NOTHING_SHARED, exact: false };
}

/** The best by the objective of the sets that share no more than the one that is known, if one is. */
function improved(
  board: Board,
  objective: MeasuredObjective,
  { level }: DisjointnessConstraint,
  known: DiverseFound,
  fixedPaths: readonly (readonly number[])[],
): DiverseFound {
  if (known.paths === undefined) return known;
  board.network.store.renewBudget();
  const { placement, exact } = bestSet(board, objective, known.paths, level, fixedPaths);
  return { paths: placement.flatMap((path) => path ?? []), exact };
}

/** Says what would have to be shared: the paths that share least. */
function refusedTogether(
  network: Network,
  board: Board,
  order: readonly number[],
  constraint: DisjointnessConstraint,
  fixed: readonly Risks[],
  exact: boolean,
): DisjointComputation {
  network.store.renewBudget();
  const nearest = diversePaths(board, { ...constraint, strict: false }, fixed);
  const shared =
    nearest.paths === undefined ? NOTHING_SHARED : sharedAmong(network, nearest.paths, constraint, fixed);
  const computations: Computation[] = [];
  order.forEach((index, at) => {
    const path = nearest.paths?.[at];
    const relaxations =
      path === undefined
        ? []
        : [
            {
              constraint: 'disjointness',
              from: constraint.level,
              to: sharedText(shared),
              path: signalled(network, path).path,
            },
          ];
    const reasons = exact ? (['DISJOINTNESS'] as const) : (['DISJOINTNESS', 'POLICY'] as const);
    computations[index] = { kind: 'no-path', noPath: { reasons, relaxations } };
  });
  return { computations, shared, exact };
}

function sharedAmong(
  { graph }: Network,
  paths: readonly Signallable[],
  { level }: DisjointnessConstraint,
  fixed: readonly Risks[],
): SharedRisks {
  const shared: Shared = allShared(
    paths.map(({ links }) => risksOf(graph, level, links)),
    fixed,
  );
  return namesOf(graph, shared);
}

/** Such as `sharing link a-b, node b`. */
function sharedText({ links, nodes, srlgs }: SharedRisks): string {
  const shared = [
    ...links.map((link) => `link ${link}`),
    ...nodes.map((node) => `node ${node}`),
    ...srlgs.map((srlg) => `SRLG ${srlg}`),
  ];
  return `sharing ${shared.join(', ')}`;
}

const withoutAlternatives = (computation: ComputationRequest): ComputationRequest => ({
  ...computation,
  request: { ...computation.request, alternatives: 0 },
});
