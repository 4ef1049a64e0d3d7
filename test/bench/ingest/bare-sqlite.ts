import Sqlite from 'better-sqlite3';
import { batches, type StoredEvent } from './stored-event.js';

/** What one would write without an event store: one table, one prepared INSERT, one transaction per batch. */
export function appendToSqlite(file: string, events: readonly StoredEvent[]): void {
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
    type TEXT NOT NULL, time INTEGER NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (stream, version))`);
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
  const commit = database.transaction((batch: readonly StoredEvent[]) => {
    for (const { position, stream, version, type, time, id, data } of batch) {
      insert.run(position, stream, version, type, time, id, data);
    }
  });
  for (const batch of batches(events)) commit(batch);
  database.close();
}
