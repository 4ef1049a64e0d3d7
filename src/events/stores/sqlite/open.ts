import { resolve } from 'node:path';
import type { EventStore } from '../../store.js';
import { type EventSchemas, PRESENT_SCHEMAS } from '../event-schemas.js';
import { Subscribers } from '../subscribers.js';
import { AppendQueue } from './append-queue.js';
import { Connection, closedError } from './connection.js';
import { LogPages, readAll } from './read-all.js';
import { readStream } from './read-stream.js';
import { sqliteSnapshots } from './snapshot-store.js';

export interface SqliteStoreOptions {
  /** The file; it and its directories are created when missing. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A new unique event id. */
  readonly newId: () => string;
  /** Upper limit of the database file (not of its write-ahead log); beyond it appends fail with `full`. */
  readonly maxBytes?: number;
  /** Told of every durable commit: how many events it made durable, and how long it took from sending to answer. */
  readonly onCommit?: (commit: { readonly events: number; readonly microseconds: number }) => void;
  readonly schemas?: EventSchemas;
}

/**
 * The embedded event store: one SQLite file in WAL mode with synchronous=FULL, owned by a worker thread and locked
 * for this process. Subscribers get the events of a commit just before the appends in it are acknowledged.
 * @throws StoreError `locked`, `not-a-store`, `unsupported-version`, `corrupt`, `full` or `io`.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<EventStore> {
  const path = resolve(options.path);
  const schemas = options.schemas ?? PRESENT_SCHEMAS;
  const workerOptions = {
    path,
    types: Object.keys(schemas.versions),
    schemaVersions: Object.values(schemas.versions),
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  };
  const connection = await Connection.open(workerOptions, (error) => subscribers.end({ error }));
  const head = (): number => queue.head;
  const subscribers = new Subscribers({
    head,
    pages: (after) => new LogPages(connection, schemas, path, after, head),
  });
  const queue = new AppendQueue(connection, {
    ...options,
    ...connection.opened,
    schemas,
    onCommit({ count, microseconds, events }) {
      if (count === 0) return;
      if (subscribers.wantsEvents()) subscribers.publish(events());
      options.onCommit?.({ events: count, microseconds });
    },
  });

  let closing: Promise<void> | undefined;
  const whenOpen = async <Value>(run: () => Promise<Value>): Promise<Value> => {
    if (closing !== undefined) throw closedError(path);
    return run();
  };
  const close = async (): Promise<void> => {
    await queue.drained();
    subscribers.end();
    await connection.close();
  };
  return {
    append: (stream, expected, events) =>
      closing === undefined ? queue.append(stream, expected, events) : Promise.reject(closedError(path)),
    readStream: (stream, after, limit) =>
      whenOpen(() => readStream(connection, schemas, path, stream, after, limit)),
    readAll: (after, limit) =>
      whenOpen(() => {
        const from = Math.max(0, after);
        const until = Math.min(from + limit, head());
        return readAll(new LogPages(connection, schemas, path, from, () => until));
      }),
    subscribe(after, handler, onError) {
      if (closing !== undefined) throw closedError(path);
      return subscribers.subscribe(Math.max(0, after), handler, onError);
    },
    head,
    positionAt: (time) => whenOpen(() => connection.call('positionAt', { time })),
    snapshots: sqliteSnapshots(connection),
    close: () => (closing ??= close()),
  };
}
