import type { Pce } from '../app/pce.js';
import type { RecordedEvent } from '../events/catalogue/event.js';

/** A `next` that has no batch yet. */
interface Waiting {
  readonly resolve: (result: IteratorResult<readonly RecordedEvent[]>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Batches of events of the live log, from a place on, without a gap. Nothing is read ahead: the log hands over the next
 * batch when the reader asks for more, so a slow reader costs one batch of memory. Not an async generator, because
 * `return` must end a `next` that is still waiting: that is how a client that goes away is let go at once.
 */
export class EventFeed implements AsyncIterator<readonly RecordedEvent[]> {
  readonly #subscription: { close(): void };
  #batch: readonly RecordedEvent[] | undefined;
  #waiting: Waiting | undefined;
  #release: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(pce: Pick<Pce, 'follow'>, after: number) {
    this.#subscription = pce.follow(
      after,
      (events) => this.#hand(events),
      (error) => this.#fail(error),
    );
  }

  next(): Promise<IteratorResult<readonly RecordedEvent[]>> {
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    const batch = this.#batch;
    if (batch !== undefined) {
      this.#batch = undefined;
      return Promise.resolve({ done: false, value: batch });
    }
    if (this.#failure !== undefined) return Promise.reject(toError(this.#failure.error));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#letGo();
    });
  }

  return(): Promise<IteratorResult<readonly RecordedEvent[]>> {
    this.#closed = true;
    this.#batch = undefined;
    this.#subscription.close();
    this.#letGo();
    this.#waiting?.resolve({ done: true, value: undefined });
    this.#waiting = undefined;
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Resolves when the reader has asked for more. */
  #hand(events: readonly RecordedEvent[]): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const released = new Promise<void>((resolve) => {
      this.#release = resolve;
    });
    if (this.#waiting === undefined) this.#batch = events;
    else this.#waiting.resolve({ done: false, value: events });
    this.#waiting = undefined;
    return released;
  }

  #letGo(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #fail(error: unknown): void {
    this.#failure = { error };
    this.#waiting?.reject(toError(error));
    this.#waiting = undefined;
  }
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export interface EventStreamOptions<Value> {
  /** Values that come before those of the feed. */
  readonly first?: readonly Value[];
  /** What a batch of events means for the reader: often nothing. */
  readonly toValues: (events: readonly RecordedEvent[]) => readonly Value[] | Promise<readonly Value[]>;
  /** After such a value the stream ends. */
  readonly isLast?: (value: Value) => boolean;
}

/** What a subscription delivers, one value at a time. */
export class EventStream<Value> implements AsyncIterableIterator<Value> {
  readonly #feed: EventFeed;
  readonly #options: EventStreamOptions<Value>;
  #values: readonly Value[];
  #taken = 0;
  #ended = false;

  constructor(feed: EventFeed, options: EventStreamOptions<Value>) {
    this.#feed = feed;
    this.#options = options;
    this.#values = options.first ?? [];
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Value>> {
    while (!this.#ended && this.#taken === this.#values.length) {
      const batch = await this.#feed.next();
      if (batch.done === true) return this.return();
      this.#values = await this.#options.toValues(batch.value);
      this.#taken = 0;
    }
    const value = this.#values[this.#taken++];
    if (this.#ended || value === undefined) return this.return();
    if (this.#options.isLast?.(value) === true) await this.return();
    return { done: false, value };
  }

  async return(): Promise<IteratorResult<Value>> {
    this.#ended = true;
    await this.#feed.return();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<Value>> {
    await this.return();
    throw error;
  }
}
