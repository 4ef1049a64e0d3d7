import type { Command } from 'commander';
import type { AsOf, ChangeBookingInput } from '../../graphql/generated/types.js';
import { parseBandwidth, parseWhole } from '../argument-values.js';
import { CommandFailure } from '../failure.js';
import { BOOKING_FIELDS, bookingLines, type ShownBooking } from '../print/booking.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { parseInstant } from '../time-values.js';
import { asOfOption } from './options.js';

const QUERY = `query Booking($id: ID!, $asOf: AsOf) { booking(id: $id, asOf: $asOf) { ${BOOKING_FIELDS} } }`;
const CANCEL = `mutation CancelBooking($id: ID!) { cancelBooking(id: $id) { ${BOOKING_FIELDS} } }`;
const CHANGE = `mutation ChangeBooking($input: ChangeBookingInput!) { changeBooking(input: $input) { ${BOOKING_FIELDS} } }`;

interface ChangeOptions {
  readonly occurrence?: number;
  readonly end?: string;
  readonly bandwidth?: number;
}

/** `cairn booking`, with its `cancel` and `change`. */
export function addBookingCommand(program: Command, terminal: Terminal): void {
  const booking = program
    .command('booking')
    .description('one booking: its times, their paths and LSPs, and what went wrong')
    .argument('<id>', 'as `cairn bookings` lists it')
    .addOption(asOfOption())
    .action((id: string, { asOf }: { asOf?: AsOf }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ booking: ShownBooking | null }>(QUERY, { id, asOf });
        if (data.booking === null) throw new CommandFailure(`there is no booking ${id}`);
        present(session, data, () => bookingLines(data.booking!));
      }),
    );
  booking
    .command('cancel')
    .description('call a booking off: what is planned is dropped, what is up is taken down')
    .argument('<id>', 'as `cairn bookings` lists it')
    .action((id: string, _options: object, command: Command) =>
      withSession(command, terminal, (session) => ask(session, CANCEL, 'cancelBooking', { id })),
    );
  booking
    .command('change')
    .description('give a booking that is not over another end or bandwidth')
    .argument('<id>', 'as `cairn bookings` lists it')
    .option('--occurrence <number>', 'which of its times, from 0 (default: 0)', parseWhole)
    .option('--end <time>', 'RFC 3339, or from now: +2h', (text) => parseInstant(text, Date.now()))
    .option('--bandwidth <amount>', 'bit/s, with k, M, G or T: 5G', parseBandwidth)
    .action((id: string, { occurrence, end, bandwidth }: ChangeOptions, command: Command) =>
      withSession(command, terminal, (session) => {
        const input: ChangeBookingInput = {
          id,
          ...(occurrence === undefined ? {} : { occurrence }),
          ...(end === undefined ? {} : { end }),
          ...(bandwidth === undefined ? {} : { bandwidth }),
        };
        return ask(session, CHANGE, 'changeBooking', { input });
      }),
    );
}

async function ask(
  session: Session,
  mutation: string,
  field: 'cancelBooking' | 'changeBooking',
  variables: Readonly<Record<string, unknown>>,
): Promise<void> {
  const data = await session.client.ask<Readonly<Record<string, ShownBooking>>>(mutation, variables);
  present(session, data, () => bookingLines(data[field]!));
}
