import type { RecordedEvent } from '../../catalogue/event.js';
import { type EventSchemas, readingWith, type StoredEventReading } from '../event-schemas.js';
import type { PageReader } from '../subscribers.js';
import type { Connection } from './connection.js';
import type { EventPage } from './protocol.js';
import { checkNoGap, damaged, unpackPage } from './unpack-page.js';

/** Events per page: large enough to be cheap, small enough that an append waits only some milliseconds behind one. */
const PAGE_EVENTS = 2000;
/** One page is parsed here while the worker reads the next. */
const PAGES_AHEAD = 2;

interface Wanted {
  readonly after: number;
  readonly until: number;
  readonly page: Promise<EventPage>;
}

/** Reads the log in pages, ahead of its consumer. */
export class LogPages implements PageReader {
  readonly #connection: Connection;
  readonly #reading: StoredEventReading;
  readonly #path: string;
  readonly #end: () => number;
  readonly #wanted: Wanted[] = [];
  #after: number;

  /** `end` says up to which position the log is to be read; it may grow. */
  constructor(connection: Connection, schemas: EventSchemas, path: string, after: number, end: () => number) {
    this.#connection = connection;
    this.#reading = readingWith(schemas);
    this.#path = path;
    this.#after = after;
    this.#end = end;
  }

  /** The next events, at least one; none only at the end. @throws StoreError; UnknownStoredEvent. */
  async next(): Promise<readonly RecordedEvent[]> {
    this.#order();
    const wanted = this.#wanted.shift();
    if (wanted === undefined) return [];
    const page = await wanted.page;
    this.#order();
    checkNoGap(page.positions, wanted.after, 'the event at position', this.#path);
    if (page.positions.length === 0)
      throw damaged(this.#path, `the event at position ${wanted.after + 1} is missing`);
    this.#goOnAfter(wanted, wanted.after + page.positions.length);
    return unpackPage(page, this.#reading, this.#path);
  }

  /** A page of large events ends early: what was ordered behind it does not follow it then. */
  #goOnAfter(wanted: Wanted, last: number): void {
    if (last === wanted.until) return;
    this.#wanted.length = 0;
    this.#after = last;
    this.#order();
  }

  #order(): void {
    while (this.#wanted.length < PAGES_AHEAD && this.#after < this.#end()) {
      const after = this.#after;
      const until = Math.min(after + PAGE_EVENTS, this.#end());
      const page = this.#connection.call('readAll', { after, until });
      // Whoever takes the page sees its error; a page that nobody takes any more must not end the process.
      page.catch(() => undefined);
      this.#wanted.push({ after, until, page });
      this.#after = until;
    }
  }
}

/** Up to `limit` events of the whole log with position > `after`. */
export async function readAll(pages: PageReader): Promise<readonly RecordedEvent[]> {
  const first = await pages.next();
  const events: RecordedEvent[] = [];
  for (let page = first; page.length > 0; page = await pages.next()) {
    for (const event of page) events.push(event);
  }
  return events;
}
