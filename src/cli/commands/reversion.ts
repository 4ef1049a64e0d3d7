import type { Command } from 'commander';
import type { AsOf, Reversion } from '../../graphql/generated/types.js';
import { UNKNOWN } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

type ShownReversion = Pick<
  Reversion,
  'id' | 'lspId' | 'home' | 'startedAt' | 'due' | 'obstacle' | 'outcome' | 'endedAt'
>;

const FIELDS = 'id lspId home startedAt due obstacle outcome endedAt';
const LIST = `query Reversions($asOf: AsOf) { reversions(asOf: $asOf) { ${FIELDS} } }`;
const CANCEL = `mutation CancelReversion($id: ID!) { cancelReversion(id: $id) { ${FIELDS} } }`;

interface ListOptions {
  readonly all?: true;
  readonly asOf?: AsOf;
}

/** `cairn reversion`, with `list` and `cancel`. */
export function addReversionCommand(program: Command, terminal: Terminal): void {
  const reversion = program
    .command('reversion')
    .description('LSPs that a failure has moved and that are to go back to their path (RFC 4427 4.11)');
  addList(reversion, terminal);
  addCancel(reversion, terminal);
}

function addList(reversion: Command, terminal: Terminal): void {
  reversion
    .command('list')
    .description('those that are still to go back, and when; restoration.revert says whether there are any')
    .option('--all', 'also those for which it is settled')
    .addOption(asOfOption())
    .action((options: ListOptions, command: Command) =>
      withSession(command, terminal, async (session) => {
        const known = await session.client.ask<{ reversions: readonly ShownReversion[] }>(LIST, {
          asOf: options.asOf,
        });
        const reversions = known.reversions.filter((one) => options.all === true || !isSettled(one));
        present(session, { reversions }, (data) => lines(data.reversions));
      }),
    );
}

function addCancel(reversion: Command, terminal: Terminal): void {
  reversion
    .command('cancel')
    .description('let an LSP stay where it is; a move back that was asked for already comes to its end')
    .argument('<id>', 'of the reversion, as `cairn reversion list` shows it')
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ cancelReversion: ShownReversion }>(CANCEL, { id });
        present(session, data, ({ cancelReversion }) => lines([cancelReversion]));
      }),
    );
}

const isSettled = ({ outcome }: ShownReversion): boolean => outcome !== null && outcome !== undefined;

const lines = (reversions: readonly ShownReversion[]): readonly string[] =>
  reversions.length === 0
    ? ['no LSP is to go back']
    : table(
        [
          { title: 'ID', cell: ({ id }) => id },
          { title: 'LSP', cell: ({ lspId }) => lspId },
          { title: 'MOVED', cell: ({ startedAt }) => startedAt },
          { title: 'BACK', cell: backText },
          { title: 'TO', cell: ({ home }) => home.join(' ') || UNKNOWN },
        ],
        reversions,
      );

/** When it goes back, why not yet, or what came of it. */
function backText({ due, obstacle, outcome, endedAt }: ShownReversion): string {
  if (outcome !== null && outcome !== undefined) return `${outcome} ${endedAt ?? ''}`.trimEnd();
  const when = due === null || due === undefined ? 'not yet' : due;
  return obstacle === null || obstacle === undefined ? when : `${when}: ${obstacle}`;
}
