/** A projection's state at a place in the log. Disposable: without it, or with another `schema`, the log is folded. */
export interface Snapshot {
  readonly position: number;
  /** Names the shape of `body`; one that does not match is ignored. */
  readonly schema: string;
  readonly body: Uint8Array;
}

export interface SnapshotStore {
  /** Newest snapshot called `name` with this schema at or before `atMost`, or undefined. A damaged one is skipped. */
  load(name: string, schema: string, atMost: number): Promise<Snapshot | undefined>;
  save(name: string, snapshot: Snapshot): Promise<void>;
  /** Positions of the snapshots called `name`, ascending. */
  list(name: string): Promise<readonly number[]>;
  remove(name: string, position: number): Promise<void>;
}
