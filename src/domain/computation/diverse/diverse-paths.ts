import { countsRiskGroups, type DisjointnessConstraint } from '../../values/disjointness.js';
import type { Board } from '../algorithm/board.js';
import { routeObject } from '../algorithm/route-object.js';
import type { Signallable } from '../algorithm/signalled-paths.js';
import { disjointSearch } from './disjoint-search.js';
import type { DiverseFound, LeastPossible } from './diverse-found.js';
import { wantsTheSame } from './equal-requests.js';
import { type Flow, leastSharedFlow } from './least-shared-flow.js';
import { leastSharedSearch } from './least-shared-search.js';
import { countShared, type Risks, risksOf } from './risks.js';

const NOTHING_POSSIBLE: DiverseFound = { paths: undefined, exact: true };

/**
 * Paths for all members that share nothing, with each other or with what is `fixed`, or if that is allowed the least: the fewest single failures that take two of them, then
 * the lowest sum of metrics. Bandwidth is counted for all of them together. Expects the members in canonical order and
 * nothing of theirs reserved.
 *
 * In this order, and each step only if the one before did not settle it: the pair kernel, where both want the same; the
 * flow, which is exact as far as it knows the constraints, and bounds every answer; an exact search with stated limits.
 */
export function diversePaths(
  board: Board,
  constraint: DisjointnessConstraint,
  fixed: readonly Risks[],
): DiverseFound {
  const disjoint = disjointPaths(board, { ...constraint, strict: true }, fixed);
  if (constraint.strict || disjoint.paths !== undefined) return disjoint;
  const flow = leastSharedFlow(board, constraint);
  if (flow.kind === 'none') return NOTHING_POSSIBLE;
  const known = settledBy(board, constraint, flow, fixed);
  if (known !== undefined && isAsGood(board, constraint, known, fixed, flow))
    return { paths: known, exact: true };
  // What shares more than the flow, because it must, may well cost less.
  const least = disjoint.exact && flow.shared === 0 ? { shared: 1, cost: 0 } : flow;
  return leastSharedSearch(board, constraint.level, least, known, fixed);
}

function disjointPaths(
  board: Board,
  constraint: DisjointnessConstraint,
  fixed: readonly Risks[],
): DiverseFound {
  const pair = fixed.length === 0 ? pairOfEquals(board, constraint) : undefined;
  if (pair !== undefined) return pair;
  const flow = leastSharedFlow(board, constraint);
  if (flow.kind === 'none') return NOTHING_POSSIBLE;
  const known = settledBy(board, constraint, flow, fixed);
  if (known !== undefined && isAsGood(board, constraint, known, fixed, flow))
    return { paths: known, exact: true };
  return disjointSearch(board, constraint.level, flow, fixed);
}

/** Undefined: the kernel can't say. */
function pairOfEquals(board: Board, { level }: DisjointnessConstraint): DiverseFound | undefined {
  const [one, other] = board.members;
  if (one === undefined || other === undefined || board.members.length > 2) return undefined;
  const { query, computation } = one;
  const isPlain = query.bounds.length === 0 && query.waypoints.length === 0;
  if (countsRiskGroups(level) || !isPlain || !wantsTheSame(one.computation, other.computation))
    return undefined;
  const { filter, graph, trees, disjointPairs } = board.network;
  filter.load(query, [], []);
  const disjointness = level === 'node' ? 'node' : 'link';
  const found = disjointPairs().find({ ...query, filter, disjointness });
  if (found.kind === 'none') return NOTHING_POSSIBLE;
  if (found.kind === 'unranked') return undefined;
  const paths: Signallable[] = [];
  for (const links of found.paths) {
    const route = routeObject(graph, trees, links, computation.signalling);
    if (!route.ok) return undefined;
    paths.push({ links, route: route.value });
  }
  return { paths: [...paths].sort((a, b) => board.cost(0, a) - board.cost(0, b)), exact: true };
}

/** The paths of the flow, if every member can have its own and all can have theirs together. */
function settledBy(
  board: Board,
  { level, strict }: DisjointnessConstraint,
  flow: Flow,
  fixed: readonly Risks[],
): readonly Signallable[] | undefined {
  const { graph, trees } = board.network;
  const paths: Signallable[] = [];
  for (const [member, links] of (flow.paths ?? []).entries()) {
    const { query, computation } = board.members[member]!;
    if (query.waypoints.length > 0) return undefined;
    const keepsBounds = query.bounds.every(
      ({ weights, max }) => links.reduce((sum, link) => sum + weights[link]!, 0) <= max,
    );
    const route = routeObject(graph, trees, links, computation.signalling);
    if (!keepsBounds || !route.ok) return undefined;
    paths.push({ links, route: route.value });
  }
  if (flow.paths === undefined || !fitTogether(board, paths)) return undefined;
  return strict && sharedOf(board, level, paths, fixed) > 0 ? undefined : paths;
}

function fitTogether(board: Board, paths: readonly Signallable[]): boolean {
  let placed = 0;
  while (placed < paths.length && board.fits(placed, paths[placed]!)) {
    board.put(placed, paths[placed]);
    placed += 1;
  }
  for (let member = 0; member < placed; member++) board.remove(member, paths[member]);
  return placed === paths.length;
}

const sharedOf = (
  board: Board,
  level: DisjointnessConstraint['level'],
  paths: readonly Signallable[],
  fixed: readonly Risks[],
): number =>
  countShared(
    paths.map(({ links }) => risksOf(board.network.graph, level, links)),
    fixed,
  );

function isAsGood(
  board: Board,
  { level }: DisjointnessConstraint,
  paths: readonly Signallable[],
  fixed: readonly Risks[],
  least: LeastPossible,
): boolean {
  const cost = paths.reduce((sum, path, member) => sum + board.cost(member, path), 0);
  return sharedOf(board, level, paths, fixed) <= least.shared && cost <= least.cost;
}
