import type { Snapshot, SnapshotStore } from '../../snapshot.js';
import type { Connection } from './connection.js';
import type { StoredSnapshot } from './protocol.js';

/** A snapshot is moved in chunks, and other work of the worker goes in between. */
const CHUNK_BYTES = 262_144;
/** Chunks that are asked for while one is on its way: the worker is never idle during a start. */
const CHUNKS_AHEAD = 8;

export function sqliteSnapshots(connection: Connection): SnapshotStore {
  return {
    load: (name, schema, atMost) => load(connection, name, schema, atMost),
    save: (name, snapshot) => save(connection, name, snapshot),
    list: (name) => connection.call('listSnapshots', { name }),
    async remove(name, position) {
      await erase(connection, await connection.call('hideSnapshot', { name, position }));
    },
  };
}

async function save(
  connection: Connection,
  name: string,
  { position, schema, body }: Snapshot,
): Promise<void> {
  const bytes = body.byteLength;
  const snapshot = await connection.call('beginSnapshot', { name, position, schema, bytes });
  try {
    for (let number = 0; number * CHUNK_BYTES < bytes; number++) {
      const chunk = body.slice(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES);
      await connection.call('writeChunk', { snapshot, number, body: chunk }, [chunk.buffer]);
    }
    await erase(connection, await connection.call('finishSnapshot', { snapshot }));
  } catch (error) {
    // Makes room again on a full disk; whatever hinders even that, the first error is the one to tell.
    await erase(connection, snapshot).catch(() => undefined);
    throw error;
  }
}

async function load(
  connection: Connection,
  name: string,
  schema: string,
  atMost: number,
): Promise<Snapshot | undefined> {
  for (const stored of await connection.call('findSnapshots', { name, schema, atMost })) {
    const body = await readBody(connection, stored);
    if (body !== undefined) return { position: stored.position, schema, body };
  }
  return undefined;
}

/** The body, or undefined when part of it is missing or damaged. */
async function readBody(
  connection: Connection,
  { id, bytes }: StoredSnapshot,
): Promise<Uint8Array | undefined> {
  const body = new Uint8Array(bytes);
  const chunks = Math.ceil(bytes / CHUNK_BYTES);
  for (let first = 0; first < chunks; first += CHUNKS_AHEAD) {
    const count = Math.min(CHUNKS_AHEAD, chunks - first);
    const read = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        connection.call('readChunk', { snapshot: id, number: first + index }),
      ),
    );
    for (const [index, chunk] of read.entries()) {
      const from = (first + index) * CHUNK_BYTES;
      if (chunk === null || chunk.byteLength !== Math.min(CHUNK_BYTES, bytes - from)) return undefined;
      body.set(chunk, from);
    }
  }
  return body;
}

async function erase(connection: Connection, snapshot: number | null): Promise<void> {
  if (snapshot === null) return;
  while (!(await connection.call('eraseSnapshot', { snapshot }))) {
    // Each call erases a few chunks.
  }
}
