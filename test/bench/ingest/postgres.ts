import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { batches, type StoredEvent } from './stored-event.js';

const INSTALLATIONS = '/usr/lib/postgresql';
const TABLE = `CREATE TABLE events (position BIGINT PRIMARY KEY, stream TEXT NOT NULL, version BIGINT NOT NULL,
  type TEXT NOT NULL, time BIGINT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (stream, version))`;
const INSERT = {
  name: 'append',
  text: `INSERT INTO events SELECT * FROM unnest(
    $1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::text[])`,
};

export interface PostgresServer {
  readonly version: string;
  /** Batched durable inserts into an empty table. */
  append(events: readonly StoredEvent[]): Promise<void>;
  /** Empties the table. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** A server of our own on a loopback port, as Debian ships it; or why there is none. */
export async function startPostgres(folder: string): Promise<PostgresServer | string> {
  const binaries = newestBinaries();
  if (binaries === undefined)
    return `no PostgreSQL server below ${INSTALLATIONS} (Debian package postgresql)`;
  const user = userFor(folder);
  if (typeof user === 'string') return user;
  const data = path.join(folder, 'data');
  const quiet: ExecFileSyncOptions = { ...user, cwd: folder, stdio: 'ignore' };
  execFileSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'bench', '--locale=C'],
    quiet,
  );
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c synchronous_commit=on`;
  const control = path.join(binaries, 'pg_ctl');
  execFileSync(control, ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start'], quiet);
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'bench', database: 'postgres' });
  await client.connect();
  await client.query(TABLE);
  const { rows } = await client.query<{ readonly server_version: string }>('SHOW server_version');
  return {
    version: rows[0]?.server_version ?? '',
    async append(events) {
      for (const batch of batches(events)) await client.query({ ...INSERT, values: columnsOf(batch) });
    },
    async clear() {
      await client.query('TRUNCATE events');
    },
    async stop() {
      await client.end();
      execFileSync(control, ['-D', data, '-m', 'fast', '-w', 'stop'], quiet);
    },
  };
}

function columnsOf(batch: readonly StoredEvent[]): unknown[][] {
  return [
    batch.map(({ position }) => position),
    batch.map(({ stream }) => stream),
    batch.map(({ version }) => version),
    batch.map(({ type }) => type),
    batch.map(({ time }) => time),
    batch.map(({ id }) => id),
    batch.map(({ data }) => data),
  ];
}

function newestBinaries(): string | undefined {
  if (!existsSync(INSTALLATIONS)) return undefined;
  const versions = readdirSync(INSTALLATIONS).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => path.join(INSTALLATIONS, version, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')));
}

/** The server refuses to run as root: then it runs as Debian's user postgres, who gets the folder. */
function userFor(folder: string): { readonly uid?: number; readonly gid?: number } | string {
  mkdirSync(folder, { recursive: true });
  if (process.getuid?.() !== 0) return {};
  try {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    const gid = Number(execFileSync('id', ['-g', 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    chownSync(folder, uid, gid);
    chownSync(path.dirname(folder), uid, gid);
    return { uid, gid };
  } catch {
    return 'running as root, and there is no user postgres that the server could run as';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
