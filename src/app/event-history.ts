import type { RecordedEvent } from '../events/catalogue/event.js';
import type { EventStore } from '../events/store.js';

/** Which events, oldest first. */
export interface EventFilter {
  readonly stream?: string;
  readonly types?: readonly string[];
  /** Only events with a position greater than this. */
  readonly after: number;
  readonly first: number;
}

export interface EventPage {
  readonly events: readonly RecordedEvent[];
  readonly hasMore: boolean;
}

const PAGE = 1_000;
/** Events looked at for one page before it is given back short: a filter that matches nothing must not read the whole log. */
const SCAN_LIMIT = 200_000;

/** A page of the log. With a `types` filter it may be short although `hasMore`: go on after its last event. */
export async function readHistory(
  store: EventStore,
  filter: EventFilter,
): Promise<EventPage & { readonly scannedTo: number }> {
  const wanted = filter.types === undefined ? undefined : new Set<string>(filter.types);
  const events: RecordedEvent[] = [];
  let position = filter.after;
  let version = 0;
  for (let scanned = 0; scanned < SCAN_LIMIT; ) {
    const page =
      filter.stream === undefined
        ? await store.readAll(position, PAGE)
        : await store.readStream(filter.stream, version, PAGE);
    for (const event of page) {
      position = Math.max(position, event.position);
      version = event.version;
      if (event.position <= filter.after || wanted?.has(event.type) === false) continue;
      if (events.length === filter.first)
        return { events, hasMore: true, scannedTo: lastPosition(events, filter.after) };
      events.push(event);
    }
    scanned += page.length;
    if (page.length < PAGE) return { events, hasMore: false, scannedTo: position };
  }
  return { events, hasMore: true, scannedTo: position };
}

const lastPosition = (events: readonly RecordedEvent[], otherwise: number): number =>
  events.at(-1)?.position ?? otherwise;
