import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import type { BatchHandler } from '../../../src/events/store.js';
import { EventFeed, EventStream } from '../../../src/graphql/event-feed.js';

/** A log that the test hands out batch by batch. */
class FakeLog {
  handler: BatchHandler = () => undefined;
  fail: (error: unknown) => void = () => undefined;
  closed = 0;

  follow(_after: number, handler: BatchHandler, onError: (error: unknown) => void) {
    this.handler = handler;
    this.fail = onError;
    return { close: () => void this.closed++ };
  }

  /** True once the reader has let the next batch come. */
  hand(positions: readonly number[]): { readonly released: boolean } {
    const state = { released: false };
    const events = positions.map((position) => ({ position }) as RecordedEvent);
    void Promise.resolve(this.handler(events)).then(() => {
      state.released = true;
    });
    return state;
  }
}

const positionsOf = (events: readonly RecordedEvent[]): number[] => events.map(({ position }) => position);

test('a batch is let go only when the reader asks for more', async () => {
  const log = new FakeLog();
  const stream = new EventStream(new EventFeed(log, 0), { toValues: positionsOf });
  const first = log.hand([1, 2]);
  await setImmediate();
  expect(first.released).toBe(false);
  expect(await stream.next()).toEqual({ done: false, value: 1 });
  expect(await stream.next()).toEqual({ done: false, value: 2 });
  await setImmediate();
  expect(first.released).toBe(false);
  const third = stream.next();
  await setImmediate();
  expect(first.released).toBe(true);
  const second = log.hand([3]);
  expect(await third).toEqual({ done: false, value: 3 });
  expect(second.released).toBe(false);
});

test('batches that mean nothing to the reader are passed over', async () => {
  const log = new FakeLog();
  const stream = new EventStream(new EventFeed(log, 0), {
    toValues: (events) => positionsOf(events).filter((at) => at > 5),
  });
  const next = stream.next();
  expect(log.hand([1, 2])).toBeDefined();
  await setImmediate();
  log.hand([5, 6]);
  expect(await next).toEqual({ done: false, value: 6 });
});

test('return ends a next that is waiting, and closes the subscription', async () => {
  const log = new FakeLog();
  const stream = new EventStream(new EventFeed(log, 0), { toValues: positionsOf });
  const waiting = stream.next();
  await setImmediate();
  await stream.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(log.closed).toBeGreaterThan(0);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  const late = log.hand([1]);
  await setImmediate();
  expect(late.released).toBe(true);
});

test('a log that fails fails the reader', async () => {
  const log = new FakeLog();
  const stream = new EventStream(new EventFeed(log, 0), { toValues: positionsOf });
  const waiting = stream.next();
  log.fail(new Error('the disk is gone'));
  await expect(waiting).rejects.toThrow('the disk is gone');
  await expect(stream.next()).rejects.toThrow('the disk is gone');
});

test('the stream ends with its last value', async () => {
  const log = new FakeLog();
  const stream = new EventStream(new EventFeed(log, 0), {
    first: [0],
    toValues: positionsOf,
    isLast: (value) => value === 2,
  });
  const all: number[] = [];
  log.hand([1, 2, 3]);
  for await (const value of stream) all.push(value);
  expect(all).toEqual([0, 1, 2]);
  expect(log.closed).toBeGreaterThan(0);
});
