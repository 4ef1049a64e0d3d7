import { igpMetricOf, type TopologyLink, type TopologyNode, teMetricOf } from '../../values/topology.js';
import { type AlgorithmGraph, algorithmGraphs } from './flex-algorithm.js';

/**
 * The network as compressed sparse rows over typed arrays. Nodes and links are numbered in the order of their ids
 * (code units), so that nothing computed on the graph depends on the order in which they were given.
 * Only `changeLink` changes it, and only values of links; about 127 bytes per link and 8 per node beside the topology objects themselves.
 */
export interface TeGraph {
  readonly nodes: readonly TopologyNode[];
  readonly links: TopologyLink[];
  /** Nodes that no path may pass, ascending. */
  readonly overloaded: readonly number[];
  /** Node at which link i starts and ends. */
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Links leaving node v: `outLink[outFirst[v]]` up to, not including, `outLink[outFirst[v + 1]]`; ascending. */
  readonly outFirst: Int32Array;
  readonly outLink: Int32Array;
  /** Links arriving at node v, in the same form. */
  readonly inFirst: Int32Array;
  readonly inLink: Int32Array;
  /** 1: routers forward over it; 0: known but down. */
  readonly operational: Uint8Array;
  /** 1: a path may be led over it; 0: down, or out of use. */
  readonly usable: Uint8Array;
  /** Bit/s. */
  readonly reservable: Float64Array;
  /** Where in the log a router told what of the link is unreserved; -Infinity where none did. */
  readonly unreservedAt: Float64Array;
  /** One array per metric, by link. What isn't known is Infinity, except for IGP and TE. */
  readonly igpMetric: Float64Array;
  readonly teMetric: Float64Array;
  readonly delay: Float64Array;
  readonly delayVariation: Float64Array;
  /** -ln(1 - loss), which adds up along a path as the shares that arrive multiply. */
  readonly lossExponent: Float64Array;
  readonly hop: Float64Array;
  /** What the nodes forward over by other algorithms than the IGP's own, by algorithm, ascending. */
  readonly algorithms: ReadonlyMap<number, AlgorithmGraph>;
  /** Administrative groups of link i: bit b is bit b % 32 of `groups[i * groupWords + floor(b / 32)]`. */
  readonly groupWords: number;
  readonly groups: Int32Array;
  /** Links that are members of a shared risk link group, ascending. */
  readonly srlgMembers: ReadonlyMap<number, readonly number[]>;
}

/**
 * Builds the graph. Links that start or end at a node that isn't there, and links from a node to itself, are left
 * out; of several with one id the last given counts. O((V + E) log(V + E)).
 */
export function buildTeGraph(nodes: Iterable<TopologyNode>, links: Iterable<TopologyLink>): TeGraph {
  const sortedNodes = sortedById(nodes);
  const indexOf = new Map(sortedNodes.map((node, index) => [node.id, index]));
  const sortedLinks = sortedById(links).filter(
    (link) => indexOf.has(link.source) && indexOf.has(link.target) && link.source !== link.target,
  );
  const source = Int32Array.from(sortedLinks, (link) => indexOf.get(link.source) as number);
  const target = Int32Array.from(sortedLinks, (link) => indexOf.get(link.target) as number);
  const out = rowsOf(sortedNodes.length, source);
  const into = rowsOf(sortedNodes.length, target);
  return {
    nodes: sortedNodes,
    links: sortedLinks,
    overloaded: sortedNodes.flatMap(({ overloaded }, index) => (overloaded === true ? [index] : [])),
    source,
    target,
    outFirst: out.first,
    outLink: out.link,
    inFirst: into.first,
    inLink: into.link,
    operational: Uint8Array.from(sortedLinks, (link) => (link.operational ? 1 : 0)),
    usable: Uint8Array.from(sortedLinks, (link) => (isUsable(link) ? 1 : 0)),
    reservable: Float64Array.from(sortedLinks, (link) => link.reservable),
    unreservedAt: Float64Array.from(sortedLinks, (link) => link.unreservedAt ?? Number.NEGATIVE_INFINITY),
    igpMetric: Float64Array.from(sortedLinks, igpMetricOf),
    teMetric: Float64Array.from(sortedLinks, teMetricOf),
    delay: Float64Array.from(sortedLinks, (link) => link.delay ?? Number.POSITIVE_INFINITY),
    delayVariation: Float64Array.from(sortedLinks, (link) => link.delayVariation ?? Number.POSITIVE_INFINITY),
    lossExponent: Float64Array.from(sortedLinks, ({ loss }) => lossExponentOf(loss)),
    hop: new Float64Array(sortedLinks.length).fill(1),
    algorithms: algorithmGraphs(sortedNodes, sortedLinks),
    ...groupsOf(sortedLinks),
    srlgMembers: srlgMembersOf(sortedLinks),
  };
}

export const isUsable = ({ operational, outOfUse }: TopologyLink): boolean =>
  operational && outOfUse !== true;

/** What isn't known, or loses everything, is Infinity. */
export const lossExponentOf = (loss: number | undefined): number =>
  loss === undefined ? Number.POSITIVE_INFINITY : -Math.log1p(-loss);

function sortedById<Element extends { readonly id: string }>(elements: Iterable<Element>): Element[] {
  const byId = new Map<string, Element>();
  for (const element of elements) byId.set(element.id, element);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Counting sort of the links by one of their ends; within a row they stay in ascending order. */
function rowsOf(nodeCount: number, end: Int32Array): { first: Int32Array; link: Int32Array } {
  const first = new Int32Array(nodeCount + 1);
  for (const node of end) first[node + 1]! += 1;
  for (let node = 0; node < nodeCount; node++) first[node + 1]! += first[node]!;
  const next = first.slice();
  const link = new Int32Array(end.length);
  for (let index = 0; index < end.length; index++) {
    const node = end[index]!;
    link[next[node]!] = index;
    next[node]! += 1;
  }
  return { first, link };
}

function groupsOf(links: readonly TopologyLink[]): { groupWords: number; groups: Int32Array } {
  let groupWords = 1;
  for (const link of links) {
    for (const bit of link.adminGroups) groupWords = Math.max(groupWords, (bit >>> 5) + 1);
  }
  const groups = new Int32Array(links.length * groupWords);
  links.forEach((link, index) => {
    for (const bit of link.adminGroups) groups[index * groupWords + (bit >>> 5)]! |= 1 << (bit & 31);
  });
  return { groupWords, groups };
}

function srlgMembersOf(links: readonly TopologyLink[]): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  links.forEach((link, index) => {
    for (const srlg of new Set(link.srlgs)) {
      const known = members.get(srlg);
      if (known === undefined) members.set(srlg, [index]);
      else known.push(index);
    }
  });
  return members;
}
