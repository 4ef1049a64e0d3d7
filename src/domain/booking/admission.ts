import type { NoPath } from '../computation/computer.js';
import type { Admission, AdmittedOccurrence, BookingAsk, Interval, WhatFits } from './booking-ask.js';
import { type FutureBandwidth, WithOccurrences } from './future-bandwidth.js';
import { earliestStart, highestRate, startsOf } from './sliding-start.js';
import { durationOf, fastestTransfer, rateWithin } from './volume.js';
import { type Admitting, type BookingComputer, WindowPaths } from './window-paths.js';

/**
 * Whether a booking can be had beside what lasts (LSPs, as the computer knows them) and what is booked already, and how: each occurrence on
 * a path of its own that is free over its whole interval. All occurrences or none, one after the other in the order given, each
 * with the earliest start, then the highest rate, then the best path by the request, given those before it.
 *
 * Nothing is taken: who admits takes it before anybody else asks. What `setBooked` says does not count. A fixed occurrence costs one search
 * with a peak for each link on its way; a sliding one a few for every start at which something that was in the way is gone; a volume some for
 * every such start and rate; a refusal those of what would fit, and an explanation, which reads every link and is most of it.
 */
export function admit(computer: BookingComputer, future: FutureBandwidth, ask: BookingAsk): Admission {
  const taken = new WithOccurrences(future);
  const admitting: Admitting = { computer, future: taken, ask };
  const admitted: AdmittedOccurrence[] = [];
  for (const occurrence of ask.occurrences) {
    const placed = place(admitting, occurrence);
    if (placed === undefined) return refusal(admitting, occurrence, admitted.length);
    taken.add(placed);
    admitted.push(placed);
  }
  return { kind: 'admitted', occurrences: admitted };
}

const leastOf = ({ leastBandwidth, request }: BookingAsk): number =>
  Math.min(leastBandwidth ?? request.bandwidth, request.bandwidth);

function place(admitting: Admitting, occurrence: Interval): AdmittedOccurrence | undefined {
  const { request, volume, idle = 0, leastBandwidth = 1, flexibility = 0 } = admitting.ask;
  const most = request.bandwidth;
  if (volume !== undefined) {
    const transfer = { bits: volume, idle, least: leastBandwidth, most, window: occurrence };
    return fastestTransfer(admitting, transfer);
  }
  return earliestStart(admitting, startsOf(occurrence, flexibility), leastOf(admitting.ask), most);
}

function refusal(admitting: Admitting, occurrence: Interval, at: number): Admission {
  return {
    kind: 'refused',
    occurrence: at,
    noPath: explanation(admitting, occurrence),
    fits: whatFits(admitting, occurrence),
  };
}

function explanation(admitting: Admitting, { start, end }: Interval): NoPath {
  const { request, volume, idle = 0, leastBandwidth = 1 } = admitting.ask;
  if (volume === undefined) {
    const noPath = new WindowPaths(admitting, start, end).explain(leastOf(admitting.ask));
    return noPath ?? { reasons: ['POLICY'], relaxations: [] };
  }
  const rate = Math.max(leastBandwidth, rateWithin(volume, end - start - idle));
  // Even alone in the network the volume would not be moved in time.
  if (rate > request.bandwidth) return { reasons: ['BANDWIDTH'], relaxations: [] };
  const noPath = new WindowPaths(admitting, start, start + idle + durationOf(volume, rate)).explain(rate);
  return noPath ?? { reasons: ['POLICY'], relaxations: [] };
}

function whatFits(admitting: Admitting, occurrence: Interval): WhatFits {
  const { horizon } = admitting.ask;
  const laterTime = horizon === undefined ? undefined : laterThan(admitting, occurrence, horizon);
  const lowerRate = lowerThanAsked(admitting, occurrence);
  return {
    ...(laterTime === undefined ? {} : { laterTime }),
    ...(lowerRate === undefined ? {} : { lowerRate }),
  };
}

function laterThan(
  admitting: Admitting,
  occurrence: Interval,
  horizon: number,
): AdmittedOccurrence | undefined {
  const { request, volume, idle = 0, leastBandwidth = 1, flexibility = 0 } = admitting.ask;
  if (volume !== undefined) {
    const window = { start: occurrence.start, end: horizon };
    return fastestTransfer(admitting, {
      bits: volume,
      idle,
      least: leastBandwidth,
      most: request.bandwidth,
      window,
    });
  }
  const { latest, duration } = startsOf(occurrence, flexibility);
  const starts = { earliest: latest + 1, latest: horizon, duration };
  return earliestStart(admitting, starts, leastOf(admitting.ask), request.bandwidth);
}

function lowerThanAsked(admitting: Admitting, occurrence: Interval): AdmittedOccurrence | undefined {
  const { volume, idle = 0, leastBandwidth = 1, flexibility = 0 } = admitting.ask;
  if (volume === undefined) {
    return highestRate(admitting, startsOf(occurrence, flexibility), leastOf(admitting.ask) - 1);
  }
  if (leastBandwidth <= 1) return undefined;
  const most = leastBandwidth - 1;
  return fastestTransfer(admitting, { bits: volume, idle, least: 1, most, window: occurrence });
}
