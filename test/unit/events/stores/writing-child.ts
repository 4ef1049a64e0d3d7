import { writeSync } from 'node:fs';
import { PccId } from '../../../../src/domain/values/identifiers.js';
import { openSqliteStore } from '../../../../src/events/stores/sqlite/open.js';

/** A process to be killed: appends without end, and prints each append once it is acknowledged. */
let ids = 0;
const store = await openSqliteStore({
  path: process.argv[2] as string,
  clock: Date.now,
  newId: () => `${process.pid}-${++ids}`,
});
const pcc = PccId('192.0.2.1');

async function write(stream: string): Promise<void> {
  for (let plspId = 0; ; plspId++) {
    const result = await store.append(stream, 'any', [
      { type: 'LspRemoved', data: { pcc, name: stream, plspId, reason: 'reported' } },
      { type: 'LspRemoved', data: { pcc, name: stream, plspId, lspId: 1, reason: 'reported' } },
    ]);
    if (result.ok) writeSync(1, `${result.value.position} ${stream} ${result.value.version}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, (_, writer) => write(`${process.pid}-${writer}`)));
