import type Sqlite from 'better-sqlite3';

export interface StreamHead {
  readonly id: number;
  version: number;
}

/** How many streams each of the two generations holds; a head takes about 150 bytes. */
const GENERATION = 131_072;

/**
 * Number and version of the streams written to lately, from the database for the others. Two generations instead
 * of an exact least-recently-used order: as bounded, and a hit costs one look-up.
 */
export class StreamHeads {
  readonly #find: Sqlite.Statement<[string], number>;
  readonly #add: Sqlite.Statement<[string]>;
  readonly #version: Sqlite.Statement<[number], number | null>;
  #young = new Map<string, StreamHead>();
  #old = new Map<string, StreamHead>();

  constructor(database: Sqlite.Database) {
    this.#find = database.prepare<[string], number>('SELECT id FROM streams WHERE name = ?').pluck();
    this.#add = database.prepare('INSERT INTO streams (name) VALUES (?)');
    this.#version = database
      .prepare<[number], number | null>('SELECT max(version) FROM events WHERE stream = ?')
      .pluck();
  }

  /** The stream's head, or undefined when nothing was ever appended to it. */
  get(stream: string): StreamHead | undefined {
    const young = this.#young.get(stream);
    if (young !== undefined) return young;
    const head = this.#old.get(stream) ?? this.#load(stream);
    if (head !== undefined) this.#keep(stream, head);
    return head;
  }

  /** Gives a stream its number. Only within the transaction that also appends to it. */
  add(stream: string): StreamHead {
    const head: StreamHead = { id: Number(this.#add.run(stream).lastInsertRowid), version: 0 };
    this.#keep(stream, head);
    return head;
  }

  /** After a transaction was rolled back: what is remembered may never have been written. */
  forget(): void {
    this.#young.clear();
    this.#old.clear();
  }

  #load(stream: string): StreamHead | undefined {
    const id = this.#find.get(stream);
    return id === undefined ? undefined : { id, version: this.#version.get(id) ?? 0 };
  }

  #keep(stream: string, head: StreamHead): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(stream, head);
  }
}
