import { LinkId } from '../../domain/values/identifiers.js';
import { treeRequest } from '../../domain/values/tree-request.js';
import { inputError } from '../errors.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import { pathRequestOf } from '../path-request.js';
import { positionText } from '../scalars.js';
import { noPathOf } from './no-path.js';

const MAXIMUM_LEAVES = 1_000;

const computeTree: Required<QueryResolvers>['computeTree'] = (_root, args, context) => {
  const { root, leaves, ...constraints } = args.request;
  if (leaves.length === 0 || leaves.length > MAXIMUM_LEAVES) {
    throw inputError('request.leaves', `must name 1 to ${MAXIMUM_LEAVES} nodes, not ${leaves.length}`);
  }
  // The same fields as a path request, checked alike.
  const {
    source: _,
    destination: __,
    include: ___,
    alternatives: ____,
    ...checked
  } = pathRequestOf({ ...constraints, source: root, destination: root }, 'request');
  const request = treeRequest({ ...checked, root, leaves });
  const present = args.present?.map(LinkId);
  return inScope(context, args.asOf, (scope) => ({
    scope,
    root,
    position: scope.view.state.position,
    computation: scope.view.computer.computeTree({ request, ...(present === undefined ? {} : { present }) }),
  }));
};

export const treeResolvers: Resolvers = {
  Query: { computeTree },
  TreeResult: {
    links: ({ scope, computation }) =>
      computation.links.flatMap((id) => {
        const link = scope.view.state.ted.link(id);
        return link === undefined ? [] : { scope, link };
      }),
    cost: ({ computation }) => computation.cost,
    exact: ({ computation }) => computation.exact,
    leaves: ({ scope, root, computation }) => computation.leaves.map((leaf) => ({ scope, root, leaf })),
    position: ({ position }) => positionText(position),
  },
  TreeLeaf: {
    leaf: ({ leaf }) => leaf.leaf,
    path: ({ scope, root, leaf }) =>
      leaf.kind === 'missed' ? null : { scope, source: root, route: [], known: leaf.path },
    noPath: ({ scope, root, leaf }) => (leaf.kind === 'reached' ? null : noPathOf(scope, root, leaf.noPath)),
  },
};
