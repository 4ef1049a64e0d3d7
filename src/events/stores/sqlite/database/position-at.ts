import type Sqlite from 'better-sqlite3';
import type { Operations } from '../protocol.js';
import { endOfLog } from './open.js';

/** Times never fall along the log, so that the place of an instant is found by bisection, without an index. */
export function preparePositionAt(database: Sqlite.Database) {
  const timeOf = database.prepare<[number], number>('SELECT time FROM events WHERE position = ?').pluck();
  return ({ time }: Operations['positionAt']['request']): number => {
    let low = 0;
    let high = endOfLog(database).head;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((timeOf.get(middle) ?? Number.POSITIVE_INFINITY) <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
