import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import type { NewEvent } from '../../../../src/events/catalogue/event.js';
import type { EventStore } from '../../../../src/events/store.js';
import { openSqliteStore, type SqliteStoreOptions } from '../../../../src/events/stores/sqlite/open.js';
import { removed } from '../../../contract/removed.js';

let folder: string;
let path: string;
let ids = 0;
const open = (options: Partial<SqliteStoreOptions> = {}): Promise<EventStore> =>
  openSqliteStore({ path, clock: () => 1_000, newId: () => `id-${++ids}`, ...options });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-store-'));
  path = join(folder, 'events.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const events = (count: number): NewEvent[] => Array.from({ length: count }, (_, n) => removed(n));

async function writeAndClose(count: number): Promise<void> {
  const store = await open();
  await store.append('a', 0, events(count));
  await store.close();
}

function alter(sql: string): void {
  const database = new Sqlite(path);
  database.exec(sql);
  database.close();
}

describe('group commit', () => {
  test('appends that arrive together share commits, one by one each has its own', async () => {
    const commits: number[] = [];
    const store = await open({ onCommit: (commit) => commits.push(commit.events) });
    await Promise.all(
      Array.from({ length: 5_000 }, (_, n) => store.append(`s${n % 7}`, 'any', [removed(n)])),
    );
    expect(commits.length).toBeLessThanOrEqual(10);
    expect(commits.reduce((sum, count) => sum + count)).toBe(5_000);
    commits.length = 0;
    for (let n = 0; n < 10; n++) await store.append('one', 'any', [removed(n)]);
    expect(commits).toEqual(Array<number>(10).fill(1));
    await store.close();
  });

  test('a commit in which every append conflicts is none', async () => {
    const commits: number[] = [];
    const store = await open({ onCommit: (commit) => commits.push(commit.events) });
    expect((await store.append('a', 7, [removed(1)])).ok).toBe(false);
    expect(commits).toEqual([]);
    await store.close();
  });
});

describe('the file', () => {
  test('is readable with SQL alone', async () => {
    const store = await open();
    await store.append('lsp-1', 0, [{ ...removed(5), causationId: 'c' }]);
    await store.close();
    const database = new Sqlite(path, { readonly: true });
    expect(database.prepare('SELECT * FROM log').all()).toEqual([
      {
        position: 1,
        stream: 'lsp-1',
        version: 1,
        type: 'LspRemoved',
        schema_version: 1,
        time: '1970-01-01T00:00:01.000Z',
        id: `id-${ids}`,
        causation: 'c',
        correlation: null,
        data: JSON.stringify(removed(5).data),
      },
    ]);
    database.close();
  });

  test('is one file after close', async () => {
    await writeAndClose(10);
    expect(() => statSync(`${path}-wal`)).toThrow('ENOENT');
    expect(statSync(path).size).toBeGreaterThan(0);
  });

  test('cannot be opened twice, and the first one is not disturbed', async () => {
    const store = await open();
    await expect(open()).rejects.toMatchObject({ code: 'locked', message: expect.stringContaining(path) });
    await store.append('a', 0, [removed(1)]);
    await expect(open()).rejects.toMatchObject({ code: 'locked' });
    expect(await store.append('a', 1, [removed(2)])).toMatchObject({ ok: true });
    await store.close();
    const again = await open();
    expect(again.head()).toBe(2);
    await again.close();
  });

  test('of another application is refused and left as it was', async () => {
    alter('CREATE TABLE mine (x); INSERT INTO mine VALUES (1)');
    const before = readFileSync(path);
    await expect(open()).rejects.toMatchObject({
      code: 'not-a-store',
      message: expect.stringContaining(path),
    });
    expect(readFileSync(path)).toEqual(before);
  });

  test('that is no SQLite file is refused and left as it was', async () => {
    writeFileSync(path, 'x'.repeat(10_000));
    await expect(open()).rejects.toMatchObject({ code: 'not-a-store' });
    expect(readFileSync(path, 'utf8')).toBe('x'.repeat(10_000));
  });

  test('that is empty becomes a store', async () => {
    writeFileSync(path, '');
    await writeAndClose(1);
  });

  test('of a newer format is refused', async () => {
    await writeAndClose(1);
    alter('PRAGMA user_version = 2');
    await expect(open()).rejects.toMatchObject({
      code: 'unsupported-version',
      message: expect.stringContaining('format 2'),
    });
  });

  test.each([
    ['below a file', () => writeFileSync(join(folder, 'plain'), ''), 'plain/events.db'],
    ['that is a directory', () => undefined, '.'],
  ])('%s cannot be opened', async (_, prepare, relative) => {
    prepare();
    const bad = join(folder, relative);
    await expect(open({ path: bad })).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining(bad),
    });
  });
});

