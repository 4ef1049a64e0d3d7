import type Sqlite from 'better-sqlite3';
import type { EventPage, Operations } from '../protocol.js';
import { collectRows, EVENT_COLUMNS, type EventRow, packPage } from './event-rows.js';

export function prepareReadStream(database: Sqlite.Database, typeNames: readonly string[]) {
  const select = database
    .prepare<[string, number, number], EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM streams CROSS JOIN events ON events.stream = streams.id
       WHERE streams.name = ? AND events.version > ? ORDER BY events.version LIMIT ?`,
    )
    .raw();
  return ({ stream, after, limit }: Operations['readStream']['request']): EventPage => {
    const rows = collectRows(limit, (last, count) => select.all(stream, last?.[2] ?? after, count));
    return packPage(rows, typeNames);
  };
}
