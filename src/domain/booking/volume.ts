import type { AdmittedOccurrence, Interval } from './booking-ask.js';
import { type Admitting, WindowPaths } from './window-paths.js';

const MS = 1000;

/** Whole ms that it takes to move so many bits at so many bit/s. Exact for rates below 9 Tbit/s. */
export function durationOf(bits: number, rate: number): number {
  const seconds = Math.floor(bits / rate);
  return seconds * MS + dividedUp((bits - seconds * rate) * MS, rate);
}

/** The lowest whole rate that moves so many bits within so many ms; Infinity: none does. */
export function rateWithin(bits: number, duration: number): number {
  if (duration <= 0) return Number.POSITIVE_INFINITY;
  let rate = Math.max(1, Math.ceil((bits / duration) * MS));
  // The quotient is rounded: the rate beside it may be the one.
  while (durationOf(bits, rate) > duration) rate += 1;
  while (rate > 1 && durationOf(bits, rate - 1) <= duration) rate -= 1;
  return rate;
}

function dividedUp(dividend: number, divisor: number): number {
  const quotient = Math.floor(dividend / divisor);
  return quotient * divisor < dividend ? quotient + 1 : quotient;
}

/** What is to be moved, at which rates, within which window. */
export interface Transfer {
  readonly bits: number;
  /** Ms at the start in which nothing is moved. */
  readonly idle: number;
  readonly least: number;
  readonly most: number;
  readonly window: Interval;
}

/**
 * The transfer with the earliest end at one constant rate, of those with the highest rate: exact. Starts are tried in order of
 * time, only those at which a rate might fit that ends before the best so far (`WindowPaths.nextChance`). At each start the highest rate
 * that fits for as long as it takes is approached from above: one that fits for as long as a higher one takes bounds
 * all that fit for longer. A few searches for each start and rate.
 */
export function fastestTransfer(admitting: Admitting, transfer: Transfer): AdmittedOccurrence | undefined {
  const { bits, idle, most, window } = transfer;
  const shortest = idle + durationOf(bits, most);
  let best: AdmittedOccurrence | undefined;
  let start = window.start;
  for (;;) {
    const deadline = best?.end ?? window.end;
    if (start + shortest > deadline) return best;
    const least = Math.max(transfer.least, rateWithin(bits, deadline - start - idle));
    const { found, next } = fastestFrom(admitting, { ...transfer, least }, start, deadline - shortest);
    best = found ?? best;
    start = next;
  }
}

/** The highest rate that fits from this start on, and the next start at which a higher one might; Infinity: at none until `latest`. */
function fastestFrom(
  admitting: Admitting,
  { bits, idle, least, most }: Transfer,
  start: number,
  latest: number,
): { readonly found: AdmittedOccurrence | undefined; readonly next: number } {
  let next = Number.POSITIVE_INFINITY;
  let rate = most;
  while (rate >= least) {
    const end = start + idle + durationOf(bits, rate);
    const window = new WindowPaths(admitting, start, end);
    const widest = window.widest(least, rate);
    if (widest?.bandwidth === rate) return { found: { start, end, ...widest }, next };
    // No rate from here up to the present one fits for as long as it takes.
    const refuted = widest === undefined ? least : widest.bandwidth + 1;
    next = Math.min(next, window.nextChance(refuted, latest));
    rate = refuted - 1;
  }
  return { found: undefined, next };
}
