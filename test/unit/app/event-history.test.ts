import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readHistory } from '../../../src/app/event-history.js';
import { PccId, SessionId } from '../../../src/domain/values/identifiers.js';
import type { NewEvent } from '../../../src/events/catalogue/event.js';
import type { EventStore } from '../../../src/events/store.js';
import { openMemoryStore } from '../../../src/events/stores/memory/open.js';
import { cases } from '../../support/cases.js';
import { wrapped } from '../../support/wrapped-store.js';

const closed: NewEvent = {
  type: 'SessionClosed',
  data: { pcc: PccId('10.0.0.1'), session: SessionId('s'), reason: 'connection-lost' },
};

/** A store with one event in each of the named streams, in this order. */
async function storeOf(streams: readonly string[]): Promise<EventStore> {
  let ids = 0;
  const store = openMemoryStore({ clock: () => 0, newId: () => `id-${++ids}` });
  for (const stream of streams) await store.append(stream, 'any', [closed]);
  return store;
}

test('the pages of a stream are its events, each once, in order, whatever the page size', async () => {
  const streams = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(streams, fc.integer({ min: 1, max: 7 }), async (names, first) => {
      const store = await storeOf(names);
      const read: number[] = [];
      for (let after = 0; ; ) {
        const page = await readHistory(store, { stream: 'a', after, first });
        read.push(...page.events.map(({ position }) => position));
        if (!page.hasMore) break;
        after = page.events.at(-1)?.position ?? page.scannedTo;
      }
      const expected = names.flatMap((name, index) => (name === 'a' ? [index + 1] : []));
      expect(read).toEqual(expected);
    }),
    { numRuns: cases(60) },
  );
});

test('a page far into a stream reads what it gives and a few events to find its place, not all before it', async () => {
  const store = await storeOf(Array.from({ length: 3_000 }, () => 'long'));
  let looked = 0;
  const counting = wrapped(store, {
    readStream: async (stream, after, limit) => {
      const events = await store.readStream(stream, after, limit);
      looked += events.length;
      return events;
    },
  });
  const page = await readHistory(counting, { stream: 'long', after: 2_900, first: 10 });
  expect(page.events.map(({ position }) => position)).toEqual([
    2901, 2902, 2903, 2904, 2905, 2906, 2907, 2908, 2909, 2910,
  ]);
  expect(looked).toBeLessThan(200);
});
