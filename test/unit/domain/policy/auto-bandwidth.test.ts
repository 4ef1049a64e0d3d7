// When the reservation of an LSP is changed, and to what: RFC 8733 4.2 and RFC 8051 3.2.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AdjustmentSettings,
  adjustmentOf,
  type Rate,
  settingsOf,
  trendOf,
} from '../../../../src/domain/policy/auto-bandwidth.js';
import type { AutoBandwidthAttributes } from '../../../../src/domain/values/auto-bandwidth.js';
import { cases } from '../../../support/cases.js';

const SECOND = 1_000;
const FIVE_MINUTES = 300 * SECOND;
const RUNS = { numRuns: cases(600) };

const every = (rates: readonly number[]): readonly Rate[] =>
  rates.map((rate, index) => ({ at: (index + 1) * FIVE_MINUTES, rate }));

const decide = (
  rates: readonly number[],
  reserved: number,
  attributes: AutoBandwidthAttributes = {},
  { horizon = 0, changedAt = 0 } = {},
) =>
  adjustmentOf(
    { samples: every(rates), reserved, changedAt },
    settingsOf(attributes, horizon),
    rates.length * FIVE_MINUTES,
  );

const HOUR: AutoBandwidthAttributes = { adjustmentInterval: 3_600 };
const flat = (rate: number, count = 12): readonly number[] => Array.from({ length: count }, () => rate);

describe('at the adjustment interval', () => {
  test('the reservation becomes the highest sample, up or down', () => {
    expect(decide([...flat(120, 11), 130], 100, HOUR)).toMatchObject({ reason: 'UP', bandwidth: 130 });
    expect(decide([60, ...flat(40, 11)], 100, HOUR)).toMatchObject({ reason: 'DOWN', bandwidth: 60 });
  });

  test('and not before', () => {
    expect(decide(flat(200, 11), 100, HOUR)).toBeUndefined();
    expect(decide(flat(200), 100, HOUR, { changedAt: 1 })).toBeUndefined();
  });

  test('nor for less than the thresholds, of which one is enough', () => {
    expect(decide(flat(104), 100, HOUR)).toBeUndefined();
    expect(decide(flat(105), 100, HOUR)).toMatchObject({ bandwidth: 105 });
    const absolute = { ...HOUR, adjustmentThreshold: 4 };
    expect(decide(flat(104), 100, absolute)).toMatchObject({ bandwidth: 104 });
    const minimum = { ...HOUR, adjustmentPercentage: { percentage: 5, minimum: 10 } };
    expect(decide(flat(109), 100, minimum)).toBeUndefined();
    expect(decide(flat(110), 100, minimum)).toMatchObject({ bandwidth: 110 });
  });

  test('downwards by its own interval and thresholds where they are said', () => {
    const slower = { ...HOUR, downAdjustmentInterval: 7_200 };
    expect(decide(flat(50), 100, slower)).toBeUndefined();
    expect(decide(flat(50, 24), 100, slower)).toMatchObject({ reason: 'DOWN' });
    const coarser = { ...HOUR, downAdjustmentPercentage: { percentage: 60, minimum: 0 } };
    expect(decide(flat(50), 100, coarser)).toBeUndefined();
  });

  test('within minimum and maximum', () => {
    const within = { ...HOUR, minimumBandwidth: 80, maximumBandwidth: 150 };
    expect(decide(flat(900), 100, within)).toMatchObject({ bandwidth: 150 });
    expect(decide(flat(0), 100, within)).toMatchObject({ bandwidth: 80 });
    expect(decide(flat(900), 150, within)).toBeUndefined();
  });
});

describe('overflow and underflow', () => {
  const overflow: AutoBandwidthAttributes = {
    overflowPercentage: { percentage: 20, count: 3, minimum: 0 },
    underflowThreshold: { count: 2, bandwidth: 40 },
  };

  test('change it at once after so many samples in a row', () => {
    expect(decide([100, 100, 130, 140, 120], 100, overflow)).toMatchObject({
      reason: 'OVERFLOW',
      bandwidth: 140,
    });
    expect(decide([100, 60, 50], 100, overflow)).toMatchObject({ reason: 'UNDERFLOW', bandwidth: 60 });
  });

  test('and not after fewer, or with one in between', () => {
    expect(decide([140, 140], 100, overflow)).toBeUndefined();
    expect(decide([140, 140, 119, 140], 100, overflow)).toBeUndefined();
    expect(decide([50, 61], 100, overflow)).toBeUndefined();
  });

  test('are off where nobody sets them', () => {
    expect(decide(flat(1_000, 50), 100)).toBeUndefined();
  });
});

