import { conflictsOfGroup } from '../../app/conflict-watch.js';
import { type Association, type DisjointAssociation, groupText } from '../../domain/values/association.js';
import type { AssociationGroup, GroupMember } from '../../projections/associations/associations.js';
import type { LspAssociationResolvers, Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import type { AssociationGroupParent, LspAssociationParent, Scope } from '../parents.js';
import { GRAPHQL_LEVELS } from './disjointness.js';

const KINDS = { disjoint: 'DISJOINT', protection: 'PROTECTION' } as const;

function allGroups(scope: Scope): readonly AssociationGroupParent[] {
  const { associations } = scope.view.state;
  return associations.texts().flatMap((text) => {
    const group = associations.group(text);
    return group === undefined ? [] : [{ scope, group }];
  });
}

const kindOf = ({ members: [member] }: AssociationGroup): Association['kind'] =>
  member?.association.kind ?? 'disjoint';

const groupOf = ({ scope, member }: LspAssociationParent): AssociationGroupParent => {
  const { group } = member.association;
  const known = scope.view.state.associations.group(groupText(group));
  return { scope, group: known ?? { group, members: [member] } };
};

const disjointOf = ({ member }: LspAssociationParent): DisjointAssociation | undefined =>
  member.association.kind === 'disjoint' ? member.association : undefined;

const protectionOf = ({ association }: GroupMember) =>
  association.kind === 'protection' ? association : undefined;

const lspAssociation: LspAssociationResolvers = {
  group: groupOf,
  reported: ({ member }) => member.reported,
  level: (parent) => {
    const level = disjointOf(parent)?.constraint?.level;
    return level === undefined ? null : GRAPHQL_LEVELS[level];
  },
  strict: (parent) => disjointOf(parent)?.constraint?.strict,
  shortestFirst: (parent) => disjointOf(parent)?.shortestFirst,
  objective: (parent) => disjointOf(parent)?.objective,
  from: (parent) => disjointOf(parent)?.from ?? [],
  role: ({ member }) => (protectionOf(member)?.role === 'protection' ? 'PROTECTION' : workingRole(member)),
  secondary: ({ member }) => protectionOf(member)?.secondary,
};

const workingRole = (member: GroupMember) => (protectionOf(member) === undefined ? null : 'WORKING');

export const associationResolvers: Resolvers = {
  Query: {
    associations: (_root, { kind, asOf }, context) =>
      inScope(context, asOf, (scope) =>
        allGroups(scope).filter(({ group }) => !kind || KINDS[kindOf(group)] === kind),
      ),
  },
  Lsp: {
    associations: ({ scope, entry }) =>
      scope.view.state.associations.of(entry.id).map((member) => ({ scope, member })),
  },
  AssociationGroup: {
    type: ({ group }) => group.group.type,
    id: ({ group }) => group.group.id,
    source: ({ group }) => group.group.source,
    globalSource: ({ group }) => group.group.globalSource,
    extendedId: ({ group }) => group.group.extendedId,
    kind: ({ group }) => KINDS[kindOf(group)],
    members: ({ scope, group }) => group.members.map((member) => ({ scope, member })),
    conflicts: ({ scope, group }) => conflictsOfGroup(scope.view, groupText(group.group)),
  },
  AssociationConflict: {
    lsps: ({ lsps }) => [...lsps],
    shared: ({ shared }) => shared,
  },
  AssociationMember: {
    lspId: ({ member }) => member.lsp,
    lsp: ({ scope, member }) => {
      const entry = scope.view.state.lspDb.get(member.lsp);
      return entry === undefined ? null : { scope, entry };
    },
    association: (parent) => parent,
  },
  LspAssociation: lspAssociation,
};
