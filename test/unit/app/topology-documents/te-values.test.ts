import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  adminGroupBytes,
  adminGroupsOf,
  hexFloat,
  teBandwidth,
} from '../../../../src/app/topology-documents/te-values.js';

/** RFC 8776, typedef te-bandwidth, for one number. */
const TE_BANDWIDTH =
  /^(0[xX](0((\.0?)?[pP](\+)?0?|(\.0?))|1(\.([\da-fA-F]{0,5}[02468aAcCeE]?)?)?[pP](\+)?(12[0-7]|1[01]\d|0?\d?\d)?)|0[xX][\da-fA-F]{1,8}|\d+)$/;

test.each([
  [0, '0x0p0'],
  [1, '0x1p0'],
  [1.25e9, '0x1.2a05f2p30'],
  [1024, '0x1p10'],
  [2 ** 40 - 2 ** 16, '0x1.fffffep39'],
  [0.9, '0x0p0'],
])('%d bytes per second are %s', (bytes, text) => {
  expect(hexFloat(bytes)).toBe(text);
});

test('any 32-bit float from 1 on is written in the form of RFC 8776 and read back exactly', () => {
  fc.assert(
    fc.property(fc.float({ min: 1, max: Math.fround(1e15), noNaN: true }), (bytes) => {
      const text = hexFloat(bytes);
      expect(text).toMatch(TE_BANDWIDTH);
      expect(teBandwidth(text)).toBe(bytes);
    }),
  );
});

test.each([
  ['0X1P+10', 1024],
  ['0x1.8p1', 3],
  ['0x0', 0],
  ['0x0.', 0],
  ['0xFF', 255],
  ['125000000', 125e6],
  ['0,2,3', undefined],
  ['0x1.8p-1', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['fast', undefined],
])('%s is read as %p', (text, bytes) => {
  expect(teBandwidth(text)).toBe(bytes);
});

test.each([
  [[], '00:00:00:00'],
  [[0, 3], '00:00:00:09'],
  [[31], '80:00:00:00'],
  [[0, 32], '00:00:00:01:00:00:00:01'],
])('groups %j are %s', (groups, text) => {
  expect(adminGroupBytes(groups)).toBe(text);
  expect(adminGroupsOf(text)).toEqual(groups);
});

test('leading zero bytes may be left out, and what is no hex-string is not read', () => {
  expect(adminGroupsOf('09')).toEqual([0, 3]);
  expect(adminGroupsOf('')).toEqual([]);
  for (const text of ['9', '0x09', '00:9', '00 09', 'zz']) expect(adminGroupsOf(text)).toBeUndefined();
});
