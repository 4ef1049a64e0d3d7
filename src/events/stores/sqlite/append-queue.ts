import { err, ok, type Result } from '../../../domain/values/result.js';
import type { NewEvent, RecordedEvent } from '../../catalogue/event.js';
import type { Appended, ExpectedVersion, StoreError, VersionConflict } from '../../store.js';
import { checkAppend, dataText } from '../append-rules.js';
import { type EventSchemas, recordedEvent } from '../event-schemas.js';
import type { Connection } from './connection.js';
import { ANY_VERSION, type AppendBatch, type Committed } from './protocol.js';

/** One batch is being committed while the next one is already at the worker: it need not wait for the main thread. */
const BATCHES_IN_FLIGHT = 2;
/** Above this a batch takes no more appends. Larger ones save nothing and make everybody in them wait longer. */
const BATCH_EVENTS = 1000;
const BATCH_CHARACTERS = 2_097_152;

interface Pending {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly resolve: (result: Result<Appended, VersionConflict>) => void;
  readonly reject: (error: unknown) => void;
}

/** An AppendBatch that is still growing, and whom to tell about it. */
interface Batch extends AppendBatch {
  readonly pending: Pending[];
  readonly streams: string[];
  readonly expected: number[];
  readonly counts: number[];
  readonly times: number[];
  readonly types: number[];
  readonly ids: string[];
  readonly causations: (string | null)[];
  readonly correlations: (string | null)[];
  readonly data: string[];
  characters: number;
}

export interface AppendQueueOptions {
  readonly clock: () => number;
  readonly newId: () => string;
  readonly schemas: EventSchemas;
  readonly lastTime: number;
  readonly head: number;
  /** Told of every commit before the appends in it are acknowledged; `events()` builds what it made durable. */
  readonly onCommit: (commit: {
    readonly count: number;
    readonly microseconds: number;
    events(): RecordedEvent[];
  }) => void;
}

/**
 * Group commit: appends that arrive while the worker commits form the next batch, so that the slower the disk, the
 * more appends share a commit. Nothing is acknowledged before its commit is on disk.
 */
export class AppendQueue {
  readonly #connection: Connection;
  readonly #options: AppendQueueOptions;
  readonly #types: ReadonlyMap<string, number>;
  readonly #batches: Batch[] = [];
  #inFlight = 0;
  #scheduled = false;
  #lastTime: number;
  #head: number;
  #idle: (() => void)[] = [];

  constructor(connection: Connection, options: AppendQueueOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#types = new Map(Object.keys(options.schemas.versions).map((type, index) => [type, index]));
    this.#lastTime = options.lastTime;
    this.#head = options.head;
  }

