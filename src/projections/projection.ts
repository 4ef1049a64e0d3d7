import type { RecordedEvent } from '../events/catalogue/event.js';

/**
 * A fold of the log, kept in memory. The same events in the same order give the same state, byte for byte
 * once captured; nothing else (clock, arrival, iteration order of hashes) has any influence.
 */
export interface Projection<Captured> {
  apply(event: RecordedEvent): void;
  /** The whole state as plain data (objects, arrays, strings, numbers, booleans), for snapshots and comparison. */
  capture(): Captured;
  /** Replaces the state by a captured one. */
  restore(captured: Captured): void;
}
