import type { NetworkView } from '../../app/network-view.js';
import { PccId } from '../../domain/values/identifiers.js';
import { sidDepthFor } from '../../domain/values/sid-depth.js';
import type { PccEntry } from '../../projections/sessions/sessions.js';
import { rejectionError } from '../errors.js';
import type { MutationResolvers, Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import { instantText } from '../scalars.js';

function pccNamed({ state }: NetworkView, id: string): PccEntry | undefined {
  const all = state.sessions.all();
  return all.find((known) => known.id === id) ?? all.find(({ address }) => address === id);
}

const forgetPcc: Required<MutationResolvers>['forgetPcc'] = async (_root, { id }, { pce }) => {
  const pcc = pccNamed(pce.live, id)?.id ?? PccId(id);
  const forgotten = await pce.absent.forget(pcc);
  if (!forgotten.ok) throw rejectionError(forgotten.error);
  return { id: pcc, lspCount: forgotten.value };
};

export const pccResolvers: Resolvers = {
  Query: {
    pccs: (_root, { asOf }, context) =>
      inScope(context, asOf, (scope) => scope.view.state.sessions.all().map((pcc) => ({ scope, pcc }))),
    pcc: (_root, { id, asOf }, context) =>
      inScope(context, asOf, (scope) => {
        const pcc = pccNamed(scope.view, id);
        return pcc === undefined ? null : { scope, pcc };
      }),
  },
  Mutation: { forgetPcc },
  Pcc: {
    id: ({ pcc }) => pcc.id,
    address: ({ pcc }) => pcc.address,
    connected: ({ pcc }) => pcc.session !== undefined,
    synchronized: ({ pcc }) => pcc.synchronized,
    lspCount: ({ scope, pcc }) => scope.view.state.lspDb.countOf(pcc.id),
    capabilities: ({ pcc: { capabilities } }) => ({
      ...capabilities,
      maximumSrv6Sids: sidDepthFor('SRV6', capabilities),
    }),
    since: ({ pcc }) => instantText(pcc.since),
    lastEnd: ({ pcc }) => pcc.lastEnd,
  },
};
