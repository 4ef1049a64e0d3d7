import { attributesOf } from '../../app/lsp-attributes.js';
import { reportedPath } from '../../app/lsp-path.js';
import type { LspId } from '../../domain/values/identifiers.js';
import type { LspState } from '../../domain/values/lsp.js';
import { lspStream } from '../../events/catalogue/streams.js';
import type { LspEntry } from '../../projections/lsp-db/lsp-db.js';
import type { LspFilter, LspResolvers, QueryLspsArgs, Resolvers } from '../generated/types.js';
import { lspPredicate } from '../lsp-filter.js';
import { inScope } from '../moments.js';
import { cursorOf, idOfCursor, indexAfter, pageSize, positionOfCursor } from '../paging.js';
import type { LspConnectionParent, LspParent, LspPathParent, PathParent, Scope } from '../parents.js';
import { instantText, positionText } from '../scalars.js';
import { eventPage } from './events.js';

/** A page of the LSPs that match, by id. Looks at no more LSPs than the page needs. */
function pageOfLsps(scope: Scope, { filter, first, after }: Partial<QueryLspsArgs>): LspConnectionParent {
  const size = pageSize(first);
  const afterId = idOfCursor(after);
  const { lspDb } = scope.view.state;
  const matches = lspPredicate(scope.view, filter);
  const ids = lspDb.ids();
  const nodes: LspEntry[] = [];
  let index = afterId === undefined ? 0 : indexAfter(ids, afterId);
  for (; index < ids.length && nodes.length <= size; index++) {
    const entry = entryAt(scope, ids[index]);
    if (entry !== undefined && matches(entry)) nodes.push(entry);
  }
  const hasNextPage = nodes.length > size;
  return { scope, nodes: nodes.slice(0, size), hasNextPage, countAll: () => countMatching(scope, filter) };
}

const entryAt = (scope: Scope, id: LspId | undefined): LspEntry | undefined =>
  id === undefined ? undefined : scope.view.state.lspDb.get(id);

function countMatching({ view }: Scope, filter: LspFilter | null | undefined): number {
  if (filter === null || filter === undefined) return view.state.lspDb.size;
  const matches = lspPredicate(view, filter);
  let count = 0;
  for (const entry of view.state.lspDb.entries()) if (matches(entry)) count++;
  return count;
}

function pathOf({ scope, entry }: LspParent, state: LspState): PathParent | null {
  const route = state.recordedRoute ?? state.route;
  if (route.length === 0) return null;
  const known = reportedPath(scope.view, entry, state);
  return { scope, source: state.source, route, ...(known === undefined ? {} : { known }) };
}

const history: Required<LspResolvers>['history'] = ({ scope, entry }, { first, after }, { pce }) =>
  eventPage(pce, {
    stream: lspStream(entry.id),
    after: positionOfCursor(after),
    first: pageSize(first),
    upTo: scope.view.state.position,
  });

const lspPath = {
  operationalState: ({ state }: LspPathParent) => state.operationalState,
  lspId: ({ state }: LspPathParent) => state.identifiers?.lspId,
  tunnelId: ({ state }: LspPathParent) => state.identifiers?.tunnelId,
  bandwidth: ({ scope, entry, state }: LspPathParent) =>
    state.bandwidth ?? attributesOf(scope.view.state, entry).bandwidth,
  path: (parent: LspPathParent) => pathOf(parent, parent.state),
  signalledRoute: ({ state }: LspPathParent) => state.route,
  recordedRoute: ({ state }: LspPathParent) => state.recordedRoute,
};

export const lspResolvers: Resolvers = {
  Query: {
    lsps: (_root, args, context) => inScope(context, args.asOf, (scope) => pageOfLsps(scope, args)),
    lsp: (_root, { id, asOf }, context) =>
      inScope(context, asOf, (scope) => {
        const entry = scope.view.state.lspDb.get(id as LspId);
        return entry === undefined ? null : { scope, entry };
      }),
  },
  LspConnection: {
    nodes: ({ scope, nodes }) => nodes.map((entry) => ({ scope, entry })),
    pageInfo: ({ nodes, hasNextPage }) => {
      const last = nodes.at(-1);
      return { endCursor: last === undefined ? null : cursorOf(last.id), hasNextPage };
    },
    totalCount: ({ countAll }) => countAll(),
  },
  LspPath: lspPath,
  Lsp: {
    id: ({ entry }) => entry.id,
    name: ({ entry }) => entry.current.name,
    pcc: ({ scope, entry }) => {
      const pcc = scope.view.state.sessions.get(entry.current.pcc);
      return pcc === undefined ? null : { scope, pcc };
    },
    plspId: ({ entry }) => entry.current.plspId,
    source: ({ entry }) => entry.current.source,
    destination: ({ entry }) => entry.current.destination,
    setupType: ({ entry }) => entry.current.setupType,
    operationalState: ({ entry }) => entry.current.operationalState,
    administrative: ({ entry }) => entry.current.administrative,
    delegated: ({ entry }) => entry.current.delegated,
    createdByPce: ({ entry }) => entry.current.createdByPce,
    bandwidth: ({ scope, entry }) => attributesOf(scope.view.state, entry).bandwidth,
    setupPriority: ({ scope, entry }) => attributesOf(scope.view.state, entry).setupPriority,
    holdingPriority: ({ scope, entry }) => attributesOf(scope.view.state, entry).holdingPriority,
    path: (parent) => pathOf(parent, parent.entry.current),
    signalledRoute: ({ entry }) => entry.current.route,
    paths: ({ scope, entry }) => entry.paths.map((state) => ({ scope, entry, state })),
    stale: ({ scope, entry }) => scope.view.state.sessions.get(entry.current.pcc)?.synchronized !== true,
    errorCode: ({ entry }) => entry.current.errorCode,
    affinities: ({ scope, entry }) => attributesOf(scope.view.state, entry).affinities,
    updatedAt: ({ entry }) => instantText(entry.updatedAt),
    position: ({ entry }) => positionText(entry.position),
    history,
  },
};
