import { bookingSaga } from '../../../src/domain/sagas/booking.js';
import { maintenanceSaga } from '../../../src/domain/sagas/maintenance.js';
import { reoptimizationSaga } from '../../../src/domain/sagas/reoptimization.js';
import type { SagaTimer } from '../../../src/domain/sagas/saga.js';
import { BookingId, MaintenanceId, OperationId } from '../../../src/domain/values/identifiers.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { SagaRef } from '../../../src/events/catalogue/saga.js';
import { sagaStream } from '../../../src/events/catalogue/streams.js';
import type { NetworkState } from '../../../src/projections/network-state.js';
import type { Check, Seen, Violation } from './violation.js';

const MINUTE = 60_000;

/** So long an LSP may take to be gone, or to be back where it was, with head-ends that leave and refuse now and then. */
const TIME_TO_CLEAR = 40 * MINUTE;
/** So long after its start it is decided whether the work begins: who was away just then had a while to come back. */
const TIME_TO_BEGIN = 3 * MINUTE;

/**
 * Nothing waits for ever. No operation is pending after its deadline, and no timer of a saga is due that has not fired, but while no
 * process runs; each timer fires once. One may be due already when it is set. What is over in a saga's own terms comes to its end.
 */
export class DeadlineCheck implements Check {
  readonly #timers = new Map<string, SagaTimer>();
  readonly #fired = new Set<string>();
  readonly #since = new Map<string, { readonly state: string; readonly time: number }>();

  *after(event: RecordedEvent, seen: Seen): Iterable<Violation> {
    if (event.type === 'SagaTimerFired') {
      const { saga, timer, due } = event.data;
      const key = `${saga.kind} ${saga.id} ${timer} ${due}`;
      if (this.#fired.has(key)) yield { what: `${key} fired twice`, about: [saga.id] };
      if (due > event.time) yield { what: `${key} fired too early`, about: [saga.id] };
      this.#fired.add(key);
    }
    const saga = sagaOf(event);
    if (saga !== undefined) this.#follow(saga, seen);
    yield* this.at(seen);
  }

  *at({ state, now, processSince }: Seen): Iterable<Violation> {
    if (now <= processSince) return;
    for (const { id, deadline, lsp } of state.operations.pending())
      if (deadline < now) yield { what: `${id} is past its deadline`, about: [id, lsp] };
    for (const [key, { timer, due }] of this.#timers)
      if (due < now) yield { what: `${timer} of ${key} is due and has not fired`, about: [subjectOf(key)] };
    for (const [key, { state: name, time }] of this.#since) {
      const since = Math.max(time, processSince);
      const longest = name === 'DRAINING' ? TIME_TO_BEGIN : TIME_TO_CLEAR;
      if (now - since > longest) yield { what: `${key} is ${name} for too long`, about: [subjectOf(key)] };
    }
  }

  #follow(saga: SagaRef, { state, now }: Seen): void {
    const key = sagaStream(saga);
    const timer = timerOf(saga, state);
    if (timer === undefined) this.#timers.delete(key);
    else this.#timers.set(key, { ...timer, due: Math.max(timer.due, now) });
    for (const [subject, name] of leavingOf(saga, state)) {
      if (name === undefined) this.#since.delete(subject);
      else if (this.#since.get(subject)?.state !== name) this.#since.set(subject, { state: name, time: now });
    }
  }
}

const subjectOf = (key: string): string => key.replace(/^[a-z]+-/, '').replace(/ .*$/, '');

function sagaOf(event: RecordedEvent): SagaRef | undefined {
  if (event.type === 'SagaTimerFired') return event.data.saga;
  if ('booking' in event.data) return { kind: 'booking', id: event.data.booking };
  if ('maintenance' in event.data) return { kind: 'maintenance', id: event.data.maintenance };
  return event.type.startsWith('Reoptimization') && 'operation' in event.data
    ? { kind: 'reoptimization', id: event.data.operation }
    : undefined;
}

function timerOf({ kind, id }: SagaRef, state: NetworkState): SagaTimer | undefined {
  switch (kind) {
    case 'booking': {
      const booking = state.bookings.get(BookingId(id));
      return booking === undefined ? undefined : bookingSaga.nextTimer(booking);
    }
    case 'maintenance': {
      const window = state.maintenances.get(MaintenanceId(id));
      return window === undefined ? undefined : maintenanceSaga.nextTimer(window);
    }
    default: {
      const known = state.reoptimizations.get(OperationId(id));
      return known === undefined ? undefined : reoptimizationSaga.nextTimer(known);
    }
  }
}

/** States that have to be left before long; undefined: another one. */
function* leavingOf({ kind, id }: SagaRef, state: NetworkState): Iterable<[string, string | undefined]> {
  if (kind === 'booking')
    for (const { number, state: name } of state.bookings.get(BookingId(id))?.occurrences ?? [])
      yield [`booking-${id} ${number}`, name === 'ENDING' ? name : undefined];
  if (kind !== 'maintenance') return;
  const window = state.maintenances.get(MaintenanceId(id));
  const isLeaving = window?.state === 'RESTORING' || (window?.state === 'DRAINING' && window.startDue);
  yield [`maintenance-${id}`, isLeaving ? window.state : undefined];
}
