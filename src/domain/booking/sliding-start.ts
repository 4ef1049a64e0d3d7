import type { AdmittedOccurrence, Interval } from './booking-ask.js';
import { type Admitting, WindowPaths } from './window-paths.js';

/** Starts that are allowed, and how long it then takes. */
export interface Starts {
  readonly earliest: number;
  readonly latest: number;
  readonly duration: number;
}

export const startsOf = ({ start, end }: Interval, flexibility: number): Starts => ({
  earliest: start,
  latest: start + flexibility,
  duration: end - start,
});

/**
 * The occurrence at the first start at which `least` fits, there with the highest rate up to `most`. Only starts are tried at which something
 * that stood in the way may be gone (`WindowPaths.nextChance`); each costs a search, and some where a rate is to be found.
 */
export function earliestStart(
  admitting: Admitting,
  { earliest, latest, duration }: Starts,
  least: number,
  most: number,
): AdmittedOccurrence | undefined {
  let start = earliest;
  while (start <= latest) {
    const window = new WindowPaths(admitting, start, start + duration);
    const found = window.widest(least, most);
    if (found !== undefined) return { start, end: start + duration, ...found };
    start = window.nextChance(least, latest);
  }
  return undefined;
}

/** The highest rate up to `most` at any of the starts, at the first at which it fits. As `earliestStart` for every rate that is better than the one before. */
export function highestRate(
  admitting: Admitting,
  starts: Starts,
  most: number,
): AdmittedOccurrence | undefined {
  let best: AdmittedOccurrence | undefined;
  for (;;) {
    const least = (best?.bandwidth ?? 0) + 1;
    if (least > most) return best;
    // Where less did not fit, more does not either.
    const earliest = best?.start ?? starts.earliest;
    const better = earliestStart(admitting, { ...starts, earliest }, least, most);
    if (better === undefined) return best;
    best = better;
  }
}
