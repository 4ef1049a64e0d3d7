import type { DisjointnessConstraint, DisjointnessLevel } from '../values/disjointness.js';
import type { Hop } from '../values/hop.js';
import type { LinkId } from '../values/identifiers.js';
import type { Path, SignalledPath } from '../values/path.js';
import { ok, type Result, unreachable } from '../values/result.js';
import type { SetRequirements } from '../values/set-requirements.js';
import type { TopologyLink, TopologyNode } from '../values/topology.js';
import { changeLinks } from './algorithm/change-links.js';
import { createNetwork } from './algorithm/network.js';
import { pinRoute } from './algorithm/pin-route.js';
import {
  resolveLeniently,
  resolveRecorded,
  resolveRoute,
  unresolved,
  withoutGaps,
} from './algorithm/resolve-route.js';
import { routeObject, type SignallingObstacle } from './algorithm/route-object.js';
import type { Network } from './algorithm/signalled-paths.js';
import { answer, answerTogether, pathAlone } from './answer.js';
import type {
  AnswerTo,
  Claim,
  Computation,
  ComputationRequest,
  Conflict,
  DisjointComputation,
  FlowRefusal,
  FlowRequest,
  MaxFlow,
  PathComputer,
  ProtectedComputation,
  Question,
  Signalling,
  TreeComputation,
  TreeComputationRequest,
  UnresolvedHop,
} from './computer.js';
import { answerSet } from './diverse/answer-diverse.js';
import { answerProtected } from './diverse/answer-protected.js';
import { conflictsAmong } from './diverse/conflicts.js';
import { answerMaxFlow } from './flow/max-flow.js';
import { failuresOf } from './graph/backup-pools.js';
import { ClaimLedger, type ResolvedClaim } from './graph/claims.js';
import { pathOf } from './graph/path-of.js';
import type { TeGraph } from './graph/te-graph.js';
import { answerNow, type DetachedQuestion, fromOf, numbered, requestsOf, withoutOwners } from './question.js';
import { answerTree } from './tree/tree-answer.js';

/** A path computer on an empty network. Metrics and bandwidths are whole numbers; then every answer is exact. */
export function createPathComputer(): DetachableComputer {
  return new Engine();
}

/** A path computer whose questions can be answered elsewhere, on a `NetworkCopy`. */
export interface DetachableComputer extends PathComputer {
  /**
   * All that the reservations say, as `NetworkCopy.setUnreserved` takes it: another array after `setTopology`, other values
   * after a change of links or claims. Not to be written.
   */
  readonly unreserved: Float64Array;
  /** The question, with what claims mean to it in numbers of the graph. O(hops of the claims and previous paths). */
  detach(question: Question): DetachedQuestion;
}

class Engine implements DetachableComputer {
  private network: Network = createNetwork([], []);
  private ledger: ClaimLedger = this.newLedger();
  private readonly booked = new Map<LinkId, readonly number[]>();

  setTopology(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>): void {
    const claims = this.ledger.claims();
    this.network = createNetwork(nodes, links);
    this.ledger = this.newLedger();
    for (const [owner, claim] of claims) this.ledger.set(owner, claim);
    for (const [link, byPriority] of this.booked) this.countBooked(link, byPriority);
  }

  updateLinks(links: Iterable<TopologyLink>): boolean {
    const change = changeLinks(this.network, links);
    if (change === 'routes') {
      // Loose hops and segments stand for links that routers forward over, a node for the best of parallel links to it.
      for (const [owner, claim] of this.ledger.claims()) this.ledger.set(owner, claim);
    }
    return change !== 'refused';
  }

  setClaim(owner: string, claim: Claim): void {
    this.ledger.set(owner, claim);
  }

  clearClaim(owner: string): void {
    this.ledger.clear(owner);
  }

  setBooked(link: LinkId, byPriority: readonly number[] | undefined): void {
    if (byPriority === undefined) this.booked.delete(link);
    else this.booked.set(link, [...byPriority]);
    this.countBooked(link, byPriority);
  }

  private countBooked(link: LinkId, byPriority: readonly number[] | undefined): void {
    const index = this.network.names.link(link);
    if (index !== undefined) this.network.reservations.setStanding(index, byPriority);
  }

  get unreserved(): Float64Array {
    return this.network.reservations.unreserved;
  }

  detach(question: Question): DetachedQuestion {
    const requests = requestsOf(question);
    const { unreserved } = this;
    return this.withFreed(requests, (links) => {
      const freedAt = this.network.reservations.cellsOf(links);
      return {
        question: numbered(question, requests.map(withoutOwners), this.pathsOf(fromOf(question))),
        freedAt,
        freed: Float64Array.from(freedAt, (cell) => unreserved[cell]!),
      };
    });
  }

  // Not async in vain: what can't be computed rejects, as it does where threads compute it.
  async ask<Asked extends Question>(questions: readonly Asked[]): Promise<readonly AnswerTo<Asked>[]> {
    return questions.map((question) => answerNow(this, question));
  }

