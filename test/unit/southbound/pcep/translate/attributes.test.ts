// What the attribute objects of a report mean.
import { expect, test } from '@jest/globals';
import { bandwidthOf } from '../../../../../src/southbound/pcep/translate/attributes.js';

test.each([
  [10e9, 10e9],
  [1e15, 1e15],
  [2.7e39, 1e15],
  [Number.POSITIVE_INFINITY, 0],
  [-8, 0],
  [Number.NaN, 0],
])('a bandwidth of %p bit/s counts as %p', (bandwidth, counted) => {
  expect(bandwidthOf({ kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: bandwidth / 8 })).toBe(counted);
});

test('no bandwidth is none', () => {
  expect(bandwidthOf(undefined)).toBe(0);
});
