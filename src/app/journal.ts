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
  /** Calls of `record` that are not applied, from `#next` on; the log keeps their order. */
  readonly #recordings: Recording[] = [];
  #next = 0;
  #backlog = 0;
  readonly #drained: (() => void)[] = [];
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
   * @returns the number of the call: it is applied when `applied` has come so far
   */
  record(stream: string, events: readonly NewEvent[], recorded?: () => void): number {
    const count = events.length;
    this.#backlog += count;
    this.#recordings.push(count === 1 && recorded === undefined ? ONE_EVENT : { count, recorded });
    // PERF: no function of its own for each report.
    this.#store.append(stream, 'any', events).then(this.#onAppended, this.#onFailed);
    return ++this.#calls;
  }

  /** How many calls of `record` are durable and applied. */
  get applied(): number {
    return this.#applied;
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

  /** Calls back once, when the backlog has fallen far below what makes sessions stop reading; who asked first goes first. */
  whenDrained(callback: () => void): void {
    if (this.#backlog <= LOW_WATER) callback();
    else this.#drained.push(callback);
  }

  /** The projector has nearly always applied what the store acknowledges. */
  readonly #onAppended = (result: Result<Appended, VersionConflict>): void => {
    const position = result.ok ? result.value.position : 0;
    if (this.#projector.state.position >= position) this.#settleNext();
    else void this.#projector.reached(position).then(() => this.#settleNext());
  };

  readonly #onFailed = (error: unknown): void => this.#failed(error);

  /** What comes while the process ends, after the store was closed, is nobody's failure. */
  #failed(error: unknown): void {
    if (!(error instanceof StoreError && error.code === 'closed')) this.#onFatal(error);
  }

  #settleNext(): void {
    const { count, recorded } = this.#recordings[this.#next++] as Recording;
    if (this.#next === RECORDINGS_KEPT) {
      this.#recordings.splice(0, this.#next);
      this.#next = 0;
    }
    this.#applied += 1;
    recorded?.();
    this.#backlog -= count;
    while (this.#waiting[0] !== undefined && this.#waiting[0].calls <= this.#applied)
      this.#waiting.shift()?.callback();
    if (this.#backlog > LOW_WATER) return;
    // Who goes on may bring so much that the others have to wait for their turn.
    while (!this.isBusy()) {
      const callback = this.#drained.shift();
      if (callback === undefined) return;
      callback();
    }
  }
}

interface Recording {
  /** Events. */
  readonly count: number;
  readonly recorded: (() => void) | undefined;
}

/** What almost every report is. */
const ONE_EVENT: Recording = { count: 1, recorded: undefined };

/** Of those that are applied, as many may be kept. */
const RECORDINGS_KEPT = 1_024;

/**
 * Sessions stop reading above the high-water mark and go on below the low one. Two commits' worth: enough for the store
 * to be busy always, and few enough that most of what waits is still young when it can go, as what the garbage
 * collector has to move costs more than anything else on the way of a report.
 */
const HIGH_WATER = 2_048;
const LOW_WATER = 1_024;
