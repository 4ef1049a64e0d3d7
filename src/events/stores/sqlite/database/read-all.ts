import type Sqlite from 'better-sqlite3';
import type { EventPage, Operations } from '../protocol.js';
import { collectRows, EVENT_COLUMNS, type EventRow, packPage } from './event-rows.js';

export function prepareReadAll(database: Sqlite.Database, typeNames: readonly string[]) {
  const select = database
    .prepare<[number, number, number], EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events CROSS JOIN streams ON streams.id = events.stream
       WHERE events.position > ? AND events.position <= ? ORDER BY events.position LIMIT ?`,
    )
    .raw();
  return ({ after, until }: Operations['readAll']['request']): EventPage => {
    const rows = collectRows(until - after, (last, count) => select.all(last?.[0] ?? after, until, count));
    return packPage(rows, typeNames);
  };
}
