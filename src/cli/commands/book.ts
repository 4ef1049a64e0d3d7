import type { Command } from 'commander';
import type { BookBandwidthInput, Metric, MetricBound, SetupType } from '../../graphql/generated/types.js';
import { parseBandwidth, parseBound, parseMetric, parseWhole } from '../argument-values.js';
import { BOOKING_FIELDS, bookingLines, type ShownBooking } from '../print/booking.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { parseDuration, parseInstant, parseVolume } from '../time-values.js';
import { setupTypeOption } from './options.js';
import { addLinkOptions, type LinkOptions, pathRequest } from './path-request.js';

const BOOK = `mutation BookBandwidth($input: BookBandwidthInput!) { bookBandwidth(input: $input) { ${BOOKING_FIELDS} } }`;

interface BookOptions extends LinkOptions {
  readonly name: string;
  readonly start?: string;
  readonly end: string;
  readonly recurrence?: string;
  readonly timeZone?: string;
  readonly flexibility?: string;
  readonly minimum?: number;
  readonly volume?: number;
  readonly byRouter?: boolean;
  readonly key?: string;
  readonly metric?: Metric;
  readonly bound?: readonly MetricBound[];
  readonly setupPriority?: number;
  readonly holdingPriority?: number;
  readonly setupType?: SetupType;
}

/** `cairn book`: exit code 1 when it is rejected. */
export function addBookCommand(program: Command, terminal: Terminal): void {
  const instant = (text: string): string => parseInstant(text, Date.now());
  const command = program
    .command('book')
    .description(
      'book bandwidth for a time to come; where there is no room, say what would fit (exit code 1)',
    )
    .argument('<from>', 'node id, name or router id')
    .argument('<to>', 'node id, name or router id')
    .argument('<bandwidth>', 'bit/s, with k, M, G or T: 5G', parseBandwidth)
    .requiredOption('--name <name>', 'of the LSP')
    .option('--start <time>', 'RFC 3339, or from now: +90s, +30m, +2h (default: now)', instant)
    .requiredOption('--end <time>', 'as --start', instant)
    .option('--recurrence <rule>', 'RFC 5545, with COUNT or UNTIL: FREQ=DAILY;COUNT=5')
    .option('--time-zone <name>', 'in which the recurrence runs (default: UTC)')
    .option(
      '--flexibility <duration>',
      'how much later it may start: 90s, 30m, 2h or ISO 8601',
      parseDuration,
    )
    .option('--minimum <amount>', 'less bandwidth that will do', parseBandwidth)
    .option('--volume <amount>', 'what is to be moved between start and end: 40TB, 5Gbit', parseVolume)
    .option('--by-router', 'its head-end sets it up and takes it down, where it keeps schedules (RFC 8934)')
    .option('--no-by-router', 'the PCE does (default: as it is configured)')
    .option('--key <text>', 'given again with it, no second booking is made');
  addLinkOptions(command)
    .option('--metric <metric>', 'what is to be smallest (default: TE)', parseMetric)
    .option('--bound <metric=max>', 'upper limit, such as DELAY=2ms or HOPS=4; repeatable', parseBound)
    .option('--setup-priority <0-7>', '0 is the highest (default: 7)', parseWhole)
    .option('--holding-priority <0-7>', '0 is the highest (default: 7)', parseWhole)
    .addOption(setupTypeOption('how the LSP is set up (default: SR_MPLS)'))
    .action((from: string, to: string, bandwidth: number, options: BookOptions, self: Command) =>
      withSession(self, terminal, async (session) => {
        const input = inputOf(from, to, bandwidth, { ...options, start: options.start ?? instant('now') });
        const data = await session.client.ask<{ bookBandwidth: ShownBooking }>(BOOK, { input });
        present(session, data, ({ bookBandwidth }) => bookingLines(bookBandwidth));
        if (data.bookBandwidth.state === 'REJECTED') terminal.exitCode(1);
      }),
    );
}

function inputOf(
  source: string,
  destination: string,
  bandwidth: number,
  options: BookOptions & { readonly start: string },
): BookBandwidthInput {
  const { name, start, end, recurrence, timeZone, flexibility, minimum, volume, key, byRouter } = options;
  const { setupType, holdingPriority } = options;
  return {
    name,
    source,
    destination,
    bandwidth,
    start,
    end,
    request: pathRequest(source, destination, options),
    ...(recurrence === undefined ? {} : { recurrence }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(flexibility === undefined ? {} : { flexibility }),
    ...(minimum === undefined ? {} : { minimumBandwidth: minimum }),
    ...(volume === undefined ? {} : { volume }),
    ...(byRouter === undefined ? {} : { trigger: byRouter ? 'ROUTER_WHEN_ABLE' : 'PCE' }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(setupType === undefined ? {} : { setupType }),
    ...(holdingPriority === undefined ? {} : { holdingPriority }),
  };
}
