import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '../../src/events/catalogue/event.js';
import type { EventStore } from '../../src/events/store.js';
import { cases } from '../support/cases.js';
import { removed } from './removed.js';

/** What the subscriptions of every event store must do. */
export function subscribeContract(store: () => EventStore): void {
  describe('subscribe', () => {
    test('gives history, then live events, each once and in order, under concurrent appends', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ events: fc.integer({ min: 1, max: 40 }), pause: fc.boolean() }), {
            maxLength: 30,
          }),
          fc.array(fc.record({ after: fc.nat(200), slow: fc.boolean(), at: fc.nat(30) }), {
            minLength: 1,
            maxLength: 4,
          }),
          async (appends, subscriptions) => {
            const base = store().head();
            const seen: { after: number; positions: number[] }[] = [];
            const subscribe = ({ after, slow }: { after: number; slow: boolean }) => {
              const mine = { after: Math.min(after, base), positions: [] as number[] };
              seen.push(mine);
              const take = (events: readonly RecordedEvent[]) =>
                mine.positions.push(...events.map((e) => e.position));
              const handler = slow
                ? async (events: readonly RecordedEvent[]) => {
                    await turn();
                    take(events);
                  }
                : (events: readonly RecordedEvent[]) => void take(events);
              return store().subscribe(mine.after, handler, fail);
            };
            const open = subscriptions.filter(({ at }) => at >= appends.length).map(subscribe);
            const writes: Promise<unknown>[] = [];
            for (const [index, { events, pause }] of appends.entries()) {
              open.push(...subscriptions.filter(({ at }) => at === index).map(subscribe));
              writes.push(
                store().append(
                  'load',
                  'any',
                  Array.from({ length: events }, (_, n) => removed(n)),
                ),
              );
              if (pause) await turn();
            }
            await Promise.all(writes);
            await until(() => seen.every((s) => s.after + s.positions.length >= store().head()));
            for (const subscription of open) subscription.close();
            for (const { after, positions } of seen) {
              expect(positions).toEqual(
                Array.from({ length: store().head() - after }, (_, n) => after + n + 1),
              );
            }
          },
        ),
        { numRuns: cases(25) },
      );
    });

    test('has given a synchronous handler the event when its append is acknowledged', async () => {
      let last = 0;
      store().subscribe(0, (events) => void (last = events.at(-1)?.position ?? 0), fail);
      for (let n = 1; n <= 5; n++) {
        await store().append('a', 'any', [removed(n)]);
        expect(last).toBe(n);
      }
    });

    test('waits for an asynchronous handler, and a slow one misses nothing of more than can wait', async () => {
      let running = 0;
      let most = 0;
      const positions: number[] = [];
      const gate = openGate();
      store().subscribe(
        0,
        async (events) => {
          most = Math.max(most, ++running);
          if (positions.length === 0) await gate.promise;
          else await turn();
          positions.push(...events.map((event) => event.position));
          running--;
        },
        fail,
      );
      for (let n = 0; n < 30; n++) {
        await store().append(
          'a',
          'any',
          Array.from({ length: 500 }, (_, k) => removed(k)),
        );
      }
      expect(positions).toEqual([]);
      gate.resolve();
      await until(() => positions.length >= 15_000);
      expect(positions).toEqual(Array.from({ length: 15_000 }, (_, n) => n + 1));
      expect(most).toBe(1);
    });

    test('from a place beyond the end gives only what comes after it', async () => {
      const positions: number[] = [];
      store().subscribe(2, (events) => void positions.push(...events.map((event) => event.position)), fail);
      await store().append('a', 0, [removed(1), removed(2), removed(3)]);
      await store().append('a', 3, [removed(4)]);
      expect(positions).toEqual([3, 4]);
    });

    test('gives nothing after close, even when closed by its own handler', async () => {
      await store().append('a', 0, [removed(1)]);
      const calls: number[] = [];
      const history = store().subscribe(0, () => void calls.push(1), fail);
      history.close();
      const live = store().subscribe(
        1,
        () => {
          calls.push(2);
          live.close();
        },
        fail,
      );
      await store().append('a', 1, [removed(2)]);
      await store().append('a', 2, [removed(3)]);
      await turn();
      expect(calls).toEqual([2]);
    });

    test.each([
      [
        'synchronous',
        () => {
          throw new Error('handler');
        },
      ],
      ['asynchronous', () => Promise.reject(new Error('handler'))],
    ])('an error of a %s handler ends that subscription alone', async (_, handler: () => Promise<void>) => {
      await store().append('a', 0, [removed(1)]);
      const errors: unknown[] = [];
      let good = 0;
      const behind = store().subscribe(0, handler, (error) => errors.push(error));
      const live = store().subscribe(1, handler, (error) => errors.push(error));
      store().subscribe(0, (events) => void (good += events.length), fail);
      await store().append('a', 1, [removed(2)]);
      await store().append('a', 2, [removed(3)]);
      await until(() => good === 3 && errors.length === 2);
      expect(errors.map(String)).toEqual(['Error: handler', 'Error: handler']);
      behind.close();
      live.close();
    });
  });
}

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn();
}

/** For subscriptions that must not fail. */
export function fail(error: unknown): void {
  throw error;
}

interface Gate {
  readonly promise: Promise<void>;
  resolve(): void;
}

function openGate(): Gate {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
