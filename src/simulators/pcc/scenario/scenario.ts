import type { PathComputer } from '../../../domain/computation/computer.js';
import { createPathComputer } from '../../../domain/computation/engine.js';
import { ipv4Number } from '../../../domain/values/address.js';
import type { Metric } from '../../../domain/values/metric.js';
import { pathRequest } from '../../../domain/values/path-request.js';
import type { TopologyNode } from '../../../domain/values/topology.js';
import type { HeadEndPlan } from '../fleet.js';
import type { LspDefinition, PccSetupType } from '../lsp.js';
import { Random, seedFor } from '../random.js';
import { type Demand, DemandDrawer, roundBandwidth } from './demand.js';
import type { Network } from './network.js';

export interface ScenarioOptions {
  readonly seed: number;
  /** LSPs in the whole network. */
  readonly lsps: number;
  /** Head-ends; absent: every node with an IPv4 router id. */
  readonly pccs?: number;
  /** Labels that the head-ends can push; 0: any number. Default 10. */
  readonly maximumSidDepth?: number;
}

export interface Scenario {
  /** By node id; also those that no LSP starts at. */
  readonly headEnds: readonly HeadEndPlan[];
  readonly lsps: number;
}

const SEGMENT_ROUTED = 0.7;
const DELEGATED = 0.9;
const DELAY_SENSITIVE = 0.15;
/** Setup and holding priority, and how often. */
const PRIORITIES = [
  { priority: 2, share: 10 },
  { priority: 4, share: 20 },
  { priority: 7, share: 70 },
] as const;
/** A demand that fits nowhere is made smaller this often before it is set up without bandwidth. */
const SHRINK_ATTEMPTS = 4;
const LOWEST_PRIORITY = 7;

/**
 * Invents LSPs for a network: node pairs by gravity, bandwidths in steps, each routed by the path engine around what the
 * others took, so that no link carries more than may be reserved. The same network, options and seed give the same LSPs.
 */
export function makeScenario(network: Network, options: ScenarioOptions): Scenario {
  const random = new Random(seedFor(options.seed, 'scenario'));
  const nodes = network.nodes.filter(
    ({ routerId }) => routerId !== undefined && ipv4Number(routerId) !== undefined,
  );
  const tails = [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const heads = chooseHeads(tails, options.pccs ?? tails.length, random);
  const planner = new Planner(network, options.maximumSidDepth ?? 10, random);
  const drawer = new DemandDrawer(network, heads, tails, options.lsps, random);
  let count = 0;
  // A network in pieces has pairs without any path: they cost an attempt each.
  for (let attempts = 2 * options.lsps; count < options.lsps && attempts > 0; attempts--) {
    const demand = drawer.next();
    if (demand === undefined) break;
    if (planner.place(demand)) count += 1;
  }
  return { headEnds: heads.map((node) => planner.planOf(node)), lsps: count };
}

/** `count` of the nodes, drawn without replacement, in their order. */
function chooseHeads(nodes: readonly TopologyNode[], count: number, random: Random): readonly TopologyNode[] {
  if (count >= nodes.length) return nodes;
  const left = [...nodes];
  while (left.length > count) left.splice(random.below(left.length), 1);
  return left;
}

interface Character {
  readonly setupType: PccSetupType;
  readonly priority: number;
  readonly delegated: boolean;
  readonly metric: Metric;
}

class Planner {
  readonly #computer: PathComputer = createPathComputer();
  readonly #maximumSidDepth: number;
  readonly #random: Random;
  readonly #knowsDelays: boolean;
  readonly #byHead = new Map<string, LspDefinition[]>();
  readonly #pairs = new Map<string, number>();

  constructor({ nodes, links }: Network, maximumSidDepth: number, random: Random) {
    this.#computer.setTopology(nodes, links);
    this.#maximumSidDepth = maximumSidDepth;
    this.#random = random;
    this.#knowsDelays = links.length > 0 && links.every(({ delay }) => delay !== undefined);
  }

  planOf({ id, routerId }: TopologyNode): HeadEndPlan {
    return { name: id, routerId: routerId ?? '', lsps: this.#byHead.get(id) ?? [] };
  }

  /** False when there is no path at all between the two. */
  place(demand: Demand): boolean {
    const character = this.#draw();
    let { bandwidth } = demand;
    for (let attempt = 0; attempt <= SHRINK_ATTEMPTS; attempt++) {
      if (attempt === SHRINK_ATTEMPTS) bandwidth = 0;
      const placed = this.#route(demand, bandwidth, character, character.setupType);
      if (placed) return true;
      if (bandwidth === 0) break;
      bandwidth = roundBandwidth(bandwidth / 2);
    }
    // Without segment identifiers, or with too many of them for the head-end, RSVP-TE still works.
    return character.setupType === 'SR_MPLS' && this.#route(demand, 0, character, 'RSVP_TE');
  }

  #draw(): Character {
    const setupType = this.#random.chance(SEGMENT_ROUTED) ? 'SR_MPLS' : 'RSVP_TE';
    const drawn = PRIORITIES[this.#random.weighted(PRIORITIES.map(({ share }) => share)) ?? 0];
    const delegated = this.#random.chance(DELEGATED);
    const delaySensitive = this.#random.chance(DELAY_SENSITIVE) && this.#knowsDelays;
    return {
      setupType,
      priority: drawn?.priority ?? LOWEST_PRIORITY,
      delegated,
      metric: delaySensitive ? 'DELAY' : 'TE',
    };
  }

  #route(demand: Demand, bandwidth: number, character: Character, setupType: PccSetupType): boolean {
    const { source, destination } = demand;
    const { metric, priority, delegated } = character;
    // At the lowest priority every reservation counts: nothing that is there already is pushed aside.
    const setupPriority = LOWEST_PRIORITY;
    const request = pathRequest({
      source: source.id,
      destination: destination.id,
      bandwidth,
      metric,
      setupPriority,
    });
    const maximumSidDepth = this.#maximumSidDepth;
    const signalling = { setupType, ...(maximumSidDepth > 0 ? { maximumSidDepth } : {}) };
    const result = this.#computer.compute({ request, signalling });
    if (result.kind === 'no-path') return false;
    const { path, route } = result.path;
    const pair = `${source.id}-${destination.id}`;
    const number = (this.#pairs.get(pair) ?? 0) + 1;
    this.#pairs.set(pair, number);
    const name = `${pair}-${number}`;
    const routes = [{ bandwidth, links: path.links }];
    this.#computer.setClaim(name, { holdingPriority: priority, source: source.id, routes });
    const lsps = this.#byHead.get(source.id) ?? [];
    this.#byHead.set(source.id, lsps);
    lsps.push({
      name,
      setupType,
      destination: destination.routerId ?? '',
      bandwidth,
      setupPriority: priority,
      holdingPriority: priority,
      metric,
      delegated,
      route,
    });
    return true;
  }
}
