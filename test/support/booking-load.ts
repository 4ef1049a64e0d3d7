// Very many bookings at once on links that are scarce, and what became of them at every instant.
import { type Booking, bookedWindow } from '../../src/domain/values/booking.js';
import type { LinkId } from '../../src/domain/values/identifiers.js';
import { Random } from '../../src/simulators/pcc/random.js';
import { bookingNetwork, HOUR, wanted } from './booking-network.js';
import type { TestPce } from './pce.js';

export interface LoadOutcome {
  readonly cairn: TestPce;
  readonly admitted: number;
  readonly rejected: number;
  /** Admitted, and displaced since by one of higher priority without another path. */
  readonly withoutPath: number;
  /** Links and instants at which more is booked than there is. */
  readonly oversubscribed: readonly string[];
}

/** All are asked for before the first is answered. */
export async function bookAtOnce(count: number, seed: number): Promise<LoadOutcome> {
  const { cairn, now } = await bookingNetwork();
  const random = new Random(seed);
  const asked = Array.from({ length: count }, (_, number) => {
    const start = now + HOUR + random.between(0, 60 * 24) * 60_000;
    const end = start + random.between(10, 600) * 60_000;
    const more = {
      bandwidth: Math.round(random.between(1, 100)) * 1e7,
      setupPriority: random.between(0, 10) < 1 ? 3 : 7,
      ...(random.between(0, 4) < 1 ? { flexibility: 'PT2H' } : {}),
    };
    return cairn.pce.bookings.book(wanted(`booking-${number}`, Math.round(start), Math.round(end), more));
  });
  await Promise.all(asked);
  await cairn.settled();
  const bookings = [...cairn.pce.live.state.bookings.all()];
  const ofState = (state: string): number => bookings.filter((booking) => booking.state === state).length;
  return {
    cairn,
    admitted: ofState('ADMITTED'),
    rejected: ofState('REJECTED'),
    withoutPath: bookings.filter(isWithoutPath).length,
    oversubscribed: oversubscribed(cairn, bookings),
  };
}

const isWithoutPath = ({ state, occurrences }: Booking): boolean =>
  state === 'ADMITTED' && occurrences.some(({ path }) => path === undefined);

/** Bookings alone are added up, link by link at every instant at which one begins: no calendar, no engine. */
function oversubscribed({ pce }: TestPce, bookings: readonly Booking[]): readonly string[] {
  const uses = new Map<LinkId, { at: number; by: number }[]>();
  for (const { order, occurrences } of bookings) {
    for (const occurrence of occurrences) {
      const { start, end } = bookedWindow(order, occurrence);
      for (const link of occurrence.path?.path.links ?? []) {
        const changes = uses.get(link) ?? [];
        changes.push({ at: start, by: occurrence.bandwidth }, { at: end, by: -occurrence.bandwidth });
        uses.set(link, changes);
      }
    }
  }
  return [...uses].flatMap(([link, changes]) => {
    const capacity = pce.live.state.ted.link(link)?.capacity ?? 0;
    let used = 0;
    // What ends makes room for what begins at the same instant.
    const inOrder = changes.sort((a, b) => a.at - b.at || a.by - b.by);
    return inOrder.flatMap(({ at, by }) => {
      used += by;
      return used > capacity ? [`${link} at ${new Date(at).toISOString()}: ${used}`] : [];
    });
  });
}
