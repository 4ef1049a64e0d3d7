import type { Rejection } from '../../app/rejection.js';
import type { Booking, BookingRejection, Occurrence } from '../../domain/values/booking.js';
import { BookingId, type LinkId, type LspId } from '../../domain/values/identifiers.js';
import type { Path, SignalledPath } from '../../domain/values/path.js';
import type { Result } from '../../domain/values/result.js';
import { igpMetricOf, type TopologyLink, teMetricOf } from '../../domain/values/topology.js';
import { inputError, rejectionError } from '../errors.js';
import type {
  BookBandwidthInput,
  BookingFilter,
  MutationResolvers,
  QueryBookingsArgs,
  Resolvers,
  ResolversTypes,
} from '../generated/types.js';
import { inScope } from '../moments.js';
import { cursorOf, idOfCursor, pageSize } from '../paging.js';
import { type BookingConnectionParent, type BookingParent, type PathParent, Scope } from '../parents.js';
import { bandwidthOf, pathRequestOf, priorityOf } from '../path-request.js';
import { instantText, parseInstant } from '../scalars.js';

function pageOfBookings(
  scope: Scope,
  { filter, first, after }: Partial<QueryBookingsArgs>,
): BookingConnectionParent {
  const size = pageSize(first);
  const afterId = idOfCursor(after);
  const matches = bookingPredicate(filter);
  const all = [...scope.view.state.bookings.all()].filter(matches);
  all.sort((a, b) => a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1));
  const from = afterId === undefined ? 0 : all.findIndex(({ id }) => id === afterId) + 1;
  if (afterId !== undefined && from === 0)
    throw inputError('after', `there is no booking ${afterId} any more`);
  const nodes = all.slice(from, from + size);
  return { scope, nodes, hasNextPage: from + size < all.length, totalCount: all.length };
}

function bookingPredicate(filter: BookingFilter | null | undefined): (booking: Booking) => boolean {
  const { state, from, to } = filter ?? {};
  const after = optionalInstant(from) ?? Number.NEGATIVE_INFINITY;
  const before = optionalInstant(to) ?? Number.POSITIVE_INFINITY;
  const states = state === null || state === undefined ? undefined : new Set<string>(state);
  return (booking) =>
    states?.has(booking.state) !== false &&
    windowsOf(booking).some(({ start, end }) => end > after && start < before);
}

const windowsOf = ({ occurrences, order }: Booking) => (occurrences.length > 0 ? occurrences : order.windows);

const optionalInstant = (text: string | null | undefined): number | undefined =>
  text === null || text === undefined ? undefined : parseInstant(text);

const bookBandwidth: Required<MutationResolvers>['bookBandwidth'] = async (_root, { input }, { pce }) => {
  const { name, source, destination } = input;
  const bandwidth = bandwidthOf(input.bandwidth, 'input.bandwidth');
  const wanted = { ...input.request, source, destination, bandwidth };
  const booked = await pce.bookings.book({
    name,
    request: pathRequestOf(wanted, 'input.request'),
    setupType: input.setupType ?? 'SR_MPLS',
    holdingPriority: priorityOf(input.holdingPriority ?? 7, 'input.holdingPriority'),
    window: { start: parseInstant(input.start) ?? 0, end: parseInstant(input.end) ?? 0 },
    timeZone: input.timeZone ?? 'UTC',
    ...optionsOf(input),
  });
  return parentOf(booked, pce.live);
};

function optionsOf(input: BookBandwidthInput) {
  const { recurrence, flexibility, minimumBandwidth, volume, idempotencyKey, trigger } = input;
  return {
    ...(typeof recurrence === 'string' ? { recurrence } : {}),
    ...(typeof flexibility === 'string' ? { flexibility } : {}),
    ...(typeof minimumBandwidth === 'number'
      ? { leastBandwidth: bandwidthOf(minimumBandwidth, 'input.minimumBandwidth') }
      : {}),
    ...(typeof volume === 'number' ? { volume: bandwidthOf(volume, 'input.volume') } : {}),
    ...(typeof trigger === 'string' ? { trigger } : {}),
    ...(typeof idempotencyKey === 'string' ? { idempotencyKey } : {}),
  };
}

const cancelBooking: Required<MutationResolvers>['cancelBooking'] = async (_root, { id }, { pce }) =>
  parentOf(await pce.bookings.cancel(BookingId(id)), pce.live);

const changeBooking: Required<MutationResolvers>['changeBooking'] = async (_root, { input }, { pce }) => {
  const { id, occurrence, end, bandwidth } = input;
  const changed = await pce.bookings.change({
    booking: BookingId(id),
    occurrence: occurrence ?? 0,
    ...(typeof end === 'string' ? { end: parseInstant(end) ?? 0 } : {}),
    ...(typeof bandwidth === 'number' ? { bandwidth: bandwidthOf(bandwidth, 'input.bandwidth') } : {}),
  });
  return parentOf(changed, pce.live);
};

function parentOf(result: Result<Booking, Rejection>, view: Scope['view']): BookingParent {
  if (!result.ok) throw rejectionError(result.error);
  return { scope: new Scope(view), booking: result.value };
}

