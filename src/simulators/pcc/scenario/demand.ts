import type { TopologyLink, TopologyNode } from '../../../domain/values/topology.js';
import type { Random } from '../random.js';
import type { Network } from './network.js';

/** Who wants how much to whom. Bandwidth is bit/s. */
export interface Demand {
  readonly source: TopologyNode;
  readonly destination: TopologyNode;
  readonly bandwidth: number;
}

/** Multiples of the typical demand, and how often each occurs: many small ones, few large ones. */
const STEPS = [
  { factor: 0.1, share: 20 },
  { factor: 0.25, share: 25 },
  { factor: 0.5, share: 25 },
  { factor: 1, share: 18 },
  { factor: 2, share: 9 },
  { factor: 4, share: 3 },
] as const;
/** Mean of the steps, and links that a path has on average: together the load that a demand of 1 makes. */
const MEAN_FACTOR = 0.69;
const MEAN_HOPS = 4;
/** Share of the network's bandwidth that all demands together should take. */
const TARGET_LOAD = 0.35;
/** A typical demand is at most this share of a typical link. */
const LARGEST_SHARE = 0.02;

/**
 * Draws demands by gravity: a pair of nodes is as likely as the product of their weights, a node weighs what its links
 * carry, up to a factor of its own, so that equal nodes differ as cities do.
 */
export class DemandDrawer {
  readonly #random: Random;
  readonly #heads: readonly TopologyNode[];
  readonly #tails: readonly TopologyNode[];
  readonly #headWeights: readonly number[];
  readonly #tailWeights: readonly number[];
  readonly #typical: number;

  /** `heads` may be fewer than `tails`; both must be of the network. `count`: how many demands there will be. */
  constructor(
    network: Network,
    heads: readonly TopologyNode[],
    tails: readonly TopologyNode[],
    count: number,
    random: Random,
  ) {
    const weights = weightsOf(network, random);
    this.#random = random;
    this.#heads = heads;
    this.#tails = tails;
    this.#headWeights = heads.map(({ id }) => weights.get(id) ?? 0);
    this.#tailWeights = tails.map(({ id }) => weights.get(id) ?? 0);
    this.#typical = typicalBandwidth(network.links, count);
  }

  /** Undefined when the network has no pair of nodes to draw from. */
  next(): Demand | undefined {
    const source = this.#heads[this.#random.weighted(this.#headWeights) ?? -1];
    if (source === undefined) return undefined;
    const weights = this.#tails.map(({ id }, index) =>
      id === source.id ? 0 : (this.#tailWeights[index] ?? 0),
    );
    const destination = this.#tails[this.#random.weighted(weights) ?? -1];
    if (destination === undefined) return undefined;
    const step = STEPS[this.#random.weighted(STEPS.map(({ share }) => share)) ?? 0];
    return { source, destination, bandwidth: roundBandwidth(this.#typical * (step?.factor ?? 1)) };
  }
}

function weightsOf({ nodes, links }: Network, random: Random): ReadonlyMap<string, number> {
  const capacity = new Map<string, number>();
  for (const { source, reservable } of usable(links))
    capacity.set(source, (capacity.get(source) ?? 0) + reservable);
  return new Map(nodes.map(({ id }) => [id, (capacity.get(id) ?? 0) * random.between(0.5, 2)]));
}

const usable = (links: readonly TopologyLink[]): readonly TopologyLink[] =>
  links.filter(({ operational, reservable }) => operational && reservable > 0);

function typicalBandwidth(links: readonly TopologyLink[], count: number): number {
  const sizes = usable(links).map(({ reservable }) => reservable);
  if (sizes.length === 0 || count === 0) return 0;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const median = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  const fitting = (TARGET_LOAD * total) / (count * MEAN_HOPS * MEAN_FACTOR);
  return Math.min(LARGEST_SHARE * median, fitting);
}

/** Two significant digits, whole multiples of 8 bit/s: what people configure, and exact in bytes per second. */
export function roundBandwidth(bitsPerSecond: number): number {
  if (bitsPerSecond < 8) return 0;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(bitsPerSecond)) - 1);
  return Math.max(8, Math.round((Math.round(bitsPerSecond / unit) * unit) / 8) * 8);
}
