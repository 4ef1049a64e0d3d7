import type { FlowMeasure, FlowRefusal, MaxFlow } from '../../app/computation.js';
import { inputError } from '../errors.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import type { MaxFlowParent } from '../parents.js';
import { linkConstraintsOf, priorityOf } from '../path-request.js';
import { positionText } from '../scalars.js';
import { linksOf, nodeOf } from './no-path.js';

const REFUSALS: Readonly<Record<FlowRefusal, readonly [argument: string, message: string]>> = {
  UNKNOWN_SOURCE: ['source', 'there is no such node'],
  UNKNOWN_DESTINATION: ['destination', 'there is no such node'],
  SAME_NODE: ['destination', 'is the source'],
};

const maxFlow: Required<QueryResolvers>['maxFlow'] = (_root, args, context) => {
  const { source, destination, asOf } = args;
  const priority = priorityOf(args.priority ?? 7, 'priority');
  const links = linkConstraintsOf(args.links ?? {}, 'links');
  return inScope(context, asOf, (scope) => {
    const request = { source, destination, priority, links, measure: args.capacity ?? 'UNRESERVED' };
    const flow = scope.view.computer.maxFlow(request);
    if (!flow.ok) throw inputError(...REFUSALS[flow.error]);
    return { scope, position: scope.view.state.position, request, flow: flow.value };
  });
};

/** The same question in other terms; its ends have been found already. */
function measured({ scope, request }: MaxFlowParent, measure: FlowMeasure): MaxFlow {
  const flow = scope.view.computer.maxFlow({ ...request, measure });
  if (!flow.ok) throw inputError(...REFUSALS[flow.error]);
  return flow.value;
}

export const flowResolvers: Resolvers = {
  Query: { maxFlow },
  MaxFlow: {
    bandwidth: ({ flow }) => flow.amount,
    cut: ({ scope, flow }) =>
      flow.cut.flatMap(({ link, available }) =>
        linksOf(scope, [link]).map((parent) => ({ link: parent, available })),
      ),
    paths: ({ scope, request, flow }) =>
      flow.paths.map(({ amount, path }) => ({
        bandwidth: amount,
        path: { scope, source: request.source, route: [], known: path },
      })),
    linkConnectivity: (parent) => {
      const { amount, cut } = measured(parent, 'LINKS');
      return {
        paths: amount,
        cut: linksOf(
          parent.scope,
          cut.map(({ link }) => link),
        ),
      };
    },
    nodeConnectivity: (parent) => {
      const { amount, cut, cutNodes } = measured(parent, 'NODES');
      return {
        paths: amount,
        nodes: cutNodes.map((node) => nodeOf(parent.scope, node)),
        links: linksOf(
          parent.scope,
          cut.map(({ link }) => link),
        ),
      };
    },
    position: ({ position }) => positionText(position),
  },
};
