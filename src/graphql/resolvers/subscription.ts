import type { Pce } from '../../app/pce.js';
import { BookingId, LspId, MaintenanceId, OperationId } from '../../domain/values/identifiers.js';
import type { Reoptimization } from '../../domain/values/reoptimization.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import { operationStream, sagaStream } from '../../events/catalogue/streams.js';
import { isOver } from '../../projections/bookings/bookings.js';
import { evolveBooking, isOfBooking } from '../../projections/bookings/evolve.js';
import { isOver as isMaintenanceOver } from '../../projections/maintenances/evolve.js';
import { Operations } from '../../projections/operations/operations.js';
import { inputError, rejectionError } from '../errors.js';
import { EventFeed, EventStream } from '../event-feed.js';
import { eventTypesOf } from '../event-types.js';
import type { LspFilter, Resolvers, SubscriptionEventAppendedArgs } from '../generated/types.js';
import { lspPredicate } from '../lsp-filter.js';
import {
  type BookingParent,
  type EventParent,
  type LspParent,
  type MaintenanceParent,
  type OperationParent,
  Scope,
} from '../parents.js';
import { parsePosition } from '../scalars.js';
import { asOperation } from './reoptimization.js';

/** Events of one operation: few. */
const OPERATION_EVENTS = 100;

function appendedEvents(pce: Pce, args: Partial<SubscriptionEventAppendedArgs>): EventStream<EventParent> {
  const types = eventTypesOf(args.types);
  const wanted = types === undefined ? undefined : new Set<string>(types);
  const { stream } = args;
  const matches = (event: RecordedEvent): boolean =>
    (typeof stream !== 'string' || event.stream === stream) && wanted?.has(event.type) !== false;
  const feed = new EventFeed(pce, startAfter(pce, args.after));
  return new EventStream(feed, { toValues: (events) => events.filter(matches) });
}

function startAfter(pce: Pce, after: string | null | undefined): number {
  const head = pce.head();
  if (after === null || after === undefined) return head;
  const position = parsePosition(after) ?? Number.POSITIVE_INFINITY;
  if (position > head)
    throw inputError('after', `the log ends at ${head}: ${after} was not given by this PCE`);
  return position;
}

function changedLsps(pce: Pce, filter: LspFilter | null | undefined): EventStream<LspParent> {
  const toValues = async (events: readonly RecordedEvent[]): Promise<readonly LspParent[]> => {
    const changed = new Set(events.flatMap(lspsOf));
    const last = events.at(-1);
    if (changed.size === 0 || last === undefined) return [];
    await pce.reached(last.position);
    const scope = new Scope(pce.live);
    const matches = lspPredicate(pce.live, filter);
    const entries = [...changed].flatMap((id) => pce.live.state.lspDb.get(id) ?? []);
    return entries.filter(matches).map((entry) => ({ scope, entry }));
  };
  return new EventStream(new EventFeed(pce, pce.head()), { toValues });
}

const lspsOf = (event: RecordedEvent): readonly LspId[] =>
  event.type === 'LspReported' || event.type === 'LspRemoved' ? [LspId(event.data.pcc, event.data.name)] : [];

/** The states of a reoptimization: after each of its own events. */
function reoptimizationStates(pce: Pce, first: Reoptimization): EventStream<OperationParent> {
  const stream = sagaStream({ kind: 'reoptimization', id: first.id });
  const now = (): OperationParent | undefined => {
    const known = pce.live.state.reoptimizations.get(first.id);
    return known === undefined ? undefined : asOperation(new Scope(pce.live), known);
  };
  const toValues = async (batch: readonly RecordedEvent[]): Promise<readonly OperationParent[]> => {
    const last = batch.findLast((event) => event.stream === stream);
    if (last === undefined) return [];
    await pce.reached(last.position);
    const state = now();
    return state === undefined ? [] : [state];
  };
  const isLast = (parent: OperationParent): boolean =>
    parent.kind === 'reoptimize' && parent.reoptimization.phase === 'ENDED';
  const feed = new EventFeed(pce, pce.live.state.position);
  return new EventStream(feed, { first: [asOperation(new Scope(pce.live), first)], toValues, isLast });
}

