import type { SignalledPath } from '../values/path.js';
import type { NoPathReason } from '../values/path-request.js';
import { Board, type Member, type Placement } from './algorithm/board.js';
import { pathSource } from './algorithm/bottleneck-paths.js';
import { canonicalOrder, placeTogether } from './algorithm/joint-placement.js';
import { compileQuery, type Query } from './algorithm/query.js';
import { linksInside } from './algorithm/route-object.js';
import { type Network, type Signallable, SignalledPaths } from './algorithm/signalled-paths.js';
import type { Computation, ComputationRequest, Signalling } from './computer.js';
import { explainMisfits, explainNoPath, reasonsForNoPath } from './explain/refusal.js';
import { pathOf } from './graph/path-of.js';

/** What is needed of a request before any search, or why there is none. */
export type Prepared =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly refusal: Computation };

/** The answer on the reservations as they are. One search; with alternatives or a refusal many. */
export function answer(network: Network, computation: ComputationRequest): Computation {
  const prepared = prepare(network, computation);
  if (!prepared.ok) return prepared.refusal;
  const { query } = prepared;
  const { request, signalling } = computation;
  network.store.renewBudget();
  const paths = pathSource(network, query, signalling, request.objective);
  const best = paths.next();
  if (best === undefined) {
    if (isWithheldAlone(network, computation)) {
      return { kind: 'no-path', noPath: { reasons: ['CONFIDENTIALITY'], relaxations: [] } };
    }
    const explain = computation.explanation === 'reasons' ? reasonsForNoPath : explainNoPath;
    const noPath =
      paths.misfits.length > 0
        ? explainMisfits(network.graph, signalling, paths.misfits)
        : explain(network, request, query.source, query.destination, paths.exhausted);
    return { kind: 'no-path', noPath };
  }
  const alternatives: SignalledPath[] = [];
  while (alternatives.length < request.alternatives) {
    const next = paths.next();
    if (next === undefined) break;
    alternatives.push(signalled(network, next));
  }
  return { kind: 'path', path: signalled(network, best), alternatives };
}

/** The first path of `answer`, without a word about why there is none. */
export function pathAlone(network: Network, computation: ComputationRequest): SignalledPath | undefined {
  const prepared = prepare(network, computation);
  if (!prepared.ok) return undefined;
  network.store.renewBudget();
  const { request, signalling } = computation;
  const found = pathSource(network, prepared.query, signalling, request.objective).next();
  return found === undefined ? undefined : signalled(network, found);
}

/**
 * The answers on the reservations as they are, each member of the set taking its share. A member that can't be placed
 * is explained, and alternatives are looked for, with the shares of the others taken. `place`: as `placeTogether` does.
 */
export function answerTogether(
  network: Network,
  requests: readonly ComputationRequest[],
  place: (board: Board) => Placement = placeTogether,
): readonly Computation[] {
  const prepared = requests.map((computation) => prepare(network, computation));
  const members = prepared.flatMap((outcome, index): readonly (Member & { index: number })[] => {
    const computation = requests[index]!;
    if (!outcome.ok) return [];
    const holdingPriority = computation.holdingPriority ?? computation.request.setupPriority;
    return [{ computation, query: outcome.query, holdingPriority, index }];
  });
  const ordered = canonicalOrder(members).map((at) => members[at]!);
  const board = new Board(network, ordered);
  network.store.renewBudget();
  const placement = place(board);
  const answers = prepared.map((outcome) => (outcome.ok ? undefined : outcome.refusal));
  placement.forEach((path, at) => board.put(at, path));
  ordered.forEach((member, at) => {
    board.remove(at, placement[at]);
    answers[member.index] = placedAnswer(network, member, placement[at]);
    board.put(at, placement[at]);
  });
  placement.forEach((path, at) => board.remove(at, path));
  return answers.map((computation) => computation as Computation);
}

function placedAnswer(network: Network, member: Member, placed: Signallable | undefined): Computation {
  if (placed === undefined) return answer(network, member.computation);
  network.store.renewBudget();
  const alternatives: SignalledPath[] = [];
  const paths = new SignalledPaths(network, member.query, member.computation.signalling);
  while (alternatives.length < member.computation.request.alternatives) {
    const next = paths.next();
    if (next === undefined) break;
    if (next.links.join() !== placed.links.join()) alternatives.push(signalled(network, next));
  }
  return { kind: 'path', path: signalled(network, placed), alternatives };
}

/** A path from a node to itself is refused by POLICY: there would be nothing to set up. */
export function prepare(network: Network, { request, signalling }: ComputationRequest): Prepared {
  const source = network.names.nodeOrOwner(request.source);
  const destination = network.names.nodeOrOwner(request.destination);
  const reasons: NoPathReason[] = [];
  if (source === undefined) reasons.push('UNKNOWN_SOURCE');
  if (destination === undefined) reasons.push('UNKNOWN_DESTINATION');
  if (source === undefined || destination === undefined) return refused(reasons);
  if (source === destination) return refused(['POLICY']);
  const query = compileQuery(network.graph, network.names, request, source, destination);
  const { withheld } = signalling;
  if (withheld === undefined || mayLeaveOpen(signalling)) return { ok: true, query };
  const excludedLinks = [...query.excludedLinks, ...linksInside(network.graph, withheld.systems)];
  return { ok: true, query: { ...query, excludedLinks } };
}

/** Only RSVP-TE has hops for what is between two routers: a segment says where to go. */
const mayLeaveOpen = ({ setupType, withheld }: Signalling): boolean =>
  setupType === 'RSVP_TE' && withheld?.looseHops === true;

/** True if there are paths, but all of them over what the requester must not be told. */
function isWithheldAlone(network: Network, { request, signalling }: ComputationRequest): boolean {
  const { withheld, ...open } = signalling;
  if (withheld === undefined || mayLeaveOpen(signalling)) return false;
  return pathAlone(network, { request, signalling: open }) !== undefined;
}

const refused = (reasons: readonly NoPathReason[]): Prepared => ({
  ok: false,
  refusal: { kind: 'no-path', noPath: { reasons, relaxations: [] } },
});

export const signalled = ({ graph }: Network, { links, route }: Signallable): SignalledPath => ({
  path: pathOf(graph, graph.source[links[0]!]!, links),
  route,
});
