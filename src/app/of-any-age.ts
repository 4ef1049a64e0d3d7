import type { OperationId } from '../domain/values/identifiers.js';
import type { Reoptimization } from '../domain/values/reoptimization.js';
import { operationStream, sagaStream } from '../events/catalogue/streams.js';
import type { EventStore } from '../events/store.js';
import type { NetworkState } from '../projections/network-state.js';
import { type OperationEntry, Operations } from '../projections/operations/operations.js';
import { isOfReoptimization, Reoptimizations } from '../projections/reoptimizations/reoptimizations.js';

/** From the state, or else from its own stream. */
export async function operationOfAnyAge(
  store: EventStore,
  state: NetworkState,
  id: OperationId,
): Promise<OperationEntry | undefined> {
  const known = state.operations.get(id);
  if (known !== undefined) return known;
  const past = new Operations();
  for (const event of await store.readStream(operationStream(id), 0, 100)) past.apply(event);
  return past.get(id);
}

/** From the state, or else from its own stream. O(its events). */
export async function reoptimizationOfAnyAge(
  store: EventStore,
  state: NetworkState,
  id: OperationId,
): Promise<Reoptimization | undefined> {
  const known = state.reoptimizations.get(id);
  if (known !== undefined) return known;
  const past = new Reoptimizations();
  const stream = sagaStream({ kind: 'reoptimization', id });
  for (let read = 0, more = true; more; ) {
    const events = await store.readStream(stream, read, EVENTS_PER_READ);
    for (const event of events) if (isOfReoptimization(event)) past.apply(event);
    read += events.length;
    more = events.length === EVENTS_PER_READ;
  }
  return past.get(id);
}

const EVENTS_PER_READ = 1_000;
