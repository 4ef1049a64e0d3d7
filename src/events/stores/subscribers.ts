import type { RecordedEvent } from '../catalogue/event.js';
import type { BatchHandler, Subscription } from '../store.js';

/** What a subscription needs of the log: how far it is durable, and pages of it. */
export interface DurableLog {
  head(): number;
  /** Reads on from `after`; each `next` gives the following events, at least one while the log has more. */
  pages(after: number): PageReader;
}

export interface PageReader {
  next(): Promise<readonly RecordedEvent[]>;
}

/**
 * How many events may wait for a slow asynchronous subscriber before it is left to read them from the log
 * again: memory stays bounded however slow it is.
 */
export const MAX_WAITING_EVENTS = 10_000;

/** All the subscriptions of a store. The store publishes each commit once, after it is durable. */
export class Subscribers {
  readonly #log: DurableLog;
  readonly #all = new Set<Subscriber>();

  constructor(log: DurableLog) {
    this.#log = log;
  }

  subscribe(after: number, handler: BatchHandler, onError: (error: unknown) => void): Subscription {
    const subscriber = new Subscriber(this.#log, after, handler, (outcome) => {
      this.#all.delete(subscriber);
      if (outcome !== undefined) onError(outcome.error);
    });
    this.#all.add(subscriber);
    subscriber.start();
    return subscriber;
  }

  /** False when `publish` would do nothing, so that the events need not be built. */
  wantsEvents(): boolean {
    for (const subscriber of this.#all) if (subscriber.isLive) return true;
    return false;
  }

  /** `events` are what one commit made durable, and `head()` counts them already. */
  publish(events: readonly RecordedEvent[]): void {
    for (const subscriber of this.#all) subscriber.offer(events);
  }

  /** Ends all subscriptions: silently, or with the error that ended the store. */
  end(outcome?: { readonly error: unknown }): void {
    for (const subscriber of this.#all) subscriber.end(outcome);
  }
}

type Ended = (outcome: { readonly error: unknown } | undefined) => void;

/**
 * One subscription. It is either behind (reading pages of the log) or live (taking commits as they come). It turns
 * live only where what it was given reaches `head()`, checked in the same turn of the event loop in which a commit
 * raises `head()` and is published: so there is neither gap nor overlap.
 */
class Subscriber implements Subscription {
  readonly #log: DurableLog;
  readonly #handler: BatchHandler;
  readonly #ended: Ended;
  readonly #waiting: (readonly RecordedEvent[])[] = [];
  #waitingEvents = 0;
  #delivered: number;
  #live = false;
  #busy = false;
  #closed = false;

  constructor(log: DurableLog, after: number, handler: BatchHandler, ended: Ended) {
    this.#log = log;
    this.#delivered = after;
    this.#handler = handler;
    this.#ended = ended;
  }

  get isLive(): boolean {
    return this.#live;
  }

  close(): void {
    this.end(undefined);
  }

  end(outcome: { readonly error: unknown } | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#live = false;
    this.#waiting.length = 0;
    this.#ended(outcome);
  }

  start(): void {
    if (this.#delivered >= this.#log.head()) this.#live = true;
    else void this.#catchUp();
  }

  offer(events: readonly RecordedEvent[]): void {
    if (!this.#live) return;
    if (!this.#busy) {
      this.#deliverLive(events);
    } else if (this.#waitingEvents + events.length <= MAX_WAITING_EVENTS) {
      this.#waiting.push(events);
      this.#waitingEvents += events.length;
    } else {
      this.#live = false;
    }
  }

  #deliverLive(events: readonly RecordedEvent[]): void {
    let settled: void | Promise<void>;
    try {
      settled = this.#deliver(events);
    } catch (error) {
      this.end({ error });
      return;
    }
    if (settled === undefined) return;
    this.#busy = true;
    settled.then(
      () => this.#onSettled(),
      (error: unknown) => this.end({ error }),
    );
  }

  #onSettled(): void {
    this.#busy = false;
    while (!this.#busy && !this.#closed) {
      const events = this.#waiting.shift();
      if (events === undefined) break;
      this.#waitingEvents -= events.length;
      this.#deliverLive(events);
    }
    if (!this.#busy && !this.#closed && !this.#live) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    try {
      const pages = this.#log.pages(this.#delivered);
      while (this.#delivered < this.#log.head()) {
        const events = await pages.next();
        if (this.#closed) return;
        const settled = this.#deliver(events);
        if (settled !== undefined) await settled;
        if (this.#closed) return;
      }
      this.#live = true;
    } catch (error) {
      this.end({ error });
    }
  }

  /** Hands over what is new to the subscriber (it may have asked for a place that the log had not reached). */
  #deliver(events: readonly RecordedEvent[]): void | Promise<void> {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined || last.position <= this.#delivered) return undefined;
    const fresh =
      first.position > this.#delivered ? events : events.filter((event) => event.position > this.#delivered);
    this.#delivered = last.position;
    return this.#handler(fresh);
  }
}
