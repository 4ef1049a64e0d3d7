import type { LinkId } from '../values/identifiers.js';
import type { SignalledPath } from '../values/path.js';
import type { AdmittedOccurrence, BookingAsk, Interval } from './booking-ask.js';
import type { FutureBandwidth } from './future-bandwidth.js';
import { highestRate } from './sliding-start.js';
import { type BookingComputer, type RatedPath, WindowPaths } from './window-paths.js';

/** PORT: the same, step by step. */
export interface FutureSteps extends FutureBandwidth {
  /** What is taken between `from` and, not including, `to`, in order, without gaps. */
  profile(
    link: LinkId,
    setupPriority: number,
    from: number,
    to: number,
  ): readonly (Interval & { readonly value: number })[];
}

/** As much fits at every instant of it, and not more. */
export interface AvailableStep extends Interval {
  /** Bit/s; 0: nothing. */
  readonly bandwidth: number;
  /** A path that has it; absent where nothing fits. */
  readonly path?: SignalledPath;
}

export interface AvailabilityAsk {
  /** Its bandwidth has no meaning. */
  readonly asked: Pick<BookingAsk, 'request' | 'signalling' | 'holdingPriority'>;
  readonly window: Interval;
  readonly computer: BookingComputer;
  readonly future: FutureSteps;
}

/**
 * What one path can have over time, exact at each instant; neighbouring steps differ. Undefined: what decides it changes more
 * than `most` times. Each change costs some searches, and a look at the steps of the links on the path; what changes elsewhere in the
 * network costs nothing.
 */
export function availableSteps(ask: AvailabilityAsk, most: number): readonly AvailableStep[] | undefined {
  const { window } = ask;
  const steps: AvailableStep[] = [];
  let start = window.start;
  for (let looks = 0; start < window.end; looks++) {
    if (looks === most) return undefined;
    const paths = new WindowPaths(admitting(ask), start, start + 1);
    const widest = paths.widest(1, MOST);
    const bandwidth = widest?.bandwidth ?? 0;
    const more = paths.nextChance(bandwidth + 1, window.end);
    const end = Math.min(more, lessFrom(ask, widest, start), window.end);
    const last = steps.at(-1);
    if (last?.bandwidth === bandwidth) steps[steps.length - 1] = { ...last, end };
    else steps.push({ start, end, bandwidth, ...(widest === undefined ? {} : { path: widest.path }) });
    start = end;
  }
  return steps;
}

/** The interval of this length within the window that most fits into throughout, the earliest of those; undefined: nothing fits. */
export const bestInterval = (ask: AvailabilityAsk, duration: number): AdmittedOccurrence | undefined => {
  const { start, end } = ask.window;
  return highestRate(admitting(ask), { earliest: start, latest: end - duration, duration }, MOST);
};

const admitting = ({ asked, computer, future }: AvailabilityAsk) => ({
  computer,
  future,
  ask: { ...asked, occurrences: [] },
});

/** The first later instant at which the path has not its bandwidth any more; Infinity: it keeps it. */
function lessFrom(
  { asked, computer, future, window }: AvailabilityAsk,
  widest: RatedPath | undefined,
  after: number,
): number {
  const { setupPriority } = asked.request;
  let first = Number.POSITIVE_INFINITY;
  for (const link of widest?.path.path.links ?? []) {
    const most = computer.unbooked(link, setupPriority) - widest!.bandwidth;
    // Before the first instant that another link gave nothing has to be looked at.
    const until = Math.min(first, window.end);
    const above = future.profile(link, setupPriority, after, until).find(({ value }) => value > most);
    if (above !== undefined) first = above.start;
  }
  return first;
}

/** More than any link has. */
const MOST = Number.MAX_SAFE_INTEGER;
