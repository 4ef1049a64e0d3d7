import type { BookingAsk, Interval } from '../../src/domain/booking/booking-ask.js';
import type { TopologyLink } from '../../src/domain/values/topology.js';
import type { CalendarEntry } from '../../src/projections/calendar/calendar.js';
import { allowedPaths, idsOf, type SmallNetwork } from './computation-oracle.js';

/** What an occurrence should get. */
export interface Expected extends Interval {
  readonly bandwidth: number;
  readonly links: readonly string[];
}

interface Use extends Interval {
  readonly bandwidth: number;
  readonly links: readonly string[];
}

/**
 * Admission instant by instant and path by path: every start, every end, every simple path, what is left at every ms. Shares no
 * code with what it checks.
 */
export class AdmissionOracle {
  readonly #ask: BookingAsk;
  readonly #entries: readonly CalendarEntry[];
  readonly #own: Use[] = [];
  /** What is left on a path at an instant, as far as it was asked. */
  readonly #rooms = new Map<readonly TopologyLink[], Map<number, number>>();
  /** All that the request allows whatever their bandwidth, best first. */
  readonly #paths: readonly (readonly TopologyLink[])[];

  constructor(network: SmallNetwork, entries: readonly CalendarEntry[], ask: BookingAsk) {
    this.#ask = ask;
    this.#entries = entries;
    this.#paths = allowedPaths(network, { ...ask.request, bandwidth: 0 });
  }

  /** From now on counts against the others. */
  take(expected: Expected): void {
    this.#own.push(expected);
    this.#rooms.clear();
  }

  /** What the occurrence gets, or undefined. */
  place(occurrence: Interval): Expected | undefined {
    const { request, volume, leastBandwidth, flexibility = 0 } = this.#ask;
    if (volume !== undefined) {
      return this.transfer(occurrence.start, occurrence.end, leastBandwidth ?? 1, request.bandwidth);
    }
    const least = leastBandwidth ?? request.bandwidth;
    return this.slide(occurrence, 0, flexibility, least, request.bandwidth);
  }

  /** The first of the delays at which `least` fits, with the highest rate. */
  slide(
    { start, end }: Interval,
    from: number,
    to: number,
    least: number,
    most: number,
  ): Expected | undefined {
    for (let delay = from; delay <= to; delay++) {
      const rate = this.#rate(start + delay, end + delay, most);
      if (rate >= least) return this.#with(start + delay, end + delay, rate);
    }
    return undefined;
  }

  /** The highest rate at any of the delays, at the first. */
  highest({ start, end }: Interval, flexibility: number, most: number): Expected | undefined {
    let best: Expected | undefined;
    for (let delay = 0; delay <= flexibility; delay++) {
      const rate = this.#rate(start + delay, end + delay, most);
      if (rate >= 1 && rate > (best?.bandwidth ?? 0)) best = this.#with(start + delay, end + delay, rate);
    }
    return best;
  }

  /** Of all starts and ends the earliest end, then the highest rate. */
  transfer(from: number, deadline: number, least: number, most: number): Expected | undefined {
    const { volume: bits = 0, idle = 0 } = this.#ask;
    let best: Expected | undefined;
    for (let start = from; start < deadline; start++) {
      for (let until = start + 1; until <= deadline; until++) {
        const rate = this.#rate(start, until, most);
        if (rate < least || rate < 1) break;
        const end = start + idle + Number((BigInt(bits) * 1000n + BigInt(rate) - 1n) / BigInt(rate));
        if (end > until) continue;
        const isBetter = best === undefined || end < best.end || (end === best.end && rate > best.bandwidth);
        if (isBetter) best = this.#with(start, end, rate);
      }
    }
    return best;
  }

  /** -1: no path at all. */
  #rate(start: number, end: number, most: number): number {
    let rate = -1;
    for (const path of this.#paths) rate = Math.max(rate, Math.min(most, this.#room(path, start, end)));
    return rate;
  }

  #with(start: number, end: number, bandwidth: number): Expected {
    const path = this.#paths.find((one) => this.#room(one, start, end) >= bandwidth)!;
    return { start, end, bandwidth, links: idsOf(path) };
  }

  #room(path: readonly TopologyLink[], start: number, end: number): number {
    let room = Number.POSITIVE_INFINITY;
    for (let instant = start; instant < end; instant++) room = Math.min(room, this.#roomAt(path, instant));
    return room;
  }

  #roomAt(path: readonly TopologyLink[], instant: number): number {
    let rooms = this.#rooms.get(path);
    if (rooms === undefined) this.#rooms.set(path, (rooms = new Map()));
    let room = rooms.get(instant);
    if (room === undefined) rooms.set(instant, (room = this.#leftOn(path, instant)));
    return room;
  }

  #leftOn(path: readonly TopologyLink[], instant: number): number {
    const { quiet = [], request } = this.#ask;
    for (const { start, end, out } of quiet) {
      if (instant < start || instant >= end) continue;
      if (path.some((link) => [link.id, link.source, link.target].some((one) => out.includes(one))))
        return -1;
    }
    // Nothing is needed of a link for nothing.
    if (request.bandwidth === 0) return Number.POSITIVE_INFINITY;
    return Math.min(...path.map(({ id, reservable }) => reservable - this.#taken(id, instant)));
  }

  #taken(link: string, instant: number): number {
    let taken = 0;
    for (const { start, end, links, bandwidth, holdingPriority } of this.#entries) {
      if (instant < start || instant >= end || holdingPriority > this.#ask.request.setupPriority) continue;
      if (links.some((id) => id === link)) taken += bandwidth;
    }
    for (const { start, end, links, bandwidth } of this.#own) {
      if (instant >= start && instant < end && links.includes(link)) taken += bandwidth;
    }
    return taken;
  }
}
