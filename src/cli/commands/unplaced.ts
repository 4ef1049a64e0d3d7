import type { Command } from 'commander';
import type { AsOf, UnplacedLsp } from '../../graphql/generated/types.js';
import { counted } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

type ShownUnplaced = Pick<UnplacedLsp, 'lspId' | 'since' | 'reasons' | 'position'>;

const QUERY =
  'query UnplacedLsps($asOf: AsOf) { unplacedLsps(asOf: $asOf) { lspId since reasons position } }';

interface Data {
  readonly unplacedLsps: readonly ShownUnplaced[];
}

export function addUnplacedCommand(program: Command, terminal: Terminal): void {
  program
    .command('unplaced')
    .description('LSPs without a path that works, for which no other was found, and why')
    .addOption(asOfOption())
    .action((options: { asOf?: AsOf }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<Data>(QUERY, { asOf: options.asOf });
        present(session, data, ({ unplacedLsps }) => lines(unplacedLsps));
      }),
    );
}

const lines = (unplaced: readonly ShownUnplaced[]): readonly string[] =>
  unplaced.length === 0
    ? ['every LSP has a path, or none was looked for']
    : [
        ...table(
          [
            { title: 'LSP', cell: ({ lspId }) => lspId },
            { title: 'SINCE', cell: ({ since }) => since },
            { title: 'WHY', cell: ({ reasons }) => reasons.join(', ') },
          ],
          unplaced,
        ),
        '',
        counted(unplaced.length, 'LSP'),
      ];
