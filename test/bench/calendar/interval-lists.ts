import type { FutureBandwidth } from '../../../src/domain/booking/future-bandwidth.js';
import type { LinkId } from '../../../src/domain/values/identifiers.js';
import type { CalendarEntry } from '../../../src/projections/calendar/calendar.js';

/** What one would write first: each link's bookings sorted by start, every question a scan of those that started before its end. */
export class IntervalLists implements FutureBandwidth {
  readonly #byLink = new Map<LinkId, CalendarEntry[]>();

  constructor(entries: Iterable<CalendarEntry>) {
    for (const entry of entries) {
      for (const link of entry.links) {
        const there = this.#byLink.get(link);
        if (there === undefined) this.#byLink.set(link, [entry]);
        else there.push(entry);
      }
    }
    for (const there of this.#byLink.values()) there.sort((a, b) => a.start - b.start);
  }

  peak(link: LinkId, setupPriority: number, from: number, to: number): number {
    let [taken, peak] = [0, 0];
    for (const [instant, change] of this.#changes(link, setupPriority, from, to)) {
      if (instant >= to) break;
      taken += change;
      peak = Math.max(peak, taken);
    }
    return peak;
  }

  lastAbove(link: LinkId, setupPriority: number, most: number, from: number, to: number): number | undefined {
    let taken = 0;
    let above: number | undefined;
    let since: number | undefined;
    for (const [instant, change] of this.#changes(link, setupPriority, from, to)) {
      if (since !== undefined && since < to && instant > since) above = instant;
      taken += change;
      since = taken > most ? instant : undefined;
    }
    return above;
  }

  /** Of the bookings that overlap, in order of time; ends first. */
  #changes(link: LinkId, setupPriority: number, from: number, to: number): (readonly [number, number])[] {
    const there = this.#byLink.get(link) ?? [];
    const changes: (readonly [number, number])[] = [];
    for (const { start, end, bandwidth, holdingPriority } of there) {
      if (start >= to) break;
      if (end <= from || holdingPriority > setupPriority) continue;
      changes.push([Math.max(start, from), bandwidth], [end, -bandwidth]);
    }
    return changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
}
