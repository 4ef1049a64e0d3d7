import { describe, expect, test } from '@jest/globals';
import { thinOut } from '../../../src/app/snapshot-retention.js';

const SPACING = 100_000;

/** What is left after each of `count` snapshots was followed by a thinning, as the projector does. */
function keptAfter(count: number): readonly number[] {
  let kept: readonly number[] = [];
  for (let number = 1; number <= count; number++) {
    const taken = [...kept, number * SPACING];
    const removed = new Set(thinOut(taken));
    kept = taken.filter((position) => !removed.has(position));
  }
  return kept;
}

describe('snapshot retention', () => {
  test('removes nothing while there are few', () => {
    expect(thinOut([])).toEqual([]);
    expect(thinOut([5])).toEqual([]);
    expect(thinOut([5, 10, 15])).toEqual([]);
  });

  test.each([10, 100, 1_000, 3_000])(
    'of %i snapshots few are kept, the first and the last two among them',
    (count) => {
      const kept = keptAfter(count);
      expect(kept[0]).toBe(SPACING);
      expect(kept.slice(-2)).toEqual([(count - 1) * SPACING, count * SPACING]);
      expect(kept.length).toBeLessThanOrEqual(6 + 10 * Math.log10(count));
    },
  );

  test.each([10, 100, 1_000, 3_000])(
    'after %i snapshots every moment of the past is near one, for its age',
    (count) => {
      const kept = keptAfter(count);
      const newest = count * SPACING;
      for (const [index, position] of kept.entries()) {
        const before = kept[index - 1] ?? 0;
        expect(position - before).toBeLessThanOrEqual(Math.max(SPACING, 0.5 * (newest - position)));
      }
    },
  );
});
