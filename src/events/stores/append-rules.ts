import { toStored } from '../catalogue/stored-form.js';
import type { ExpectedVersion } from '../store.js';

/**
 * What every adapter refuses before anything is written; each is a bug of the caller, so it throws.
 * A lone surrogate has no UTF-8 form: two such names would become one stream on disk.
 * @throws TypeError for a stream name that cannot be stored, RangeError for an expected version that is none.
 */
export function checkAppend(stream: string, expected: ExpectedVersion): void {
  if (stream === '' || LONE_SURROGATE.test(stream)) {
    throw new TypeError(`${JSON.stringify(stream)} is no stream name: it must be well-formed and not empty`);
  }
  if (expected !== 'any' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(
      `expected version ${expected} of ${stream} is neither 'any' nor a whole number >= 0`,
    );
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The stored form of an event's data. @throws TypeError when it has none (undefined, a function, a BigInt, a cycle). */
export function dataText(type: string, data: unknown): string {
  const text = JSON.stringify(toStored(type, data)) as string | undefined;
  if (text === undefined) throw new TypeError(`the data of ${type} has no JSON form`);
  return text;
}
