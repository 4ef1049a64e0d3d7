import type { BookedBandwidth, ComputationRequest, NoPath, PathComputer } from '../computation/computer.js';
import type { LinkId } from '../values/identifiers.js';
import type { SignalledPath } from '../values/path.js';
import type { BookingAsk } from './booking-ask.js';
import { type FutureBandwidth, firstFit } from './future-bandwidth.js';

/** What admission needs of the engine. */
export type BookingComputer = Pick<PathComputer, 'compute' | 'findPath' | 'unbooked'>;

/** An ask, and what it is admitted to. */
export interface Admitting {
  readonly computer: BookingComputer;
  readonly future: FutureBandwidth;
  readonly ask: BookingAsk;
}

/** A path and its rate. */
export interface RatedPath {
  readonly bandwidth: number;
  readonly path: SignalledPath;
}

const OPTIMISTIC_PROBES = 2;

/** The paths that are free from `from` on, up to, not including, `to`: what is taken of a link is the most at any time within. */
export class WindowPaths {
  readonly #admitting: Admitting;
  readonly #from: number;
  readonly #to: number;
  readonly #exclude: readonly string[];
  readonly #peaks = new Map<LinkId, number>();
  /** Links that the last search asked about. */
  #asked: LinkId[] = [];
  /** What it did not find a path for. */
  #failed: number | undefined;

  constructor(admitting: Admitting, from: number, to: number) {
    this.#admitting = admitting;
    this.#from = from;
    this.#to = to;
    const { request } = admitting.ask;
    const out = this.#quiet().flatMap((quiet) => quiet.out);
    this.#exclude = out.length === 0 ? request.exclude : [...request.exclude, ...out];
  }

  /** One search, and a peak for each link that it comes across. */
  find(bandwidth: number): SignalledPath | undefined {
    this.#asked = [];
    const path = this.#admitting.computer.findPath(this.#computation(bandwidth));
    this.#failed = path === undefined ? bandwidth : undefined;
    return path;
  }

  /**
   * The highest rate of at most `most` that fits, and its path; undefined if not even `least` does. Only links that searches come across
   * are looked at: a search that fails does so again at every rate above what the links it found too full have left, and a path has what
   * its links have left, so that few rates are between the two.
   */
  widest(least: number, most: number): RatedPath | undefined {
    let widest: RatedPath | undefined;
    let lowest = least;
    let highest = most;
    for (let probe = 0; lowest <= highest; probe++) {
      // Often the first links that are in the way are all that is.
      const rate = probe < OPTIMISTIC_PROBES ? highest : lowest + Math.ceil((highest - lowest) / 2);
      const path = this.find(rate);
      if (path === undefined) {
        highest = this.#nextBelow(rate);
        continue;
      }
      // Nothing at all fits also where less than nothing is left.
      const room = Math.min(...path.path.links.map((link) => this.#roomOn(link)));
      const bandwidth = Math.max(rate, Math.min(room, highest));
      widest = { bandwidth, path };
      lowest = bandwidth + 1;
    }
    return widest;
  }

  explain(bandwidth: number): NoPath | undefined {
    const answer = this.#admitting.computer.compute(this.#computation(bandwidth));
    return answer.kind === 'no-path' ? answer.noPath : undefined;
  }

  /**
   * The first later start at which a window of this length might have a path of the bandwidth, when this one has none;
   * Infinity: none until `latest`. Every way there is then takes a link that the failed search found too full, or one that was out: the
   * search would fail in the same way as long as all of those stay as they are. One search at most, and `firstFit` for each link that was found too full.
   */
  nextChance(bandwidth: number, latest: number): number {
    const { future, ask } = this.#admitting;
    // Only where a search gave up at its limit can another one find a path.
    if (this.#failed !== bandwidth && this.find(bandwidth) !== undefined) return this.#from + 1;
    let next = Number.POSITIVE_INFINITY;
    for (const { end } of this.#quiet()) next = Math.min(next, end);
    const { setupPriority } = ask.request;
    for (const link of new Set(this.#asked)) {
      const most = this.#unbooked(link) - bandwidth;
      if (most < 0 || this.#peakOn(link) <= most) continue;
      const duration = this.#to - this.#from;
      const until = Math.min(next, latest);
      next = Math.min(next, firstFit(future, link, setupPriority, most, this.#from, until, duration));
    }
    return next;
  }

  /** The highest rate below one that was not found at which the search would not fail in the same way. */
  #nextBelow(rate: number): number {
    let next = Number.NEGATIVE_INFINITY;
    for (const link of this.#asked) {
      const room = this.#roomOn(link);
      if (room < rate && room > next) next = room;
    }
    return next;
  }

  #quiet() {
    const { quiet = [] } = this.#admitting.ask;
    return quiet.filter(({ start, end }) => start < this.#to && end > this.#from);
  }

  #computation(bandwidth: number): ComputationRequest {
    const { request, signalling, holdingPriority } = this.#admitting.ask;
    return {
      request: { ...request, bandwidth, exclude: this.#exclude, alternatives: 0 },
      signalling,
      holdingPriority,
      booked: this.#booked,
    };
  }

  readonly #booked: BookedBandwidth = (link, setupPriority) => {
    const { future, ask } = this.#admitting;
    if (setupPriority !== ask.request.setupPriority) {
      return future.peak(link, setupPriority, this.#from, this.#to);
    }
    this.#asked.push(link);
    return this.#peakOn(link);
  };

  #peakOn(link: LinkId): number {
    const known = this.#peaks.get(link);
    if (known !== undefined) return known;
    const { future, ask } = this.#admitting;
    const peak = future.peak(link, ask.request.setupPriority, this.#from, this.#to);
    this.#peaks.set(link, peak);
    return peak;
  }

  #unbooked(link: LinkId): number {
    const { computer, ask } = this.#admitting;
    return computer.unbooked(link, ask.request.setupPriority);
  }

  #roomOn(link: LinkId): number {
    return this.#unbooked(link) - this.#peakOn(link);
  }
}
