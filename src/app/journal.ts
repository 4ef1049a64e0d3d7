import type { Result } from '../domain/values/result.js';
import type { NewEvent } from '../events/catalogue/event.js';
import {
  type Appended,
  type EventStore,
  type ExpectedVersion,
  StoreError,
  type VersionConflict,
} from '../events/store.js';
import type { Projector } from './projector.js';

/**
 * The application's way to the log. What it appends is durable and visible in the live state when the promise
 * resolves. A store that fails ends the process through `onFatal`: a PCE that can't record must not act.
 */
export class Journal {
  readonly #store: EventStore;
  readonly #projector: Projector;
  readonly #onFatal: (error: unknown) => void;
  #backlog = 0;
  #drained: (() => void)[] = [];
  /** Calls of `record`, and how many of them are applied; the log keeps their order. */
  #calls = 0;
  #applied = 0;
  #waiting: { readonly calls: number; readonly callback: () => void }[] = [];

  constructor(store: EventStore, projector: Projector, onFatal: (error: unknown) => void) {
    this.#store = store;
    this.#projector = projector;
    this.#onFatal = onFatal;
  }

  /** Appends, and waits until the events are durable and applied. */
  async append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Result<Appended, VersionConflict>> {
    const result = await this.#store.append(stream, expected, events).catch((error: unknown) => {
      this.#failed(error);
      throw error;
    });
    if (result.ok) await this.#projector.reached(result.value.position);
    return result;
  }

  /**
   * Records what was observed, whatever the stream's version is, without waiting. Order of calls is order in the log.
   * `recorded` is called when it is durable and applied.
   */
  record(stream: string, events: readonly NewEvent[], recorded?: () => void): void {
    this.#backlog += events.length;
    this.#calls += 1;
    const done = (): void => {
      recorded?.();
      this.#settled(events.length);
    };
    // PERF: one promise per report; the projector has nearly always applied what the store acknowledges.
    this.#store.append(stream, 'any', events).then(
      (result) => {
        const position = result.ok ? result.value.position : 0;
        if (this.#projector.state.position >= position) done();
        else void this.#projector.reached(position).then(done);
      },
      (error: unknown) => this.#failed(error),
    );
  }

  /** Calls back when everything recorded up to now is durable and applied; at once when it is already. */
  whenApplied(callback: () => void): void {
    if (this.#applied === this.#calls) callback();
    else this.#waiting.push({ calls: this.#calls, callback });
  }

  /** So many events are recorded and not yet durable that their sources should pause. */
  isBusy(): boolean {
    return this.#backlog > HIGH_WATER;
  }

  /** Calls back once, when the backlog has fallen below what makes sessions stop reading. */
  whenDrained(callback: () => void): void {
    if (this.#backlog <= LOW_WATER) callback();
    else this.#drained.push(callback);
  }

  /** What comes while the process ends, after the store was closed, is nobody's failure. */
  #failed(error: unknown): void {
    if (!(error instanceof StoreError && error.code === 'closed')) this.#onFatal(error);
  }

  #settled(count: number): void {
    this.#backlog -= count;
    this.#applied += 1;
    while (this.#waiting[0] !== undefined && this.#waiting[0].calls <= this.#applied)
      this.#waiting.shift()?.callback();
    if (this.#backlog > LOW_WATER || this.#drained.length === 0) return;
    const callbacks = this.#drained;
    this.#drained = [];
    for (const callback of callbacks) callback();
  }
}

/**
 * Sessions stop reading above the high-water mark and go on below the low one. Two commits' worth: enough for the store
 * to be busy always, and few enough that most of what waits is still young when it can go, as what the garbage
 * collector has to move costs more than anything else on the way of a report.
 */
const HIGH_WATER = 2_048;
const LOW_WATER = 1_024;