/** The occurrence that a booking is shown by: the active one, else the next, else the last. */
function shown({ occurrences }: Booking): Occurrence | undefined {
  const active = occurrences.find(({ state }) => state === 'ACTIVE');
  return (
    active ?? occurrences.find(({ state }) => state === 'PLANNED' || state === 'DUE') ?? occurrences.at(-1)
  );
}

function pathOf(scope: Scope, { order }: Booking, path: SignalledPath | undefined): PathParent | null {
  if (path === undefined) return null;
  return { scope, source: order.request.source, route: path.route, known: path.path };
}

function lspOf(scope: Scope, id: LspId | undefined) {
  const entry = id === undefined ? undefined : scope.view.state.lspDb.get(id);
  return entry === undefined ? null : { scope, entry };
}

function rejectionOf(
  scope: Scope,
  { order }: Booking,
  { reasons, relaxations }: BookingRejection,
): ResolversTypes['NoPath'] {
  const parents = relaxations.map(({ links, ...relaxation }) => ({
    scope,
    source: order.request.source,
    relaxation: { ...relaxation, path: pathOver(scope, links) },
  }));
  return { reasons, relaxations: parents, cheapest: null, bottleneck: null, bounds: [] };
}

/** With the metrics that the links have at the moment that is looked at. */
function pathOver(scope: Scope, links: readonly LinkId[]): Path {
  const known = links.flatMap((link) => scope.view.state.ted.link(link) ?? []);
  const nodes = known.length === 0 ? [] : [known[0]!.source, ...known.map(({ target }) => target)];
  const sumOf = (metricOf: (link: TopologyLink) => number) =>
    known.reduce((sum, link) => sum + metricOf(link), 0);
  return {
    nodes,
    links: known.map(({ id }) => id),
    igpMetric: sumOf(igpMetricOf),
    teMetric: sumOf(teMetricOf),
  };
}

const optionalText = (instant: number | undefined): string | null =>
  instant === undefined ? null : instantText(instant);

export const bookingResolvers: Resolvers = {
  Query: {
    bookings: (_root, args, context) => inScope(context, args.asOf, (scope) => pageOfBookings(scope, args)),
    booking: (_root, { id, asOf }, context) =>
      inScope(context, asOf, (scope) => {
        const booking = scope.view.state.bookings.get(BookingId(id));
        return booking === undefined ? null : { scope, booking };
      }),
  },
  Mutation: { bookBandwidth, cancelBooking, changeBooking },
  BookingConnection: {
    nodes: ({ scope, nodes }) => nodes.map((booking) => ({ scope, booking })),
    pageInfo: ({ nodes, hasNextPage }) => {
      const last = nodes.at(-1);
      return { endCursor: last === undefined ? null : cursorOf(last.id), hasNextPage };
    },
  },
  Booking: {
    id: ({ booking }) => booking.id,
    name: ({ booking }) => booking.order.name,
    state: ({ booking }) => booking.state,
    source: ({ booking }) => booking.order.request.source,
    destination: ({ booking }) => booking.order.request.destination,
    bandwidth: ({ booking }) => shown(booking)?.bandwidth ?? booking.order.request.bandwidth,
    start: ({ booking }) => instantText((shown(booking) ?? booking.order.windows[0])?.start ?? 0),
    end: ({ booking }) => instantText((shown(booking) ?? booking.order.windows[0])?.end ?? 0),
    path: ({ scope, booking }) => pathOf(scope, booking, shown(booking)?.path),
    lsp: ({ scope, booking }) => lspOf(scope, shown(booking)?.lsp),
    rejection: ({ scope, booking }) =>
      booking.rejection === undefined ? null : rejectionOf(scope, booking, booking.rejection),
    laterStart: ({ booking }) => optionalText(booking.rejection?.laterStart),
    lowerBandwidth: ({ booking }) => booking.rejection?.lowerBandwidth,
    recurrence: ({ booking }) => booking.order.recurrence?.rule,
    trigger: ({ booking: { order } }) =>
      order.handOverTime === undefined && order.schedule === undefined ? 'PCE' : 'ROUTER_WHEN_ABLE',
    occurrences: ({ scope, booking }) =>
      booking.occurrences.map((occurrence) => ({ scope, booking, occurrence })),
    requestedAt: ({ booking }) => instantText(booking.requestedAt),
  },
  BookingOccurrence: {
    number: ({ occurrence }) => occurrence.number,
    state: ({ occurrence }) => occurrence.state,
    start: ({ occurrence }) => instantText(occurrence.start),
    end: ({ occurrence }) => instantText(occurrence.end),
    bandwidth: ({ occurrence }) => occurrence.bandwidth,
    path: ({ scope, booking, occurrence }) => pathOf(scope, booking, occurrence.path),
    lsp: ({ scope, occurrence }) => lspOf(scope, occurrence.lsp),
    handOver: ({ occurrence }) => occurrence.handOver,
    outcome: ({ occurrence }) => occurrence.outcome,
    failure: ({ occurrence }) => occurrence.failure,
    retryAt: ({ occurrence }) => optionalText(occurrence.retryAt),
  },
};
