import type { Command } from 'commander';
import { followOperation, readOperation } from '../operation-progress.js';
import { withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { waitOption } from './options.js';

export function addOperationCommand(program: Command, terminal: Terminal): void {
  program
    .command('operation')
    .description('one operation: how far it is, and why it failed if it did (exit code 1)')
    .argument('<id>', 'as create-lsp, update-lsp and delete-lsp print it')
    .addOption(waitOption())
    .action((id: string, { wait }: { wait?: true }, command: Command) =>
      withSession(command, terminal, async (session) => {
        const operation = await readOperation(session, id);
        await followOperation(session, operation, wait === true, (shown) => ({ operation: shown }));
      }),
    );
}
