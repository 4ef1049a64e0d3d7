import { countsNodes, countsRiskGroups, type DisjointnessLevel } from '../../values/disjointness.js';
import type { Query } from '../algorithm/query.js';
import { oppositeOf, physicalLink } from '../graph/opposite-link.js';
import type { TeGraph } from '../graph/te-graph.js';

/** What two paths have in common: each element is one failure that takes both. In numbers of the graph, ascending. */
export interface Shared {
  readonly links: readonly number[];
  readonly nodes: readonly number[];
  readonly srlgs: readonly number[];
}

/** The single failures that a path does not survive, at one level of disjointness. */
export interface Risks {
  readonly source: number;
  readonly destination: number;
  readonly links: ReadonlySet<number>;
  readonly nodes: ReadonlySet<number>;
  readonly srlgs: ReadonlySet<number>;
}

const NOTHING: ReadonlySet<number> = new Set();

/** O(links of the path times links of its nodes). The ends are nodes of the path too. */
export function risksOf(graph: TeGraph, level: DisjointnessLevel, path: readonly number[]): Risks {
  const source = graph.source[path[0]!]!;
  const destination = graph.target[path.at(-1)!]!;
  return {
    source,
    destination,
    links: new Set(path.map((link) => physicalLink(graph, link))),
    nodes: countsNodes(level) ? new Set([source, ...path.map((link) => graph.target[link]!)]) : NOTHING,
    srlgs: countsRiskGroups(level) ? new Set(path.flatMap((link) => graph.links[link]!.srlgs)) : NOTHING,
  };
}

/** A node where both paths start or end does not count: no choice of paths avoids it. */
export function sharedBy(a: Risks, b: Risks): Shared {
  return {
    links: inBoth(a.links, b.links),
    nodes: inBoth(a.nodes, b.nodes).filter((node) => !(isEnd(a, node) && isEnd(b, node))),
    srlgs: inBoth(a.srlgs, b.srlgs),
  };
}

export const sizeOf = ({ links, nodes, srlgs }: Shared): number => links.length + nodes.length + srlgs.length;

/** Over all pairs, and all with one of `fixed`: how many single failures take both paths of a pair. */
export function countShared(risks: readonly Risks[], fixed: readonly Risks[]): number {
  return risks.reduce(
    (sum, one, index) =>
      [...risks.slice(0, index), ...fixed].reduce((all, other) => all + sizeOf(sharedBy(one, other)), sum),
    0,
  );
}

/** What is shared by any two, or by one and one of `fixed`. */
export function allShared(risks: readonly Risks[], fixed: readonly Risks[]): Shared {
  const pairs = risks.flatMap((one, index) =>
    [...risks.slice(0, index), ...fixed].map((other) => sharedBy(one, other)),
  );
  return {
    links: distinct(pairs.flatMap(({ links }) => links)),
    nodes: distinct(pairs.flatMap(({ nodes }) => nodes)),
    srlgs: distinct(pairs.flatMap(({ srlgs }) => srlgs)),
  };
}

/** The query for a path that shares nothing with one that has these risks. */
export function avoiding(graph: TeGraph, query: Query, risks: Risks): Query {
  const links = [...risks.links].flatMap((link) => {
    const opposite = oppositeOf(graph, link);
    return opposite < 0 ? [link] : [link, opposite];
  });
  const grouped = [...risks.srlgs].flatMap((srlg) => graph.srlgMembers.get(srlg) ?? []);
  const nodes = [...risks.nodes].filter((node) => !(isEnd(risks, node) && isEnd(query, node)));
  return {
    ...query,
    excludedLinks: [...query.excludedLinks, ...links, ...grouped],
    excludedNodes: [...query.excludedNodes, ...nodes],
  };
}

export const isEnd = (
  { source, destination }: { readonly source: number; readonly destination: number },
  node: number,
): boolean => node === source || node === destination;

const inBoth = (a: ReadonlySet<number>, b: ReadonlySet<number>): readonly number[] =>
  [...a].filter((one) => b.has(one)).sort((one, other) => one - other);

const distinct = (numbers: readonly number[]): readonly number[] =>
  [...new Set(numbers)].sort((a, b) => a - b);
