import { OperationId } from '../../domain/values/identifiers.js';
import type { Resolvers } from '../generated/types.js';
import { Scope } from '../parents.js';
import { instantText, positionText } from '../scalars.js';

export const operationResolvers: Resolvers = {
  Query: {
    operation: (_root, { id }, { pce }) => pce.operation(OperationId(id)),
  },
  Operation: {
    startedAt: ({ startedAt }) => instantText(startedAt),
    endedAt: ({ endedAt }) => (endedAt === undefined ? null : instantText(endedAt)),
    deadline: ({ deadline }) => instantText(deadline),
    lspId: ({ lsp }) => lsp,
    lsp: ({ lsp }, _arguments, { pce }) => {
      const entry = pce.live.state.lspDb.get(lsp);
      return entry === undefined ? null : { scope: new Scope(pce.live), entry };
    },
  },
  OperationComputation: {
    position: ({ position }) => positionText(position),
    together: (record, _arguments, { pce }) => pce.computedTogetherWith(record),
  },
};
