import type { BookingId, LinkId } from '../../domain/values/identifiers.js';
import { type EntryRow, EntryTable, type OccurrenceKey } from './entry-table.js';
import { LinkProfile } from './link-profile.js';
import type { Step } from './step-function.js';

/** What one occurrence of a booking takes: whole bit/s of each of its links from `start` (ms) on, up to, not including, `end`. */
export interface CalendarEntry extends OccurrenceKey {
  readonly start: number;
  readonly end: number;
  readonly bandwidth: number;
  /** 0 (highest) to 7. */
  readonly holdingPriority: number;
  /** Each once; 255 at most. */
  readonly links: readonly LinkId[];
}

/** Columns, entry by entry in the order of booking and occurrence; links by their number in `links`, which is sorted. */
export interface CapturedCalendar {
  readonly links: readonly LinkId[];
  readonly bookings: readonly BookingId[];
  readonly occurrences: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly bandwidths: readonly number[];
  readonly holdingPriorities: readonly number[];
  readonly paths: readonly (readonly number[])[];
}

interface BookedLink {
  readonly id: LinkId;
  readonly profile: LinkProfile;
  /** Entries over the link, in no order. */
  readonly rows: number[];
}

/**
 * Every link's future bandwidth as a step function, and the entries that it is the sum of (RFC 8413 4.1: the
 * scheduled TED and LSP-DB in one). What can be seen of it depends on the entries alone, not on the order in which they came and went.
 *
 * An entry takes about 420 bytes with its id, measured with a million of them over 4.5 of 1,000 links each: half of that in
 * step functions (two breakpoints of 16 bytes for each link, slots two thirds full). See docs/performance.md.
 */
export class Calendar {
  readonly #table = new EntryTable();
  /** By number. Numbers of links that nothing is booked on any more are used again. */
  readonly #links: (BookedLink | undefined)[] = [];
  readonly #numbers = new Map<LinkId, number>();
  readonly #freeNumbers: number[] = [];
  /** Links of which something was booked or given back since this was asked last. */
  #changed = new Set<LinkId>();

  /** Entries. */
  get size(): number {
    return this.#table.size;
  }

