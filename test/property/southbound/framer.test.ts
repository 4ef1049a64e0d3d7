import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PCEP_FRAME_FORMAT } from '../../../src/southbound/pcep/codec/framing.js';
import { Framer } from '../../../src/southbound/wire/framer.js';
import { cases } from '../../support/cases.js';

const frame = fc.uint8Array({ maxLength: 60 }).map((body) => {
  const bytes = Uint8Array.from([0x20, 2, 0, 0, ...body]);
  bytes[3] = bytes.length;
  return bytes;
});

/** Cuts `bytes` at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe('Framer', () => {
  test('gives the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (frames, places) => {
          const stream = Uint8Array.from(frames.flatMap((bytes) => [...bytes]));
          const framer = new Framer(PCEP_FRAME_FORMAT);
          const seen = cut(stream, places).flatMap((chunk) => {
            const { frames: whole, failure } = framer.push(chunk);
            expect(failure).toBeUndefined();
            return whole.map((bytes) => [...bytes]);
          });
          expect(seen).toEqual(frames.map((bytes) => [...bytes]));
          expect(framer.pending()).toBe(0);
        },
      ),
      { numRuns: cases(500) },
    );
  });

  test('gives the same messages and the same failure however a bad stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 4 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (frames, badLength, places) => {
          const stream = Uint8Array.from([
            ...frames.flatMap((bytes) => [...bytes]),
            0x20,
            2,
            0,
            badLength,
            1,
            2,
            3,
            4,
          ]);
          const framer = new Framer(PCEP_FRAME_FORMAT);
          const results = cut(stream, places).map((chunk) => framer.push(chunk));
          expect(results.flatMap((result) => result.frames.map((bytes) => [...bytes]))).toEqual(
            frames.map((bytes) => [...bytes]),
          );
          expect(results.at(-1)?.failure?.length).toBe(badLength);
        },
      ),
      { numRuns: cases(300) },
    );
  });
});
