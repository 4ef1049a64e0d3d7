import { randomBytes } from 'node:crypto';
import type { IdSource } from '../app/ports/id-source.js';

/**
 * Ids that are unique over processes and restarts, and cheap enough for one per event: 64 random bits for the
 * process, then a counter.
 */
export function newIdSource(): IdSource {
  const process = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString(36)
    .padStart(13, '0');
  let count = 0;
  return { next: () => `${process}-${(++count).toString(36)}` };
}
