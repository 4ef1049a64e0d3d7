import type { Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import { instantText } from '../scalars.js';

export const pccResolvers: Resolvers = {
  Query: {
    pccs: (_root, { asOf }, context) =>
      inScope(context, asOf, (scope) => scope.view.state.sessions.all().map((pcc) => ({ scope, pcc }))),
    pcc: (_root, { id, asOf }, context) =>
      inScope(context, asOf, (scope) => {
        const all = scope.view.state.sessions.all();
        const pcc = all.find((known) => known.id === id) ?? all.find(({ address }) => address === id);
        return pcc === undefined ? null : { scope, pcc };
      }),
  },
  Pcc: {
    id: ({ pcc }) => pcc.id,
    address: ({ pcc }) => pcc.address,
    connected: ({ pcc }) => pcc.session !== undefined,
    synchronized: ({ pcc }) => pcc.synchronized,
    lspCount: ({ scope, pcc }) => scope.view.state.lspDb.countOf(pcc.id),
    capabilities: ({ pcc }) => pcc.capabilities,
    since: ({ pcc }) => instantText(pcc.since),
    lastEnd: ({ pcc }) => pcc.lastEnd,
  },
};
