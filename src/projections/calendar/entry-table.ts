import type { BookingId } from '../../domain/values/identifiers.js';
import { LinkLists } from './link-lists.js';

const FIRST_ROWS = 64;
const GROWTH = 1.25;

/** One occurrence of a booking; a booking that does not recur has occurrence 0 alone. */
export interface OccurrenceKey {
  readonly booking: BookingId;
  readonly occurrence: number;
}

/** What an entry takes, with its links as numbers. */
export interface EntryRow extends OccurrenceKey {
  readonly start: number;
  readonly end: number;
  readonly bandwidth: number;
  readonly holdingPriority: number;
  /** At most 65,535. */
  readonly links: readonly number[];
}

/**
 * The entries as columns, found by booking and occurrence: 43 bytes for an entry and 4 for each of its links, up to a quarter more while
 * columns grow, and about 60 for what finds a booking and its id.
 */
export class EntryTable {
  #start = new Float64Array(FIRST_ROWS);
  #end = new Float64Array(FIRST_ROWS);
  #bandwidth = new Float64Array(FIRST_ROWS);
  #occurrence = new Int32Array(FIRST_ROWS);
  #holdingPriority = new Uint8Array(FIRST_ROWS);
  #linksAt = new Int32Array(FIRST_ROWS);
  #linkCount = new Uint16Array(FIRST_ROWS);
  readonly #booking: (BookingId | undefined)[] = [];
  readonly #links = new LinkLists();
  readonly #free: number[] = [];
  /** A row, or several in the order of their occurrences. */
  readonly #rowsOf = new Map<BookingId, number | number[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** O(log occurrences). */
  find({ booking, occurrence }: OccurrenceKey): number | undefined {
    const rows = this.rowsOf(booking);
    const row = rows[this.#placeIn(rows, occurrence)];
    return row !== undefined && this.#occurrence[row] === occurrence ? row : undefined;
  }

  /** In the order of their occurrences. */
  rowsOf(booking: BookingId): readonly number[] {
    const rows = this.#rowsOf.get(booking);
    return rows === undefined ? [] : typeof rows === 'number' ? [rows] : rows;
  }

  /** The key must be a new one. O(links + occurrences). */
  add(entry: EntryRow): number {
    const row = this.#free.pop() ?? this.#booking.length;
    if (row >= this.#start.length) this.#grow();
    this.#booking[row] = entry.booking;
    this.#occurrence[row] = entry.occurrence;
    this.#start[row] = entry.start;
    this.#end[row] = entry.end;
    this.#bandwidth[row] = entry.bandwidth;
    this.#holdingPriority[row] = entry.holdingPriority;
    this.#linkCount[row] = entry.links.length;
    this.#linksAt[row] = this.#links.add(entry.links);
    this.#size += 1;
    const rows = this.#rowsOf.get(entry.booking);
    if (rows === undefined) this.#rowsOf.set(entry.booking, row);
    else {
      const all = typeof rows === 'number' ? [rows] : rows;
      all.splice(this.#placeIn(all, entry.occurrence), 0, row);
      this.#rowsOf.set(entry.booking, all);
    }
    return row;
  }

  /** O(occurrences). */
  remove(row: number): void {
    const booking = this.#booking[row]!;
    const rows = this.rowsOf(booking).filter((other) => other !== row);
    if (rows.length === 0) this.#rowsOf.delete(booking);
    else this.#rowsOf.set(booking, rows.length === 1 ? rows[0]! : rows);
    this.#links.remove(this.#linksAt[row]!, this.#linkCount[row]!);
    this.#booking[row] = undefined;
    this.#free.push(row);
    this.#size -= 1;
  }

  at(row: number): EntryRow {
    return {
      booking: this.#booking[row]!,
      occurrence: this.#occurrence[row]!,
      start: this.#start[row]!,
      end: this.#end[row]!,
      bandwidth: this.#bandwidth[row]!,
      holdingPriority: this.#holdingPriority[row]!,
      links: [...this.#links.at(this.#linksAt[row]!, this.#linkCount[row]!)],
    };
  }

  crosses(row: number, from: number, to: number): boolean {
    return this.#start[row]! < to && this.#end[row]! > from;
  }

  /** By booking, then by occurrence. O(entries log bookings). */
  sorted(): readonly number[] {
    const bookings = [...this.#rowsOf.keys()].sort();
    return bookings.flatMap((booking) => this.rowsOf(booking));
  }

  /** Of the first row of the booking whose occurrence is not below. */
  #placeIn(rows: readonly number[], occurrence: number): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#occurrence[rows[middle]!]! < occurrence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const length = Math.ceil(this.#start.length * GROWTH);
    this.#start = grown(new Float64Array(length), this.#start);
    this.#end = grown(new Float64Array(length), this.#end);
    this.#bandwidth = grown(new Float64Array(length), this.#bandwidth);
    this.#occurrence = grown(new Int32Array(length), this.#occurrence);
    this.#holdingPriority = grown(new Uint8Array(length), this.#holdingPriority);
    this.#linksAt = grown(new Int32Array(length), this.#linksAt);
    this.#linkCount = grown(new Uint16Array(length), this.#linkCount);
  }
}

function grown<Column extends Float64Array | Int32Array | Uint16Array | Uint8Array>(
  longer: Column,
  old: Column,
): Column {
  longer.set(old);
  return longer;
}