  /** Position of the last event that is on disk. */
  get head(): number {
    return this.#head;
  }

  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Result<Appended, VersionConflict>> {
    return new Promise((resolve, reject) => {
      checkAppend(stream, expected);
      // All the text first: an event without a stored form must not leave half an append in the batch.
      const texts: string[] = [];
      const types: number[] = [];
      for (const event of events) {
        texts.push(dataText(event.type, event.data));
        types.push(this.#typeIndex(event.type));
      }
      const batch = this.#openBatch();
      batch.pending.push({ stream, expected, events, resolve, reject });
      batch.streams.push(stream);
      batch.expected.push(expected === 'any' ? ANY_VERSION : expected);
      batch.counts.push(events.length);
      batch.times.push(this.#now());
      for (let index = 0; index < events.length; index++) {
        this.#addEvent(batch, events[index] as NewEvent, types[index] as number, texts[index] as string);
      }
      this.#schedule();
    });
  }

  /** Resolves when every append so far is acknowledged or has failed. */
  drained(): Promise<void> {
    if (this.#inFlight === 0 && this.#batches.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #typeIndex(type: string): number {
    const index = this.#types.get(type);
    if (index === undefined) throw new TypeError(`${type} is no event type of the catalogue`);
    return index;
  }

  /** The clock may be set back; the log's time stands still then. */
  #now(): number {
    this.#lastTime = Math.max(this.#lastTime, Math.floor(this.#options.clock()));
    return this.#lastTime;
  }

  #openBatch(): Batch {
    const last = this.#batches.at(-1);
    if (last !== undefined && last.ids.length < BATCH_EVENTS && last.characters < BATCH_CHARACTERS)
      return last;
    const batch = emptyBatch();
    this.#batches.push(batch);
    return batch;
  }

  #addEvent(batch: Batch, event: NewEvent, type: number, text: string): void {
    batch.types.push(type);
    batch.ids.push(this.#options.newId());
    batch.causations.push(event.causationId ?? null);
    batch.correlations.push(event.correlationId ?? null);
    batch.data.push(text);
    batch.characters += text.length;
  }

  /** Sends at the end of the present turn, so that appends made together go together even when the disk is idle. */
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= BATCHES_IN_FLIGHT) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#sendBatches();
    });
  }

  #sendBatches(): void {
    while (this.#inFlight < BATCHES_IN_FLIGHT) {
      const batch = this.#batches.shift();
      if (batch === undefined) return;
      this.#inFlight++;
      this.#send(batch);
    }
  }

  #send(batch: Batch): void {
    const { pending, characters: _, ...columns } = batch;
    const sent = performance.now();
    this.#connection.send(
      'append',
      columns,
      (committed) => {
        this.#onCommitted(batch, committed, (performance.now() - sent) * 1000);
        this.#onAnswered();
      },
      (error) => {
        failAll(pending, error);
        this.#onAnswered();
      },
    );
    // The worker has a copy; texts that died here would have been moved by the garbage collector first.
    batch.data.length = 0;
  }

  #onAnswered(): void {
    this.#inFlight--;
    this.#sendBatches();
    if (this.#inFlight > 0 || this.#batches.length > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  #onCommitted(batch: Batch, committed: Committed, microseconds: number): void {
    let head = this.#head;
    const appendedTo = batch.pending.map((append, index) => {
      if ((committed.versions[index] as number) >= 0) head += append.events.length;
      return head;
    });
    const count = head - this.#head;
    this.#head = head;
    this.#options.onCommit({
      count,
      microseconds,
      events: () => recordedEvents(batch, committed, this.#options.schemas),
    });
    for (let index = 0; index < batch.pending.length; index++) {
      const append = batch.pending[index] as Pending;
      append.resolve(outcome(append, committed.versions[index] as number, appendedTo[index] as number));
    }
  }
}

function outcome(append: Pending, version: number, position: number): Result<Appended, VersionConflict> {
  if (version >= 0) return ok({ position, version });
  const expected = append.expected as number;
  return err({ code: 'version-conflict', stream: append.stream, expected, actual: -1 - version });
}

function failAll(pending: readonly Pending[], error: StoreError): void {
  for (const append of pending) append.reject(error);
}

/** What the batch put into the log, with the callers' own data objects: reading them back gives equal ones. */
function recordedEvents(batch: Batch, committed: Committed, schemas: EventSchemas): RecordedEvent[] {
  const recorded: RecordedEvent[] = [];
  let position = committed.firstPosition;
  let at = 0;
  for (let index = 0; index < batch.pending.length; index++) {
    const { stream, events } = batch.pending[index] as Pending;
    const version = committed.versions[index] as number;
    if (version < 0) {
      at += events.length;
      continue;
    }
    for (let event = 0; event < events.length; event++, at++) {
      const { type, data } = events[event] as NewEvent;
      const place = {
        id: batch.ids[at] as string,
        position: position++,
        stream,
        version: version - events.length + event + 1,
        schemaVersion: schemas.versions[type] as number,
        time: batch.times[index] as number,
      };
      recorded.push(recordedEvent(type, data, place, batch.causations[at], batch.correlations[at]));
    }
  }
  return recorded;
}

const emptyBatch = (): Batch => ({
  pending: [],
  streams: [],
  expected: [],
  counts: [],
  times: [],
  types: [],
  ids: [],
  causations: [],
  correlations: [],
  data: [],
  characters: 0,
});
