import type { Rejection } from '../../app/rejection.js';
import { MaintenanceId } from '../../domain/values/identifiers.js';
import { moveOperationId } from '../../domain/values/maintenance.js';
import type { Result } from '../../domain/values/result.js';
import type { MaintenanceEntry } from '../../projections/maintenances/evolve.js';
import { inputError, rejectionError } from '../errors.js';
import type {
  MaintenanceFilter,
  MutationResolvers,
  PlanMaintenanceInput,
  QueryMaintenancesArgs,
  Resolvers,
} from '../generated/types.js';
import { inScope } from '../moments.js';
import { cursorOf, idOfCursor, pageSize } from '../paging.js';
import { type MaintenanceConnectionParent, type MaintenanceParent, Scope } from '../parents.js';
import { instantText, parseInstant } from '../scalars.js';

function pageOfMaintenances(
  scope: Scope,
  { filter, first, after }: Partial<QueryMaintenancesArgs>,
): MaintenanceConnectionParent {
  const size = pageSize(first);
  const afterId = idOfCursor(after);
  const all = [...scope.view.state.maintenances.all()].filter(maintenancePredicate(filter));
  all.sort((a, b) => a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1));
  const from = afterId === undefined ? 0 : all.findIndex(({ id }) => id === afterId) + 1;
  if (afterId !== undefined && from === 0)
    throw inputError('after', `there is no maintenance ${afterId} any more`);
  const nodes = all.slice(from, from + size);
  return { scope, nodes, hasNextPage: from + size < all.length, totalCount: all.length };
}

function maintenancePredicate(
  filter: MaintenanceFilter | null | undefined,
): (entry: MaintenanceEntry) => boolean {
  const { state, from, to } = filter ?? {};
  const after = optionalInstant(from) ?? Number.NEGATIVE_INFINITY;
  const before = optionalInstant(to) ?? Number.POSITIVE_INFINITY;
  const states = state === null || state === undefined ? undefined : new Set<string>(state);
  return (entry) =>
    states?.has(entry.state) !== false && entry.order.end > after && entry.order.start < before;
}

const optionalInstant = (text: string | null | undefined): number | undefined =>
  text === null || text === undefined ? undefined : parseInstant(text);

const planMaintenance: Required<MutationResolvers>['planMaintenance'] = async (_root, { input }, { pce }) => {
  const { drainTime, idempotencyKey } = input;
  const planned = await pce.maintenances.plan({
    name: input.name,
    nodes: input.nodes ?? [],
    links: input.links ?? [],
    bothDirections: input.bothDirections !== false,
    srlgs: srlgsOf(input),
    start: parseInstant(input.start) ?? 0,
    end: parseInstant(input.end) ?? 0,
    whatCannotMove: input.whatCannotMove ?? 'REFUSE',
    revert: input.revert !== false,
    dryRun: input.dryRun === true,
    ...(typeof drainTime === 'number' ? { drainTime: drainTime * 1000 } : {}),
    ...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}),
  });
  return parentOf(planned, pce.live);
};

function srlgsOf({ srlgs }: PlanMaintenanceInput): readonly number[] {
  const numbers = srlgs ?? [];
  const wrong = numbers.find((srlg) => !Number.isInteger(srlg) || srlg < 0 || srlg > LARGEST_SRLG);
  if (wrong !== undefined)
    throw inputError('input.srlgs', `${wrong} is no whole number from 0 to ${LARGEST_SRLG}`);
  return numbers;
}

/** 32 bits (RFC 4203 1.3). */
const LARGEST_SRLG = 2 ** 32 - 1;

const cancelMaintenance: Required<MutationResolvers>['cancelMaintenance'] = async (_root, { id }, { pce }) =>
  parentOf(await pce.maintenances.cancel(MaintenanceId(id)), pce.live);

const extendMaintenance: Required<MutationResolvers>['extendMaintenance'] = async (
  _root,
  { id, end },
  { pce },
) => parentOf(await pce.maintenances.extend(MaintenanceId(id), parseInstant(end) ?? 0), pce.live);

function parentOf(result: Result<MaintenanceEntry, Rejection>, view: Scope['view']): MaintenanceParent {
  if (!result.ok) throw rejectionError(result.error);
  return { scope: new Scope(view), entry: result.value };
}

export const maintenanceResolvers: Resolvers = {
  Query: {
    maintenances: (_root, args, context) =>
      inScope(context, args.asOf, (scope) => pageOfMaintenances(scope, args)),
    maintenance: (_root, { id, asOf }, context) =>
      inScope(context, asOf, (scope) => {
        const entry = scope.view.state.maintenances.get(MaintenanceId(id));
        return entry === undefined ? null : { scope, entry };
      }),
  },
  Mutation: { planMaintenance, cancelMaintenance, extendMaintenance },
  MaintenanceConnection: {
    nodes: ({ scope, nodes }) => nodes.map((entry) => ({ scope, entry })),
    pageInfo: ({ nodes, hasNextPage }) => {
      const last = nodes.at(-1);
      return { endCursor: last === undefined ? null : cursorOf(last.id), hasNextPage };
    },
  },
  Maintenance: {
    id: ({ entry }) => entry.id,
    name: ({ entry }) => entry.order.name,
    state: ({ entry }) => entry.state,
    nodes: ({ entry }) => entry.order.resources.nodes,
    links: ({ entry }) => entry.order.resources.links,
    srlgs: ({ entry }) => entry.order.resources.srlgs,
    drainStart: ({ entry: { order } }) => instantText(order.start - order.drainTime),
    start: ({ entry }) => instantText(entry.order.start),
    end: ({ entry }) => instantText(entry.order.end),
    whatCannotMove: ({ entry }) => entry.order.whatCannotMove,
    revert: ({ entry }) => entry.order.revert,
    impact: ({ entry: { impact } }) => {
      if (impact === undefined) return null;
      const { utilization, staying, ...rest } = impact;
      return {
        ...rest,
        staying: staying.map(withReasons),
        utilizationBefore: utilization.before,
        utilizationAfter: utilization.after,
      };
    },
    moves: ({ scope, entry }) =>
      entry.moves.map((move, at) => ({ scope, entry, move, operation: moveOperationId(entry, at) })),
    moved: ({ scope, entry }) =>
      entry.moved.map((moved) => ({ scope, entry, move: { ...moved, after: [], state: 'MOVED' } })),
    staying: ({ entry }) => entry.staying.map(withReasons),
    failure: ({ entry }) => entry.failure,
    requestedAt: ({ entry }) => instantText(entry.requestedAt),
    endedAt: ({ entry: { endedAt } }) => (endedAt === undefined ? null : instantText(endedAt)),
  },
  MaintenanceMove: {
    lsp: ({ move }) => move.lsp,
    from: ({ move }) => move.from.path.links,
    to: ({ move }) => move.to.path.links,
    state: ({ move }) => move.state,
    operation: ({ scope, operation }) =>
      operation === undefined ? null : scope.view.state.operations.get(operation),
  },
};

const withReasons = ({ lsp, reason, noPath = [] }: MaintenanceEntry['staying'][number]) => ({
  lsp,
  reason,
  noPath,
});
