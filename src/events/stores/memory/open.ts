import { err, ok, type Result } from '../../../domain/values/result.js';
import type { NewEvent, RecordedEvent } from '../../catalogue/event.js';
import { fromStored } from '../../catalogue/stored-form.js';
import type { SnapshotStore } from '../../snapshot.js';
import {
  type Appended,
  type BatchHandler,
  type EventStore,
  type ExpectedVersion,
  StoreError,
  type Subscription,
  type VersionConflict,
} from '../../store.js';
import { checkAppend, dataText } from '../append-rules.js';
import {
  type EventSchemas,
  PRESENT_SCHEMAS,
  presentData,
  readingWith,
  recordedEvent,
  type StoredEventReading,
} from '../event-schemas.js';
import { Subscribers } from '../subscribers.js';
import { sameJson } from './same-json.js';
import { memorySnapshots, type StoredSnapshots } from './snapshots.js';

/** What outlives the store: opening another store on it is like restarting on the same file. */
export interface MemoryLog {
  readonly events: StoredEvent[];
  readonly snapshots: StoredSnapshots;
}

interface StoredEvent {
  readonly type: string;
  readonly text: string;
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly schemaVersion: number;
  readonly time: number;
  readonly causationId: string | undefined;
  readonly correlationId: string | undefined;
}

export const emptyLog = (): MemoryLog => ({ events: [], snapshots: new Map() });

export interface MemoryStoreOptions {
  readonly clock: () => number;
  readonly newId: () => string;
  readonly log?: MemoryLog;
  readonly schemas?: EventSchemas;
}

const PAGE_EVENTS = 1000;

/**
 * An event store in memory, for tests and what-if runs. It keeps events as JSON text like the real one, and refuses
 * data that would not come back from disk as it was: whatever is tested with it can be stored.
 */
export const openMemoryStore = (options: MemoryStoreOptions): EventStore => new MemoryStore(options);

type Commit = () => RecordedEvent[];

class MemoryStore implements EventStore {
  readonly snapshots: SnapshotStore;
  readonly #options: MemoryStoreOptions;
  readonly #reading: StoredEventReading;
  readonly #events: StoredEvent[];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #subscribers: Subscribers;
  #durable: number;
  #closed = false;
  #commits: Commit[] = [];

  constructor(options: MemoryStoreOptions) {
    const { events, snapshots } = options.log ?? emptyLog();
    this.#options = options;
    this.#reading = readingWith(options.schemas ?? PRESENT_SCHEMAS);
    this.#events = events;
    this.#durable = events.length;
    for (const event of events) this.#streamOf(event.stream).push(event);
    this.#subscribers = new Subscribers({ head: () => this.head(), pages: (after) => this.#pages(after) });
    this.snapshots = memorySnapshots(snapshots, () => this.#check());
  }

  async append(
    stream: string,
    expected: ExpectedVersion,
    newEvents: readonly NewEvent[],
  ): Promise<Result<Appended, VersionConflict>> {
    this.#check();
    checkAppend(stream, expected);
    const drafts = newEvents.map((event) => draftOf(event, this.#reading));
    return new Promise((resolve) => {
      this.#commits.push(() => {
        const actual = this.#streams.get(stream)?.length ?? 0;
        if (expected !== 'any' && expected !== actual) {
          resolve(err({ code: 'version-conflict', stream, expected, actual }));
          return [];
        }
        const recorded = this.#store(stream, drafts);
        resolve(ok({ position: this.#events.length, version: actual + recorded.length }));
        return recorded;
      });
      if (this.#commits.length === 1) queueMicrotask(() => this.#commitAll());
    });
  }

  async readStream(stream: string, after: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.#check();
    const from = Math.max(0, after);
    return (this.#streams.get(stream) ?? []).slice(from, from + limit).map((event) => this.#load(event));
  }

  async readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    this.#check();
    const from = Math.max(0, after);
    return this.#events.slice(from, from + limit).map((event) => this.#load(event));
  }

  subscribe(after: number, handler: BatchHandler, onError: (error: unknown) => void): Subscription {
    this.#check();
    return this.#subscribers.subscribe(Math.max(0, after), handler, onError);
  }

  head(): number {
    return this.#durable;
  }

  async positionAt(time: number): Promise<number> {
    this.#check();
    return this.#events.findLast((event) => event.time <= time)?.position ?? 0;
  }

  async close(): Promise<void> {
    this.#closed = true;
    // The commit of what was accepted is a microtask that was queued before this one goes on.
    await Promise.resolve();
    this.#subscribers.end();
  }

  /** All that was appended in one turn of the event loop is one commit. */
  #commitAll(): void {
    const batch = this.#commits;
    this.#commits = [];
    const recorded = batch.flatMap((commit) => commit());
    this.#durable = this.#events.length;
    if (recorded.length > 0) this.#subscribers.publish(recorded);
  }

  #store(stream: string, drafts: readonly Draft[]): RecordedEvent[] {
    if (drafts.length === 0) return [];
    const stored = this.#streamOf(stream);
    const time = Math.max(this.#events.at(-1)?.time ?? 0, Math.floor(this.#options.clock()));
    return drafts.map((draft) => {
      const position = this.#events.length + 1;
      const version = stored.length + 1;
      const event: StoredEvent = { ...draft, id: this.#options.newId(), position, stream, version, time };
      stored.push(event);
      this.#events.push(event);
      return this.#load(event);
    });
  }

  #streamOf(stream: string): StoredEvent[] {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    const created: StoredEvent[] = [];
    this.#streams.set(stream, created);
    return created;
  }

  #load(stored: StoredEvent): RecordedEvent {
    const data = presentData(this.#reading, stored.type, stored.schemaVersion, JSON.parse(stored.text));
    return recordedEvent(stored.type, data, stored, stored.causationId, stored.correlationId);
  }

  #pages(after: number): { next(): Promise<RecordedEvent[]> } {
    let from = after;
    return {
      next: async () => {
        const page = this.#events.slice(from, Math.min(from + PAGE_EVENTS, this.#durable));
        from += page.length;
        return page.map((event) => this.#load(event));
      },
    };
  }

  #check(): void {
    if (this.#closed) throw new StoreError('closed', 'the event store in memory is closed');
  }
}

interface Draft {
  readonly type: string;
  readonly text: string;
  readonly schemaVersion: number;
  readonly causationId: string | undefined;
  readonly correlationId: string | undefined;
}

function draftOf({ type, data, causationId, correlationId }: NewEvent, reading: StoredEventReading): Draft {
  const schemaVersion = reading.versions[type];
  if (schemaVersion === undefined) throw new TypeError(`${type} is no event type of the catalogue`);
  const text = dataText(type, data);
  if (!sameJson(data, fromStored(type, JSON.parse(text), reading.routes))) {
    throw new TypeError(`the data of ${type} would not come back from disk as it is: ${text}`);
  }
  return { type, text, schemaVersion, causationId, correlationId };
}
