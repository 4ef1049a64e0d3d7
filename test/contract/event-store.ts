import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DomainEvent, NewEvent, RecordedEvent } from '../../src/events/catalogue/event.js';
import { SCHEMA_VERSIONS } from '../../src/events/catalogue/event.js';
import type { EventStore, StoreError } from '../../src/events/store.js';
import type { EventSchemas } from '../../src/events/stores/event-schemas.js';
import { EVENT_VECTORS } from '../vectors/events.js';
import { removed } from './removed.js';
import { snapshotContract } from './snapshots.js';
import { fail, subscribeContract } from './subscribing.js';

export interface StoreFixture {
  /** Opens the store; after its close(), opens it again on the same data. */
  open(options: { clock: () => number; newId: () => string; schemas?: EventSchemas }): Promise<EventStore>;
  cleanUp(): Promise<void>;
}

/** What every event store must do; an adapter's test calls it with a way to make one. */
export function eventStoreContract(name: string, makeFixture: () => Promise<StoreFixture>): void {
  describe(name, () => {
    let fixture: StoreFixture;
    let store: EventStore;
    let now: number;
    let ids: number;
    const open = (schemas?: EventSchemas): Promise<EventStore> =>
      fixture.open({
        clock: () => now,
        newId: () => `id-${++ids}`,
        ...(schemas === undefined ? {} : { schemas }),
      });

    beforeEach(async () => {
      now = 1_000;
      ids = 0;
      fixture = await makeFixture();
      store = await open();
    });
    afterEach(async () => {
      await store.close();
      await fixture.cleanUp();
    });

    describe('append', () => {
      test('numbers events by position and version and stamps id, time and schema version', async () => {
        const first = await store.append('a', 0, [
          removed(1),
          { ...removed(2), causationId: 'c', correlationId: 'k' },
        ]);
        expect(first).toEqual({ ok: true, value: { position: 2, version: 2 } });
        now = 2_000;
        expect(await store.append('b', 'any', [removed(3)])).toEqual({
          ok: true,
          value: { position: 3, version: 1 },
        });
        expect(store.head()).toBe(3);
        const place = { schemaVersion: 1, time: 1_000 };
        expect(await store.readAll(0, 10)).toEqual([
          { ...removed(1), ...place, id: 'id-1', position: 1, stream: 'a', version: 1 },
          {
            ...removed(2),
            ...place,
            id: 'id-2',
            position: 2,
            stream: 'a',
            version: 2,
            causationId: 'c',
            correlationId: 'k',
          },
          { ...removed(3), ...place, id: 'id-3', position: 3, stream: 'b', version: 1, time: 2_000 },
        ]);
        expect((await store.readAll(0, 1))[0]).not.toHaveProperty('causationId');
      });

      test('refuses another expected version and writes nothing of that append', async () => {
        await store.append('a', 0, [removed(1)]);
        for (const expected of [0, 2]) {
          expect(await store.append('a', expected, [removed(2), removed(3)])).toEqual({
            ok: false,
            error: { code: 'version-conflict', stream: 'a', expected, actual: 1 },
          });
        }
        expect(await store.append('a', 1, [removed(4)])).toEqual({
          ok: true,
          value: { position: 2, version: 2 },
        });
        expect(plspIds(await store.readAll(0, 10))).toEqual([1, 4]);
      });

      test('keeps the order of calls, and a conflict fails its own append alone', async () => {
        const results = await Promise.all([
          store.append('a', 0, [removed(1)]),
          store.append('b', 5, [removed(2)]),
          store.append('a', 1, [removed(3), removed(4)]),
          store.append('a', 1, [removed(5)]),
          store.append('b', 0, [removed(6)]),
        ]);
        expect(results.map((result) => (result.ok ? result.value.position : result.error.actual))).toEqual([
          1, 0, 3, 3, 4,
        ]);
        expect(results.map((result) => result.ok)).toEqual([true, false, true, false, true]);
        expect(plspIds(await store.readAll(0, 10))).toEqual([1, 3, 4, 6]);
      });

      test('of many writers that expect the same version exactly one wins', async () => {
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, n) => store.append('a', 0, [removed(n)])),
        );
        expect(results.filter((result) => result.ok)).toHaveLength(1);
        expect(await store.readStream('a', 0, 100)).toHaveLength(1);
      });

      test('without events checks the version and writes nothing', async () => {
        await store.append('a', 0, [removed(1)]);
        expect(await store.append('a', 1, [])).toEqual({ ok: true, value: { position: 1, version: 1 } });
        expect((await store.append('b', 1, [])).ok).toBe(false);
        expect(store.head()).toBe(1);
      });

      test('rejects what has no stored form, whole, and goes on', async () => {
        const bad = { type: 'LspRemoved', data: undefined } as unknown as NewEvent;
        const unknown = { type: 'Nonsense', data: {} } as unknown as NewEvent;
        await expect(store.append('a', 'any', [removed(1), bad])).rejects.toThrow(TypeError);
        await expect(store.append('a', 'any', [removed(1), unknown])).rejects.toThrow(TypeError);
        await expect(store.append('', 'any', [removed(1)])).rejects.toThrow(TypeError);
        await expect(store.append('lone \ud800', 'any', [removed(1)])).rejects.toThrow(TypeError);
        await expect(store.append('a', -1, [removed(1)])).rejects.toThrow(RangeError);
        expect(await store.append('a', 0, [removed(2)])).toEqual({
          ok: true,
          value: { position: 1, version: 1 },
        });
      });

      test('time never falls, whatever the clock does', async () => {
        for (const [at, time] of [5_000, 4_000, 6_000.7].entries()) {
          now = time;
          await store.append('a', at, [removed(at)]);
        }
        expect((await store.readAll(0, 10)).map((event) => event.time)).toEqual([5_000, 5_000, 6_000]);
      });

      test('every event type comes back as it was appended, live and stored', async () => {
        const live: RecordedEvent[] = [];
        store.subscribe(0, (events) => void live.push(...events), fail);
        const vectors = Object.values(EVENT_VECTORS) as DomainEvent[];
        await store.append('all', 0, vectors);
        const stored = await store.readStream('all', 0, 1_000);
        expect(stored.map(({ type, data }) => ({ type, data }))).toStrictEqual(vectors);
        expect(live).toStrictEqual([...stored]);
      });

      test('strings of every kind survive in data and stream names', async () => {
        const strings = [
          '',
          'é 漢字 🚀',
          'a\0b',
          '"quoted" \\ \n\r\t\u2028',
          "'; DROP TABLE events; --",
          'lone \ud800',
          '__proto__',
        ];
        for (const text of strings) await store.append('strings', 'any', [removed(1, text)]);
        const read = await store.readStream('strings', 0, 100);
        expect(read.map((event) => (event.data as { name: string }).name)).toEqual(strings);
        for (const stream of ['a\0b', 'a\0c', 'É', 'é', 'e\u0301', ' a', 'a', 'A']) {
          expect(await store.append(stream, 0, [removed(1)])).toMatchObject({
            ok: true,
            value: { version: 1 },
          });
          expect((await store.readStream(stream, 0, 10)).map((event) => event.stream)).toEqual([stream]);
        }
      });

      test('huge events, and many of them in one append', async () => {
        const huge = 'x'.repeat(3_000_000);
        await store.append('huge', 0, [removed(1, huge), removed(2, huge), removed(3, huge)]);
        await store.append(
          'many',
          0,
          Array.from({ length: 5_000 }, (_, n) => removed(n)),
        );
        const read = await store.readAll(0, 10_000);
        expect(read.map((event) => event.position)).toEqual(Array.from({ length: 5_003 }, (_, n) => n + 1));
        expect(read.slice(0, 3).every((event) => (event.data as { name: string }).name === huge)).toBe(true);
        expect(plspIds(await store.readStream('huge', 1, 10))).toEqual([2, 3]);
      });
    });

    describe('reading', () => {
      beforeEach(async () => {
        for (let n = 1; n <= 9; n++) await store.append(n % 3 === 0 ? 'third' : 'other', 'any', [removed(n)]);
      });

      test('pages of the log', async () => {
        expect(plspIds(await store.readAll(0, 4))).toEqual([1, 2, 3, 4]);
        expect(plspIds(await store.readAll(4, 4))).toEqual([5, 6, 7, 8]);
        expect(plspIds(await store.readAll(8, 4))).toEqual([9]);
        expect(await store.readAll(9, 4)).toEqual([]);
        expect(await store.readAll(99, 4)).toEqual([]);
        expect(await store.readAll(0, 0)).toEqual([]);
      });

      test('pages of a stream', async () => {
        expect(plspIds(await store.readStream('third', 0, 2))).toEqual([3, 6]);
        expect(plspIds(await store.readStream('third', 2, 2))).toEqual([9]);
        expect(await store.readStream('third', 3, 2)).toEqual([]);
        expect(await store.readStream('nobody', 0, 2)).toEqual([]);
      });

      test('positionAt finds the last event at or before an instant', async () => {
        now = 3_000;
        await store.append('third', 'any', [removed(10), removed(11)]);
        const positions = await Promise.all(
          [0, 999, 1_000, 2_999, 3_000, 9_000].map((time) => store.positionAt(time)),
        );
        expect(positions).toEqual([0, 0, 9, 9, 11, 11]);
      });

      test('another open sees the same log and goes on from there', async () => {
        const before = await store.readAll(0, 100);
        await store.close();
        now = 500;
        store = await open();
        expect(store.head()).toBe(9);
        expect(await store.readAll(0, 100)).toEqual(before);
        expect(await store.append('third', 3, [removed(10)])).toEqual({
          ok: true,
          value: { position: 10, version: 4 },
        });
        expect((await store.readAll(9, 1))[0]?.time).toBe(1_000);
      });

      test('events of an older schema version are upcasted, live ones are not touched', async () => {
        await store.close();
        const rename = (data: unknown): unknown => ({ ...(data as object), name: 'renamed' });
        store = await open({
          versions: { ...SCHEMA_VERSIONS, LspRemoved: 2 },
          upcasters: { 'LspRemoved.v1': rename },
        });
        await store.append('other', 'any', [removed(10, 'new')]);
        const read = await store.readAll(0, 100);
        expect(read.map((event) => event.schemaVersion)).toEqual([...Array<number>(9).fill(1), 2]);
        expect(read.map((event) => (event.data as { name: string }).name)).toEqual([
          ...Array<string>(9).fill('renamed'),
          'new',
        ]);
      });

      test('events of a newer schema version are not skipped but refused', async () => {
        await store.close();
        store = await open({ versions: { ...SCHEMA_VERSIONS, LspRemoved: 2 }, upcasters: {} });
        await expect(store.readAll(0, 100)).rejects.toThrow('schema version 1');
        const error = await new Promise((resolve) => store.subscribe(0, () => undefined, resolve));
        expect(String(error)).toContain('schema version 1');
      });
    });

    subscribeContract(() => store);

    describe('close', () => {
      test('commits what was accepted, then refuses everything', async () => {
        const accepted = Array.from({ length: 200 }, (_, n) => store.append('a', 'any', [removed(n)]));
        const closing = store.close();
        await expect(store.append('a', 'any', [removed(0)])).rejects.toMatchObject({
          code: 'closed',
        } satisfies Partial<StoreError>);
        await closing;
        expect((await Promise.all(accepted)).every((result) => result.ok)).toBe(true);
        await expect(store.readAll(0, 1)).rejects.toMatchObject({ code: 'closed' });
        await expect(store.readStream('a', 0, 1)).rejects.toMatchObject({ code: 'closed' });
        await expect(store.positionAt(0)).rejects.toMatchObject({ code: 'closed' });
        await expect(store.snapshots.list('x')).rejects.toMatchObject({ code: 'closed' });
        expect(() => store.subscribe(0, () => undefined, fail)).toThrow('closed');
        await store.close();
        store = await open();
        expect(store.head()).toBe(200);
      });

      test('ends subscriptions without an error', async () => {
        const errors: unknown[] = [];
        store.subscribe(
          0,
          () => undefined,
          (error) => errors.push(error),
        );
        await store.append('a', 0, [removed(1)]);
        await store.close();
        expect(errors).toEqual([]);
      });
    });

    snapshotContract(() => store.snapshots);
  });
}

const plspIds = (events: readonly RecordedEvent[]): number[] =>
  events.map((event) => (event.data as { plspId: number }).plspId);
