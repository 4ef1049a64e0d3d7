import type { EventPage } from '../protocol.js';

/** The columns of a page, in the order of EventRow. */
export const EVENT_COLUMNS = `events.position, streams.name, events.version, events.type, events.schema_version,
  events.time, events.id, events.causation, events.correlation, events.data`;

export type EventRow = [
  number,
  string,
  number,
  number,
  number,
  number,
  string,
  string | null,
  string | null,
  string,
];

/** A page stops growing at this many characters of data, so that large events cannot fill the memory. */
const PAGE_CHARACTERS = 4_194_304;
/** Rows fetched in one go. */
const FETCH_ROWS = 256;

/**
 * Fetches up to `limit` rows in small steps and stops early when the page has become big.
 * `fetch` gives up to `count` rows after `last`, the row before them if there is one.
 */
export function collectRows(
  limit: number,
  fetch: (last: EventRow | undefined, count: number) => EventRow[],
): EventRow[] {
  const rows: EventRow[] = [];
  let characters = 0;
  while (rows.length < limit && characters < PAGE_CHARACTERS) {
    const wanted = Math.min(FETCH_ROWS, limit - rows.length);
    const fetched = fetch(rows.at(-1), wanted);
    for (const row of fetched) {
      rows.push(row);
      characters += row[9].length;
    }
    if (fetched.length < wanted) break;
  }
  return rows;
}

/** Turns rows into columns and all their text into one JSON text. */
export function packPage(rows: readonly EventRow[], typeNames: readonly string[]): EventPage {
  const count = rows.length;
  const positions = new Float64Array(count);
  const versions = new Float64Array(count);
  const times = new Float64Array(count);
  const types = new Uint32Array(count);
  const schemaVersions = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const row = rows[index] as EventRow;
    positions[index] = row[0];
    versions[index] = row[2];
    types[index] = row[3];
    schemaVersions[index] = row[4];
    times[index] = row[5];
  }
  return { positions, versions, times, types, schemaVersions, typeNames, text: pageText(rows) };
}

function pageText(rows: readonly EventRow[]): string {
  const ids = JSON.stringify(rows.map((row) => row[6]));
  const streams = JSON.stringify(rows.map((row) => row[1]));
  const causations = optionalColumn('causations', rows, 7);
  const correlations = optionalColumn('correlations', rows, 8);
  const data = rows.map((row) => row[9]).join(',');
  return `{"ids":${ids},"streams":${streams}${causations}${correlations},"data":[${data}]}`;
}

function optionalColumn(name: string, rows: readonly EventRow[], column: 7 | 8): string {
  if (rows.every((row) => row[column] === null)) return '';
  return `,"${name}":${JSON.stringify(rows.map((row) => row[column]))}`;
}
