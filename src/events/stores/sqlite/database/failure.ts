import Sqlite from 'better-sqlite3';
import { StoreError } from '../../../store.js';
import { corrupt, notAStore } from '../damage.js';
import type { Failure } from '../protocol.js';

/** Says of any error of the database what it means for the store, where, and what to do. */
export function failureOf(error: unknown, path: string): Failure {
  if (error instanceof StoreError) return { code: error.code, message: error.message };
  if (error instanceof Sqlite.SqliteError) return sqliteFailure(error, path);
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'io', message: `the event store ${path} cannot be used: ${detail}` };
}

function sqliteFailure(error: InstanceType<typeof Sqlite.SqliteError>, path: string): Failure {
  const primary = error.code.split('_').slice(0, 2).join('_');
  switch (primary) {
    case 'SQLITE_FULL':
      return {
        code: 'full',
        message:
          `the event store ${path} is full: the disk has no space left or the store's size limit is reached; ` +
          'nothing of what was being written has been recorded; free space on that disk, or raise the limit and restart',
      };
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return {
        code: 'locked',
        message: `the event store ${path} is in use by another process, or open twice in this one; stop the other one, or use another file`,
      };
    case 'SQLITE_CORRUPT':
    case 'SQLITE_CONSTRAINT':
    case 'SQLITE_FORMAT':
    case 'SQLITE_ERROR':
    case 'SQLITE_MISMATCH':
      return corrupt(path, error.message);
    case 'SQLITE_NOTADB':
      return notAStore(path, 'it is not an SQLite file, or its first bytes are damaged');
    default:
      return {
        code: 'io',
        message: `the event store ${path} cannot be read or written: ${error.message} (${error.code}); check that the disk works and that this user may write the file and its directory, then restart`,
      };
  }
}

export const storeError = (failure: Failure): StoreError => new StoreError(failure.code, failure.message);