  compute(request: ComputationRequest): Computation {
    return this.withFreed([request], () => answer(this.network, request));
  }

  computeTogether(requests: readonly ComputationRequest[]): readonly Computation[] {
    return this.withFreed(requests, () => answerTogether(this.network, requests));
  }

  findPath(request: ComputationRequest): SignalledPath | undefined {
    return this.withFreed([request], () => pathAlone(this.network, request));
  }

  maxFlow(request: FlowRequest): Result<MaxFlow, FlowRefusal> {
    return answerMaxFlow(this.network, request);
  }

  computeTree(asked: TreeComputationRequest): TreeComputation {
    const { undo } = this.ledger.release(asked.ownClaims ?? []);
    try {
      return answerTree(this.network, asked);
    } finally {
      undo();
    }
  }

  computeDisjoint(
    requests: readonly ComputationRequest[],
    constraint: DisjointnessConstraint,
    from: readonly string[] = [],
  ): DisjointComputation {
    return this.computeSet(requests, { disjointness: constraint }, from);
  }

  computeSet(
    requests: readonly ComputationRequest[],
    required: SetRequirements,
    from: readonly string[] = [],
  ): DisjointComputation {
    const fixed = this.pathsOf(from);
    return this.withFreed(requests, () => answerSet(this.network, requests, required, fixed));
  }

  computeProtected(request: ComputationRequest, level: DisjointnessLevel): ProtectedComputation {
    return this.withFreed([request], () => answerProtected(this.network, request, level));
  }

  conflicts(owners: readonly string[], level: DisjointnessLevel): readonly Conflict[] {
    const paths = owners.flatMap((owner) => {
      const links = this.ledger.get(owner)?.path;
      return links === undefined ? [] : [{ owner, links }];
    });
    return conflictsAmong(this.network.graph, paths, level);
  }

  resolve(
    source: string,
    route: readonly Hop[],
    gaps: 'along-igp' | 'refused' = 'along-igp',
  ): Result<Path, UnresolvedHop> {
    const context = gaps === 'refused' ? withoutGaps(this.network) : this.network;
    const resolved = resolveRoute(context, source, route);
    if (!resolved.ok) return resolved;
    return ok(pathOf(this.network.graph, resolved.value.start, resolved.value.links));
  }

  pin(
    source: string,
    waypoints: readonly string[],
    signalling: Signalling,
  ): Result<SignalledPath, UnresolvedHop> {
    const { graph, trees } = this.network;
    const pinned = pinRoute(this.network, source, waypoints);
    if (!pinned.ok) return pinned;
    const route = routeObject(graph, trees, pinned.value, signalling);
    if (!route.ok) {
      const what = obstacleText(graph, route.error, signalling);
      return { ok: false, error: unresolved(waypoints.length - 1, what) };
    }
    return ok({ path: this.pathAlong(pinned.value), route: route.value });
  }

  findNode(reference: string): TopologyNode | undefined {
    const node = this.network.names.nodeOrOwner(reference);
    return node === undefined ? undefined : this.network.graph.nodes[node];
  }

  reserved(link: LinkId): number {
    const index = this.network.names.link(link);
    return index === undefined ? 0 : this.network.reservations.reserved(index);
  }

  available(link: LinkId, priority: number): number {
    const index = this.network.names.link(link);
    return index === undefined ? 0 : this.network.reservations.available(index, priority);
  }

  unbooked(link: LinkId, priority: number): number {
    const index = this.network.names.link(link);
    return index === undefined ? 0 : this.network.reservations.unbooked(index, priority);
  }

  ownersOver(link: LinkId): readonly string[] {
    const index = this.network.names.link(link);
    return index === undefined ? [] : this.ledger.ownersOver(index);
  }

  claimedPath(owner: string): Path | undefined {
    const links = this.ledger.get(owner)?.path;
    return links === undefined ? undefined : this.pathAlong(links);
  }

  /** An owner without a known path has none to share. */
  private pathsOf(owners: readonly string[]): readonly (readonly number[])[] {
    return owners.flatMap((owner) => {
      const path = this.ledger.get(owner)?.path;
      return path === undefined ? [] : [path];
    });
  }

  private pathAlong(links: readonly number[]): Path {
    return pathOf(this.network.graph, this.network.graph.source[links[0]!]!, links);
  }

  private newLedger(): ClaimLedger {
    const { network } = this;
    return new ClaimLedger(
      network.reservations,
      network.backups,
      (claim) => resolveClaim(network, claim),
      (path) => failuresOf(network.graph, path),
    );
  }

