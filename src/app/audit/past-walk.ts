import type { PathComputer } from '../../domain/computation/computer.js';
import type { EventStore } from '../../events/store.js';
import { NetworkView } from '../network-view.js';
import { foldUpTo, pastState } from '../past-state.js';
import type { SnapshotCodec } from '../ports/snapshot-codec.js';
import { SNAPSHOT_NAME } from '../projector.js';

/** A snapshot that saves no more events than this is not worth reading. */
const WORTH_A_SNAPSHOT = 20_000;

/** One look at the past, moved forwards: each step costs the events in between. */
export class PastWalk {
  readonly #store: EventStore;
  readonly #codec: SnapshotCodec;
  readonly #newComputer: () => PathComputer;
  #view: NetworkView | undefined;

  constructor(dependencies: {
    readonly store: EventStore;
    readonly codec: SnapshotCodec;
    readonly newComputer: () => PathComputer;
  }) {
    this.#store = dependencies.store;
    this.#codec = dependencies.codec;
    this.#newComputer = dependencies.newComputer;
  }

  /** The network at a position. Used up by the next call; going back starts from a snapshot. */
  async at(position: number): Promise<NetworkView> {
    const known = this.#view;
    if (known === undefined || (await this.#isBetterFromSnapshot(known.state.position, position))) {
      this.#view = undefined;
      const state = await pastState(this.#store, this.#codec, position);
      this.#view = new NetworkView(state, this.#newComputer());
      return this.#view;
    }
    await foldUpTo(this.#store, known.state, position, (events) => known.note(events));
    return known;
  }

  forget(): void {
    this.#view = undefined;
  }

  async #isBetterFromSnapshot(from: number, to: number): Promise<boolean> {
    if (to < from) return true;
    if (to - from <= WORTH_A_SNAPSHOT) return false;
    const snapshots = await this.#store.snapshots.list(SNAPSHOT_NAME);
    return snapshots.some((position) => position > from + WORTH_A_SNAPSHOT && position <= to);
  }
}
