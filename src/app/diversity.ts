import type {
  Computation,
  ComputationRequest,
  DisjointComputation,
  PathComputer,
} from '../domain/computation/computer.js';
import { type Constraining, constraining, diversityIn, reachedLevel } from '../domain/lsp/disjoint-group.js';
import { type Association, groupText } from '../domain/values/association.js';
import type { Diversity } from '../domain/values/diversity.js';
import type { LspId } from '../domain/values/identifiers.js';
import { lspOwner, nextOwner } from './claim-owners.js';
import { type Asked, computationFor } from './computation-record.js';
import type { NetworkView } from './network-view.js';

/** The groups of an LSP, as they are known and as they are about to be. */
export function associationsOf(view: NetworkView, lsp: LspId): readonly Association[] {
  const ahead = view.associationsAhead(lsp);
  return ahead ?? view.state.associations.of(lsp).map(({ association }) => association);
}

/** LSPs in a disjoint group, and those that its members were told to keep away from. Ascending. */
export function membersOf(view: NetworkView, text: string): readonly LspId[] {
  const members = new Set<LspId>();
  const add = (lsp: LspId, association: Association): void => {
    if (groupText(association.group) !== text) return;
    members.add(lsp);
    if (association.kind === 'disjoint') for (const other of association.from ?? []) members.add(other);
  };
  for (const { lsp, association } of view.state.associations.group(text)?.members ?? [])
    add(lsp, association);
  for (const { lsp, associations } of view.allAssociationsAhead())
    for (const association of associations) add(lsp, association);
  return [...members].sort();
}

/** What the path of an LSP in these groups has to keep away from; undefined: nothing, or nobody is there yet. */
export const diversityOf = (
  view: NetworkView,
  lsp: LspId | undefined,
  associations: readonly Association[],
): Diversity | undefined =>
  diversityIn(associations, (group: Constraining) =>
    [...membersOf(view, groupText(group.group)), ...(group.from ?? [])].filter((other) => other !== lsp),
  );

/** Whether others keep away from the LSP, or it from others. */
export const isInGroup = ({ state }: NetworkView, lsp: LspId): boolean =>
  state.associations.of(lsp).some(({ association }) => association.kind === 'disjoint') ||
  [...state.associations.naming(lsp)].length > 0;

/** The claims that paths have to keep away from: where the LSPs are, and where they are about to be. */
export const claimsOf = (lsps: readonly LspId[]): readonly string[] =>
  lsps.flatMap((lsp) => [lspOwner(lsp), nextOwner(lsp)]);

/** One path, disjoint from others where that is asked for. */
export function computeAsked(
  computer: PathComputer,
  asked: Asked,
  request: ComputationRequest = computationFor(asked),
): Computation & { readonly shared?: DisjointComputation['shared'] } {
  const { diversity } = asked;
  if (diversity === undefined) return computer.compute(request);
  const { from, ...required } = diversity;
  const { computations, shared } = computer.computeSet([request], required, claimsOf(from));
  const [computation] = computations;
  if (computation === undefined) throw new Error('a set of one has no answer');
  return { ...computation, shared };
}

/** The associations of an LSP with what its new path reaches. */
export function withStatus(
  associations: readonly Association[],
  asked: Diversity | undefined,
  shared: DisjointComputation['shared'] | undefined,
): readonly Association[] {
  const constrained = new Set<Association>(constraining(associations));
  const nothing = { links: [], nodes: [], srlgs: [] };
  return associations.map((one) => {
    if (one.kind !== 'disjoint' || !constrained.has(one) || one.constraint === undefined) return one;
    const reached = reachedLevel(one.constraint.level, asked === undefined ? nothing : (shared ?? nothing));
    return { ...one, reached };
  });
}
