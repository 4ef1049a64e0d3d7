import type { PathObjective } from '../../values/path-request.js';
import type { Signalling } from '../computer.js';
import type { Query } from './query.js';
import { type Misfit, type Network, type Signallable, SignalledPaths } from './signalled-paths.js';

/** Paths of a query one at a time, best first by what it is to be best in. */
export interface PathSource {
  /** Paths that were passed over because they couldn't be signalled. */
  readonly misfits: readonly Misfit[];
  /** True if a search met its limit, so that a path may be missing. */
  readonly exhausted: boolean;
  next(): Signallable | undefined;
}

export function pathSource(
  network: Network,
  query: Query,
  signalling: Signalling,
  objective: PathObjective = 'MINIMUM_COST',
): PathSource {
  if (objective === 'MINIMUM_COST') return new SignalledPaths(network, query, signalling);
  return new BottleneckPaths(network, query, signalling, objective);
}

/**
 * Paths in the order of their worst link, those with the same worst link in the order of paths: MINIMUM_LOAD by the share
 * of the reservable bandwidth that is taken once the path is there, MAXIMUM_BANDWIDTH by what is unreserved before
 * (RFC 5541 4, MLP and MBP; r(L) is what the setup priority finds).
 *
 * The links that are no worse than a limit form a network of their own; the lowest limit whose network has one more path
 * than were given is found by bisection. O(E log E), and log E times one search per path given and one more.
 */
class BottleneckPaths implements PathSource {
  misfits: readonly Misfit[] = [];
  exhausted = false;
  private readonly network: Network;
  private readonly query: Query;
  private readonly signalling: Signalling;
  /** By link, lower is better. */
  private readonly badness: Float64Array;
  /** The values that occur, ascending. */
  private readonly limits: readonly number[];
  private limit = -1;
  private current: SignalledPaths | undefined;
  private given = 0;

  constructor(network: Network, query: Query, signalling: Signalling, objective: PathObjective) {
    this.network = network;
    this.query = query;
    this.signalling = signalling;
    this.badness = badnessOf(network, query, objective);
    this.limits = [...new Set(this.badness)].sort((a, b) => a - b);
  }

  next(): Signallable | undefined {
    for (;;) {
      const path = this.nextWithin();
      if (path !== undefined) {
        this.given += 1;
        return path;
      }
      const limit = this.nextLimit();
      if (limit === undefined) return undefined;
      this.limit = limit;
      this.current = this.pathsWithin(limit);
    }
  }

  /** Those with a better worst link were given at an earlier limit. */
  private nextWithin(): Signallable | undefined {
    if (this.current === undefined) return undefined;
    for (;;) {
      const path = this.current.next();
      if (path === undefined) {
        this.exhausted ||= this.current.exhausted;
        return undefined;
      }
      const worst = path.links.reduce(
        (most, link) => Math.max(most, this.badness[link]!),
        Number.NEGATIVE_INFINITY,
      );
      if (worst === this.limits[this.limit]) return path;
    }
  }

  private nextLimit(): number | undefined {
    let high = this.limits.length - 1;
    let low = this.limit + 1;
    if (low > high || !this.hasMoreWithin(high)) return undefined;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.hasMoreWithin(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private hasMoreWithin(limit: number): boolean {
    const paths = this.pathsWithin(limit);
    for (let passed = 0; passed <= this.given; passed++) {
      if (paths.next() !== undefined) continue;
      this.exhausted ||= paths.exhausted;
      if (this.given === 0) this.misfits = paths.misfits;
      return false;
    }
    return true;
  }

  private pathsWithin(limit: number): SignalledPaths {
    const most = this.limits[limit]!;
    const excludedLinks = [...this.query.excludedLinks];
    this.badness.forEach((badness, link) => {
      if (badness > most) excludedLinks.push(link);
    });
    return new SignalledPaths(this.network, { ...this.query, excludedLinks }, this.signalling);
  }
}

function badnessOf({ graph, reservations }: Network, query: Query, objective: PathObjective): Float64Array {
  return Float64Array.from(graph.links, (_, link) => {
    const left = reservations.available(link, query.setupPriority);
    if (objective === 'MAXIMUM_BANDWIDTH') return -left;
    const reservable = graph.reservable[link]!;
    return reservable > 0 ? (reservable - left + query.bandwidth) / reservable : Number.POSITIVE_INFINITY;
  });
}
