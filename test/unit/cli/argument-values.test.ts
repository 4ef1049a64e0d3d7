import { describe, expect, test } from '@jest/globals';
import {
  parseBandwidth,
  parseBound,
  parseList,
  parseMoment,
  parseNumbers,
  parseUrl,
} from '../../../src/cli/argument-values.js';

describe('bandwidth', () => {
  test.each([
    ['0', 0],
    ['1500', 1500],
    ['64k', 64e3],
    ['2.5M', 2.5e6],
    ['5G', 5e9],
    ['1.2T', 1.2e12],
    ['10e9', 10e9],
    ['5 Gbit/s', 5e9],
    ['100bit/s', 100],
  ])('%s', (text, bitsPerSecond) => expect(parseBandwidth(text)).toBe(bitsPerSecond));
  test.each(['', 'G', '5g', '5m', '-5G', '5 GB/s', '0x10', '5,5G', '1e999', 'Infinity'])(
    '%p is refused',
    (text) => expect(() => parseBandwidth(text)).toThrow('such as 5G'),
  );
});

describe('moment', () => {
  test.each([
    ['0', { position: '0' }],
    ['9007199254740993', { position: '9007199254740993' }],
    ['2026-03-01T12:00:00Z', { time: '2026-03-01T12:00:00Z' }],
    ['2026-03-01 12:00:00.25+01:00', { time: '2026-03-01T12:00:00.25+01:00' }],
  ])('%s', (text, moment) => expect(parseMoment(text)).toEqual(moment));
  test.each(['', '-1', '1.5', 'now', '2026-03-01', '2026-03-01T12:00:00', '2026-13-01T12:00:00Z'])(
    '%p is refused',
    (text) => expect(() => parseMoment(text)).toThrow('a position in the log'),
  );
});

describe('bounds', () => {
  test('add up, in microseconds for delay', () => {
    const bounds = ['DELAY=2000', 'hops<=4'].reduce<ReturnType<typeof parseBound>>(
      (all, text) => parseBound(text, all),
      [],
    );
    expect(bounds).toEqual([
      { metric: 'DELAY', max: 2000 },
      { metric: 'HOPS', max: 4 },
    ]);
    expect(parseBound('delay=2.5ms')).toEqual([{ metric: 'DELAY', max: 2500 }]);
  });
  test.each([
    ['DELAY', 'Give METRIC=MAX'],
    ['DELAY=-1', 'Give METRIC=MAX'],
    ['SPEED=3', 'Metrics are IGP, TE, HOPS, DELAY'],
    ['HOPS=3ms', 'HOPS has no unit'],
  ])('%s is refused', (text, message) => expect(() => parseBound(text)).toThrow(message));
  test('one metric twice is refused', () =>
    expect(() => parseBound('TE=5', [{ metric: 'TE', max: 4 }])).toThrow('TE is bounded twice'));
});

test('lists take commas and repetition', () => {
  expect(parseList('C, D', ['A'])).toEqual(['A', 'C', 'D']);
  expect(parseNumbers('3,31', [0])).toEqual([0, 3, 31]);
  expect(() => parseList('A,,B')).toThrow('commas between');
  expect(() => parseNumbers('3,x')).toThrow('whole number');
});

test('a URL may leave out the path', () => {
  expect(parseUrl('http://pce.example:4000')).toBe('http://pce.example:4000/graphql');
  expect(parseUrl('https://pce.example/cairn/graphql')).toBe('https://pce.example/cairn/graphql');
  expect(() => parseUrl('pce.example:4000')).toThrow('such as http://127.0.0.1:4000/graphql');
});
