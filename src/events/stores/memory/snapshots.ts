import type { Snapshot, SnapshotStore } from '../../snapshot.js';

/** Snapshots by name, then by position. */
export type StoredSnapshots = Map<string, Map<number, Snapshot>>;

/** `check` throws once the store is closed. */
export function memorySnapshots(stored: StoredSnapshots, check: () => void): SnapshotStore {
  const named = (name: string): Map<number, Snapshot> => stored.get(name) ?? new Map<number, Snapshot>();
  const copy = (snapshot: Snapshot): Snapshot => ({ ...snapshot, body: Uint8Array.from(snapshot.body) });
  return {
    async load(name, schema, atMost) {
      check();
      let newest: Snapshot | undefined;
      for (const snapshot of named(name).values()) {
        const fits = snapshot.schema === schema && snapshot.position <= atMost;
        if (fits && snapshot.position > (newest?.position ?? -1)) newest = snapshot;
      }
      return newest === undefined ? undefined : copy(newest);
    },
    async save(name, snapshot) {
      check();
      stored.set(name, named(name).set(snapshot.position, copy(snapshot)));
    },
    async list(name) {
      check();
      return [...named(name).keys()].sort((a, b) => a - b);
    },
    async remove(name, position) {
      check();
      named(name).delete(position);
    },
  };
}