  /**
   * Runs with the own claims of the requests given back, and their previous paths' bandwidth where no own claim covers
   * it already, and takes all of that again afterwards. Where a request is for an interval, what is booked counts as within it, and
   * what is out of use now may be used. `run` is told the links concerned.
   */
  private withFreed<Outcome>(
    requests: readonly ComputationRequest[],
    run: (freed: ReadonlySet<number>) => Outcome,
  ): Outcome {
    const released = this.ledger.release(requests.flatMap(({ ownClaims }) => ownClaims ?? []));
    const freed = new Set(released.links);
    const undo = [released.undo];
    for (const { request, previous } of requests) {
      if (previous === undefined) continue;
      const { links } = resolveLeniently(this.network, request.source, previous.hops);
      const uncovered = [...new Set(links)].filter((link) => !released.links.has(link));
      undo.push(this.network.reservations.lend(uncovered, previous.bandwidth));
      for (const link of uncovered) freed.add(link);
    }
    const [alone] = requests;
    if (requests.length === 1 && alone !== undefined) undo.push(this.lendShared(alone, freed));
    try {
      return this.withBooked(requests, () => run(freed));
    } finally {
      for (const step of undo.reverse()) step();
    }
  }

  /** Gives a backup what it can share with other backups; the call takes it again. Links concerned are added to `freed`. */
  private lendShared({ request, protects }: ComputationRequest, freed: Set<number>): () => void {
    const path = protects === undefined ? undefined : this.ledger.get(protects)?.path;
    if (path === undefined) return () => undefined;
    const { backups, reservations, graph } = this.network;
    const failures = failuresOf(graph, path);
    const lent = [...backups.shareable(request.bandwidth, request.setupPriority, failures)];
    for (const [link, amount] of lent) {
      reservations.widen(link, amount);
      freed.add(link);
    }
    return () => {
      for (const [link, amount] of lent) reservations.widen(link, -amount);
    };
  }

  private withBooked<Outcome>(requests: readonly ComputationRequest[], run: () => Outcome): Outcome {
    if (requests.every(({ booked }) => booked === undefined)) return run();
    const { reservations, graph, filter } = this.network;
    const counted = () => filter.countingOutOfUse(run);
    return reservations.within((link, priority) => {
      let most = 0;
      for (const { booked } of requests) {
        const amount = booked?.(graph.links[link]!.id, priority) ?? reservations.standingOf(link, priority);
        most = Math.max(most, amount);
      }
      return most;
    }, counted);
  }
}

/** A path counts as known only if it is in one piece. */
function resolveClaim(network: Network, claim: Claim): ResolvedClaim {
  const { graph, names } = network;
  const routes = claim.routes.map((route) => {
    if ('hops' in route) return resolveLeniently(network, claim.source, route.hops);
    const known = route.links.map((id) => names.link(id));
    const links = known.filter((link) => link !== undefined);
    const recorded =
      route.recorded &&
      resolveRecorded(network, claim.source, route.recorded, graph.target[links.at(-1) ?? -1]);
    if (recorded !== undefined) return { complete: true, links: recorded };
    return { complete: links.length === known.length, links };
  });
  const [first] = routes;
  const isPath =
    first !== undefined &&
    first.complete &&
    first.links.length > 0 &&
    first.links.every((link, at) => at === 0 || graph.source[link] === graph.target[first.links[at - 1]!]);
  return { ...takenOf(graph, claim, routes), path: isPath ? first.links : undefined };
}

/**
 * Each link once, with the most that any route holds of it, and what of that the routers do not count yet.
 * PERF: routes are short, so that looking beats hashing.
 */
function takenOf(
  { unreservedAt }: TeGraph,
  { routes }: Claim,
  resolved: readonly { readonly links: readonly number[] }[],
): Pick<ResolvedClaim, 'links' | 'amounts' | 'uncounted'> {
  const links: number[] = [];
  const amounts: number[] = [];
  let uncounted: number[] | undefined;
  for (let route = 0; route < routes.length; route++) {
    const { bandwidth } = routes[route]!;
    for (const link of resolved[route]!.links) {
      const at = links.indexOf(link);
      if (at >= 0) amounts[at] = Math.max(amounts[at]!, bandwidth);
      else amounts[links.push(link) - 1] = bandwidth;
    }
  }
  for (let route = 0; route < routes.length; route++) {
    const { bandwidth, signalledAt } = routes[route]!;
    if (signalledAt === undefined) continue;
    for (const link of resolved[route]!.links) {
      if (unreservedAt[link]! < signalledAt) continue;
      uncounted ??= [...amounts];
      const at = links.indexOf(link);
      uncounted[at] = Math.min(uncounted[at]!, amounts[at]! - bandwidth);
    }
  }
  return { links, amounts, uncounted: uncounted ?? amounts };
}

function obstacleText(graph: TeGraph, obstacle: SignallingObstacle, signalling: Signalling): string {
  switch (obstacle.kind) {
    case 'maximum-sid-depth':
      return `the path needs ${obstacle.needed} ${signalling.setupType === 'SRV6' ? 'SIDs' : 'labels'}, the head-end pushes ${signalling.maximumSidDepth}`;
    case 'no-segment':
      return `no segment identifier leads over ${graph.links[obstacle.link]!.id}`;
    case 'no-address':
      return `${graph.nodes[obstacle.node]!.id} has no address`;
    default:
      return unreachable(obstacle);
  }
}
