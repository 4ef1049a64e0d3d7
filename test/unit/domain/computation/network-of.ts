import type { PathComputer } from '../../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../../../src/domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../../../src/domain/values/topology.js';

/** A node called `name` with router id 10.0.0.<code of the letter> and node SID 16000 + code. */
export const node = (name: string, more: Partial<TopologyNode> = {}): TopologyNode => ({
  id: NodeId(name),
  name: `router ${name}`,
  routerId: `10.0.0.${name.charCodeAt(0)}`,
  prefixSid: 16000 + name.charCodeAt(0),
  ...more,
});

/** One direction, named by the letters of its ends and, for parallel links, a digit: `AB`, `AB2`. */
export function link(name: string, more: Partial<TopologyLink> = {}): TopologyLink {
  const [from, to] = [name.charCodeAt(0), name.charCodeAt(1)];
  const number = name[2] ?? '1';
  return {
    id: LinkId(name),
    source: NodeId(name[0]!),
    target: NodeId(name[1]!),
    sourceAddress: `10.${number}.${Math.min(from, to)}.${from}`,
    targetAddress: `10.${number}.${Math.min(from, to)}.${to}`,
    igpMetric: 10,
    teMetric: 10,
    delay: 100,
    capacity: 100,
    reservable: 100,
    adminGroups: [],
    srlgs: [],
    adjacencySid: 24000 + from * 100 + to + Number(number) * 10_000,
    operational: true,
    ...more,
  };
}

/** Both directions of a link. */
export const both = (name: string, more: Partial<TopologyLink> = {}): TopologyLink[] => [
  link(name, more),
  link(name[1]! + name[0]! + name.slice(2), more),
];

export interface Drawn {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}

/** The network of these links, with the nodes that they name. */
export function drawn(...links: readonly (readonly TopologyLink[])[]): Drawn {
  const flat = links.flat();
  const names = [...new Set(flat.flatMap(({ source, target }) => [source as string, target as string]))];
  return { nodes: names.map((name) => node(name)), links: flat };
}

export function computerOf({ nodes, links }: Drawn): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(nodes, links);
  return computer;
}
