import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantText, parseInstant, parsePosition, positionText } from '../../../src/graphql/scalars.js';

describe('DateTime', () => {
  test.each([
    ['2026-03-01T12:00:00Z', Date.UTC(2026, 2, 1, 12)],
    ['2026-03-01t12:00:00.5z', Date.UTC(2026, 2, 1, 12, 0, 0, 500)],
    ['2026-03-01T12:00:00.123456789Z', Date.UTC(2026, 2, 1, 12, 0, 0, 123)],
    ['2026-03-01T12:00:00+05:30', Date.UTC(2026, 2, 1, 6, 30)],
    ['2026-03-01T12:00:00-01:00', Date.UTC(2026, 2, 1, 13)],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ])('%s is understood', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    '',
    'now',
    '2026-03-01',
    '2026-03-01T12:00:00',
    '2026-03-01 12:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T12:60:00Z',
    '2026-03-01T12:00:00+24:00',
    '2026-03-01T12:00:00.Z',
    '1772366400000',
  ])('%p is refused', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  test('what is sent out is read back as the same instant', () => {
    const instants = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(instants, (instant) => parseInstant(instantText(instant)) === instant));
  });
});

describe('Position', () => {
  test('what is sent out is read back as the same place', () => {
    fc.assert(fc.property(fc.maxSafeNat(), (position) => parsePosition(positionText(position)) === position));
  });

  test.each(['', '-1', '01', '1.0', '1e3', ' 1', '0x10', '9007199254740993'])('%p is refused', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });
});
