import type { Clock } from '../app/ports/clock.js';
import type { IdSource } from '../app/ports/id-source.js';
import type { Telemetry } from '../app/ports/telemetry.js';
import type { EventStore } from '../events/store.js';
import { openMemoryStore } from '../events/stores/memory/open.js';
import { openSqliteStore } from '../events/stores/sqlite/open.js';
import type { Config } from './config/config.js';

/** Opens the store that the configuration names. @throws StoreError */
export async function openStore(
  { location, maxBytes }: Config['store'],
  { clock, ids, telemetry }: { readonly clock: Clock; readonly ids: IdSource; readonly telemetry: Telemetry },
): Promise<EventStore> {
  const shared = { clock: () => clock.now(), newId: () => ids.next() };
  if (location.engine === 'memory') return openMemoryStore(shared);
  return openSqliteStore({
    ...shared,
    path: location.file,
    ...(maxBytes === undefined ? {} : { maxBytes }),
    onCommit: ({ microseconds }) => telemetry.observe('append', microseconds / 1e6),
  });
}

export const describeLocation = (location: Config['store']['location']): string =>
  location.engine === 'memory' ? 'memory:' : `sqlite:${location.file}`;
