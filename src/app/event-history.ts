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
  let version = filter.stream === undefined ? 0 : await versionAt(store, filter.stream, filter.after);
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

/** Version of the last event of a stream at or before a position; 0 when there is none. O(log of the stream's length) reads. */
async function versionAt(store: EventStore, stream: string, position: number): Promise<number> {
  if (position === 0) return 0;
  const isBefore = async (version: number): Promise<boolean> => {
    const [event] = await store.readStream(stream, version - 1, 1);
    return event !== undefined && event.position <= position;
  };
  let known = 0;
  let step = 1;
  while (await isBefore(known + step)) {
    known += step;
    step *= 2;
  }
  for (; step >= 1; step = Math.floor(step / 2)) if (await isBefore(known + step)) known += step;
  return known;
}

const lastPosition = (events: readonly RecordedEvent[], otherwise: number): number =>
  events.at(-1)?.position ?? otherwise;
