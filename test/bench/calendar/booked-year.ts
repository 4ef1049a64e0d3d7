import { createPathComputer } from '../../../src/domain/computation/engine.js';
import { BookingId, LinkId, NodeId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import type { Calendar } from '../../../src/projections/calendar/calendar.js';
import type { Random } from '../random.js';

export const HOUR = 3_600_000;
export const YEAR = 365 * 24 * HOUR;
export const NODES = 200;
/** Both directions count: 1,000 links. */
const LINKS = 500;
const CAPACITIES = [25e9, 50e9, 100e9] as const;
const PATHS = 20_000;

/** 200 nodes and 1,000 directed links: a ring with random chords. */
export function createComputer(random: Random) {
  const links = Array.from({ length: LINKS }, (_, index): TopologyLink[] => {
    const from = index % NODES;
    const span = index < NODES ? 1 : 2 + random.below(index % 2 === 0 ? 10 : NODES - 3);
    const to = (from + span) % NODES;
    const capacity = random.pick(CAPACITIES);
    const metric = 10 + random.below(90);
    return [link(`${index}`, from, to, capacity, metric), link(`${index}r`, to, from, capacity, metric)];
  }).flat();
  const computer = createPathComputer();
  computer.setTopology(
    Array.from({ length: NODES }, (_, index) => ({ id: NodeId(`n${index}`), name: `n${index}` })),
    links,
  );
  return { computer, links };
}

const link = (id: string, from: number, to: number, capacity: number, metric: number): TopologyLink => ({
  id: LinkId(id),
  source: NodeId(`n${from}`),
  target: NodeId(`n${to}`),
  sourceAddress: `10.${from}.${id.length}.1`,
  targetAddress: `11.${Number.parseInt(id, 10) >> 8}.${Number.parseInt(id, 10) & 255}.${id.endsWith('r') ? 2 : 1}`,
  teMetric: metric,
  capacity,
  reservable: capacity,
  adminGroups: [],
  srlgs: [],
  operational: true,
});

/**
 * Books intervals of 1 to 24 hours within a year along cheapest paths of the empty network, each only where it fits, until
 * there are so many: no link is ever over its capacity, the busy ones are full. Returns the milliseconds that `reserve` took.
 */
export function fill(
  calendar: Calendar,
  { computer, links }: ReturnType<typeof createComputer>,
  bookings: number,
  random: Random,
): number {
  const capacity = new Map(links.map(({ id, reservable }) => [id, reservable]));
  const paths = Array.from({ length: PATHS }, () => {
    const [source, destination] = endsOf(random);
    const request = pathRequest({ source, destination });
    return computer.findPath({ request, signalling: { setupType: 'RSVP_TE' } })!.path.links;
  });
  let spent = 0;
  let number = 0;
  while (number < bookings) {
    const start = random.below(YEAR / HOUR) * HOUR + random.below(60) * 60_000;
    const end = start + (1 + random.below(24)) * HOUR;
    const bandwidth = (1 + random.below(20)) * 1e8;
    const over = random.pick(paths);
    if (over.some((id) => calendar.peak(id, 7, start, end) + bandwidth > capacity.get(id)!)) continue;
    const booking = BookingId(`booking-${number}`);
    const begun = performance.now();
    calendar.reserve({ booking, occurrence: 0, start, end, bandwidth, holdingPriority: 7, links: over });
    spent += performance.now() - begun;
    number += 1;
  }
  return spent;
}

export function endsOf(random: Random): readonly [string, string] {
  const source = random.below(NODES);
  const destination = (source + 1 + random.below(NODES - 1)) % NODES;
  return [`n${source}`, `n${destination}`];
}
