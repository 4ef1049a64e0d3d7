import type { Result } from '../domain/values/result.js';
import type { NewEvent, RecordedEvent } from './catalogue/event.js';
import type { SnapshotStore } from './snapshot.js';

/**
 * PORT: the append-only log. One writer process; appends are atomic per stream and nothing needs more than that.
 * Adapters live in stores/ and all pass test/contract/event-store.ts.
 */
export interface EventStore {
  /**
   * Appends all the events to one stream, or none of them. Resolves only when they are on disk.
   * Appends that arrive together share one durable commit; order of calls is order in the log.
   * @throws StoreError when the store itself fails (full disk, closed, corrupt).
   */
  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Result<Appended, VersionConflict>>;

  /** Up to `limit` events of one stream with version > `after`, oldest first. */
  readStream(stream: string, after: number, limit: number): Promise<readonly RecordedEvent[]>;

  /** Up to `limit` events of the whole log with position > `after`, oldest first. */
  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]>;

  /**
   * Every event with position > `after`, in order and each once: first history, then live, without a gap.
   * `handler` gets batches; the next batch waits until the promise it returns is settled (back-pressure), a
   * synchronous handler is not waited for. A handler that throws ends the subscription through `onError`.
   */
  subscribe(after: number, handler: BatchHandler, onError: (error: unknown) => void): Subscription;

  /** Position of the last durable event; 0 for an empty log. */
  head(): number;

  /** Position of the last event whose time is <= `time` (milliseconds since 1970); 0 when there is none. */
  positionAt(time: number): Promise<number>;

  readonly snapshots: SnapshotStore;

  /** Commits what was accepted, then closes. Later calls reject with StoreError `closed`. */
  close(): Promise<void>;
}

/** `any`: append whatever the stream's version is (observations are recorded, never refused). */
export type ExpectedVersion = number | 'any';

export interface Appended {
  /** Of the last event appended. */
  readonly position: number;
  readonly version: number;
}

export interface VersionConflict {
  readonly code: 'version-conflict';
  readonly stream: string;
  readonly expected: number;
  readonly actual: number;
}

export type BatchHandler = (events: readonly RecordedEvent[]) => void | Promise<void>;

export interface Subscription {
  /** No batch is handed over after this. */
  close(): void;
}

export type StoreErrorCode =
  | 'full'
  | 'locked'
  | 'corrupt'
  | 'not-a-store'
  | 'unsupported-version'
  | 'io'
  | 'closed';

/** The store failed. `message` says what, where and what to do, ready to be shown. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