  /** Replaces the entry with this key. O(links), each as `LinkProfile.add`. */
  reserve(entry: CalendarEntry): void {
    this.release(entry);
    for (const link of entry.links) this.#changed.add(link);
    const links = entry.links.map((link) => this.#numberOf(link));
    const row = this.#table.add({ ...entry, links });
    for (const number of links) {
      const { profile, rows } = this.#links[number]!;
      profile.add(entry.holdingPriority, entry.start, entry.end, entry.bandwidth);
      rows.push(row);
    }
  }

  /** Returns the entry that is gone, if there was one. O(links), and a look at the entries over each of them. */
  release(key: OccurrenceKey): CalendarEntry | undefined {
    const row = this.#table.find(key);
    if (row === undefined) return undefined;
    const entry = this.#table.at(row);
    const released = this.#named(entry);
    for (const link of released.links) this.#changed.add(link);
    for (const number of entry.links) {
      const link = this.#links[number]!;
      link.profile.remove(entry.holdingPriority, entry.start, entry.end, entry.bandwidth);
      const place = link.rows.indexOf(row);
      const last = link.rows.pop()!;
      if (place < link.rows.length) link.rows[place] = last;
      if (link.rows.length === 0) this.#forget(number, link);
    }
    this.#table.remove(row);
    return released;
  }

  /** Links whose future is another one than when this was asked last. */
  takeChanged(): ReadonlySet<LinkId> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  get(key: OccurrenceKey): CalendarEntry | undefined {
    const row = this.#table.find(key);
    return row === undefined ? undefined : this.#named(this.#table.at(row));
  }

  /** In the order of their occurrences. */
  occurrencesOf(booking: BookingId): readonly CalendarEntry[] {
    return this.#table.rowsOf(booking).map((row) => this.#named(this.#table.at(row)));
  }

  /** The most that a setup priority finds taken of the link between `from` and, not including, `to`. */
  peak(link: LinkId, setupPriority: number, from: number, to: number): number {
    return this.#profileOf(link)?.peak(setupPriority, from, to) ?? 0;
  }

  /** The most that it ever finds taken. */
  peakEver(link: LinkId, setupPriority: number): number {
    return this.#profileOf(link)?.peakEver(setupPriority) ?? 0;
  }

  /**
   * The most that is taken of the link from an instant on, for setup priorities 0 to 7, as `PathComputer.setBooked` takes it;
   * undefined: nothing. It falls as time passes: at the ends of entries.
   */
  peaksFrom(link: LinkId, from: number): readonly number[] | undefined {
    const peaks = this.#profileOf(link)?.peaks(from, Number.POSITIVE_INFINITY);
    return peaks === undefined || peaks.every((peak) => peak === 0) ? undefined : peaks;
  }

  /**
   * When the last step that reaches into [from, to) and takes more than `most` ends, which may be after `to`; Infinity:
   * never, as `most` is below 0; undefined: there is none.
   */
  lastAbove(link: LinkId, setupPriority: number, most: number, from: number, to: number): number | undefined {
    const profile = this.#profileOf(link);
    if (profile === undefined) return most < 0 ? Number.POSITIVE_INFINITY : undefined;
    return profile.lastAbove(setupPriority, most, from, to);
  }

  /** What a setup priority finds taken, step by step from `from` to `to`, also where it is nothing. */
  profile(link: LinkId, setupPriority: number, from: number, to: number): readonly Step[] {
    const profile = this.#profileOf(link) ?? new LinkProfile();
    return profile.steps(setupPriority, from, to);
  }

  /** Links that something is booked on, sorted. */
  links(): readonly LinkId[] {
    return [...this.#numbers.keys()].sort();
  }

  /** Entries over any of the links at some time between `from` and, not including, `to`; by start, booking, occurrence. */
  overLinks(links: Iterable<LinkId>, from: number, to: number): readonly CalendarEntry[] {
    const rows = new Set<number>();
    for (const id of links) {
      const number = this.#numbers.get(id);
      if (number === undefined) continue;
      for (const row of this.#links[number]!.rows) if (this.#table.crosses(row, from, to)) rows.add(row);
    }
    return [...rows].map((row) => this.#named(this.#table.at(row))).sort(byStart);
  }

  /** By booking, then by occurrence. */
  *entries(): Iterable<CalendarEntry> {
    for (const row of this.#table.sorted()) yield this.#named(this.#table.at(row));
  }

  /** O(entries log entries). */
  capture(): CapturedCalendar {
    const links = this.links();
    const places = new Map(links.map((link, place) => [this.#numbers.get(link)!, place]));
    const rows = this.#table.sorted().map((row) => this.#table.at(row));
    return {
      links,
      bookings: rows.map(({ booking }) => booking),
      occurrences: rows.map(({ occurrence }) => occurrence),
      starts: rows.map(({ start }) => start),
      ends: rows.map(({ end }) => end),
      bandwidths: rows.map(({ bandwidth }) => bandwidth),
      holdingPriorities: rows.map(({ holdingPriority }) => holdingPriority),
      paths: rows.map((row) => row.links.map((number) => places.get(number)!)),
    };
  }

  clear(): void {
    for (const entry of this.entries()) this.release(entry);
  }

  restore(captured: CapturedCalendar): void {
    this.clear();
    captured.bookings.forEach((booking, at) => {
      this.reserve({
        booking,
        occurrence: captured.occurrences[at]!,
        start: captured.starts[at]!,
        end: captured.ends[at]!,
        bandwidth: captured.bandwidths[at]!,
        holdingPriority: captured.holdingPriorities[at]!,
        links: captured.paths[at]!.map((place) => captured.links[place]!),
      });
    });
  }

  #profileOf(link: LinkId): LinkProfile | undefined {
    const number = this.#numbers.get(link);
    return number === undefined ? undefined : this.#links[number]!.profile;
  }

  #numberOf(id: LinkId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#freeNumbers.pop() ?? this.#links.length;
    this.#links[number] = { id, profile: new LinkProfile(), rows: [] };
    this.#numbers.set(id, number);
    return number;
  }

  #forget(number: number, { id }: BookedLink): void {
    this.#links[number] = undefined;
    this.#numbers.delete(id);
    this.#freeNumbers.push(number);
  }

  #named({ links, ...entry }: EntryRow): CalendarEntry {
    return { ...entry, links: links.map((number) => this.#links[number]!.id) };
  }
}

const byStart = (a: CalendarEntry, b: CalendarEntry): number =>
  a.start - b.start || (a.booking < b.booking ? -1 : a.booking > b.booking ? 1 : a.occurrence - b.occurrence);
