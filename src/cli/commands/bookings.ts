import { type Command, Option } from 'commander';
import type { AsOf, BookingFilter, BookingState } from '../../graphql/generated/types.js';
import { parseCount } from '../argument-values.js';
import { PAGE_INFO, type Page, readPages } from '../pages.js';
import { BOOKING_STATES, bookingTable, LISTED_BOOKING, type ListedBooking } from '../print/booking.js';
import { counted } from '../print/quantities.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { parseInstant } from '../time-values.js';
import { asOfOption } from './options.js';

const QUERY = `query Bookings($filter: BookingFilter, $first: Int, $after: String, $asOf: AsOf) {
  bookings(filter: $filter, first: $first, after: $after, asOf: $asOf) {
    totalCount ${PAGE_INFO} nodes { ${LISTED_BOOKING} }
  }
}`;

interface Listed extends Page<ListedBooking> {
  readonly totalCount: number;
}

interface BookingsOptions extends Pick<BookingFilter, 'from' | 'to'> {
  readonly state?: readonly BookingState[];
  readonly first: number;
  readonly after?: string;
  readonly asOf?: AsOf;
}

export function addBookingsCommand(program: Command, terminal: Terminal): void {
  const instant = (text: string): string => parseInstant(text, Date.now());
  program
    .command('bookings')
    .description('bandwidth booked for a time to come, in the order in which it was asked for')
    .addOption(
      new Option('--state <states...>', 'in one of these states').choices(BOOKING_STATES as BookingState[]),
    )
    .option('--from <time>', 'that end after this: RFC 3339, or from now: +2h', instant)
    .option('--to <time>', 'that start before this', instant)
    .option('--first <count>', 'how many', parseCount, 100)
    .option('--after <cursor>', 'go on where the page before ended')
    .addOption(asOfOption())
    .action((options: BookingsOptions, command: Command) =>
      withSession(command, terminal, (session) => showBookings(session, options)),
    );
}

async function showBookings(session: Session, options: BookingsOptions): Promise<void> {
  const { state, from, to, asOf } = options;
  const filter: BookingFilter = { state, from, to };
  const bookings = await readPages<ListedBooking, Listed>(
    options.first,
    options.after,
    async (first, after) => {
      const variables = { filter, first, after, asOf };
      return (await session.client.ask<{ bookings: Listed }>(QUERY, variables)).bookings;
    },
  );
  present(session, { bookings }, (data) => lines(data.bookings));
}

function lines({ nodes, totalCount, pageInfo }: Listed): readonly string[] {
  if (nodes.length === 0) return ['no bookings'];
  const more = pageInfo.hasNextPage
    ? `; go on with --after '${pageInfo.endCursor}', or a larger --first`
    : '';
  const count =
    nodes.length === totalCount
      ? counted(totalCount, 'booking')
      : `${nodes.length} of ${totalCount} bookings`;
  return [...bookingTable(nodes), '', `${count}${more}`];
}
