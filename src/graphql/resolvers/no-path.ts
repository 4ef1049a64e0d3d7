import type { NoPath, Relaxation } from '../../app/computation.js';
import type { LinkId, NodeId } from '../../domain/values/identifiers.js';
import type { Resolvers, ResolversTypes } from '../generated/types.js';
import type { LinkParent, NodeParent, RelaxationParent, Scope } from '../parents.js';

/** A node that a computation named; the computer has it, so the topology of the same moment has it. */
export const nodeOf = (scope: Scope, id: NodeId): NodeParent => ({
  scope,
  node: scope.view.state.ted.node(id) ?? { id, name: id },
});

/** Links that a computation named. */
export const linksOf = (scope: Scope, ids: readonly LinkId[]): readonly LinkParent[] =>
  ids.flatMap((id) => {
    const link = scope.view.state.ted.link(id);
    return link === undefined ? [] : [{ scope, link }];
  });

/** Why there is no path from `source`, for the NoPath type. */
export function noPathOf(scope: Scope, source: string, noPath: NoPath): ResolversTypes['NoPath'] {
  const { reasons, relaxations, cheapest, bottleneck, bounds = [] } = noPath;
  const parentOf = (relaxation: Relaxation): RelaxationParent => ({ scope, source, relaxation });
  return {
    reasons,
    relaxations: relaxations.map(parentOf),
    cheapest:
      cheapest === undefined
        ? null
        : {
            relaxation: parentOf(cheapest.relaxation),
            concern: cheapest.concern,
            price: cheapest.price,
            because: cheapest.because,
            next: cheapest.next === undefined ? null : parentOf(cheapest.next),
          },
    bottleneck: bottleneck === undefined ? null : { scope, bottleneck },
    bounds,
  };
}

export const noPathResolvers: Resolvers = {
  Relaxation: {
    constraint: ({ relaxation }) => relaxation.constraint,
    from: ({ relaxation }) => relaxation.from,
    to: ({ relaxation }) => relaxation.to,
    path: ({ scope, source, relaxation }) => ({ scope, source, route: [], known: relaxation.path }),
  },
  Bottleneck: {
    from: ({ scope, bottleneck }) => nodeOf(scope, bottleneck.from),
    to: ({ scope, bottleneck }) => nodeOf(scope, bottleneck.to),
    links: ({ scope, bottleneck }) =>
      bottleneck.links.flatMap(({ link, shortfalls }) =>
        linksOf(scope, [link]).map((parent) => ({ link: parent, shortfalls })),
      ),
    reached: ({ bottleneck }) => bottleneck.reached,
    reaching: ({ bottleneck }) => bottleneck.reaching,
    nodeCount: ({ bottleneck }) => bottleneck.nodes,
  },
};
