import { expect, test } from '@jest/globals';
import { printable, printableLines } from '../../../src/cli/print/printable.js';
import { bandwidthText, delayText, durationText } from '../../../src/cli/print/quantities.js';
import { fields, table } from '../../../src/cli/print/table.js';

test.each([
  [0, '0 bit/s'],
  [999, '999 bit/s'],
  [64_000, '64 kbit/s'],
  [10e9, '10 Gbit/s'],
  [1_234_567_890, '1.235 Gbit/s'],
  [999_999_999.9, '1 Gbit/s'],
  [-2.5e6, '-2.5 Mbit/s'],
  [5e15, '5000 Tbit/s'],
  [null, '-'],
])('bandwidth %p is %s', (bitsPerSecond, text) => expect(bandwidthText(bitsPerSecond)).toBe(text));

test.each([
  [0, '0 µs'],
  [850, '850 µs'],
  [2254, '2.25 ms'],
  [12_345, '12.3 ms'],
  [undefined, '-'],
])('delay %p is %s', (microseconds, text) => expect(delayText(microseconds)).toBe(text));

test.each([
  ['12:00:00.018', '18 ms'],
  ['12:00:02.500', '2.5 s'],
  ['12:02:05.000', '2 min 5 s'],
  ['15:10:00.000', '3 h 10 min'],
])('until %s it is %s', (end, text) =>
  expect(durationText('2026-03-01T12:00:00.000Z', `2026-03-01T${end}Z`)).toBe(text),
);

test('a table is as wide as its cells', () => {
  const columns = [
    { title: 'NAME', cell: ({ name }: { name: string }) => name },
    { title: 'SIZE', cell: ({ name }: { name: string }) => `${name.length}`, right: true },
  ];
  expect(table(columns, [{ name: 'Zürich' }, { name: 'a\nb' }])).toEqual([
    'NAME      SIZE',
    'Zürich       6',
    'a\\u000ab     3',
  ]);
});

test('fields without a value are left out', () =>
  expect(
    fields([
      ['a', '1'],
      ['long', undefined],
      ['bb', '2'],
    ]),
  ).toEqual(['a   1', 'bb  2']));

test('control characters of names do not reach the terminal', () => {
  expect(printable('\u001b[2Jgold\u009b')).toBe('\\u001b[2Jgold\\u009b');
  expect(printableLines('one\ntwo\r')).toBe('one\ntwo\\u000d');
});
