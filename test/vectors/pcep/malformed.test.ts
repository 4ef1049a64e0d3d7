// What the codec alone says to each malformed message of the table.
import { describe, expect, test } from '@jest/globals';
import { type DecodedMessage, decodeMessage } from '../../../src/southbound/pcep/codec/message.js';
import { MALFORMED_MESSAGES } from './malformed.js';

const forCodec = MALFORMED_MESSAGES.filter(({ needsSession }) => needsSession !== true);

/** Entries that came through. */
function usableEntries({ message }: DecodedMessage): number {
  if (message.kind === 'PCRpt') return message.reports.length;
  if (message.kind === 'PCReq') return message.requests.length;
  throw new Error(`no row tells how many entries of a ${message.kind} are usable`);
}

describe('the table of malformed messages', () => {
  test('has at least 60 rows of different names', () => {
    expect(forCodec.length).toBeGreaterThanOrEqual(60);
    expect(new Set(MALFORMED_MESSAGES.map(({ name }) => name)).size).toBe(MALFORMED_MESSAGES.length);
  });
});

describe('decodeMessage refuses', () => {
  test.each(forCodec.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const decoded = decodeMessage(row.bytes);
    const failures = decoded.ok ? decoded.value.failures : [decoded.error];
    expect(failures.map(({ treatment }) => treatment)).toContainEqual(row.expected);
    const [failure] = failures;
    expect(failure?.what).not.toBe('');
    expect(failure?.offset).toBeGreaterThanOrEqual(0);
    expect(failure?.offset).toBeLessThanOrEqual(row.bytes.byteLength);
    if (row.usable !== undefined) {
      expect(failures).toHaveLength(1);
      expect(decoded.ok && usableEntries(decoded.value)).toBe(row.usable);
    }
  });
});
