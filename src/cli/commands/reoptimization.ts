import type { Command } from 'commander';
import type { AsOf } from '../../graphql/generated/types.js';
import { OPERATION_FIELDS, operationLines, type ShownOperation } from '../operation-progress.js';
import { progressText } from '../print/plan.js';
import { UNKNOWN } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

const LIST = `query Reoptimizations($asOf: AsOf) { reoptimizations(asOf: $asOf) { ${OPERATION_FIELDS} } }`;
const CANCEL = `mutation CancelReoptimization($id: ID!) { cancelReoptimization(id: $id) { ${OPERATION_FIELDS} } }`;

/** `cairn reoptimization`, with `list` and `cancel`; `cairn reoptimize` begins one. */
export function addReoptimizationCommand(program: Command, terminal: Terminal): void {
  const reoptimization = program
    .command('reoptimization')
    .description('reoptimizations that were asked for, by an operator or by Cairn itself');
  addList(reoptimization, terminal);
  addCancel(reoptimization, terminal);
}

function addList(reoptimization: Command, terminal: Terminal): void {
  reoptimization
    .command('list')
    .description('those under way and the last hundred that ended, oldest first')
    .addOption(asOfOption())
    .action((options: { asOf?: AsOf }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ reoptimizations: readonly ShownOperation[] }>(LIST, {
          asOf: options.asOf,
        });
        present(session, data, ({ reoptimizations }) => lines(reoptimizations));
      }),
    );
}

function addCancel(reoptimization: Command, terminal: Terminal): void {
  reoptimization
    .command('cancel')
    .description(
      'no more steps; those under way come to an end, what was done stays or is undone by its policy',
    )
    .argument('<id>', 'of the operation')
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ cancelReoptimization: ShownOperation }>(CANCEL, { id });
        present(session, data, ({ cancelReoptimization }) => operationLines(cancelReoptimization));
      }),
    );
}

const lines = (reoptimizations: readonly ShownOperation[]): readonly string[] =>
  reoptimizations.length === 0
    ? ['no reoptimization']
    : table(
        [
          { title: 'OPERATION', cell: ({ id }) => id },
          { title: 'BY', cell: ({ reason }) => reason },
          { title: 'STARTED', cell: ({ startedAt }) => startedAt },
          { title: 'STATE', cell: ({ state }) => state },
          {
            title: 'PROGRESS',
            cell: ({ plan, error }) =>
              error?.message ?? (plan === null || plan === undefined ? UNKNOWN : progressText(plan)),
          },
        ],
        reoptimizations,
      );
