import { expect, test } from '@jest/globals';
import { nearestName } from '../../../../src/app/documents/nearest-name.js';

const KEYS = ['host', 'port', 'keepalive', 'deadTimer', 'maximumSessions'];

test.each([
  ['prot', 'port'],
  ['keepAlive', 'keepalive'],
  ['dead-timer', 'deadTimer'],
  ['maxSessions', undefined],
  ['maximumSession', 'maximumSessions'],
  ['colour', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s is near %s', (given, expected) => expect(nearestName(given, KEYS)).toBe(expected));