/** Folds the operation's own events, so that every state it passes through is told, each once. */
async function operationStates(pce: Pce, id: OperationId): Promise<EventStream<OperationParent>> {
  const reoptimization = await pce.reoptimization(id);
  if (reoptimization !== undefined) return reoptimizationStates(pce, reoptimization);
  const stream = operationStream(id);
  const operations = new Operations();
  const { events } = await pce.events({ stream, after: 0, first: OPERATION_EVENTS });
  for (const event of events) operations.apply(event);
  const known = operations.get(id);
  const last = events.at(-1);
  if (known === undefined || last === undefined) {
    throw rejectionError({ code: 'UNKNOWN_OPERATION', message: `there is no operation ${id}` });
  }
  const toValues = async (batch: readonly RecordedEvent[]): Promise<readonly OperationParent[]> => {
    const states: OperationParent[] = [];
    for (const event of batch.filter((candidate) => candidate.stream === stream)) {
      operations.apply(event);
      const state = operations.get(id);
      if (state !== undefined) states.push(state);
      // What the client asks of the LSP comes from the live state: it must not be older than the operation's.
      await pce.reached(event.position);
    }
    return states;
  };
  const isLast = (parent: OperationParent): boolean =>
    parent.kind !== 'reoptimize' && parent.state !== 'PENDING';
  return new EventStream(new EventFeed(pce, last.position), { first: [known], toValues, isLast });
}

/** Every state that the booking passes through, each once. */
function bookingStates(pce: Pce, id: BookingId): EventStream<BookingParent> {
  const { bookings, position } = pce.live.state;
  let booking = bookings.get(id);
  if (booking === undefined)
    throw rejectionError({ code: 'UNKNOWN_BOOKING', message: `there is no booking ${id}` });
  const scope = new Scope(pce.live);
  const first = [{ scope, booking }];
  const toValues = async (batch: readonly RecordedEvent[]): Promise<readonly BookingParent[]> => {
    const states: BookingParent[] = [];
    for (const event of batch) {
      if (booking === undefined || !isOfBooking(event, id)) continue;
      booking = evolveBooking(booking, event);
      states.push({ scope, booking });
      await pce.reached(event.position);
    }
    return states;
  };
  const isLast = (parent: BookingParent): boolean => isOver(parent.booking);
  return new EventStream(new EventFeed(pce, position), { first, toValues, isLast });
}

/** The states of a maintenance window: after each of its own events. */
function maintenanceStates(pce: Pce, id: MaintenanceId): EventStream<MaintenanceParent> {
  const now = (): MaintenanceParent | undefined => {
    const entry = pce.live.state.maintenances.get(id);
    return entry === undefined ? undefined : { scope: new Scope(pce.live), entry };
  };
  const first = now();
  if (first === undefined)
    throw rejectionError({ code: 'UNKNOWN_MAINTENANCE', message: `there is no maintenance ${id}` });
  const isOwn = ({ type, data }: RecordedEvent): boolean =>
    type === 'SagaTimerFired'
      ? data.saga.kind === 'maintenance' && data.saga.id === id
      : 'maintenance' in data && data.maintenance === id;
  const toValues = async (batch: readonly RecordedEvent[]): Promise<readonly MaintenanceParent[]> => {
    const last = batch.findLast(isOwn);
    if (last === undefined) return [];
    await pce.reached(last.position);
    const state = now();
    return state === undefined ? [] : [state];
  };
  const isLast = ({ entry }: MaintenanceParent): boolean => isMaintenanceOver(entry);
  return new EventStream(new EventFeed(pce, pce.live.state.position), { first: [first], toValues, isLast });
}

const asIs = <Value>(value: Value): Value => value;

export const subscriptionResolvers: Resolvers = {
  Subscription: {
    eventAppended: {
      subscribe: (_root, args, { pce }) => appendedEvents(pce, args),
      resolve: asIs<EventParent>,
    },
    lspChanged: {
      subscribe: (_root, { filter }, { pce }) => changedLsps(pce, filter),
      resolve: asIs<LspParent>,
    },
    operationChanged: {
      subscribe: (_root, { id }, { pce }) => operationStates(pce, OperationId(id)),
      resolve: asIs<OperationParent>,
    },
    bookingChanged: {
      subscribe: (_root, { id }, { pce }) => bookingStates(pce, BookingId(id)),
      resolve: asIs<BookingParent>,
    },
    maintenanceChanged: {
      subscribe: (_root, { id }, { pce }) => maintenanceStates(pce, MaintenanceId(id)),
      resolve: asIs<MaintenanceParent>,
    },
  },
};
