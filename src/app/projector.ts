import type { EventType, RecordedEvent } from '../events/catalogue/event.js';
import type { EventStore, Subscription } from '../events/store.js';
import { NETWORK_STATE_SCHEMA, NetworkState } from '../projections/network-state.js';
import type { Clock } from './ports/clock.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import type { Telemetry } from './ports/telemetry.js';
import { thinOut } from './snapshot-retention.js';

export const SNAPSHOT_NAME = 'network';

export interface ProjectorDependencies {
  readonly store: EventStore;
  readonly codec: SnapshotCodec;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Events between two snapshots. */
  readonly snapshotEvery: number;
  /** The log can't be read or folded: nothing that is shown could be trusted any more. */
  readonly onFatal: (error: unknown) => void;
}

export type AppliedListener = (events: readonly RecordedEvent[]) => void;

/** Keeps the live state at the end of the log: last snapshot, then history, then every event as it is appended. */
export class Projector {
  readonly state = new NetworkState();
  readonly #dependencies: ProjectorDependencies;
  readonly #listeners: AppliedListener[] = [];
  readonly #waiting: { readonly position: number; readonly resolve: () => void }[] = [];
  #subscription: Subscription | undefined;
  #replaying = true;
  #lastSnapshot = 0;
  #saving: Promise<void> | undefined;
  /** Not before this instant is the next snapshot begun. */
  #nextSnapshot = 0;

  constructor(dependencies: ProjectorDependencies) {
    this.#dependencies = dependencies;
  }

  /** Called after each batch of events was applied, during the replay too. Must not throw. */
  onApplied(listener: AppliedListener): void {
    this.#listeners.push(listener);
  }

  /** Resolves when everything that was in the log at the call is applied. */
  async start(): Promise<void> {
    const { store, clock, telemetry, onFatal } = this.#dependencies;
    const started = clock.now();
    const fromSnapshot = await this.#restore();
    const head = store.head();
    let reported = started;
    this.#subscription = store.subscribe(
      this.state.position,
      (events) => {
        this.#apply(events);
        if (this.state.position < head && clock.now() - reported > 1000) {
          reported = clock.now();
          telemetry.log({ event: 'replaying', done: this.state.position, total: head });
        }
      },
      onFatal,
    );
    await this.reached(head);
    this.#replaying = false;
    const milliseconds = clock.now() - started;
    telemetry.log({ event: 'replayed', events: head - fromSnapshot, fromSnapshot, milliseconds });
  }

  /** Resolves when the event at `position` is applied. */
  reached(position: number): Promise<void> {
    if (this.state.position >= position) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push({ position, resolve });
    });
  }

  /** Stops following the log; saves a snapshot if enough happened since the last one to be worth it. */
  async stop(): Promise<void> {
    this.#subscription?.close();
    await this.#saving;
    if (this.state.position - this.#lastSnapshot >= MIN_EVENTS_FOR_FINAL_SNAPSHOT) await this.#save();
  }

  #apply(events: readonly RecordedEvent[]): void {
    for (const event of events) this.state.apply(event);
    if (!this.#replaying) this.#measureLag(events);
    for (const listener of this.#listeners) listener(events);
    this.#wake();
    if (this.#isSnapshotDue()) {
      this.#saving = this.#save().finally(() => {
        this.#saving = undefined;
      });
    }
  }

  /** RFC 4655 8: how far what paths are computed from is behind what peers said. PERF: once for each batch, not each event. */
  #measureLag(events: readonly RecordedEvent[]): void {
    const { clock, telemetry } = this.#dependencies;
    const lsp = events.find(({ type }) => type === 'LspReported' || type === 'LspRemoved');
    const topology = events.find(({ type }) => TOPOLOGY_EVENTS.has(type));
    const now = clock.now();
    for (const [database, oldest] of [['lsps', lsp] as const, ['topology', topology] as const]) {
      if (oldest === undefined) continue;
      telemetry.observe('projection_lag', Math.max(0, now - oldest.time) / 1000, { database });
    }
  }

  #isSnapshotDue(): boolean {
    const { snapshotEvery, clock } = this.#dependencies;
    // Whoever waits for the start does not want to wait for snapshots too: the first is due with the next event.
    if (this.#replaying || this.#saving !== undefined) return false;
    if (this.state.position - this.#lastSnapshot < snapshotEvery) return false;
    return clock.now() >= this.#nextSnapshot;
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.filter(({ position }) => position <= this.state.position);
    if (ready.length === 0) return;
    const still = this.#waiting.filter(({ position }) => position > this.state.position);
    this.#waiting.splice(0, this.#waiting.length, ...still);
    for (const { resolve } of ready) resolve();
  }

  async #restore(): Promise<number> {
    const { store, codec, telemetry } = this.#dependencies;
    const snapshot = await store.snapshots.load(SNAPSHOT_NAME, NETWORK_STATE_SCHEMA, store.head());
    if (snapshot === undefined) return 0;
    try {
      this.state.restore(codec.decode(snapshot.body));
    } catch (error) {
      telemetry.log({
        event: 'snapshot-failed',
        detail: `ignored at ${snapshot.position}: ${String(error)}`,
      });
      this.state.restore(new NetworkState().capture());
      return 0;
    }
    this.#lastSnapshot = snapshot.position;
    return snapshot.position;
  }

  async #save(): Promise<void> {
    const { store, codec, clock, telemetry } = this.#dependencies;
    const started = clock.now();
    const captured = this.state.capture();
    this.#lastSnapshot = captured.position;
    try {
      const body = await codec.encode(captured);
      const { position } = captured;
      await store.snapshots.save(SNAPSHOT_NAME, { position, schema: NETWORK_STATE_SCHEMA, body });
      for (const old of thinOut(await store.snapshots.list(SNAPSHOT_NAME))) {
        await store.snapshots.remove(SNAPSHOT_NAME, old);
      }
      const milliseconds = clock.now() - started;
      telemetry.log({ event: 'snapshot-saved', position, bytes: body.length, milliseconds });
    } catch (error) {
      telemetry.log({ event: 'snapshot-failed', detail: String(error) });
    }
    const ended = clock.now();
    this.#nextSnapshot = ended + PAUSE_PER_SNAPSHOT * (ended - started);
  }
}

const TOPOLOGY_EVENTS: ReadonlySet<EventType> = new Set([
  'NodeObserved',
  'NodeWithdrawn',
  'LinkObserved',
  'LinkWithdrawn',
  'LinksMeasured',
]);

/**
 * After a snapshot none is begun for this many times as long as it took. When events come in storms, a snapshot of a
 * large network every so many events would take time that the events need; then a start folds some more of them.
 */
const PAUSE_PER_SNAPSHOT = 20;

/** Folding fewer events than this at the next start takes less time than saving now. */
const MIN_EVENTS_FOR_FINAL_SNAPSHOT = 2_000;
