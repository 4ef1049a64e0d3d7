import type { Booking, BookingOccurrence, BookingState, Maybe } from '../../graphql/generated/types.js';
import { NO_PATH, noPathLines, type ShownNoPath } from './no-path.js';
import { PATH_SUMS, type PathSums, routeText } from './path.js';
import { bandwidthText, counted } from './quantities.js';
import { fields, indented, table } from './table.js';

/** Names for `--state`. */
export const BOOKING_STATES: readonly BookingState[] = [
  'REQUESTED',
  'ADMITTED',
  'REJECTED',
  'ACTIVE',
  'COMPLETED',
  'CANCELLED',
  'FAILED',
];

export type ListedBooking = Pick<
  Booking,
  'id' | 'name' | 'state' | 'source' | 'destination' | 'bandwidth' | 'start' | 'end'
> & { readonly path?: Maybe<PathSums> };

/** Selection of ListedBooking. */
export const LISTED_BOOKING = `id name state source destination bandwidth start end path { ${PATH_SUMS} }`;

type ShownOccurrence = Pick<
  BookingOccurrence,
  'number' | 'state' | 'start' | 'end' | 'bandwidth' | 'outcome' | 'failure' | 'retryAt' | 'handOver'
> & { readonly path?: Maybe<PathSums>; readonly lsp?: Maybe<{ readonly id: string }> };

export type ShownBooking = ListedBooking &
  Pick<Booking, 'recurrence' | 'trigger' | 'requestedAt' | 'laterStart' | 'lowerBandwidth'> & {
    readonly rejection?: Maybe<ShownNoPath>;
    readonly occurrences: readonly ShownOccurrence[];
  };

/** Selection of ShownBooking. */
export const BOOKING_FIELDS = `${LISTED_BOOKING} recurrence trigger requestedAt laterStart lowerBandwidth
  rejection { ${NO_PATH} }
  occurrences {
    number state start end bandwidth handOver outcome retryAt failure { code message } path { ${PATH_SUMS} } lsp { id }
  }`;

export const bookingTable = (bookings: readonly ListedBooking[]): readonly string[] =>
  table(
    [
      { title: 'ID', cell: ({ id }) => id },
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'STATE', cell: ({ state }) => state },
      { title: 'START', cell: ({ start }) => start },
      { title: 'END', cell: ({ end }) => end },
      { title: 'BANDWIDTH', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'FROM', cell: ({ source }) => source },
      { title: 'TO', cell: ({ destination }) => destination },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
    ],
    bookings,
  );

export function bookingLines(booking: ShownBooking): readonly string[] {
  const { id, name, state, source, destination, bandwidth, start, end, recurrence, occurrences } = booking;
  const { rejection } = booking;
  return [
    ...fields([
      ['booking', `${name}: ${state}`],
      ['id', id],
      ['ends', `${source} to ${destination}`],
      ['bandwidth', bandwidthText(bandwidth)],
      ['time', `${start} to ${end}`],
      ['recurrence', recurrence ?? undefined],
      ['set up by', booking.trigger === 'PCE' ? undefined : 'its head-end when able'],
      ['requested', booking.requestedAt],
    ]),
    ...(occurrences.length === 0 ? [] : ['', ...indented(occurrenceTable(occurrences))]),
    ...failureLines(occurrences),
    ...(rejection ? ['', ...noPathLines(rejection, source, destination), ...insteadLines(booking)] : []),
  ];
}

const occurrenceTable = (occurrences: readonly ShownOccurrence[]): readonly string[] =>
  table(
    [
      { title: 'NO', cell: ({ number }) => `${number}`, right: true },
      { title: 'STATE', cell: occurrenceState },
      { title: 'START', cell: ({ start }) => start },
      { title: 'END', cell: ({ end }) => end },
      { title: 'BANDWIDTH', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
      { title: 'LSP', cell: ({ lsp }) => lsp?.id ?? '-' },
    ],
    occurrences,
  );

/** With its outcome, or that its head-end has it in hand. */
const occurrenceState = ({ state, outcome, handOver }: ShownOccurrence): string => {
  if (outcome) return `${state} (${outcome})`;
  return handOver === 'DONE' ? `${state} (by its head-end)` : state;
};

const failureLines = (occurrences: readonly ShownOccurrence[]): readonly string[] => {
  const failed = occurrences.flatMap(({ number, failure, retryAt }) =>
    failure
      ? [`${number}: ${failure.code}: ${failure.message}${retryAt ? `; next try ${retryAt}` : ''}`]
      : [],
  );
  return failed.length === 0 ? [] : ['', `${counted(failed.length, 'failure')}:`, ...indented(failed)];
};

function insteadLines({ laterStart, lowerBandwidth }: ShownBooking): readonly string[] {
  const later = laterStart ? [`It would fit from ${laterStart} on.`] : [];
  const lower = lowerBandwidth ? [`${bandwidthText(lowerBandwidth)} would fit at the wanted time.`] : [];
  return later.length + lower.length === 0 ? [] : ['', ...later, ...lower];
}
