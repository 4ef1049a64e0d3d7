import { risksOf, sharedBy, sizeOf } from '../../domain/computation/diverse/risks.js';
import { apartFrom } from '../../domain/computation/global/apart-mask.js';
import type { GlobalDemand, LinkMask } from '../../domain/computation/global/problem.js';
import { buildTeGraph, type TeGraph } from '../../domain/computation/graph/te-graph.js';
import { joinedConstraint } from '../../domain/lsp/disjoint-group.js';
import { type DisjointAssociation, groupText } from '../../domain/values/association.js';
import type { DisjointnessConstraint, DisjointnessLevel } from '../../domain/values/disjointness.js';
import type { LinkId, LspId } from '../../domain/values/identifiers.js';
import { claimsOf, membersOf } from '../diversity.js';
import type { NetworkView } from '../network-view.js';

/** What the path of an LSP shares nothing with, at a level. */
export interface KeptApart {
  readonly level: DisjointnessLevel;
  readonly from: readonly LspId[];
}

/**
 * Why an LSP of a group can't be moved by itself; undefined: it can, where it keeps away from the others. One whose path comes
 * first stays on the way that is best for it alone, and where the group wants the best of all sets nobody leaves the set.
 */
export function boundToGroup({ state }: NetworkView, lsp: LspId): string | undefined {
  for (const { association } of state.associations.of(lsp)) {
    if (association.kind !== 'disjoint')
      return 'its path depends on the LSP that it protects, or that protects it';
    if (association.shortestFirst) return 'its path comes before those of its group';
    if (association.objective !== undefined) return 'its group has an objective of its own';
  }
  return undefined;
}

/**
 * Whom the LSP keeps away from, and who keeps away from it, all of them by all that is asked: more than each asks for, never
 * less. Undefined: nobody.
 */
export function keptApart(view: NetworkView, lsp: LspId): KeptApart | undefined {
  const { associations } = view.state;
  let constraint: DisjointnessConstraint | undefined;
  const from = new Set<LspId>();
  const add = (asked: DisjointAssociation, others: Iterable<LspId>): void => {
    if (asked.constraint === undefined) return;
    constraint = joinedConstraint(asked.constraint, constraint);
    for (const other of others) if (other !== lsp) from.add(other);
  };
  for (const { association } of associations.of(lsp))
    if (association.kind === 'disjoint')
      add(association, [...membersOf(view, groupText(association.group)), ...(association.from ?? [])]);
  for (const text of associations.naming(lsp))
    for (const { lsp: other, association } of associations.group(text)?.members ?? [])
      if (association.kind === 'disjoint' && association.from?.includes(lsp) === true)
        add(association, [other]);
  return constraint === undefined || from.size === 0
    ? undefined
    : { level: constraint.level, from: [...from].sort() };
}

/** Where the others are, and where they are about to be. */
const pathsOf = (view: NetworkView, { from }: KeptApart): readonly (readonly LinkId[])[] => {
  const { decidingComputer: computer } = view;
  return claimsOf(from).flatMap((owner) => {
    const links = computer.claimedPath(owner)?.links;
    return links === undefined ? [] : [links];
  });
};

/** The links that the demand may be led over; undefined: it is not apart from the others even now. */
export function maskBeside(
  view: NetworkView,
  graph: TeGraph,
  linkNumber: ReadonlyMap<LinkId, number>,
  demand: GlobalDemand,
  apart: KeptApart,
): LinkMask | undefined {
  const paths = pathsOf(view, apart).map((links) => links.flatMap((link) => linkNumber.get(link) ?? []));
  const mask = apartFrom(graph, demand, paths, apart.level);
  const isThere = (link: number): boolean => mask[link] === 1 || demand.allowed?.[link] === 0;
  return demand.current?.every(isThere) === false ? undefined : mask;
}

/** Whether one failure takes both paths. O(their hops). */
export function sharesFailure(
  { state }: NetworkView,
  level: DisjointnessLevel,
  one: readonly LinkId[],
  other: readonly LinkId[],
): boolean {
  const links = [...new Set([...one, ...other])].flatMap((id) => state.ted.link(id) ?? []);
  const nodes = new Set(links.flatMap(({ source, target }) => [source, target]));
  const graph = buildTeGraph(
    [...nodes].flatMap((id) => state.ted.node(id) ?? []),
    links,
  );
  const numbers = new Map(graph.links.map(({ id }, number) => [id, number]));
  const [a, b] = [one, other].map((path) => path.flatMap((link) => numbers.get(link) ?? []));
  if (a === undefined || b === undefined || a.length === 0 || b.length === 0) return false;
  return sizeOf(sharedBy(risksOf(graph, level, a), risksOf(graph, level, b))) > 0;
}

/** An LSP that the path of another must keep away from, and would not; undefined: there is none. */
export function tooCloseTo(view: NetworkView, lsp: LspId, path: readonly LinkId[]): LspId | undefined {
  const apart = keptApart(view, lsp);
  if (apart === undefined) return undefined;
  return apart.from.find((other) =>
    pathsOf(view, { ...apart, from: [other] }).some((links) => sharesFailure(view, apart.level, path, links)),
  );
}
