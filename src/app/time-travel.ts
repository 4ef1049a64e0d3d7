import type { PathComputer } from '../domain/computation/computer.js';
import { ok, type Result } from '../domain/values/result.js';
import type { EventStore } from '../events/store.js';
import type { Moment } from './moment.js';
import { NetworkView } from './network-view.js';
import { pastState } from './past-state.js';
import type { SnapshotCodec } from './ports/snapshot-codec.js';
import { type Rejection, reject } from './rejection.js';

/** Reconstructed pasts that are kept: so many, and no more LSPs than this in all of them. */
const KEPT_VIEWS = 8;
const KEPT_LSPS = 200_000;

/**
 * The network as it was: the nearest snapshot before the moment, and the same folds over the events between.
 * Cost: one snapshot, and the events since it. One past is reconstructed at a time.
 */
export class TimeTravel {
  readonly #store: EventStore;
  readonly #codec: SnapshotCodec;
  readonly #newComputer: () => PathComputer;
  /** Least recently asked for first. */
  readonly #views = new Map<number, NetworkView>();
  #last: Promise<unknown> = Promise.resolve();

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
    const viewed = this.#last.then(() => this.#viewAt(position));
    this.#last = viewed.catch(() => undefined);
    return ok(await viewed);
  }

  async #viewAt(position: number): Promise<NetworkView> {
    const view =
      this.#views.get(position) ??
      new NetworkView(await pastState(this.#store, this.#codec, position), this.#newComputer());
    this.#views.delete(position);
    this.#views.set(position, view);
    this.#forgetOldest();
    return view;
  }

  /** The view that was asked for last stays, however large it is. */
  #forgetOldest(): void {
    let lsps = 0;
    for (const { state } of this.#views.values()) lsps += state.lspDb.size;
    for (const [position, { state }] of this.#views) {
      if (this.#views.size === 1 || (this.#views.size <= KEPT_VIEWS && lsps <= KEPT_LSPS)) return;
      this.#views.delete(position);
      lsps -= state.lspDb.size;
    }
  }
}
