import type Sqlite from 'better-sqlite3';
import type { StoreError } from '../../../store.js';
import { ANY_VERSION, type AppendBatch, type Committed, type WorkerOptions } from '../protocol.js';
import { failureOf, storeError } from './failure.js';
import { endOfLog } from './open.js';
import { StreamHeads } from './stream-heads.js';

type Value = string | number | null;

const COLUMNS = 10;
/** Rows per INSERT: one step of SQLite for many rows takes less than half the time of one per row. */
const ROWS = 20;

/** The only writer of events: gives them their positions and versions. */
export class Appender {
  readonly #database: Sqlite.Database;
  readonly #path: string;
  readonly #schemaVersions: readonly number[];
  readonly #typeIds: readonly number[];
  readonly #heads: StreamHeads;
  readonly #insertOne: Sqlite.Statement<Value[]>;
  readonly #insertMany: Sqlite.Statement<Value[]>;
  readonly #commit: (batch: AppendBatch) => Committed;
  #position: number;
  /** Why nothing can be written any more, once that is so. */
  #broken: StoreError | undefined;

  constructor(database: Sqlite.Database, options: WorkerOptions) {
    this.#database = database;
    this.#path = options.path;
    this.#schemaVersions = options.schemaVersions;
    const typeId = database.prepare<[string], number>('SELECT id FROM types WHERE name = ?').pluck();
    this.#typeIds = options.types.map((type) => typeId.get(type) as number);
    this.#heads = new StreamHeads(database);
    this.#insertOne = database.prepare(insertRows(1));
    this.#insertMany = database.prepare(insertRows(ROWS));
    this.#commit = database.transaction((batch: AppendBatch) => this.#write(batch)).immediate;
    this.#position = endOfLog(database).head;
  }

  /**
   * Writes all the appends of the batch in one durable commit. An append that expected another version is left out.
   * A full disk fails the batch and can pass; after any other failure it is unknown what the disk holds, so that
   * all later batches fail too.
   * @throws StoreError
   */
  append(batch: AppendBatch): Committed {
    if (this.#broken !== undefined) throw this.#broken;
    try {
      return this.#commit(batch);
    } catch (error) {
      const failure = storeError(failureOf(error, this.#path));
      if (failure.code !== 'full') this.#broken = failure;
      else this.#resume();
      throw failure;
    }
  }

  #resume(): void {
    this.#heads.forget();
    this.#position = endOfLog(this.#database).head;
  }

  #write(batch: AppendBatch): Committed {
    const firstPosition = this.#position + 1;
    const versions = new Float64Array(batch.streams.length);
    const rows = new RowBuffer(this.#insertOne, this.#insertMany);
    let event = 0;
    for (let append = 0; append < batch.streams.length; append++) {
      const end = event + (batch.counts[append] as number);
      versions[append] = this.#writeAppend(batch, append, event, end, rows);
      event = end;
    }
    rows.flush();
    return { firstPosition, versions };
  }

  #writeAppend(batch: AppendBatch, append: number, from: number, to: number, rows: RowBuffer): number {
    const stream = batch.streams[append] as string;
    const expected = batch.expected[append] as number;
    const known = this.#heads.get(stream);
    const version = known?.version ?? 0;
    if (expected !== ANY_VERSION && expected !== version) return -1 - version;
    if (from === to) return version;
    const head = known ?? this.#heads.add(stream);
    const time = batch.times[append] as number;
    for (let event = from; event < to; event++) {
      const type = batch.types[event] as number;
      rows.add(
        ++this.#position,
        head.id,
        ++head.version,
        this.#typeIds[type] as number,
        this.#schemaVersions[type] as number,
        time,
        batch.ids[event] as string,
        batch.causations[event] as string | null,
        batch.correlations[event] as string | null,
        batch.data[event] as string,
      );
    }
    return head.version;
  }
}

/** Collects rows and inserts them ROWS at a time. */
class RowBuffer {
  readonly #insertOne: Sqlite.Statement<Value[]>;
  readonly #insertMany: Sqlite.Statement<Value[]>;
  #values: Value[] = [];

  constructor(insertOne: Sqlite.Statement<Value[]>, insertMany: Sqlite.Statement<Value[]>) {
    this.#insertOne = insertOne;
    this.#insertMany = insertMany;
  }

  add(...row: readonly Value[]): void {
    this.#values.push(...row);
    if (this.#values.length < COLUMNS * ROWS) return;
    this.#insertMany.run(this.#values as never);
    this.#values = [];
  }

  flush(): void {
    for (let at = 0; at < this.#values.length; at += COLUMNS) {
      this.#insertOne.run(this.#values.slice(at, at + COLUMNS) as never);
    }
    this.#values = [];
  }
}

function insertRows(rows: number): string {
  const row = `(${Array<string>(COLUMNS).fill('?').join(', ')})`;
  return `INSERT INTO events
    (position, stream, version, type, schema_version, time, id, causation, correlation, data)
    VALUES ${Array<string>(rows).fill(row).join(', ')}`;
}
