import type { EventStore } from '../events/store.js';
import { NETWORK_STATE_SCHEMA, NetworkState } from '../projections/network-state.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import { SNAPSHOT_NAME } from './projector.js';

const PAGE = 5_000;

/**
 * The state at a place in the log: the nearest snapshot before it, and the events between.
 * @throws Error when the log ends before `position`
 */
export async function pastState(
  store: EventStore,
  codec: SnapshotCodec,
  position: number,
): Promise<NetworkState> {
  const state = await nearestSnapshot(store, codec, position);
  await foldUpTo(store, state, position);
  return state;
}

/** Applies the events after the state's position; `applied` is told of each page. O(events). */
export async function foldUpTo(
  store: EventStore,
  state: NetworkState,
  position: number,
  applied?: (events: Awaited<ReturnType<EventStore['readAll']>>) => void,
): Promise<void> {
  while (state.position < position) {
    const events = await store.readAll(state.position, Math.min(PAGE, position - state.position));
    if (events.length === 0)
      throw new Error(`the log ends at ${state.position}, before position ${position}`);
    for (const event of events) state.apply(event);
    applied?.(events);
  }
}

/** A snapshot that can't be read costs time and nothing else: the log has everything. */
async function nearestSnapshot(
  store: EventStore,
  codec: SnapshotCodec,
  position: number,
): Promise<NetworkState> {
  const snapshot = await store.snapshots.load(SNAPSHOT_NAME, NETWORK_STATE_SCHEMA, position);
  const state = new NetworkState();
  if (snapshot === undefined) return state;
  try {
    state.restore(codec.decode(snapshot.body));
    return state;
  } catch {
    return new NetworkState();
  }
}