describe('a rising trend', () => {
  const ahead = { horizon: 2 * FIVE_MINUTES };

  test('is met before it gets beyond the reservation', () => {
    expect(decide([50, 60, 70, 80], 110, {}, ahead)).toBeUndefined();
    expect(decide([50, 60, 70, 80], 99, {}, ahead)).toEqual({
      reason: 'FORECAST',
      bandwidth: 120,
      demand: 80,
    });
  });

  test('is not followed beyond the maximum, or for less than the threshold', () => {
    expect(decide([50, 60, 70, 80], 99, { maximumBandwidth: 103 }, ahead)).toBeUndefined();
    expect(decide([50, 60, 70, 80], 99, { maximumBandwidth: 105 }, ahead)).toMatchObject({ bandwidth: 105 });
  });

  test('is not seen in noise, nor in one outlier', () => {
    expect(trendOf(every([50, 80, 40, 90, 45, 70]))).toBeUndefined();
    const line = trendOf(every([50, 60, 70, 500, 90, 100]));
    expect(line?.(7 * FIVE_MINUTES)).toBeCloseTo(110, 0);
  });

  test('keeps what goes down from going down too far', () => {
    const rising = [40, 44, 48, 52, 56, 60, 64, 68, 72, 76, 80, 84];
    expect(decide(rising, 100, { ...HOUR, maximumBandwidth: 99 }, ahead)).toMatchObject({ bandwidth: 92 });
  });
});

/** Plays an LSP whose reservation follows what is decided. */
function play(rates: readonly number[], start: number, settings: AdjustmentSettings) {
  const changes: number[] = [];
  const reservedAt: number[] = [];
  let traffic = { reserved: start, changedAt: 0 };
  const samples: Rate[] = [];
  for (const sample of every(rates)) {
    reservedAt.push(traffic.reserved);
    samples.push(sample);
    const adjustment = adjustmentOf({ samples, ...traffic }, settings, sample.at);
    if (adjustment === undefined) continue;
    changes.push(adjustment.bandwidth);
    traffic = { reserved: adjustment.bandwidth, changedAt: sample.at };
  }
  return { changes, reservedAt };
}

const attributes: fc.Arbitrary<AutoBandwidthAttributes> = fc
  .record(
    {
      adjustmentInterval: fc.integer({ min: 300, max: 7_200 }),
      downAdjustmentInterval: fc.integer({ min: 300, max: 7_200 }),
      adjustmentThreshold: fc.integer({ min: 0, max: 200 }),
      adjustmentPercentage: fc.record({ percentage: fc.integer({ min: 1, max: 100 }), minimum: fc.nat(100) }),
      minimumBandwidth: fc.nat(300),
      maximumBandwidth: fc.integer({ min: 300, max: 2_000 }),
      overflowThreshold: fc.record({ count: fc.integer({ min: 1, max: 5 }), bandwidth: fc.nat(200) }),
      underflowPercentage: fc.record({
        percentage: fc.integer({ min: 1, max: 100 }),
        count: fc.integer({ min: 1, max: 5 }),
        minimum: fc.nat(100),
      }),
    },
    { requiredKeys: [] },
  )
  .map((said) => said);
const horizon = fc.constantFrom(0, FIVE_MINUTES, 4 * FIVE_MINUTES);

describe('whatever the settings are', () => {
  test('a constant rate changes the reservation once at most', () => {
    fc.assert(
      fc.property(attributes, horizon, fc.nat(1_500), fc.nat(1_500), (said, ahead, rate, start) => {
        expect(play(flat(rate, 60), start, settingsOf(said, ahead)).changes.length).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });

  test('what is decided is a whole number within minimum and maximum, and another one than before', () => {
    const rates = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(attributes, horizon, rates, fc.nat(1_500), (said, ahead, measured, start) => {
        const settings = settingsOf(said, ahead);
        let before = start;
        for (const bandwidth of play(measured, start, settings).changes) {
          expect(Number.isInteger(bandwidth)).toBe(true);
          expect(bandwidth).toBeGreaterThanOrEqual(settings.minimum);
          expect(bandwidth).toBeLessThanOrEqual(settings.maximum);
          expect(bandwidth).not.toBe(before);
          before = bandwidth;
        }
      }),
      RUNS,
    );
  });

  test('after an overflow the reservation is at least what was measured last, as far as the maximum goes', () => {
    const rates = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(attributes, rates, fc.nat(1_500), (said, measured, start) => {
        const overflow = { ...said, overflowThreshold: { count: 1, bandwidth: 1 } };
        const settings = settingsOf(overflow, 0);
        const { reservedAt } = play([...measured, 0], start, settings);
        measured.forEach((rate, index) => {
          expect(reservedAt[index + 1]!).toBeGreaterThanOrEqual(Math.min(rate, settings.maximum));
        });
      }),
      RUNS,
    );
  });

  test('on a rising rate the forecast leaves no more samples above the reservation than the naive twin', () => {
    const ramp = fc.record({
      from: fc.nat(500),
      by: fc.integer({ min: 1, max: 60 }),
      count: fc.integer({ min: 4, max: 50 }),
    });
    const setting = fc.record({
      adjustmentInterval: fc.integer({ min: 300, max: 7_200 }),
      overflowThreshold: fc.record({ count: fc.integer({ min: 1, max: 5 }), bandwidth: fc.nat(200) }),
    });
    fc.assert(
      fc.property(setting, ramp, fc.nat(500), (said, { from, by, count }, spare) => {
        const rates = Array.from({ length: count }, (_, index) => from + by * index);
        const short = (ahead: number): number => {
          const { reservedAt } = play(rates, from + spare, settingsOf(said, ahead));
          return rates.filter((rate, index) => rate > reservedAt[index]!).length;
        };
        expect(short(4 * FIVE_MINUTES)).toBeLessThanOrEqual(short(0));
      }),
      RUNS,
    );
  });
});
