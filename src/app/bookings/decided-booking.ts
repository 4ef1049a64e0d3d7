import type { Admission } from '../../domain/booking/booking-ask.js';
import type { BookingOrder, BookingRejection } from '../../domain/values/booking.js';
import type { SignalledPath } from '../../domain/values/path.js';

/** Windows without the time for setting up, which is the head-end's business; equal paths once. */
export function plansOf(
  { leadTime }: BookingOrder,
  { occurrences }: Extract<Admission, { kind: 'admitted' }>,
) {
  const paths: SignalledPath[] = [];
  const places = new Map<string, number>();
  const plans = occurrences.map(({ start, end, bandwidth, path }) => {
    const links = path.path.links.join(' ');
    const place = places.get(links) ?? paths.push(path) - 1;
    places.set(links, place);
    return { start: start + leadTime, end, bandwidth, path: place };
  });
  return { paths, occurrences: plans };
}

export function rejectionOf(
  { windows, leadTime }: BookingOrder,
  { occurrence, noPath, fits }: Extract<Admission, { kind: 'refused' }>,
): BookingRejection {
  const { laterTime, lowerRate } = fits;
  return {
    window: windows[occurrence] ?? { start: 0, end: 0 },
    reasons: noPath.reasons,
    relaxations: noPath.relaxations.map(({ constraint, from, to, path }) => ({
      constraint,
      ...(from === undefined ? {} : { from }),
      to,
      links: path.links,
    })),
    ...(laterTime === undefined ? {} : { laterStart: laterTime.start + leadTime }),
    ...(lowerRate === undefined ? {} : { lowerBandwidth: lowerRate.bandwidth }),
  };
}

/** A process that ended before it decided, and came back when there was no time left. */
export const tooLate = (occurrence: number): Admission => ({
  kind: 'refused',
  occurrence,
  noPath: { reasons: ['POLICY'], relaxations: [] },
  fits: {},
});
