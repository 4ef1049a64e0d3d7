import type { TeGraph } from '../graph/te-graph.js';
import { sumOf } from '../objective/path-order.js';
import { bestPath } from './best-path.js';
import type { DisjointPairs } from './disjoint-pair.js';
import { PathSequence } from './path-sequence.js';
import type { Query } from './query.js';
import type { Workspace } from './workspace.js';

/** So many first paths are tried before the search gives up. */
export const FIRST_PATH_LIMIT = 256;

export type RiskPair = readonly [readonly number[], readonly number[]];

/** `exhausted`: the limit was met; the best pair so far, if any, may not be the best of all. */
export type RiskPairFound =
  | { readonly kind: 'found'; readonly paths: RiskPair }
  | { readonly kind: 'none' }
  | { readonly kind: 'exhausted'; readonly paths: RiskPair | undefined };

interface Total {
  readonly cost: number;
  readonly links: number;
}

/**
 * The pair of paths that share no link and no shared risk link group, with `nodesToo` no node but their ends either: lowest
 * sum of weights over both, then fewest links over both, then the pair whose better path comes first in the order of
 * paths, with the first of the paths that go with it. The better path stands first.
 *
 * The problem is NP-hard (Hu 2003), so this is an exact search with a limit: paths are tried as the better one in their order,
 * each with the best path that avoids its risks, until twice the next one is no better than the pair found, or that pair
 * is as good as the best link-disjoint one, which no risk-disjoint pair can beat. One search per path tried.
 */
export function riskDisjointPair(
  workspace: Workspace,
  pairs: DisjointPairs,
  query: Query,
  nodesToo: boolean,
  limit = FIRST_PATH_LIMIT,
): RiskPairFound {
  const { graph, filter } = workspace;
  filter.load(query, [], []);
  const relaxed = pairs.find({ ...query, filter, disjointness: nodesToo ? 'node' : 'link' });
  if (relaxed.kind === 'none') return { kind: 'none' };
  const least = relaxed.kind === 'found' ? totalOf(query, ...relaxed.paths) : undefined;
  const sequence = new PathSequence(workspace, query);
  let isExact = true;
  let best: { readonly paths: RiskPair; readonly total: Total } | undefined;
  for (let tried = 0; ; tried++) {
    const first = sequence.next();
    if (first === undefined) break;
    if (best !== undefined && !isLess(totalOf(query, first, first), best.total)) break;
    if (tried === limit) return { kind: 'exhausted', paths: best?.paths };
    const second = bestPath(workspace, avoiding(graph, query, first, nodesToo));
    if (second.kind === 'exhausted') isExact = false;
    if (second.kind !== 'found') continue;
    const total = totalOf(query, first, second.links);
    if (best === undefined || isLess(total, best.total)) best = { paths: [first, second.links], total };
    if (least !== undefined && !isLess(least, best.total)) break;
  }
  if (!isExact || sequence.exhausted) return { kind: 'exhausted', paths: best?.paths };
  return best === undefined ? { kind: 'none' } : { kind: 'found', paths: best.paths };
}

/** The query for a path that shares no risk with this one. */
function avoiding(graph: TeGraph, query: Query, path: readonly number[], nodesToo: boolean): Query {
  const risks = new Set(path.flatMap((link) => graph.links[link]!.srlgs));
  const links = [...risks].flatMap((risk) => graph.srlgMembers.get(risk) ?? []);
  const inner = nodesToo ? path.slice(1).map((link) => graph.source[link]!) : [];
  return {
    ...query,
    excludedLinks: [...query.excludedLinks, ...path, ...links],
    excludedNodes: [...query.excludedNodes, ...inner],
  };
}

const totalOf = ({ weights }: Query, a: readonly number[], b: readonly number[]): Total => ({
  cost: sumOf(weights, a) + sumOf(weights, b),
  links: a.length + b.length,
});

const isLess = (a: Total, b: Total): boolean => a.cost < b.cost || (a.cost === b.cost && a.links < b.links);
