import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../../src/events/stores/sqlite/open.js';
import { TYPESCRIPT_IMPORTS } from '../../../../src/events/stores/sqlite/start-worker.js';

const KILLS = 10;

test(`after each of ${KILLS} kill -9 every acknowledged append is there, whole and where it was said to be`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-kill-'));
  const path = join(folder, 'events.db');
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const lines = await writeUntilKilled(path, 10 + kill * 12);
    acknowledged += lines.length;
    const store = await openSqliteStore({ path, clock: Date.now, newId: () => 'unused' });
    const events = await store.readAll(0, store.head());
    await store.close();
    expect(events.map((event) => event.position)).toEqual(events.map((_, index) => index + 1));
    for (const line of lines) {
      const [position, stream, version] = line.split(' ');
      const last = events[Number(position) - 1];
      expect(`${last?.stream} ${last?.version}`).toBe(`${stream} ${version}`);
      expect(events[Number(position) - 2]).toMatchObject({ stream, version: Number(version) - 1 });
    }
  }
  expect(acknowledged).toBeGreaterThan(KILLS);
  rmSync(folder, { recursive: true });
}, 60_000);

/** What the child had acknowledged when it was killed, some milliseconds after its first append. */
async function writeUntilKilled(path: string, milliseconds: number): Promise<readonly string[]> {
  const script = resolve(import.meta.dirname, 'writing-child.ts');
  const child = spawn(process.execPath, ['--no-warnings', '--import', TYPESCRIPT_IMPORTS, script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
    output += text;
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  // The last line may have been cut off by the kill.
  return output.split('\n').slice(0, -1);
}
