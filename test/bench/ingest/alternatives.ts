import { openSqliteStore } from '../../../src/events/stores/sqlite/open.js';
import { answerParent } from '../child.js';
import { secondsOf } from '../measure.js';
import { appendToSqlite } from './bare-sqlite.js';
import { type PostgresServer, startPostgres } from './postgres.js';
import { type StoredEvent, storedReports } from './stored-event.js';

/** The process of the bare appends: what it holds in memory must not burden Cairn's. */

export type AlternativesQuestion =
  /** Takes its events from a store of Cairn; answers with Available. */
  | { readonly kind: 'prepare'; readonly store: string; readonly events: number; readonly folder: string }
  /** Both answer with the seconds taken. */
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres' }
  | { readonly kind: 'stop' };

export interface Available {
  readonly bytesOfJson: number;
  /** Version of the PostgreSQL server, or why there is none. */
  readonly postgres: { readonly version: string } | { readonly missing: string };
}

let events: readonly StoredEvent[] = [];
let postgres: PostgresServer | undefined;

async function prepare(path: string, count: number, folder: string): Promise<Available> {
  const store = await openSqliteStore({ path, clock: Date.now, newId: () => '' });
  events = await storedReports(store, count);
  await store.close();
  const bytesOfJson = Buffer.byteLength(events[0]?.data ?? '');
  const started = await startPostgres(folder);
  if (typeof started === 'string') return { bytesOfJson, postgres: { missing: started } };
  postgres = started;
  return { bytesOfJson, postgres: { version: started.version } };
}

async function appendToPostgres(): Promise<number> {
  if (postgres === undefined) throw new Error('there is no PostgreSQL');
  const server = postgres;
  await server.clear();
  return secondsOf(() => server.append(events));
}

answerParent<AlternativesQuestion>(async (question) => {
  switch (question.kind) {
    case 'prepare':
      return prepare(question.store, question.events, question.folder);
    case 'sqlite':
      return secondsOf(() => appendToSqlite(question.file, events));
    case 'postgres':
      return appendToPostgres();
    default:
      await postgres?.stop();
      return null;
  }
});
