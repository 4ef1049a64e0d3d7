import type { RecordedEvent } from '../../catalogue/event.js';
import { type EventSchemas, readingWith } from '../event-schemas.js';
import type { Connection } from './connection.js';
import { checkNoGap, unpackPage } from './unpack-page.js';

const PAGE_EVENTS = 2000;

/** Up to `limit` events of one stream with version > `after`. @throws StoreError; UnknownStoredEvent. */
export async function readStream(
  connection: Connection,
  schemas: EventSchemas,
  path: string,
  stream: string,
  after: number,
  limit: number,
): Promise<readonly RecordedEvent[]> {
  const reading = readingWith(schemas);
  const events: RecordedEvent[] = [];
  while (events.length < limit) {
    const from = Math.max(0, after) + events.length;
    const wanted = Math.min(PAGE_EVENTS, limit - events.length);
    const page = await connection.call('readStream', { stream, after: from, limit: wanted });
    if (page.versions.length === 0) break;
    checkNoGap(page.versions, from, `of stream ${stream} version`, path);
    for (const event of unpackPage(page, reading, path)) events.push(event);
  }
  return events;
}
