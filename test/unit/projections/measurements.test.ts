// What is kept of the rates of an LSP, and that it is enough to tell every maximum.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LspId, PccId } from '../../../src/domain/values/identifiers.js';
import type { BandwidthEvent } from '../../../src/events/catalogue/bandwidth.js';
import type { RecordedEvent } from '../../../src/events/catalogue/event.js';
import {
  lastSample,
  Measurements,
  OLDER_SAMPLES,
  RECENT_SAMPLES,
  samplesOf,
} from '../../../src/projections/measurements/measurements.js';
import { cases } from '../../support/cases.js';

const lsp = LspId(PccId('10.0.0.1'), 'gold');

const recorded = (event: BandwidthEvent, time = 1_000) =>
  ({
    ...event,
    id: 'id',
    position: 1,
    stream: 'stream',
    version: 1,
    schemaVersion: 1,
    time,
  }) as RecordedEvent<BandwidthEvent>;

const rate = (measuredAt: number, bits: number): RecordedEvent<BandwidthEvent> =>
  recorded({
    type: 'LspRateMeasured',
    data: { lsp, rate: bits, measuredAt, source: 'telemetry' },
  });

function after(...events: readonly RecordedEvent<BandwidthEvent>[]): Measurements {
  const measurements = new Measurements();
  for (const event of events) measurements.apply(event, 500);
  return measurements;
}

describe('the samples of an LSP', () => {
  test('are bounded, whatever comes', () => {
    const falling = Array.from({ length: 500 }, (_, at) => rate(at + 1, 1_000 - at));
    const known = after(...falling).get(lsp)!;
    expect(samplesOf(known)).toHaveLength(RECENT_SAMPLES + OLDER_SAMPLES);
    expect(samplesOf(known)[0]).toEqual({ at: 1, rate: 1_000 });
    expect(lastSample(known)).toEqual({ at: 500, rate: 501 });
  });

  test('tell the maximum of any time up to now, as long as fewer than 16 older ones stand out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 80 }), fc.nat(90), (rates, back) => {
        const known = after(...rates.map((bits, at) => rate(at + 1, bits))).get(lsp)!;
        const since = rates.length - back;
        const highest = (all: readonly { at: number; rate: number }[]) =>
          Math.max(-1, ...all.filter(({ at }) => at > since).map((one) => one.rate));
        expect(highest(samplesOf(known))).toBe(
          highest(rates.map((bits, at) => ({ at: at + 1, rate: bits }))),
        );
      }),
      { numRuns: cases(600) },
    );
  });

  test('are in the order of time: what is not later than the last one is left out', () => {
    expect(samplesOf(after(rate(5, 1), rate(5, 2), rate(3, 9), rate(6, 3)).get(lsp)!)).toEqual([
      { at: 5, rate: 1 },
      { at: 6, rate: 3 },
    ]);
  });

  test('are forgotten after seven days', () => {
    const day = 86_400_000;
    const many = Array.from({ length: 40 }, (_, at) => rate(8 * day + at, 1));
    expect(samplesOf(after(rate(1, 99), ...many).get(lsp)!)).toHaveLength(RECENT_SAMPLES);
  });
});

describe('an LSP out of profile', () => {
  const outOfProfile = recorded({
    type: 'LspOutOfProfile',
    data: { lsp, demand: 20, attainable: 10, sharedWith: [] },
  });

  test('is so until no more is measured than can be had', () => {
    expect(after(rate(1, 20), outOfProfile, rate(2, 11)).get(lsp)?.outOfProfile).toMatchObject({
      demand: 20,
    });
    expect(after(rate(1, 20), outOfProfile, rate(2, 10)).get(lsp)?.outOfProfile).toBeUndefined();
  });
});

test('what an operator wants is taken back by saying nothing', () => {
  const set = (isAdjusted?: boolean) =>
    recorded({
      type: 'LspAutoBandwidthSet',
      data: { lsp, ...(isAdjusted === undefined ? {} : { isAdjusted }) },
    });
  expect(after(set(true)).get(lsp)?.policy).toEqual({ isAdjusted: true, attributes: {} });
  expect(after(set(true), set()).get(lsp)?.policy).toBeUndefined();
});
