import type { PathComputer } from '../domain/computation/computer.js';
import { ok, type Result } from '../domain/values/result.js';
import type { EventStore } from '../events/store.js';
import { NETWORK_STATE_SCHEMA, NetworkState } from '../projections/network-state.js';
import type { Moment } from './moment.js';
import { NetworkView } from './network-view.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import { SNAPSHOT_NAME } from './projector.js';
import { type Rejection, reject } from './rejection.js';

const PAGE = 5_000;
/** Reconstructed pasts that are kept, least recently asked for first. */
const KEPT_VIEWS = 8;

/**
 * The network as it was: the nearest snapshot before the moment, and the same folds over the events between.
 * Cost: one snapshot, and the events since it.
 */
export class TimeTravel {
  readonly #store: EventStore;
  readonly #codec: SnapshotCodec;
  readonly #newComputer: () => PathComputer;
  readonly #views = new Map<number, Promise<NetworkView>>();

  constructor(store: EventStore, codec: SnapshotCodec, newComputer: () => PathComputer) {
    this.#store = store;
    this.#codec = codec;
    this.#newComputer = newComputer;
  }

  async asOf(moment: Moment): Promise<Result<NetworkView, Rejection>> {
    const head = this.#store.head();
    const position = 'position' in moment ? moment.position : await this.#store.positionAt(moment.time);
    if (!Number.isSafeInteger(position) || position < 0 || position > head) {
      return reject(
        'UNKNOWN_MOMENT',
        `position must be a whole number from 0 to ${head}, the present end of the log`,
      );
    }
    return ok(await this.#viewAt(position));
  }

  #viewAt(position: number): Promise<NetworkView> {
    const known = this.#views.get(position);
    this.#views.delete(position);
    const view = known ?? this.#reconstruct(position);
    this.#views.set(position, view);
    // A past that could not be read must not be remembered as such.
    view.catch(() => this.#views.delete(position));
    const [oldest] = this.#views.keys();
    if (this.#views.size > KEPT_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  async #reconstruct(position: number): Promise<NetworkView> {
    const state = new NetworkState();
    const snapshot = await this.#store.snapshots.load(SNAPSHOT_NAME, NETWORK_STATE_SCHEMA, position);
    if (snapshot !== undefined) state.restore(this.#codec.decode(snapshot.body));
    while (state.position < position) {
      const events = await this.#store.readAll(state.position, Math.min(PAGE, position - state.position));
      if (events.length === 0)
        throw new Error(`the log ends at ${state.position}, before position ${position}`);
      for (const event of events) state.apply(event);
    }
    return new NetworkView(state, this.#newComputer());
  }
}
