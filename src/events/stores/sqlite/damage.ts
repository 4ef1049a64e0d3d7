import type { Failure } from './protocol.js';

/** The store's file is damaged; `detail` says how that was noticed. */
export const corrupt = (path: string, detail: string): Failure => ({
  code: 'corrupt',
  message:
    `the event store ${path} is damaged: ${detail}; stop Cairn and restore a backup of the file ` +
    `(sqlite3 '${path}' "pragma integrity_check" shows the extent of the damage; keep the damaged file until the cause is known)`,
});

/** The file is something else, or its header no longer says that it is a store. */
export const notAStore = (path: string, detail: string): Failure => ({
  code: 'not-a-store',
  message: `${path} is not an event store of Cairn: ${detail}; nothing was changed in it; name another file, or restore a backup if it was a store`,
});
