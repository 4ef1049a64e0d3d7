import { type Command, InvalidArgumentError } from 'commander';
import { parseUrl } from './argument-values.js';
import { CommandFailure } from './failure.js';
import { GraphqlClient } from './graphql-client.js';
import type { Terminal } from './terminal.js';

/** What one run of a command works with. */
export interface Session {
  readonly client: GraphqlClient;
  readonly terminal: Terminal;
  /** Data for programs instead of text for people. */
  readonly json: boolean;
}

/** Options of `cairn` itself; see addClientCommands. */
interface GlobalOptions {
  readonly url: string;
  readonly json?: true;
}

/** Runs the work of a command; a failure becomes a message on standard error and exit code 1. */
export async function withSession(
  command: Command,
  terminal: Terminal,
  run: (session: Session) => Promise<void>,
): Promise<void> {
  const { url, json } = command.optsWithGlobals<GlobalOptions>();
  try {
    await run({ client: new GraphqlClient(checkedUrl(command, url)), terminal, json: json === true });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    terminal.tell(`cairn: ${error.message}`);
    terminal.exitCode(1);
  }
}

/** Checked here and not as an option's value: a bad CAIRN_URL is no concern of `cairn serve`. */
function checkedUrl(command: Command, url: string): string {
  try {
    return parseUrl(url);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    return command.error(`error: '${url}' (--url or CAIRN_URL) is not a URL of a PCE. ${error.message}`);
  }
}

/** Shows `data` as it came, or as lines. */
export function present<Data>(session: Session, data: Data, lines: (data: Data) => readonly string[]): void {
  if (session.json) session.terminal.showJson(data);
  else session.terminal.show(lines(data));
}
