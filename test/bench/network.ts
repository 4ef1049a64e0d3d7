import { formatIpv4 } from '../../src/domain/values/address.js';
import { Random } from './random.js';

export interface BenchLink {
  readonly from: number;
  readonly to: number;
  readonly fromAddress: string;
  readonly toAddress: string;
  readonly metric: number;
  readonly capacity: number;
  readonly adminGroups: readonly number[];
}

export interface BenchNetwork {
  readonly nodes: readonly { readonly id: string; readonly routerId: string }[];
  readonly links: readonly BenchLink[];
  /** Per node: where its links lead and the address of the far end, which is what a route names. */
  readonly neighbours: readonly (readonly { readonly node: number; readonly address: string }[])[];
}

const NODES = 1_000;
/** Both directions count: 5,000 links. */
const LINKS = 2_500;
const LOOPBACKS = 0x0a000001;
const INTERFACES = 0x0b000000;
const CAPACITIES = [10e9, 100e9, 400e9] as const;

/** A ring with random chords, half of them short: a backbone of 1,000 nodes and 5,000 directed links. */
export function generateNetwork(): BenchNetwork {
  const random = new Random(1);
  const nodes = Array.from({ length: NODES }, (_, index) => ({
    id: `n${index}`,
    routerId: formatIpv4(LOOPBACKS + index),
  }));
  const links = Array.from({ length: LINKS }, (_, index) => linkOf(index, random));
  const neighbours = nodes.map(() => [] as { node: number; address: string }[]);
  for (const { from, to, fromAddress, toAddress } of links) {
    neighbours[from]?.push({ node: to, address: toAddress });
    neighbours[to]?.push({ node: from, address: fromAddress });
  }
  return { nodes, links, neighbours };
}

function linkOf(index: number, random: Random): BenchLink {
  const isRing = index < NODES;
  const from = isRing ? index : random.below(NODES);
  const span = isRing ? 1 : index % 2 === 0 ? 2 + random.below(20) : 1 + random.below(NODES - 1);
  const to = (from + span) % NODES;
  return {
    from,
    to,
    fromAddress: formatIpv4(INTERFACES + 2 * index),
    toAddress: formatIpv4(INTERFACES + 2 * index + 1),
    metric: 10 + random.below(200),
    capacity: random.pick(CAPACITIES),
    adminGroups: [0, 1, 2, 3].filter(() => random.next() < 0.25),
  };
}

/** As a Cairn topology document. */
export function documentOf({ nodes, links }: BenchNetwork): string {
  return JSON.stringify({
    cairn: 'topology/1',
    name: 'bench',
    nodes,
    links: links.map(({ from, to, fromAddress, toAddress, metric, capacity, adminGroups }) => ({
      from: `n${from}`,
      to: `n${to}`,
      fromAddress,
      toAddress,
      igpMetric: metric,
      teMetric: metric,
      delay: metric * 10,
      capacity,
      adminGroups,
    })),
  });
}

export interface Walk {
  readonly source: number;
  readonly destination: number;
  /** Addresses of the interfaces at which each node of the route is entered. */
  readonly addresses: readonly string[];
}

/** A route of `hops` links that meets no node twice. */
export function walk({ neighbours }: BenchNetwork, hops: number, random: Random): Walk {
  for (;;) {
    const source = random.below(neighbours.length);
    const visited = new Set([source]);
    const addresses: string[] = [];
    let node = source;
    while (addresses.length < hops) {
      const onward = (neighbours[node] ?? []).filter((next) => !visited.has(next.node));
      if (onward.length === 0) break;
      const next = random.pick(onward);
      visited.add(next.node);
      addresses.push(next.address);
      node = next.node;
    }
    if (addresses.length === hops) return { source, destination: node, addresses };
  }
}
