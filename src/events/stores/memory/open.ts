import { err, ok, type Result } from '../../../domain/values/result.js';
import type { NewEvent, RecordedEvent } from '../../catalogue/event.js';
import {
  type Appended,
  type EventStore,
  type ExpectedVersion,
  StoreError,
  type VersionConflict,
} from '../../store.js';
import { checkAppend, dataText } from '../append-rules.js';
import { type EventSchemas, PRESENT_SCHEMAS, presentData, recordedEvent } from '../event-schemas.js';
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

type Commit = () => RecordedEvent[];

/**
 * An event store in memory, for tests and what-if runs. It keeps events as JSON text like the real one, and refuses
 * data that would not come back from disk as it was: whatever is tested with it can be stored.
 */
export function openMemoryStore(options: MemoryStoreOptions): EventStore {
  const { events, snapshots } = options.log ?? emptyLog();
  const schemas = options.schemas ?? PRESENT_SCHEMAS;
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream === undefined) streams.set(event.stream, [event]);
    else stream.push(event);
  }
  let durable = events.length;
  let closed = false;
  let commits: Commit[] = [];

  const load = (stored: StoredEvent): RecordedEvent => {
    const data = presentData(schemas, stored.type, stored.schemaVersion, JSON.parse(stored.text));
    return recordedEvent(stored.type, data, stored, stored.causationId, stored.correlationId);
  };
  const head = (): number => durable;
  const subscribers = new Subscribers({
    head,
    pages(after) {
      let from = after;
      return {
        async next() {
          const page = events.slice(from, Math.min(from + PAGE_EVENTS, durable)).map(load);
          from += page.length;
          return page;
        },
      };
    },
  });

  const store = (stream: string, drafts: readonly Draft[]): RecordedEvent[] => {
    const stored = streams.get(stream) ?? [];
    if (drafts.length > 0) streams.set(stream, stored);
    const time = Math.max(events.at(-1)?.time ?? 0, Math.floor(options.clock()));
    return drafts.map((draft) => {
      const place = {
        id: options.newId(),
        position: events.length + 1,
        stream,
        version: stored.length + 1,
        time,
      };
      const event: StoredEvent = { ...draft, ...place };
      stored.push(event);
      events.push(event);
      return load(event);
    });
  };

  /** All that was appended in one turn of the event loop is one commit. */
  const commitAll = (): void => {
    const batch = commits;
    commits = [];
    const recorded = batch.flatMap((commit) => commit());
    durable = events.length;
    if (recorded.length > 0) subscribers.publish(recorded);
  };

  const check = (): void => {
    if (closed) throw new StoreError('closed', 'the event store in memory is closed');
  };

  const append = async (
    stream: string,
    expected: ExpectedVersion,
    newEvents: readonly NewEvent[],
  ): Promise<Result<Appended, VersionConflict>> => {
    check();
    checkAppend(stream, expected);
    const drafts = newEvents.map((event) => draftOf(event, schemas));
    return new Promise((resolve) => {
      commits.push(() => {
        const actual = streams.get(stream)?.length ?? 0;
        if (expected !== 'any' && expected !== actual) {
          resolve(err({ code: 'version-conflict', stream, expected, actual }));
          return [];
        }
        const recorded = store(stream, drafts);
        resolve(ok({ position: events.length, version: actual + recorded.length }));
        return recorded;
      });
      if (commits.length === 1) queueMicrotask(commitAll);
    });
  };

  return {
    append,
    async readStream(stream, after, limit) {
      check();
      const from = Math.max(0, after);
      return (streams.get(stream) ?? []).slice(from, from + limit).map(load);
    },
    async readAll(after, limit) {
      check();
      const from = Math.max(0, after);
      return events.slice(from, from + limit).map(load);
    },
    subscribe(after, handler, onError) {
      check();
      return subscribers.subscribe(Math.max(0, after), handler, onError);
    },
    head,
    async positionAt(time) {
      check();
      return events.findLast((event) => event.time <= time)?.position ?? 0;
    },
    snapshots: memorySnapshots(snapshots, check),
    async close() {
      closed = true;
      // The commit of what was accepted is a microtask that was queued before this one goes on.
      await Promise.resolve();
      subscribers.end();
    },
  };
}

interface Draft {
  readonly type: string;
  readonly text: string;
  readonly schemaVersion: number;
  readonly causationId: string | undefined;
  readonly correlationId: string | undefined;
}

function draftOf({ type, data, causationId, correlationId }: NewEvent, schemas: EventSchemas): Draft {
  const schemaVersion = schemas.versions[type];
  if (schemaVersion === undefined) throw new TypeError(`${type} is no event type of the catalogue`);
  const text = dataText(type, data);
  if (!sameJson(data, JSON.parse(text))) {
    throw new TypeError(`the data of ${type} would not come back from disk as it is: ${text}`);
  }
  return { type, text, schemaVersion, causationId, correlationId };
}