describe('a full store', () => {
  test('refuses what does not fit, keeps all that it acknowledged, and goes on when there is room', async () => {
    let store = await open({ maxBytes: 500_000 });
    let acknowledged = 0;
    const refused: unknown[] = [];
    for (let round = 0; round < 20; round++) {
      const appends = Array.from({ length: 50 }, (_, n) => store.append(`s${round}-${n}`, 0, events(5)));
      for (const outcome of await Promise.allSettled(appends)) {
        if (outcome.status === 'rejected') refused.push(outcome.reason);
        else acknowledged += 5;
      }
    }
    expect(acknowledged).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ code: 'full', message: expect.stringContaining(path) });
    expect(store.head()).toBe(acknowledged);
    expect(await store.readAll(0, 1_000_000)).toHaveLength(acknowledged);
    await expect(
      store.snapshots.save('ted', { position: 1, schema: 's', body: new Uint8Array(2_000_000) }),
    ).rejects.toMatchObject({
      code: 'full',
    });
    await store.close();
    store = await open();
    expect(store.head()).toBe(acknowledged);
    expect(await store.snapshots.list('ted')).toEqual([]);
    expect(await store.append('new', 0, [removed(1)])).toMatchObject({
      ok: true,
      value: { position: acknowledged + 1 },
    });
    await store.close();
    const database = new Sqlite(path);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });
});

describe('a damaged file', () => {
  const openAndRead = async (): Promise<void> => {
    const store = await open();
    try {
      await store.readAll(0, 100_000);
    } finally {
      await store.close();
    }
  };
  const readingFails = async (message: string): Promise<void> => {
    const failure = await openAndRead().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'corrupt', message: expect.stringContaining(message) });
    expect(failure).toMatchObject({ message: expect.stringContaining(path) });
    expect(failure).toMatchObject({ message: expect.stringContaining('restore a backup') });
  };

  test('with overwritten pages', async () => {
    await writeAndClose(5_000);
    const file = openSync(path, 'r+');
    const middle = Math.floor(statSync(path).size / 2 / 4096) * 4096;
    writeSync(file, Buffer.alloc(20 * 4096, 0xff), 0, 20 * 4096, middle);
    closeSync(file);
    await readingFails('damaged');
  });

  test('cut off', async () => {
    await writeAndClose(5_000);
    truncateSync(path, statSync(path).size / 2);
    await readingFails('damaged');
  });

  test.each([
    ['an event missing', 'DELETE FROM events WHERE position = 50', 'position 50 is missing'],
    ['the first event missing', 'DELETE FROM events WHERE position = 1', 'position 1 is missing'],
    ['data that is no JSON', `UPDATE events SET data = '{"x' WHERE position = 7`, 'no JSON text'],
    ['data that is two values', `UPDATE events SET data = '{},{}' WHERE position = 7`, 'no JSON text'],
    ['a stream without a name', 'DELETE FROM streams', 'position 1 is missing'],
  ])('with %s', async (_, sql, message) => {
    await writeAndClose(100);
    alter(`PRAGMA foreign_keys = OFF; ${sql}`);
    await readingFails(message);
  });

  test('a missing version of a stream', async () => {
    await writeAndClose(100);
    alter('DELETE FROM events WHERE position = 50');
    const store = await open();
    await expect(store.readStream('a', 0, 1_000)).rejects.toMatchObject({ code: 'corrupt' });
    await store.close();
  });

  test('in a snapshot: the one before it is taken', async () => {
    let store = await open();
    for (const position of [10, 20]) {
      await store.snapshots.save('ted', {
        position,
        schema: 's',
        body: new Uint8Array(2_000_000).fill(position),
      });
    }
    await store.close();
    alter('UPDATE snapshot_chunks SET body = zeroblob(length(body)) WHERE snapshot = 2 AND number = 1');
    store = await open();
    expect((await store.snapshots.load('ted', 's', 99))?.position).toBe(10);
    await store.close();
    alter('DELETE FROM snapshot_chunks WHERE snapshot = 1 AND number = 1');
    store = await open();
    expect(await store.snapshots.load('ted', 's', 99)).toBeUndefined();
    await store.close();
  });
});

describe('snapshots', () => {
  test('of tens of megabytes let appends through while they are written and erased', async () => {
    const store = await open();
    const progress = { saved: false, appended: 0 };
    const saving = store.snapshots
      .save('ted', { position: 1, schema: 's', body: new Uint8Array(30_000_000).fill(3) })
      .then(() => {
        progress.saved = true;
      });
    while (!progress.saved) {
      await store.append('a', 'any', [removed(1)]);
      progress.appended++;
    }
    await saving;
    expect(progress.appended).toBeGreaterThan(15);
    await store.snapshots.remove('ted', 1);
    await store.close();
    const database = new Sqlite(path);
    expect(database.prepare('SELECT count(*) FROM snapshot_chunks').pluck().get()).toBe(0);
    database.close();
  });

  test('that a crash left incomplete are not seen, and erased when the store is opened', async () => {
    let store = await open();
    await store.snapshots.save('ted', { position: 5, schema: 's', body: new Uint8Array(10) });
    await store.close();
    alter('UPDATE snapshots SET complete = 0');
    store = await open();
    expect(await store.snapshots.list('ted')).toEqual([]);
    expect(await store.snapshots.load('ted', 's', 5)).toBeUndefined();
    await store.close();
    const database = new Sqlite(path);
    expect(database.prepare('SELECT count(*) FROM snapshot_chunks').pluck().get()).toBe(0);
    database.close();
  });
});
