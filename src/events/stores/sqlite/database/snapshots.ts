import { crc32 } from 'node:zlib';
import Sqlite from 'better-sqlite3';
import type { Operations, StoredSnapshot } from '../protocol.js';

type Request<Name extends keyof Operations> = Operations[Name]['request'];

/** Chunks erased per step. */
const ERASED_CHUNKS = 4;

/**
 * Snapshots are written, read and erased in steps of a chunk, each a short transaction of its own: appends go on
 * in between. Only a complete one can be seen; what a crash left incomplete is erased when the store is opened.
 */
export function prepareSnapshots(database: Sqlite.Database) {
  const begin = database.prepare('INSERT INTO snapshots (name, position, schema, bytes) VALUES (?, ?, ?, ?)');
  const addChunk = database.prepare(
    'INSERT INTO snapshot_chunks (snapshot, number, crc32, body) VALUES (?, ?, ?, ?)',
  );
  const find = database.prepare<[string, string, number], StoredSnapshot>(
    `SELECT id, position, bytes FROM snapshots
     WHERE name = ? AND schema = ? AND position <= ? AND complete = 1 ORDER BY position DESC`,
  );
  const chunk = database
    .prepare<[number, number], [number, Buffer]>(
      'SELECT crc32, body FROM snapshot_chunks WHERE snapshot = ? AND number = ?',
    )
    .raw();
  const list = database
    .prepare<[string], number>(
      'SELECT position FROM snapshots WHERE name = ? AND complete = 1 ORDER BY position',
    )
    .pluck();
  const eraseChunks = database.prepare(
    `DELETE FROM snapshot_chunks WHERE rowid IN (SELECT rowid FROM snapshot_chunks WHERE snapshot = ? LIMIT ${ERASED_CHUNKS})`,
  );
  const erase = database.prepare('DELETE FROM snapshots WHERE id = ? AND complete = 0');
  const { hide, finish } = prepareVisibility(database);
  return {
    beginSnapshot: ({ name, position, schema, bytes }: Request<'beginSnapshot'>): number =>
      Number(begin.run(name, position, schema, bytes).lastInsertRowid),
    writeChunk({ snapshot, number, body }: Request<'writeChunk'>): null {
      addChunk.run(snapshot, number, crc32(body), body);
      return null;
    },
    finishSnapshot: finish,
    findSnapshots: ({ name, schema, atMost }: Request<'findSnapshots'>): StoredSnapshot[] =>
      find.all(name, schema, atMost),
    readChunk({ snapshot, number }: Request<'readChunk'>): Uint8Array | null {
      const row = unlessCorrupt(() => chunk.get(snapshot, number));
      return row === undefined || crc32(row[1]) !== row[0] ? null : row[1];
    },
    listSnapshots: ({ name }: Request<'listSnapshots'>): number[] => list.all(name),
    hideSnapshot: ({ name, position }: Request<'hideSnapshot'>): number | null => hide(name, position),
    eraseSnapshot({ snapshot }: Request<'eraseSnapshot'>): boolean {
      if (eraseChunks.run(snapshot).changes > 0) return false;
      erase.run(snapshot);
      return true;
    },
  };
}

function unlessCorrupt<Row>(read: () => Row): Row | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return undefined;
    throw error;
  }
}

function prepareVisibility(database: Sqlite.Database) {
  const hideOne = database
    .prepare<[string, number], number>(
      'UPDATE snapshots SET complete = 0 WHERE name = ? AND position = ? AND complete = 1 RETURNING id',
    )
    .pluck();
  const place = database
    .prepare<[number], [string, number]>('SELECT name, position FROM snapshots WHERE id = ?')
    .raw();
  const complete = database.prepare('UPDATE snapshots SET complete = 1 WHERE id = ?');
  const hide = (name: string, position: number): number | null => hideOne.get(name, position) ?? null;
  const finish = database.transaction(({ snapshot }: Request<'finishSnapshot'>): number | null => {
    const [name, position] = place.get(snapshot) as [string, number];
    const replaced = hide(name, position);
    complete.run(snapshot);
    return replaced;
  }).immediate;
  return { hide, finish };
}
