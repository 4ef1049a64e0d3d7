import type { Command } from 'commander';
import type { AvailableStep, Maybe, SetupType } from '../../graphql/generated/types.js';
import { parseWhole } from '../argument-values.js';
import { PATH_SUMS, type PathSums, routeText } from '../print/path.js';
import { bandwidthText } from '../print/quantities.js';
import { indented, table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { parseDuration, parseInstant } from '../time-values.js';
import { setupTypeOption } from './options.js';
import { addLinkOptions, type LinkOptions, pathRequest } from './path-request.js';

const STEP = `start end bandwidth path { ${PATH_SUMS} }`;
const QUERY = `query Availability(
  $source: String!, $destination: String!, $from: DateTime, $to: DateTime!, $setupPriority: Int, $request: PathRequest,
  $setupType: SetupType, $duration: String
) {
  availability(
    source: $source, destination: $destination, from: $from, to: $to, setupPriority: $setupPriority, request: $request,
    setupType: $setupType, duration: $duration
  ) {
    steps { ${STEP} }
    best { ${STEP} }
    position
  }
}`;

type ShownStep = Pick<AvailableStep, 'start' | 'end' | 'bandwidth'> & { readonly path?: Maybe<PathSums> };

interface Available {
  readonly steps: readonly ShownStep[];
  readonly best?: Maybe<ShownStep>;
  readonly position: string;
}

interface AvailabilityOptions extends LinkOptions {
  readonly from?: string;
  readonly to: string;
  readonly duration?: string;
  readonly setupPriority?: number;
  readonly setupType?: SetupType;
}

export function addAvailabilityCommand(program: Command, terminal: Terminal): void {
  const instant = (text: string): string => parseInstant(text, Date.now());
  const command = program
    .command('availability')
    .description('what can be booked between two nodes over time')
    .argument('<from>', 'node id, name or router id')
    .argument('<to>', 'node id, name or router id')
    .option('--from <time>', 'RFC 3339, or from now: +90s, +30m, +2h (default: now)', instant)
    .option('--to <time>', 'until when (default: in a day)', instant)
    .option(
      '--duration <duration>',
      'find the best start for so long: 90s, 30m, 2h or ISO 8601',
      parseDuration,
    )
    .option('--setup-priority <0-7>', '0 is the highest (default: 7)', parseWhole);
  addLinkOptions(command)
    .addOption(setupTypeOption('how the LSP would be set up (default: SR_MPLS)'))
    .action((from: string, to: string, options: AvailabilityOptions, self: Command) =>
      withSession(self, terminal, (session) =>
        showAvailability(session, from, to, { ...options, to: options.to ?? instant('+1d') }),
      ),
    );
}

async function showAvailability(
  session: Session,
  source: string,
  destination: string,
  { from, to, duration, setupPriority, setupType, ...links }: AvailabilityOptions,
): Promise<void> {
  const request = pathRequest(source, destination, links);
  const variables = { source, destination, from, to, setupPriority, request, setupType, duration };
  const data = await session.client.ask<{ availability: Available }>(QUERY, variables);
  present(session, data, ({ availability }) => lines(availability, duration));
}

const lines = ({ steps, best, position }: Available, duration: string | undefined): readonly string[] => [
  ...stepTable(steps),
  '',
  ...(duration === undefined
    ? []
    : [`Best for ${duration}:`, ...indented(best ? stepTable([best]) : ['nothing']), '']),
  `Computed in the network at position ${position}.`,
];

const stepTable = (steps: readonly ShownStep[]): readonly string[] =>
  table<ShownStep>(
    [
      { title: 'START', cell: ({ start }) => start },
      { title: 'END', cell: ({ end }) => end },
      { title: 'FREE', cell: ({ bandwidth }) => bandwidthText(bandwidth), right: true },
      { title: 'PATH', cell: ({ path }) => routeText(path) },
    ],
    steps,
  );
