import type { EventStore } from '../../src/events/store.js';

/** The same store, with some of its parts replaced. */
export const wrapped = (store: EventStore, replaced: Partial<EventStore>): EventStore => ({
  append: (stream, expected, events) => store.append(stream, expected, events),
  readStream: (stream, after, limit) => store.readStream(stream, after, limit),
  readAll: (after, limit) => store.readAll(after, limit),
  subscribe: (after, handler, onError) => store.subscribe(after, handler, onError),
  head: () => store.head(),
  positionAt: (time) => store.positionAt(time),
  snapshots: store.snapshots,
  close: () => store.close(),
  ...replaced,
});
