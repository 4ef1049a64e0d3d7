import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { EventStore } from '../../../src/events/store.js';
import { dataText } from '../../../src/events/stores/append-rules.js';

/** An event as text, ready to be put into any database. */
export interface StoredEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly time: number;
  readonly id: string;
  readonly data: string;
}

/** One commit of the alternatives. */
export const BATCH = 1_000;

/** The first `count` reports in the log, with the very JSON that Cairn stores. */
export async function storedReports(store: EventStore, count: number): Promise<readonly StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for (let after = 0; stored.length < count; ) {
    const page = await store.readAll(after, 10_000);
    if (page.length === 0) throw new Error(`the log has only ${stored.length} reports`);
    for (const event of page)
      if (event.type === 'LspReported' && stored.length < count)
        stored.push(textOf(event, stored.length + 1));
    after += page.length;
  }
  return stored;
}

const textOf = ({ stream, version, type, time, id, data }: RecordedEvent, position: number): StoredEvent => ({
  position,
  stream,
  version,
  type,
  time,
  id,
  data: dataText(type, data),
});

export function* batches(events: readonly StoredEvent[]): Generator<readonly StoredEvent[]> {
  for (let from = 0; from < events.length; from += BATCH) yield events.slice(from, from + BATCH);
}
