import type { Event } from '../../graphql/generated/types.js';
import { type Column, table } from './table.js';

export type ShownEvent = Pick<
  Event,
  'id' | 'position' | 'stream' | 'version' | 'type' | 'time' | 'causationId' | 'correlationId' | 'data'
>;

/** Selection of ShownEvent. */
export const EVENT_FIELDS = 'id position stream version type time causationId correlationId data';

const COLUMNS: readonly Column<ShownEvent>[] = [
  { title: 'POSITION', cell: ({ position }) => position, right: true },
  { title: 'TIME', cell: ({ time }) => time },
  { title: 'EVENT', cell: ({ type }) => type },
  { title: 'STREAM', cell: ({ stream }) => stream },
];
const DATA: Column<ShownEvent> = { title: 'DATA', cell: ({ data }) => JSON.stringify(data) };

export const eventLines = (events: readonly ShownEvent[], withData = false): readonly string[] =>
  events.length === 0 ? ['no events'] : table(withData ? [...COLUMNS, DATA] : COLUMNS, events);

/** One event by itself, while more may come: columns as wide as what is usual. */
export function eventLine({ position, time, type, stream, data }: ShownEvent, withData = false): string {
  const line = `${position.padStart(8)}  ${time}  ${type.padEnd(22)}  ${stream}`;
  return withData ? `${line}  ${JSON.stringify(data)}` : line;
}
