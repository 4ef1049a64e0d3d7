import type { DisjointnessLevel } from '../../values/disjointness.js';
import type { Conflict, SharedRisks } from '../computer.js';
import type { TeGraph } from '../graph/te-graph.js';
import { risksOf, type Shared, sharedBy, sizeOf } from './risks.js';

/** The pairs of paths that one failure takes, with each such failure. */
export function conflictsAmong(
  graph: TeGraph,
  paths: readonly { readonly owner: string; readonly links: readonly number[] }[],
  level: DisjointnessLevel,
): readonly Conflict[] {
  const known = paths.map(({ owner, links }) => ({ owner, risks: risksOf(graph, level, links) }));
  return known.flatMap((one, index) =>
    known.slice(index + 1).flatMap((other): readonly Conflict[] => {
      const shared = sharedBy(one.risks, other.risks);
      if (sizeOf(shared) === 0) return [];
      return [{ owners: [one.owner, other.owner], shared: namesOf(graph, shared) }];
    }),
  );
}

/** In ids. */
export const namesOf = (graph: TeGraph, { links, nodes, srlgs }: Shared): SharedRisks => ({
  links: links.map((link) => graph.links[link]!.id),
  nodes: nodes.map((node) => graph.nodes[node]!.id),
  srlgs,
});
