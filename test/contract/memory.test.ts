import { expect, test } from '@jest/globals';
import type { NewEvent } from '../../src/events/catalogue/event.js';
import { emptyLog, openMemoryStore } from '../../src/events/stores/memory/open.js';
import { eventStoreContract } from './event-store.js';
import { removed } from './removed.js';

eventStoreContract('memory event store', async () => {
  const log = emptyLog();
  return { open: async (options) => openMemoryStore({ ...options, log }), cleanUp: async () => undefined };
});

test.each([
  ['a property that is undefined', { detail: undefined }],
  ['a Date', { detail: new Date(0) }],
  ['NaN', { detail: Number.NaN }],
  ['minus zero', { detail: -0 }],
])('the memory store refuses data with %s: it would not come back from disk so', async (_, extra) => {
  const store = openMemoryStore({ clock: () => 0, newId: () => 'id' });
  const event = { type: 'LspRemoved', data: { ...removed(1).data, ...extra } } as unknown as NewEvent;
  await expect(store.append('a', 'any', [event])).rejects.toThrow('would not come back');
});
