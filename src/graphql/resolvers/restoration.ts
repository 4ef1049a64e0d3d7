import { type LspId, OperationId } from '../../domain/values/identifiers.js';
import { rejectionError } from '../errors.js';
import type { Resolvers } from '../generated/types.js';
import { inScope } from '../moments.js';
import { type LspParent, Scope } from '../parents.js';
import { instantText, positionText } from '../scalars.js';

const lspParent = (scope: Scope, id: LspId): LspParent | null => {
  const entry = scope.view.state.lspDb.get(id);
  return entry === undefined ? null : { scope, entry };
};

const optionalInstant = (instant: number | undefined): string | null =>
  instant === undefined ? null : instantText(instant);

export const restorationResolvers: Resolvers = {
  Query: {
    unplacedLsps: (_root, { asOf }, context) =>
      inScope(context, asOf, (scope) =>
        Array.from(scope.view.state.unplaced.all(), (unplaced) => ({ scope, unplaced })),
      ),
    reversions: (_root, { asOf }, context) =>
      inScope(context, asOf, (scope) =>
        Array.from(scope.view.state.reversions.all(), (reversion) => ({ scope, reversion })),
      ),
  },
  Mutation: {
    cancelReversion: async (_root, { id }, { pce }) => {
      const cancelled = await pce.reversions.cancel(OperationId(id));
      if (!cancelled.ok) throw rejectionError(cancelled.error);
      return { scope: new Scope(pce.live), reversion: cancelled.value };
    },
  },
  UnplacedLsp: {
    lspId: ({ unplaced }) => unplaced.lsp,
    lsp: ({ scope, unplaced }) => lspParent(scope, unplaced.lsp),
    since: ({ unplaced }) => instantText(unplaced.since),
    reasons: ({ unplaced }) => unplaced.reasons,
    position: ({ unplaced }) => positionText(unplaced.position),
  },
  Reversion: {
    id: ({ reversion }) => reversion.id,
    lspId: ({ reversion }) => reversion.lsp,
    lsp: ({ scope, reversion }) => lspParent(scope, reversion.lsp),
    home: ({ reversion }) => reversion.home.path.links,
    startedAt: ({ reversion }) => instantText(reversion.startedAt),
    due: ({ reversion }) => optionalInstant(reversion.due),
    obstacle: ({ reversion }) => reversion.obstacle,
    outcome: ({ reversion }) => reversion.outcome,
    endedAt: ({ reversion }) => optionalInstant(reversion.endedAt),
  },
};
