import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { corrupt, notAStore } from '../damage.js';
import type { Opened, WorkerOptions } from '../protocol.js';
import { APPLICATION_ID, CREATE_TABLES, PAGE_BYTES, STORE_VERSION } from '../schema.js';
import { storeError } from './failure.js';

const CACHE_KIB = 65_536;
/** Pages in the write-ahead log before they are moved to the database: fewer, larger stalls are worse for latency. */
const CHECKPOINT_PAGES = 2000;

/**
 * Opens the file, creating it and its directories when there is none, and takes it for this process alone.
 * A file that is something else is not written to.
 * @throws StoreError or an error of SQLite or the file system (see failureOf).
 */
export function openDatabase(options: WorkerOptions): Sqlite.Database {
  makeDirectory(dirname(options.path));
  const database = new Sqlite(options.path, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    if (isNew(database, options.path)) create(database);
    prepare(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/**
 * With those above it. Node's own recursion never ends where a directory that is there refuses one within it as ENOENT (/proc, an
 * automounter's).
 */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have made it meanwhile.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

function isNew(database: Sqlite.Database, path: string): boolean {
  const application = database.pragma('application_id', { simple: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  if (application === APPLICATION_ID) {
    if (version <= STORE_VERSION) return false;
    throw storeError({
      code: 'unsupported-version',
      message: `the event store ${path} has format ${version}, this Cairn knows formats up to ${STORE_VERSION}; start the newer Cairn that wrote it, or restore a backup from before the upgrade`,
    });
  }
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (application === 0 && version === 0 && tables === 0) return true;
  throw storeError(notAStore(path, 'it is an SQLite file of another application'));
}

function create(database: Sqlite.Database): void {
  database.pragma(`page_size = ${PAGE_BYTES}`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.transaction(() => database.exec(CREATE_TABLES)).immediate();
}

function prepare(database: Sqlite.Database, options: WorkerOptions): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma(`cache_size = -${CACHE_KIB}`);
  if (options.maxBytes !== undefined) {
    const pageBytes = Number(database.pragma('page_size', { simple: true }));
    database.pragma(`max_page_count = ${Math.max(1, Math.floor(options.maxBytes / pageBytes))}`);
  }
  const addType = database.prepare('INSERT INTO types (name) VALUES (?)');
  const hasType = database.prepare('SELECT 1 FROM types WHERE name = ?').pluck();
  // Immediate even when there is nothing to add: it takes the lock now and not at the first append.
  database
    .transaction(() => {
      for (const type of options.types) if (hasType.get(type) === undefined) addType.run(type);
      database.exec(
        'DELETE FROM snapshot_chunks WHERE snapshot IN (SELECT id FROM snapshots WHERE complete = 0)',
      );
      database.exec('DELETE FROM snapshots WHERE complete = 0');
    })
    .immediate();
}

/** Where the log ends. */
export function endOfLog(database: Sqlite.Database): Opened {
  const row = database
    .prepare('SELECT position, time FROM events ORDER BY position DESC LIMIT 1')
    .raw()
    .get() as [number, number] | undefined;
  return row === undefined ? { head: 0, lastTime: 0 } : { head: row[0], lastTime: row[1] };
}

/** Names of the event types by their number in the database. @throws StoreError `corrupt`. */
export function typeNames(database: Sqlite.Database, path: string): readonly string[] {
  const rows = database.prepare('SELECT id, name FROM types ORDER BY id').raw().all() as [number, string][];
  const names: string[] = [''];
  for (const [id, name] of rows) {
    if (id !== names.length) throw storeError(corrupt(path, `event type number ${names.length} is missing`));
    names.push(name);
  }
  return names;
}
