import Sqlite from 'better-sqlite3';
import { answerParent } from '../child.js';

/** The floor: every event is read from the same file with the bare driver and its JSON parsed; nothing is done with it. */

const PAGE = 5_000;

function readAndParse(file: string): number {
  const database = new Sqlite(file, { readonly: true });
  const select = database
    .prepare<[number, number], [number, number, number, number, number, string, string]>(
      'SELECT position, stream, version, type, time, id, data FROM events WHERE position > ? ORDER BY position LIMIT ?',
    )
    .raw();
  let events = 0;
  for (let page = select.all(0, PAGE); page.length > 0; page = select.all(page.at(-1)?.[0] ?? 0, PAGE)) {
    for (const row of page) if (typeof JSON.parse(row[6]) === 'object') events++;
  }
  database.close();
  return events;
}

answerParent<{ readonly file: string }>(({ file }) => readAndParse(file));
