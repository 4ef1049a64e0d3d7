import type { TopologyLink } from '../../values/topology.js';
import type { TeGraph } from './te-graph.js';

const NO_LINK = -1;

/**
 * The other direction of a link, or -1: the one with the same interfaces the other way round; where neither names its interfaces, the
 * one link back, if there is also but one link forth. O(links of both ends).
 */
export function oppositeOf(graph: TeGraph, link: number): number {
  const [from, to] = [graph.source[link]!, graph.target[link]!];
  const forth = linksBetween(graph, from, to);
  const back = linksBetween(graph, to, from);
  const known = graph.links[link]!;
  const paired = back.find((other) => haveSameInterfaces(known, graph.links[other]!));
  if (paired !== undefined) return paired;
  const isUnnamed = [...forth, ...back].every((other) => !namesInterfaces(graph.links[other]!));
  return isUnnamed && forth.length === 1 && back.length === 1 ? back[0]! : NO_LINK;
}

/** The number that both directions of a link have in common. */
export function physicalLink(graph: TeGraph, link: number): number {
  const opposite = oppositeOf(graph, link);
  return opposite === NO_LINK ? link : Math.min(link, opposite);
}

function linksBetween(graph: TeGraph, from: number, to: number): readonly number[] {
  const links: number[] = [];
  for (let arc = graph.outFirst[from]!; arc < graph.outFirst[from + 1]!; arc++) {
    const link = graph.outLink[arc]!;
    if (graph.target[link] === to) links.push(link);
  }
  return links;
}

const namesInterfaces = (link: TopologyLink): boolean =>
  link.sourceAddress !== undefined ||
  link.targetAddress !== undefined ||
  link.sourceInterface !== undefined ||
  link.targetInterface !== undefined;

function haveSameInterfaces(a: TopologyLink, b: TopologyLink): boolean {
  const isAddressed = a.sourceAddress !== undefined && a.targetAddress !== undefined;
  if (isAddressed) return a.sourceAddress === b.targetAddress && a.targetAddress === b.sourceAddress;
  const isNumbered = a.sourceInterface !== undefined && a.targetInterface !== undefined;
  return isNumbered && a.sourceInterface === b.targetInterface && a.targetInterface === b.sourceInterface;
}
