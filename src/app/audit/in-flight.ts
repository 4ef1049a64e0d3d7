import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { EventStore } from '../../events/store.js';
import { type Decision, decisionIn } from '../decisions-ahead.js';

const PAGE = 5_000;

interface Placed {
  readonly position: number;
  readonly decision: Decision;
}

/**
 * The decisions between the position that a computation saw and its own event. The log is read forwards and positions
 * seen hardly ever fall, so what lies before the last one is forgotten.
 */
export class InFlight {
  readonly #store: EventStore;
  /** Of all events after `#from` that were noted, by position. */
  #placed: readonly Placed[] = [];
  #from: number;
  #noted: Placed[] = [];

  constructor(store: EventStore, from: number) {
    this.#store = store;
    this.#from = from;
  }

  note(event: RecordedEvent): void {
    const decision = decisionIn(event);
    if (decision !== undefined) this.#noted.push({ position: event.position, decision });
  }

  /** Decisions with positions between the two, neither included. */
  async between(position: number, before: number): Promise<readonly Decision[]> {
    const earlier = position < this.#from ? await this.#read(position, this.#from) : [];
    this.#placed = [...earlier, ...this.#placed, ...this.#noted].filter(
      (placed) => placed.position > position,
    );
    this.#noted = [];
    this.#from = position;
    return this.#placed.flatMap((placed) => (placed.position < before ? [placed.decision] : []));
  }

  /** Of the events after `from`, up to `to`. */
  async #read(from: number, to: number): Promise<readonly Placed[]> {
    const placed: Placed[] = [];
    for (let position = from; position < to; ) {
      const events = await this.#store.readAll(position, Math.min(PAGE, to - position));
      if (events.length === 0) break;
      for (const event of events) {
        position = event.position;
        const decision = decisionIn(event);
        if (decision !== undefined) placed.push({ position, decision });
      }
    }
    return placed;
  }
}
