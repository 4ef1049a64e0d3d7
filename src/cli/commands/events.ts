import { type Command, Option } from 'commander';
import type { AsOf } from '../../graphql/generated/types.js';
import { parseCount, parseList, parseMoment } from '../argument-values.js';
import { eventFeed } from '../event-feed.js';
import { CommandFailure } from '../failure.js';
import { PAGE_INFO, type Page, readPages } from '../pages.js';
import { EVENT_FIELDS, eventLine, eventLines, type ShownEvent } from '../print/events.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

const QUERY = `query Events($stream: String, $types: [String!], $from: AsOf, $first: Int, $after: String) {
  events(stream: $stream, types: $types, from: $from, first: $first, after: $after) {
    ${PAGE_INFO} nodes { ${EVENT_FIELDS} }
  }
}`;
const END_QUERY = 'query End { pce { position } }';

const PAUSE_BEFORE_RECONNECT_MS = 1_000;

interface EventsOptions {
  readonly stream?: string;
  readonly types?: readonly string[];
  readonly from?: AsOf;
  readonly after?: string;
  readonly first?: number;
  readonly data?: true;
  readonly follow?: true;
}

export function addEventsCommand(program: Command, terminal: Terminal): void {
  program
    .command('events')
    .description('what happened, oldest first')
    .option('--stream <name>', 'only this stream, such as lsp-<LSP id> or operation-<id>')
    .option('--types <names>', 'only these event types, with commas between', parseList)
    .addOption(
      new Option('--from <moment>', 'start after this position, or at this time (RFC 3339)')
        .argParser(parseMoment)
        .conflicts('after'),
    )
    .option('--after <position>', 'start after this position')
    .addOption(
      new Option('--first <count>', 'how many (default: 100)').argParser(parseCount).conflicts('follow'),
    )
    .option('--data', 'show the facts of each event too (JSON always has them)')
    .option(
      '--follow',
      'go on with what happens, until Ctrl-C; without --from or --after from now on. JSON: one line each',
    )
    .action((options: EventsOptions, command: Command) =>
      withSession(command, terminal, (session) =>
        options.follow === true ? follow(session, options) : list(session, options),
      ),
    );
}

const readEvents = async ({ client }: Session, variables: object): Promise<Page<ShownEvent>> =>
  (await client.ask<{ events: Page<ShownEvent> }>(QUERY, { ...variables })).events;

async function list(session: Session, options: EventsOptions): Promise<void> {
  const { stream, types, from, first: wanted = 100 } = options;
  const events = await readPages<ShownEvent, Page<ShownEvent>>(wanted, options.after, (first, after) =>
    readEvents(session, { stream, types, first, ...(after === undefined ? { from } : { after }) }),
  );
  present(session, { events }, () => [
    ...eventLines(events.nodes, options.data === true),
    ...(events.pageInfo.hasNextPage
      ? ['', `There may be more; go on with --after ${events.pageInfo.endCursor}`]
      : []),
  ]);
}

/** From the place asked for, over as many connections as it takes: every event once. */
async function follow(session: Session, options: EventsOptions): Promise<void> {
  const { stream, types } = options;
  let after = await startOf(session, options);
  let reached = false;
  const onConnected = (): void => {
    reached = true;
  };
  for (;;) {
    for await (const event of eventFeed(session.client.url, { stream, types, after, onConnected })) {
      after = event.position;
      if (session.json) session.terminal.showJson(event, 'one-line');
      else session.terminal.show([eventLine(event, options.data === true)]);
    }
    if (!reached) throw new CommandFailure(`${session.client.url} does not take WebSocket connections`);
    session.terminal.tell(`cairn: the connection ended; going on after position ${after}`);
    await session.terminal.pause(PAUSE_BEFORE_RECONNECT_MS);
  }
}

/** The position to start after. A fixed one even for "from now on", so that a lost connection loses no event. */
async function startOf(session: Session, { from, after }: EventsOptions): Promise<string> {
  const position = after ?? from?.position;
  if (position === undefined && from === undefined) {
    return (await session.client.ask<{ pce: { position: string } }>(END_QUERY)).pce.position;
  }
  if (position !== undefined) return position;
  const { nodes, pageInfo } = await readEvents(session, { from, first: 1 });
  const [first] = nodes;
  return first === undefined ? (pageInfo.endCursor ?? '0') : `${BigInt(first.position) - 1n}`;
}
