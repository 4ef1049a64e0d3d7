import { LinkId, NodeId } from '../../../../src/domain/values/identifiers.js';
import type { TopologyLink } from '../../../../src/domain/values/topology.js';
import type { Network } from '../../../../src/simulators/pcc/scenario/network.js';

/** A ring of `size` routers with chords: every third to the one opposite. 10 Gbit/s each way, full of segment identifiers. */
export function ringNetwork(size: number): Network {
  const nodes = Array.from({ length: size }, (_, index) => ({
    id: NodeId(idOf(index)),
    name: `router ${index}`,
    routerId: `10.0.0.${index + 1}`,
    prefixSid: 16001 + index,
  }));
  const pairs = nodes.flatMap((_, index): (readonly [number, number])[] => {
    const next: readonly [number, number] = [index, (index + 1) % size];
    return index % 3 === 0 ? [next, [index, (index + (size >> 1)) % size]] : [next];
  });
  return {
    nodes,
    links: pairs.flatMap(([from, to], index) => [link(from, to, index, 1), link(to, from, index, 2)]),
  };
}

const idOf = (index: number): string => `N${String(index).padStart(2, '0')}`;

function link(from: number, to: number, index: number, side: 1 | 2): TopologyLink {
  return {
    id: LinkId(`${idOf(from)}-${idOf(to)}`),
    source: NodeId(idOf(from)),
    target: NodeId(idOf(to)),
    sourceAddress: `10.1.${index}.${side}`,
    targetAddress: `10.1.${index}.${3 - side}`,
    igpMetric: 10 + (index % 4),
    teMetric: 10 + (index % 4),
    delay: 1000 + 100 * index,
    capacity: 10e9,
    reservable: 10e9,
    adminGroups: [],
    srlgs: [],
    adjacencySid: 24000 + 2 * index + side,
    operational: true,
  };
}

/** The network as the PCE's GraphQL endpoint answers it. */
export const answerOf = ({ nodes, links }: Network): unknown => ({
  data: {
    topology: {
      nodes,
      links: links.map(({ source, target, srlgs, ...more }) => ({
        ...more,
        source: { id: source },
        target: { id: target },
        srlgNumbers: srlgs,
      })),
    },
  },
});
