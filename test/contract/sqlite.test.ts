import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/events/stores/sqlite/open.js';
import { eventStoreContract } from './event-store.js';

eventStoreContract('SQLite event store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-store-'));
  return {
    open: (options) =>
      openSqliteStore({ ...options, path: join(folder, 'made', 'on', 'demand', 'events.db') }),
    cleanUp: async () => rmSync(folder, { recursive: true }),
  };
});
