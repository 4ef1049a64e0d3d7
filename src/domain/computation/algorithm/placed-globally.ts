import { optimizeGlobally } from '../global/optimize.js';
import type { GlobalDemand, LinkMask } from '../global/problem.js';
import type { Board, Member, Placement } from './board.js';
import type { Query } from './query.js';
import { routeObject } from './route-object.js';
import type { Network } from './signalled-paths.js';

/** Path searches per member. */
const STEPS_PER_MEMBER = 5;
const SEED = 5557;

/**
 * A placement of all members by global concurrent optimisation (RFC 5557): none if they want what it does not know, that
 * is waypoints, different metrics, or bounds on another metric than theirs. Expects nothing of the members reserved, and
 * leaves it so. The same members in the same order have the same answer.
 */
export function placedGlobally(board: Board): Placement | undefined {
  const { network, members } = board;
  const [first] = members;
  if (first === undefined || !members.every((member) => isSuitable(member, first.query))) return undefined;
  const { graph, reservations } = network;
  const masks = new Masks(network);
  // Whoever may push others aside sees more than the rest: what the least important one sees is there for all.
  const priority = Math.max(...members.map(({ query }) => query.setupPriority));
  const answer = optimizeGlobally(
    {
      graph,
      capacity: Float64Array.from(graph.links, (_, link) => reservations.available(link, priority)),
      metric: first.query.weights,
      demands: members.map((member, index) => demandOf(member, index, masks)),
    },
    'MIN_TOTAL_METRIC',
    { seed: SEED, steps: STEPS_PER_MEMBER * members.length },
  );
  return members.map(({ computation }, index) => {
    const links = answer.paths[index];
    if (links === undefined) return undefined;
    const route = routeObject(graph, network.trees, links, computation.signalling);
    return route.ok ? { links, route: route.value } : undefined;
  });
}

const isSuitable = ({ query }: Member, { weights }: Query): boolean =>
  query.weights === weights &&
  query.waypoints.length === 0 &&
  !query.unsatisfiable &&
  query.bounds.every((bound) => bound.weights === weights);

function demandOf({ query, holdingPriority }: Member, index: number, masks: Masks): GlobalDemand {
  const [bound] = query.bounds;
  return {
    id: `${index}`.padStart(8, '0'),
    source: query.source,
    destination: query.destination,
    bandwidth: query.bandwidth,
    priority: holdingPriority,
    allowed: masks.of(query),
    ...(bound === undefined ? {} : { metricBound: bound.max }),
  };
}

/** The links that a query may use whatever their bandwidth; one array for all queries that want the same. */
class Masks {
  private readonly known = new Map<string, LinkMask>();

  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
  }

  of(query: Query): LinkMask {
    const { includeAny, includeAll, excludeAny, delayKnown, excludedLinks, excludedNodes } = query;
    const groups = [includeAny, includeAll, excludeAny].map((mask) => mask?.join() ?? '-');
    const key = [...groups, delayKnown, excludedLinks.join(), excludedNodes.join()].join('|');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { filter, graph } = this.network;
    filter.load({ ...query, bandwidth: 0 }, [], []);
    const mask = Uint8Array.from(graph.links, (_, link) => (filter.admits(link) ? 1 : 0));
    this.known.set(key, mask);
    return mask;
  }
}
